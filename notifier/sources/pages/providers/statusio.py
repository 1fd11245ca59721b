"""Status.io, version 1: one document at api.status.io for each page id.

A page's id is an option, or found in its web page. A component runs in containers (its places); their ids repeat from
component to component, so the two together are the id of what is watched here.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import is_web_page, latest, statements, web_page, web_text
from notifier.sources.pages.options import listed
from notifier.sources.pages.parsing import Parts, base_of, decode, level_of, moment, stage_of, title
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="100", maintenance="200", degraded="300", partial_outage="400", major_outage="500, 600"
)
"""600: a security event."""
STAGES: Final = stage_table(investigating="100", identified="200", monitoring="300", resolved="400")
_API: Final = "https://api.status.io/1.0/status/"
_ID: Final = re.compile(
    r"(?:/pages/(?:history/|incident/|maintenance/)?|statuspage_?id[\"']?\s*[:=]\s*[\"']?|/1\.0/status/)([0-9a-f]{24})\b",
    re.IGNORECASE,
)


class _Container(msgspec.Struct):
    id: str | None = None
    _id: str | None = None
    name: str | None = None
    status_code: int | str | None = None


class _Component(msgspec.Struct):
    id: str | None = None
    _id: str | None = None
    name: str | None = None
    status_code: int | str | None = None
    containers: list[_Container] | None = None


class _Message(msgspec.Struct):
    details: str | None = None
    state: int | str | None = None
    status: int | str | None = None
    datetime: str | None = None


class _Incident(msgspec.Struct):
    _id: str | None = None
    name: str | None = None
    datetime_open: str | None = None
    datetime_planned_start: str | None = None
    datetime_planned_end: str | None = None
    messages: list[_Message] | None = None
    components_affected: list[_Component] | None = None
    containers_affected: list[_Container] | None = None


class _Maintenance(msgspec.Struct):
    active: list[_Incident] | None = None
    upcoming: list[_Incident] | None = None


class _Overall(msgspec.Struct):
    updated: str | None = None
    status_code: int | str | None = None


class _Result(msgspec.Struct):
    status_overall: _Overall | None = None
    status: list[_Component] | None = None
    incidents: list[_Incident] | None = None
    maintenance: _Maintenance | None = None


class _Answer(msgspec.Struct):
    result: _Result | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the document, or for the web page that names it."""
    id_ = target.options.get("page_id")
    api = target.options.get("api") or (f"{_API}{id_}" if id_ else "")
    return (PageRequest(api) if api else web_page(base_of(target.url, "/pages/") or target.url or "/", Need.NEVER),)


def follow(_target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the document that the web page names."""
    if len(bodies) > 1 or not is_web_page(bodies[0]):
        return ()
    found = _ID.search(web_text(bodies[0]))
    return (PageRequest(f"{_API}{found[1].lower()}"),) if found else ()


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the document."""
    result = decode(bodies[-1], _Answer).result
    if result is None or (result.status_overall is None and not result.status):
        raise misshapen("it says nothing of the state")
    parts = Parts()
    if not result.status or result.incidents is None:
        parts.misshapen("result", "a list of components or of incidents is missing")
    overall = result.status_overall or _Overall()
    components, groups = _components(result.status or [])
    works = result.maintenance or _Maintenance()
    planned = [_maintenance(each, Stage.IN_PROGRESS, groups) for each in works.active or ()]
    planned += [_maintenance(each, Stage.SCHEDULED, groups) for each in works.upcoming or ()]
    told = [_incident(each, groups) for each in result.incidents or ()]
    components = _chosen(target, components)
    return Page(
        url=base_of(target.url, "/pages/"),
        updated=moment(overall.updated),
        level=level_of(overall.status_code, LEVELS),
        components=components,
        groups=groups,
        incidents=_concerning(components, told),
        maintenances=_concerning(components, planned),
        missing=parts.missing,
    )


def _chosen(target: PageTarget, components: tuple[PageComponent, ...]) -> tuple[PageComponent, ...]:
    """Keep what the option `components` lists, by the component's own name; one that is gone is not green."""
    wishes = listed(target, "components")
    kept: dict[str, PageComponent] = {}
    for wish in wishes:
        found = [each for each in components if wish.casefold() in (each.group.casefold(), each.name.casefold())]
        kept |= {each.id: each for each in found or [PageComponent(wish, wish, PageLevel.UNKNOWN)]}
    return tuple(kept.values()) if wishes else components


def _concerning(components: tuple[PageComponent, ...], told: Iterable[PageIncident]) -> tuple[PageIncident, ...]:
    ids = {each.id for each in components}
    return tuple(each for each in told if not each.components or not ids.isdisjoint(each.components))


def _components(rows: list[_Component]) -> tuple[tuple[PageComponent, ...], dict[str, tuple[str, ...]]]:
    components: dict[str, PageComponent] = {}
    groups: dict[str, list[str]] = {}
    for row in rows:
        id_ = row.id or row._id or title(row.name)
        name = title(row.name, id_)
        if not row.containers:
            components[id_] = PageComponent(id_, name, level_of(row.status_code, LEVELS))
        for place in row.containers or ():
            key = f"{id_}:{place.id or place._id or title(place.name)}"
            groups.setdefault(id_, []).append(key)
            components[key] = PageComponent(
                key, title(place.name, key), level_of(place.status_code, LEVELS), group=name
            )
    return tuple(components.values()), {id_: tuple(below) for id_, below in groups.items()}


def _named(wire: _Incident, groups: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The affected components, in the affected containers alone where the incident names them."""
    places = {each._id or each.id for each in wire.containers_affected or ()}
    named: dict[str, None] = {}
    for each in wire.components_affected or ():
        id_ = each._id or each.id or ""
        below = groups.get(id_, (id_,))
        inside = [key for key in below if key.partition(":")[2] in places]
        named |= dict.fromkeys(inside or below)
    return tuple(named)


def _incident(wire: _Incident, groups: dict[str, tuple[str, ...]]) -> PageIncident:
    said = [(moment(each.datetime), stage_of(each.state, STAGES), each.details) for each in wire.messages or ()]
    newest = max(wire.messages or (), key=lambda each: each.datetime or "", default=_Message())
    return PageIncident(
        id=wire._id or wire.name or "",
        title=title(wire.name),
        stage=stage_of(newest.state, STAGES),
        level=level_of(newest.status, LEVELS) if newest.status is not None else PageLevel.DEGRADED,
        started=moment(wire.datetime_open),
        updated=latest(when for when, _, _ in said),
        components=_named(wire, groups),
        statements=statements(said),
    )


def _maintenance(wire: _Incident, stage: Stage, groups: dict[str, tuple[str, ...]]) -> PageIncident:
    incident = _incident(wire, groups)
    return msgspec.structs.replace(
        incident,
        stage=stage,
        level=PageLevel.MAINTENANCE,
        started=moment(wire.datetime_planned_start) or incident.started,
        until=moment(wire.datetime_planned_end),
        statements=tuple(msgspec.structs.replace(each, stage=stage) for each in incident.statements),
    )


PROVIDER: Final = Provider("statusio", requests, parse, follow, marks=("status.io", "hostedstatus"))
