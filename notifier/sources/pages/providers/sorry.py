"""Sorry: the components at api.sorryapp.com for a page's id, or the page's own `/api/v1/status`."""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity
from notifier.sources.pages.parsing import base_of, decode, level_of, moment, title, web_address
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="operational", maintenance="under_maintenance", degraded="degraded", partial_outage="partially_degraded"
)
"""The documents write them with a line below, the pages with a hyphen."""


class _Component(msgspec.Struct):
    id: Id = None
    name: str | None = None
    state: str | None = None
    children: list["_Component"] | None = None


class _Components(msgspec.Struct):
    response: list[_Component] | None = None


class _Site(msgspec.Struct):
    name: str | None = None
    url: str | None = None
    state: str | None = None
    updated_at: str | None = None


class _Status(msgspec.Struct):
    page: _Site | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the components where the page's id is known, else for the page's state."""
    id_ = target.options.get("page_id")
    api = target.options.get("api") or (f"https://api.sorryapp.com/v1/pages/{id_}/components" if id_ else "")
    return (PageRequest(api, need=Need.NEVER),) if api else (_state(target),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the page's state where the components do not come."""
    gone = len(bodies) == 1 and bodies[0].requested != _state(target).url and bodies[0].status != 200
    return (_state(target),) if gone else ()


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the components or the state."""
    if bodies[-1].requested != _state(target).url:
        rows = decode(bodies[-1], _Components).response
        if not rows:
            raise misshapen("it lists no components")
        return Page(components=_components(rows))
    site = decode(bodies[-1], _Status).page
    if site is None or not site.state:
        raise misshapen("it says nothing of the state")
    return Page(
        title=title(site.name), url=web_address(site.url), updated=moment(site.updated_at), level=_level(site.state)
    )


def _state(target: PageTarget) -> PageRequest:
    return PageRequest(f"{base_of(target.url, '/api/v1/')}/api/v1/status")


def _level(word: str | None) -> PageLevel:
    return level_of(word.replace("-", "_") if word else None, LEVELS)


def _components(rows: list[_Component]) -> tuple[PageComponent, ...]:
    """The components; one with others below it only sums them up."""
    found: dict[str, PageComponent] = {}
    for row in rows:
        for each in row.children or [row]:
            id_ = identity(each.id, each.name)
            group = "" if each is row else title(row.name)
            found[id_] = PageComponent(id_, title(each.name, id_), _level(each.state), group)
    return tuple(found.values())


PROVIDER: Final = Provider("sorry", requests, parse, follow, marks=("sorryapp", "sorry™"))
