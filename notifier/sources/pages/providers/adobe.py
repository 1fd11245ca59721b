"""Adobe's list of events: all incidents and works of the last weeks, over or not.

An incident goes on for a product while the newest step of that product's history is not a closing one. Messages stand
apart from events, by tokens. Products are listed only where something happened to them. Option `api`.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import as_told, identity, statements
from notifier.sources.pages.options import one_file, with_watched
from notifier.sources.pages.parsing import Parts, decode, level_of, moment_of_epoch, plain, stage_of, title, worst
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="trivial, potential", maintenance="maintenance", degraded="minor", major_outage="major, critical"
)
STAGES: Final = stage_table(
    investigating="opened, reopened, discovery",
    identified="updated",
    scheduled="scheduled",
    in_progress="started",
    resolved="closed, canceled, cancelled, completed, dismissed",
)
_ELSEWHERE: Final = {"status.adobe.com": "https://data.status.adobe.com/adobestatus/StatusEvents"}


class _Step(msgspec.Struct):
    status: str | None = None
    severity: str | None = None
    title: str | None = msgspec.field(default=None, name="titleToken")
    message: str | None = msgspec.field(default=None, name="messageToken")
    time: float | None = msgspec.field(default=None, name="statusTime")


class _Product(msgspec.Struct):
    id: str | None = None
    name: str | None = None
    history: dict[str, _Step] | None = None
    started: float | None = msgspec.field(default=None, name="startedOn")


class _Event(msgspec.Struct):
    id: str | None = None
    status: str | None = None
    products: dict[str, _Product] | None = None
    scheduled: float | None = msgspec.field(default=None, name="scheduledDate")
    started: float | None = msgspec.field(default=None, name="startedOn")


class _Message(msgspec.Struct):
    text: str | None = msgspec.field(default=None, name="textMessage")


class _Kind(msgspec.Struct):
    incidents: dict[str, _Event] | None = None
    maintenance: dict[str, _Event] | None = None
    messages: dict[str, dict[str, _Message]] | None = None


class _Events(msgspec.Struct):
    incidents: _Kind | None = msgspec.field(default=None, name="incidentEvent")
    maintenance: _Kind | None = msgspec.field(default=None, name="maintenanceEvent")


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read what goes on."""
    events = decode(bodies[0], _Events)
    if events.incidents is None or events.incidents.incidents is None:
        raise misshapen("it lists no events")
    incidents = [_incident(id_, each, events.incidents) for id_, each in events.incidents.incidents.items()]
    works = events.maintenance or _Kind()
    parts = Parts()
    if works.maintenance is None:
        parts.misshapen("maintenance", "it lists no works")
    maintenances = [_maintenance(id_, each, works) for id_, each in (works.maintenance or {}).items()]
    current = [each for each in incidents if each is not None]
    running = [each for each in maintenances if each.stage is Stage.IN_PROGRESS]
    return Page(
        title="Adobe",
        url=target.url,
        level=PageLevel.OPERATIONAL,
        components=with_watched(target, as_told(_names(events), (*current, *running))),
        incidents=tuple(current),
        maintenances=tuple(maintenances),
        missing=parts.missing,
    )


def _names(events: _Events) -> dict[str, str]:
    kinds = [(events.incidents or _Kind()).incidents, (events.maintenance or _Kind()).maintenance]
    products = (each for kind in kinds for event in (kind or {}).values() for each in _products(event))
    return {each.id: title(each.name, each.id) for each in products if each.id}


def _products(event: _Event) -> list[_Product]:
    found = (event.products or {}).items()
    return [msgspec.structs.replace(each, id=each.id or key) for key, each in found]


def _steps(product: _Product) -> list[_Step]:
    """The steps of a product's history, the newest first; a step's key is its time, where it says none."""

    def time_of(item: tuple[str, _Step]) -> float:
        key, step = item
        return step.time if step.time is not None else float(key) if key.isdecimal() and len(key) < 20 else 0.0

    history = sorted((product.history or {}).items(), key=time_of, reverse=True)
    return [msgspec.structs.replace(each, time=time_of((key, each))) for key, each in history]


def _incident(id_: str, event: _Event, kind: _Kind) -> PageIncident | None:
    """The incident, as far as it goes on; None: it is over for every product."""
    histories = {each.id or "": _steps(each) for each in _products(event)}
    going_on = {
        key: steps for key, steps in histories.items() if steps and stage_of(steps[0].status, STAGES) != Stage.RESOLVED
    }
    if not going_on:
        silent = tuple(key for key, steps in histories.items() if not steps)
        over = stage_of(event.status, STAGES) is Stage.RESOLVED or (histories and not silent)
        unknown = PageIncident(identity(event.id, id_), "untitled", Stage.UNKNOWN, PageLevel.UNKNOWN, components=silent)
        return None if over else unknown
    newest = max((steps[0] for steps in going_on.values()), key=lambda each: each.time or 0.0)
    started = [each.started for each in _products(event) if each.started and each.id in going_on]
    said = {step.message: step for steps in going_on.values() for step in steps if step.message}
    return PageIncident(
        id=identity(event.id, id_),
        title=title(_text(kind, newest.title)) or title(_text(kind, newest.message), "untitled"),
        stage=stage_of(newest.status, STAGES),
        level=worst(level_of(steps[0].severity, LEVELS) for steps in going_on.values()),
        started=moment_of_epoch(min(started, default=None)),
        updated=moment_of_epoch(newest.time or None),
        components=tuple(going_on),
        statements=statements(
            (moment_of_epoch(each.time), stage_of(each.status, STAGES), _text(kind, each.message))
            for each in said.values()
        ),
    )


def _maintenance(id_: str, event: _Event, kind: _Kind) -> PageIncident:
    products = _products(event)
    steps = [step for each in products for step in _steps(each)]
    token = next((each.title or each.message for each in steps if each.title or each.message), None)
    names = ", ".join(title(each.name) for each in products if each.name)
    stage = stage_of(event.status, STAGES)
    return PageIncident(
        id=identity(event.id, id_),
        title=title(_text(kind, token)) or title(names, "untitled"),
        stage=stage,
        level=PageLevel.MAINTENANCE,
        started=moment_of_epoch(event.started or event.scheduled or None),
        components=tuple(each.id for each in products if each.id),
        statements=statements(
            (moment_of_epoch(each.time), stage, _text(kind, each.message)) for each in steps if each.message
        ),
    )


def _text(kind: _Kind, token: str | None) -> str:
    """The English message of a token."""
    message = (kind.messages or {}).get("en", {}).get(token or "")
    return plain(message.text) if message else ""


PROVIDER: Final = Provider(
    "adobe", one_file("/adobestatus/StatusEvents", _ELSEWHERE), parse, marks=("status.adobe.com",), own=True
)
