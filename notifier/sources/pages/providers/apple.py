"""Apple's system status, for people and for developers: JSON, or JSON wrapped into a call.

A service's events stay in the list after they have ended, and while they are only announced: an event counts while it
is ongoing and its end, if one is given, is still to come. Services have names, no ids. Options `api`, and `products`:
the services that count.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage, Statement
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import parted, unwrapped
from notifier.sources.pages.options import listed, one_file, only
from notifier.sources.pages.parsing import decode, level_of, moment_of_epoch, plain, stage_of, title, worst
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="available",
    maintenance="maintenance",
    degraded="performance",
    partial_outage="issue",
    major_outage="outage",
)
STAGES: Final = stage_table(identified="ongoing", scheduled="upcoming", resolved="resolved, completed")


class _Event(msgspec.Struct):
    id: str | int | None = msgspec.field(default=None, name="messageId")
    type: str | None = msgspec.field(default=None, name="statusType")
    status: str | None = msgspec.field(default=None, name="eventStatus")
    message: str | None = None
    starts: float | None = msgspec.field(default=None, name="epochStartDate")
    ends: float | None = msgspec.field(default=None, name="epochEndDate")
    affects: str | None = msgspec.field(default=None, name="usersAffected")


class _Service(msgspec.Struct):
    name: str | None = msgspec.field(default=None, name="serviceName")
    events: list[_Event] | None = None


class _Status(msgspec.Struct):
    services: list[_Service] | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the status."""
    services = decode(unwrapped(bodies[0]), _Status).services
    if not services:
        raise misshapen("it lists no services")
    components: dict[str, PageComponent] = {}
    events: list[PageIncident] = []
    for service in services:
        name = title(service.name)
        if not name:
            continue
        current = [_incident(each, name) for each in service.events or () if not _has_ended(each, now)]
        level = worst(each.level for each in current if each.stage is not Stage.SCHEDULED)
        if service.events is None:
            level = PageLevel.UNKNOWN
        components[name] = PageComponent(name, name, level)
        events += current
    kept, concerned = only(listed(target, "products"), tuple(components.values()), _together(events))
    incidents, maintenances = parted(concerned)
    return Page(title="Apple", url=target.url, components=kept, incidents=incidents, maintenances=maintenances)


def _has_ended(event: _Event, now: datetime) -> bool:
    end = moment_of_epoch(event.ends)
    return stage_of(event.status, STAGES) is Stage.RESOLVED or (end is not None and end <= now)


def _incident(event: _Event, service: str) -> PageIncident:
    stage, level = stage_of(event.status, STAGES), level_of(event.type, LEVELS)
    if level is PageLevel.MAINTENANCE and stage is not Stage.SCHEDULED:
        stage = Stage.IN_PROGRESS
    elif stage is Stage.SCHEDULED:
        level = PageLevel.MAINTENANCE
    started = moment_of_epoch(event.starts)
    text = "\n".join(each for each in (plain(event.message), plain(event.affects)) if each)
    return PageIncident(
        id=str(event.id or f"{service}-{event.starts}"),
        title=f"{service}: {title(event.type, 'no word of its state')}",
        stage=stage,
        level=level,
        started=started,
        until=moment_of_epoch(event.ends),
        components=(service,),
        statements=(Statement(started, stage, text),) if text and started else (),
    )


def _together(events: list[PageIncident]) -> tuple[PageIncident, ...]:
    """Make one of the events that several services share."""
    shared: dict[tuple[str, Stage], PageIncident] = {}
    for event in events:
        known = shared.get((event.id, event.stage))
        if known is not None:
            names = tuple(dict.fromkeys((*known.components, *event.components)))
            event = msgspec.structs.replace(known, components=names, level=worst((known.level, event.level)))
        shared[event.id, event.stage] = event
    return tuple(shared.values())


PROVIDER: Final = Provider(
    "apple",
    one_file("/data/system_status_en_US.js", accept="application/json, text/javascript;q=0.9, */*;q=0.5"),
    parse,
    marks=("apple.com/support/systemstatus", "developer.apple.com/system-status"),
    own=True,
)
