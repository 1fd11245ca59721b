"""Cachet, version 2 (`/api/v1`) and version 3 (`/api`, JSON:API documents)."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, identity, maintenance_stage, statements
from notifier.sources.pages.parsing import (
    Parts,
    base_of,
    decode,
    level_of,
    moment,
    readable_json,
    stage_of,
    title,
    web_address,
    worst,
)
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(operational="1", maintenance="6", degraded="2", partial_outage="3", major_outage="4")
STAGES: Final = stage_table(investigating="1", identified="2", monitoring="3", resolved="4")
WORKS: Final = stage_table(scheduled="0", in_progress="1", resolved="2")
_SECOND: Final = "/api/v1"
_THIRD: Final = "/api"
_MANY: Final = "per_page=100"
_LONGEST: Final = timedelta(days=1)
_NEEDS: Final = {
    "components": Need.ALWAYS,
    "incidents": Need.ALWAYS,
    "schedules": Need.IF_THERE,
    "component-groups": Need.NEVER,
}
"""Old versions have no schedules; groups give nothing but names."""


class _Value(msgspec.Struct):
    """What version 3 says twice: a code or a time, and words for it."""

    value: int | str | None = None
    string: str | None = None


_Code = _Value | int | str | None


class _Reference(msgspec.Struct):
    id: Id = None


class _Relation(msgspec.Struct):
    data: _Reference | list[_Reference] | None = None


class _Relations(msgspec.Struct):
    group: _Relation | None = None
    components: _Relation | None = None


class _Update(msgspec.Struct):
    status: _Code = None
    message: str | None = None
    created_at: str | None = None


class _Row(msgspec.Struct):
    """A component, an incident, a schedule or a group; in version 3 its attributes."""

    id: Id = None
    name: str | None = None
    status: _Code = None
    group_id: Id = None
    group: "_Row | None" = None
    enabled: bool | None = None
    component_id: Id = None
    component_status: int | str | None = None
    message: str | None = None
    permalink: str | None = None
    occurred_at: str | None = None
    scheduled_at: str | None = None
    completed_at: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    occurred: _Value | None = None
    scheduled: _Value | None = None
    completed: _Value | None = None
    created: _Value | None = None
    updated: _Value | None = None
    updates: list[_Update] | None = None
    attributes: "_Row | None" = None
    relationships: _Relations | None = None


class _Answer(msgspec.Struct):
    data: list[_Row] | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask version 2 for its components."""
    return (PageRequest(f"{_base(target)}{_SECOND}/components?{_MANY}", need=Need.NEVER),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask version 2 for its incidents, or version 3 for everything."""
    if len(bodies) > 1:
        return ()
    base = _base(target)
    if readable_json(bodies[0]):
        newest = "sort=id&order=desc&per_page=20"
        return tuple(
            PageRequest(f"{base}{_SECOND}/{name}?{newest}", need=_NEEDS[name]) for name in ("incidents", "schedules")
        )
    return tuple(PageRequest(f"{base}{_THIRD}/{name}?{_MANY}", need=need) for name, need in _NEEDS.items())


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read whichever version answered."""
    base, parts = _base(target), Parts()
    second = readable_json(bodies[0]) or len(bodies) == 1
    rows = _required(bodies[0] if second else bodies[1])
    incidents, schedules = _rows(bodies, "incidents", parts), _rows(bodies, "schedules", parts)
    groups = {identity(row.group.id): title(row.group.name) for row in rows if row.group}
    groups |= {identity(row.id): title(_said(row).name) for row in _rows(bodies, "component-groups", Parts())}
    components = _components(rows, groups)
    levels = {each.id: each.level for each in components}
    return Page(
        url=base,
        components=components,
        incidents=tuple(_incident(each, levels) for each in incidents if not _is_planned(each)),
        maintenances=(
            *(_schedule(each) for each in schedules),
            *(_planned(each, now) for each in incidents if _is_planned(each)),
        ),
        missing=parts.missing,
    )


def _base(target: PageTarget) -> str:
    return base_of(target.url, f"{_SECOND}/", f"{_THIRD}/")


def _said(row: _Row) -> _Row:
    return row.attributes or row


def _code(code: _Code) -> str:
    return str(code.value if isinstance(code, _Value) else code)


def _time(text: str | None, value: _Value | None) -> datetime | None:
    return moment(text) or moment(value.string if value else None)


def _required(body: PageBody) -> list[_Row]:
    rows = decode(body, _Answer).data
    rows = [row for row in rows or () if row.id is not None and _said(row).status is not None]
    if not rows:
        raise misshapen("it lists no components")
    return rows


def _rows(bodies: tuple[PageBody, ...], name: str, parts: Parts) -> list[_Row]:
    """The rows of a further list; one that cannot be read is missing, one that this version does not know is empty."""
    for body in bodies[1:]:
        if f"/{name}?" in body.requested and not (body.status == 404 and _NEEDS[name] is Need.IF_THERE):
            rows = (parts.read(body, _Answer) or _Answer()).data
            if rows is None:
                parts.misshapen(body.requested, "it is no list")
            return rows or []
    return []


def _components(rows: list[_Row], groups: dict[str, str]) -> tuple[PageComponent, ...]:
    found: dict[str, PageComponent] = {}
    for row in rows:
        said, id_ = _said(row), identity(row.id)
        relation = row.relationships.group.data if row.relationships and row.relationships.group else None
        group = identity(said.group_id, relation.id if isinstance(relation, _Reference) else None)
        if said.enabled is not False:
            level = level_of(_code(said.status), LEVELS)
            found[id_] = PageComponent(id_, title(said.name, id_), level, groups.get(group, ""))
    return tuple(found.values())


def _incident(row: _Row, levels: dict[str, PageLevel]) -> PageIncident:
    """An incident is as bad as its components are."""
    said = _said(row)
    stage = stage_of(_code(said.status), STAGES)
    relation = row.relationships.components.data if row.relationships and row.relationships.components else None
    named = [identity(each.id) for each in relation] if isinstance(relation, list) else []
    named += [id_ for id_ in (identity(said.component_id),) if id_ not in ("", "0")]
    known = [levels[id_] for id_ in named if id_ in levels]
    level = level_of(said.component_status, LEVELS) if said.component_status else worst(known)
    started = _time(said.occurred_at, said.occurred) or _time(said.created_at, said.created)
    updates = said.updates or ()
    words = [(moment(each.created_at), stage_of(_code(each.status), STAGES), each.message) for each in updates]
    return PageIncident(
        id=identity(row.id, said.name),
        title=title(said.name),
        stage=stage,
        level=PageLevel.DEGRADED if level in (PageLevel.OPERATIONAL, PageLevel.UNKNOWN) else level,
        started=started,
        updated=_time(said.updated_at, said.updated),
        components=tuple(dict.fromkeys(named)),
        url=web_address(said.permalink),
        statements=statements([*words, (started, stage if not words else Stage.UNKNOWN, said.message)]),
    )


def _is_planned(row: _Row) -> bool:
    """Old pages announce works as incidents of a state of their own; version 3 does not know what state that is."""
    return _code(_said(row).status) == "0" and _said(row).scheduled_at is not None


def _planned(row: _Row, now: datetime) -> PageIncident:
    """Nobody ends such works: after a day they are over."""
    start = moment(_said(row).scheduled_at)
    return _works(row, Stage.RESOLVED if start is None or now - start > _LONGEST else maintenance_stage(start, now))


def _schedule(row: _Row) -> PageIncident:
    said = _said(row)
    done = _time(said.completed_at, said.completed) is not None
    return _works(row, Stage.RESOLVED if done else stage_of(_code(said.status), WORKS))


def _works(row: _Row, stage: Stage) -> PageIncident:
    said = _said(row)
    created = _time(said.created_at, said.created)
    return PageIncident(
        id=f"schedule:{identity(row.id, said.name)}",
        title=title(said.name),
        stage=stage,
        level=PageLevel.MAINTENANCE,
        started=_time(said.scheduled_at, said.scheduled),
        updated=_time(said.updated_at, said.updated),
        statements=statements([(created, stage, said.message)]),
    )


PROVIDER: Final = Provider("cachet", requests, parse, follow, marks=("cachet",))
