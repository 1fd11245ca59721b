"""Hyperping: `/status.json`, with a word for the page and one for each service."""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, title
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="up, operational", maintenance="maintenance", degraded="incident", major_outage="outage, down"
)


class _Service(msgspec.Struct):
    id: Id = None
    uuid: str | None = None
    name: str | None = None
    indicator: str | None = None
    status: str | None = None
    services: list["_Service"] | None = None


class _Status(msgspec.Struct):
    name: str | None = None
    indicator: str | None = None
    services: list[_Service] | None = None


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the status."""
    status = decode(bodies[0], _Status)
    if not status.indicator:
        raise misshapen("it says nothing of the state")
    parts = Parts()
    components: dict[str, PageComponent] = {}
    for row in parts.listed(status.services, "services"):
        for each in row.services or [row]:
            group = "" if each is row else title(row.name)
            id_ = identity(each.uuid, each.id, f"{group}/{each.name or ''}".strip("/"), len(components) + 1)
            level = level_of(each.indicator or each.status, LEVELS)
            components[id_] = PageComponent(id_, title(each.name, id_), level, group)
    return Page(
        title=title(status.name),
        level=level_of(status.indicator, LEVELS),
        components=tuple(components.values()),
        missing=parts.missing,
    )


PROVIDER: Final = Provider("hyperping", one_file("/status.json"), parse, marks=("hyperping",))
