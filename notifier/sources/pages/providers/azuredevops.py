"""Azure DevOps' health: every service in every geography. Option `api`.

A component is a service of a geography. What is amiss in a part of the geographies shows on those alone.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import identity
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, moment, title
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="healthy, advisory", degraded="degraded", major_outage="unhealthy")


class _Geography(msgspec.Struct):
    id: str | None = None
    name: str | None = None
    health: str | None = None


class _Service(msgspec.Struct):
    id: str | None = None
    geographies: list[_Geography] | None = None


class _Status(msgspec.Struct):
    health: str | None = None
    message: str | None = None


class _Health(msgspec.Struct):
    last_updated: str | None = msgspec.field(default=None, name="lastUpdated")
    status: _Status | None = None
    services: list[_Service] | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the health."""
    health = decode(bodies[0], _Health)
    overall = health.status or _Status()
    if health.services is None and overall.health is None:
        raise misshapen("it says nothing of the state")
    parts = Parts()
    if not health.services or any(each.geographies is None for each in health.services):
        parts.misshapen("services", "it does not list all services with their geographies")
    components: dict[str, PageComponent] = {}
    for service in health.services or ():
        for each in service.geographies or ():
            id_ = f"{service.id or 'unnamed'}/{identity(each.id, each.name, len(components) + 1)}"
            level = level_of(each.health, LEVELS)
            components[id_] = PageComponent(id_, title(each.name, id_), level, title(service.id))
    return Page(
        title=title(overall.message, "Azure DevOps"),
        url=target.url,
        updated=moment(health.last_updated),
        level=level_of(overall.health, LEVELS),
        components=tuple(components.values()),
        missing=parts.missing,
    )


PROVIDER: Final = Provider(
    "azuredevops", one_file("/_apis/status/health"), parse, marks=("status.dev.azure.com",), own=True
)
