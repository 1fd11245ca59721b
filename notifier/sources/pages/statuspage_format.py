"""The format of Statuspage v2 (Atlassian), `/api/v2/summary.json` and its relatives, which other pages speak too.

The summary is enough for most pages. More is asked for where it is known to be short: incident.io cuts the list of
components at 25 and may leave incidents out of the summary, some pages have nothing but `status.json`, and a page that
moved to another host may redirect to that host's front page.
"""

from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import statements
from notifier.sources.pages.parsing import (
    BEGINNING,
    Parts,
    base_of,
    decode,
    level_of,
    moment,
    readable_json,
    stage_of,
    title,
    web_address,
)
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="operational",
    maintenance="under_maintenance",
    degraded="degraded_performance",
    partial_outage="partial_outage",
    major_outage="major_outage, full_outage",
)
IMPACTS: Final = level_table(
    operational="none", maintenance="maintenance", degraded="minor", partial_outage="major", major_outage="critical"
)
"""The words for an incident's impact, which are also those of the page's indicator."""
STAGES: Final = stage_table(
    investigating="investigating",
    identified="identified",
    monitoring="monitoring",
    scheduled="scheduled",
    in_progress="in_progress, verifying",
    resolved="resolved, postmortem, completed",
)
_CUT_AT: Final = 25
"""So many components incident.io puts into a summary at most."""
API: Final = "/api/v2"


class _Site(msgspec.Struct):
    id: str | None = None
    name: str | None = None
    url: str | None = None
    updated_at: str | None = None


class _Summary(msgspec.Struct):
    indicator: str | None = None


class _Component(msgspec.Struct):
    id: str | None = None
    name: str | None = None
    status: str | None = None
    group_id: str | None = None
    group: bool | None = None
    components: list[str] | None = None


class _Affected(msgspec.Struct):
    code: str | None = None


class _Update(msgspec.Struct):
    status: str | None = None
    body: str | None = None
    created_at: str | None = None
    display_at: str | None = None
    affected_components: list[_Affected] | None = None


class _Incident(msgspec.Struct):
    id: str | None = None
    name: str | None = None
    status: str | None = None
    impact: str | None = None
    created_at: str | None = None
    started_at: str | None = None
    updated_at: str | None = None
    scheduled_for: str | None = None
    scheduled_until: str | None = None
    shortlink: str | None = None
    incident_updates: list[_Update] | None = None
    components: list[_Component] | None = None


class _Answer(msgspec.Struct):
    """Any of the format's files. A key that is missing is None, which is not an empty list."""

    page: _Site | None = None
    status: _Summary | None = None
    components: list[_Component] | None = None
    incidents: list[_Incident] | None = None
    scheduled_maintenances: list[_Incident] | None = None


def summary_of(url: str, api: str = API) -> PageRequest:
    """Ask the page at this address for its summary."""
    return _file(base_of(url, f"{api}/", api), "summary.json", api, Need.NEVER)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for what the summary lacks."""
    newest = bodies[-1]
    base = base_of(newest.requested, f"{API}/", API)
    asked = {body.requested for body in bodies}
    if not newest.requested.endswith("/summary.json"):
        return ()
    if not readable_json(newest):
        moved = _moved(newest)
        if moved is not None and moved.url not in asked:
            return (moved,)
        return (_file(base, "status.json"),) if newest.status == 404 else ()
    summary = decode(newest, _Answer)
    if summary.page is None:
        return ()
    lacking = []
    if _lacks_components(target, summary):
        lacking.append(_file(base, "components.json"))
    if summary.incidents is None:
        lacking.append(_file(base, "incidents.json"))
    return tuple(lacking)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the page out of all that came; what came last, and is readable, counts."""
    main = _main(bodies)
    answer = decode(main, _Answer)
    site = answer.page
    if site is None or not (site.id or site.name):
        raise misshapen("it does not say which page it is")
    expected = target.options.get("page_id")
    if expected and site.id and site.id != expected:
        raise PageUnreadable(f"another page answers: {title(site.name, 'unnamed')}")
    parts = Parts()
    for body in bodies[bodies.index(main) + 1 :]:
        answer = _completed(answer, body, parts)
    if main.requested.endswith("/summary.json"):
        for name, rows in (("components", answer.components), ("incidents", answer.incidents)):
            if rows is None:
                parts.misshapen(f"{name}.json", "it lists nothing")
    if answer.status is None and not answer.components and answer.incidents is None:
        raise misshapen("it says nothing of the state")
    components, groups = _components(answer.components or ())
    return Page(
        title=title(site.name),
        url=web_address(site.url),
        updated=moment(site.updated_at),
        level=level_of(answer.status.indicator, IMPACTS) if answer.status else None,
        components=components,
        groups=groups,
        incidents=tuple(_incident(each, groups) for each in answer.incidents or ()),
        maintenances=tuple(_maintenance(each, groups) for each in answer.scheduled_maintenances or ()),
        missing=parts.missing,
        proven=bool(expected) and site.id == expected,
    )


def _file(base: str, name: str, api: str = API, need: Need = Need.ALWAYS) -> PageRequest:
    return PageRequest(f"{base}{api}/{name}", need=need)


def _moved(body: PageBody) -> PageRequest | None:
    """Ask the host to which the summary's address leads, if it dropped the path on the way."""
    if urlsplit(body.url).hostname == urlsplit(body.requested).hostname or body.status not in (200, 404):
        return None
    parts = urlsplit(body.url)
    return _file(f"{parts.scheme}://{parts.netloc}", "summary.json")


def _main(bodies: tuple[PageBody, ...]) -> PageBody:
    """The body that says which page it is: the last summary (or `status.json` in its place)."""
    names = ("/summary.json", "/status.json")
    return ([body for body in bodies if body.requested.endswith(names)] or list(bodies[:1]))[-1]


def _lacks_components(target: PageTarget, summary: _Answer) -> bool:
    listed = {each.id for each in summary.components or ()}
    named = set(target.watched)
    named |= {id_ for each in summary.components or () for id_ in each.components or ()}
    named |= {each.id for incident in summary.incidents or () for each in incident.components or () if each.id}
    return summary.components is None or len(listed) == _CUT_AT or bool(named - listed)


def _completed(answer: _Answer, body: PageBody, parts: Parts) -> _Answer:
    """Put what a further file says in the place of what the summary lacks; an unreadable one is missing."""
    more = parts.read(body, _Answer) or _Answer()
    wanted = more.components if body.requested.endswith("/components.json") else more.incidents
    if more.page is None or wanted is None:
        parts.misshapen(body.requested, "it lists nothing")
    components = more.components or answer.components
    incidents = answer.incidents if answer.incidents is not None else more.incidents
    return msgspec.structs.replace(answer, components=components, incidents=incidents)


def _components(rows: list[_Component] | tuple[()]) -> tuple[tuple[PageComponent, ...], dict[str, tuple[str, ...]]]:
    """Give the components without the rows that sum them up, and what is below each of those rows."""
    names = {row.id: title(row.name) for row in rows if row.group and row.id}
    above = {child: row.id for row in rows if row.group and row.id for child in row.components or ()}
    components: dict[str, PageComponent] = {}
    groups: dict[str, list[str]] = {id_: [] for id_ in names}
    for row in rows:
        if row.id in names:
            continue
        row.id = row.id or f"{row.name or 'unnamed'} {len(components) + 1}"
        group = row.group_id if row.group_id in names else above.get(row.id, "")
        name = title(row.name, row.id)
        if group and row.id not in components:
            groups[group].append(row.id)
        components[row.id] = PageComponent(row.id, name, level_of(row.status, LEVELS), names.get(group, ""))
    return tuple(components.values()), {id_: tuple(children) for id_, children in groups.items()}


def _incident(wire: _Incident, groups: dict[str, tuple[str, ...]]) -> PageIncident:
    stage = stage_of(wire.status, STAGES)
    return PageIncident(
        id=wire.id or wire.shortlink or wire.name or "",
        title=title(wire.name),
        stage=stage,
        level=_level(wire),
        started=moment(wire.started_at) or moment(wire.created_at),
        updated=moment(wire.updated_at),
        components=_named(wire, groups),
        url=web_address(wire.shortlink),
        statements=statements(
            (_time_of(each), stage_of(each.status, STAGES), each.body) for each in wire.incident_updates or ()
        ),
    )


def _level(wire: _Incident) -> PageLevel:
    """An open incident's impact; "none" only says that no component was chosen, not that all is well."""
    level = level_of(wire.impact, IMPACTS) if wire.impact else PageLevel.DEGRADED
    return PageLevel.DEGRADED if level is PageLevel.OPERATIONAL else level


def _maintenance(wire: _Incident, groups: dict[str, tuple[str, ...]]) -> PageIncident:
    incident = _incident(wire, groups)
    return msgspec.structs.replace(
        incident,
        level=PageLevel.MAINTENANCE,
        started=moment(wire.scheduled_for) or incident.started,
        until=moment(wire.scheduled_until),
    )


def _named(wire: _Incident, groups: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The ids of components that it names: itself, or else in its newest update that names any."""
    named = [each.id for each in wire.components or ()]
    if not named:
        updates = sorted(wire.incident_updates or (), key=_time_of, reverse=True)
        named = next(([each.code for each in up.affected_components] for up in updates if up.affected_components), [])
    return tuple(dict.fromkeys(id_ for each in named if each for id_ in groups.get(each, (each,))))


def _time_of(update: _Update) -> datetime:
    return moment(update.display_at) or moment(update.created_at) or BEGINNING
