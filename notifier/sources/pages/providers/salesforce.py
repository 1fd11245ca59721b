"""Salesforce's instances: the list of all, or the watched ones alone by their keys.

There are hundreds, and some are always in trouble: without a choice, trouble counts from a twentieth of them on, and as
a major outage from a half on. A watched key is asked for by itself, and one that does not exist is an error: its
absence in the list would look like health. Option `api`.
"""

from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, at_most, earliest, identity, statements
from notifier.sources.pages.options import address
from notifier.sources.pages.parsing import BEGINNING, Parts, decode, level_of, moment, plain, title
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(
    operational="ok, informational, informational_core, informational_noncore",
    maintenance="maintenance_core, maintenance_noncore, unplanned_maintenance_core",
    degraded="minor_incident_core, minor_incident_noncore",
    partial_outage="major_incident_noncore",
    major_outage="major_incident_core",
)
WATCHED_MOST: Final = 7
_COUNTS_FROM: Final = 0.05
_MAJOR_FROM: Final = 0.5
_ELSEWHERE: Final = {"status.salesforce.com": "https://api.status.salesforce.com/v1/instances"}
_TROUBLE: Final = (PageLevel.DEGRADED, PageLevel.PARTIAL_OUTAGE, PageLevel.MAJOR_OUTAGE)


class _Event(msgspec.Struct):
    message: str | None = None
    created: str | None = msgspec.field(default=None, name="createdAt")


class _Impact(msgspec.Struct):
    severity: str | None = None
    starts: str | None = msgspec.field(default=None, name="startTime")


class _Incident(msgspec.Struct):
    id: Id = None
    message: Any = None
    impacts: list[_Impact] | None = msgspec.field(default=None, name="IncidentImpacts")
    events: list[_Event] | None = msgspec.field(default=None, name="IncidentEvents")


class _Instance(msgspec.Struct):
    key: str | None = None
    location: str | None = None
    status: str | None = None
    active: bool | None = msgspec.field(default=None, name="isActive")
    incidents: list[_Incident] | None = msgspec.field(default=None, name="Incidents")


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the watched instances, or for all."""
    base = address(target, "api", "/v1/instances", _ELSEWHERE)
    if target.watched:
        return tuple(PageRequest(f"{base}/{quote(key, safe='')}/status") for key in target.watched[:WATCHED_MOST])
    return (PageRequest(base),)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the instances."""
    parts = Parts()
    instances = _watched(target, bodies, parts) if target.watched else decode(bodies[0], list[_Instance])
    instances = [each for each in instances if each.key and each.active is not False]
    if not instances:
        raise PageUnreadable(parts.first("not in the expected shape: it lists no instances"))
    components = {
        each.key: PageComponent(each.key, each.key, level_of(each.status, LEVELS), title(each.location))
        for each in instances
        if each.key
    }
    incidents = _incidents(instances)
    if not target.watched:
        most = _most(tuple(components.values()))
        components = {
            key: msgspec.structs.replace(each, level=_capped(each.level, most)) for key, each in components.items()
        }
        incidents = [msgspec.structs.replace(each, level=_capped(each.level, most)) for each in incidents]
    return Page(
        title="Salesforce",
        url=target.url,
        components=tuple(components.values()),
        incidents=tuple(incidents),
        missing=parts.missing,
    )


def _watched(target: PageTarget, bodies: tuple[PageBody, ...], parts: Parts) -> list[_Instance]:
    instances = []
    for body, key in zip(bodies, target.watched, strict=False):
        if body.status == 404:
            raise PageUnreadable(f"there is no instance {title(key)}")
        instance = parts.read(body, _Instance)
        if instance is None:
            continue
        if (instance.key or "").upper() != key.upper():
            raise PageUnreadable(f"there is no instance {title(key)}")
        instances.append(msgspec.structs.replace(instance, key=key))
    return instances


def _most(components: tuple[PageComponent, ...]) -> PageLevel:
    """The worst that the trouble of some instances may count as for all."""
    share = sum(each.level in _TROUBLE for each in components) / len(components)
    if share < _COUNTS_FROM:
        return PageLevel.OPERATIONAL
    return PageLevel.MAJOR_OUTAGE if share >= _MAJOR_FROM else PageLevel.PARTIAL_OUTAGE


def _capped(level: PageLevel, most: PageLevel) -> PageLevel:
    return at_most(level, most) if level in _TROUBLE else level


def _incidents(instances: list[_Instance]) -> list[PageIncident]:
    """The incidents of all instances; those without an incident of their own share one for each state."""
    found: dict[str, PageIncident] = {}
    for instance in instances:
        key = instance.key or ""
        level = level_of(instance.status, LEVELS)
        if level not in _TROUBLE:
            continue
        for wire in instance.incidents or (_Incident(title(instance.status)),):
            known = found.get(identity(wire.id))
            made = known or _incident(wire, level, title(instance.status).replace("_", " ").capitalize())
            found[made.id] = msgspec.structs.replace(made, components=(*made.components, key))
    return list(found.values())


def _incident(wire: _Incident, level: PageLevel, state: str) -> PageIncident:
    said = statements((moment(each.created), Stage.UNKNOWN, each.message) for each in wire.events or ())
    text = plain(wire.message) if isinstance(wire.message, str) else ""
    return PageIncident(
        id=identity(wire.id, state),
        title=title(text) or (title(said[-1].text) if said else state),
        stage=Stage.UNKNOWN,
        level=level,
        started=earliest(moment(each.starts) for each in wire.impacts or ()),
        updated=max((each.time for each in said if each.time > BEGINNING), default=None),
        statements=said,
    )


PROVIDER: Final = Provider("salesforce", requests, parse, marks=("status.salesforce.com",), own=True)
