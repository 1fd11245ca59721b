"""Slack's current incidents: `/api/v2.0.0/current`.

`status` is only "ok" or "active"; how bad it is stands in each incident's `type`. Incidents that are over may linger in
the list, and one of which nothing was said for 14 days is no longer current. Services have names, no ids, and only
those in trouble are listed. Option `api`.
"""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import as_told, latest, parted, statements
from notifier.sources.pages.options import one_file, with_watched
from notifier.sources.pages.parsing import decode, level_of, moment, stage_of, title, web_address
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

STATUSES: Final = level_table(operational="ok", degraded="active")
LEVELS: Final = level_table(operational="notice", maintenance="maintenance", degraded="incident", major_outage="outage")
STAGES: Final = stage_table(investigating="active", scheduled="scheduled", resolved="resolved, completed, cancelled")
_OLD: Final = timedelta(days=14)


class _Note(msgspec.Struct):
    date_created: str | None = None
    body: str | None = None


class _Incident(msgspec.Struct):
    id: str | int | None = None
    date_created: str | None = None
    date_updated: str | None = None
    title: str | None = None
    type: str | None = None
    status: str | None = None
    url: str | None = None
    services: list[str] | None = None
    notes: list[_Note] | None = None


class _Current(msgspec.Struct):
    status: str | None = None
    date_updated: str | None = None
    active_incidents: list[_Incident] | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read what is current."""
    current = decode(bodies[0], _Current)
    if current.status is None or current.active_incidents is None:
        raise misshapen("it says nothing of the state")
    events = [_event(each) for each in current.active_incidents]
    events = [each for each in events if each.stage is not Stage.RESOLVED and not _is_old(each, now)]
    incidents, maintenances = parted(events)
    names = {name: name for each in events for name in each.components}
    begun = (each for each in events if each.stage is not Stage.SCHEDULED)
    return Page(
        title="Slack",
        url=target.url,
        updated=moment(current.date_updated),
        level=level_of(current.status, STATUSES) if not events else PageLevel.OPERATIONAL,
        components=with_watched(target, as_told(names, begun)),
        incidents=incidents,
        maintenances=maintenances,
    )


def _event(wire: _Incident) -> PageIncident:
    level = level_of(wire.type, LEVELS)
    stage = stage_of(wire.status, STAGES)
    if level is PageLevel.MAINTENANCE and stage is Stage.INVESTIGATING:
        stage = Stage.IN_PROGRESS
    notes = [(moment(each.date_created), Stage.UNKNOWN, each.body) for each in wire.notes or ()]
    return PageIncident(
        id=str(wire.id or wire.title or ""),
        title=title(wire.title, "untitled"),
        stage=stage,
        level=level,
        started=moment(wire.date_created),
        updated=moment(wire.date_updated) or latest(when for when, _, _ in notes),
        components=tuple(dict.fromkeys(title(each) for each in wire.services or () if each)),
        url=web_address(wire.url),
        statements=statements(notes),
    )


def _is_old(event: PageIncident, now: datetime) -> bool:
    said = event.updated or event.started
    return said is not None and event.stage is not Stage.SCHEDULED and now - said > _OLD


PROVIDER: Final = Provider("slack", one_file("/api/v2.0.0/current"), parse, marks=("slack-status.com",), own=True)
