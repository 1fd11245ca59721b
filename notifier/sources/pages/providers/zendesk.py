"""Zendesk's active incidents: an empty list is the only word for health. At most ten questions a minute are allowed.

An incident concerns some of Zendesk's clusters, and does not say which one is yours: it is a partial outage at most,
unless the address asks for one account (`?subdomain=`). Option `api`.
"""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import Id, as_told, at_most, identity, parted, statements
from notifier.sources.pages.options import one_file, with_watched
from notifier.sources.pages.parsing import decode, moment, title, worst
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen

LEVELS: Final = {
    (True, True): PageLevel.MAJOR_OUTAGE,
    (True, False): PageLevel.MAJOR_OUTAGE,
    (False, True): PageLevel.DEGRADED,
    (False, False): PageLevel.DEGRADED,
}
"""By `outage` and `degradation`; an incident that says neither is not green."""


class _Attributes(msgspec.Struct, rename="camel"):
    name: str | None = None
    title: str | None = None
    outage: bool | None = None
    degradation: bool | None = None
    maintenance: bool | None = None
    started_at: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    resolved_at: str | None = None
    description: str | None = None
    incident_id: Id = None
    service_id: Id = None


class _Resource(msgspec.Struct):
    id: Id = None
    type: str | None = None
    attributes: _Attributes | None = None


class _Answer(msgspec.Struct):
    data: list[_Resource] | None = None
    included: list[_Resource] | None = None


def parse(target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read what is active."""
    answer = decode(bodies[0], _Answer)
    if answer.data is None:
        raise misshapen("it does not list what is open")
    included = [each for each in answer.included or () if each.attributes is not None]
    names = {
        identity(each.id): title(each.attributes.name)
        for each in included
        if each.type == "service" and each.attributes
    }
    own = "subdomain=" in bodies[0].requested
    about: dict[str, list[_Resource]] = {}
    for each in included:
        about.setdefault(identity(each.attributes.incident_id) if each.attributes else "", []).append(each)
    incidents = tuple(
        _incident(each.id, each.attributes, about.get(identity(each.id), []), own=own)
        for each in answer.data
        if each.attributes is not None and not each.attributes.resolved_at
    )
    if any(each.attributes is None for each in answer.data):
        raise misshapen("an incident says nothing of itself")
    named = {id_: names.get(id_) or id_ for each in incidents for id_ in each.components}
    open_, works = parted(incidents)
    return Page(
        title="Zendesk",
        url=target.url,
        level=PageLevel.OPERATIONAL,
        components=with_watched(target, as_told(named, incidents)),
        incidents=open_,
        maintenances=works,
    )


def _incident(id_: Id, wire: _Attributes, included: list[_Resource], *, own: bool) -> PageIncident:
    """Make an incident of what is included about it."""
    about = [(each.type, each.attributes) for each in included if each.attributes is not None]
    services = [each for kind, each in about if kind == "incidentService" and not each.resolved_at]
    level = worst(LEVELS[bool(each.outage), bool(each.degradation)] for each in (wire, *services))
    if wire.maintenance:
        level = PageLevel.MAINTENANCE
    elif not own:
        level = at_most(level, PageLevel.PARTIAL_OUTAGE)
    stage = Stage.IN_PROGRESS if wire.maintenance else Stage.UNKNOWN
    return PageIncident(
        id=identity(id_, wire.name),
        title=title(wire.name) or title(wire.title, "untitled"),
        stage=stage,
        level=level,
        started=moment(wire.started_at) or moment(wire.created_at),
        updated=moment(wire.updated_at),
        components=tuple(dict.fromkeys(identity(each.service_id) for each in services if identity(each.service_id))),
        statements=statements(
            (moment(each.created_at), stage, each.description) for kind, each in about if kind == "incidentUpdate"
        ),
    )


PROVIDER: Final = Provider(
    "zendesk", one_file("/api/ssp/incidents.json"), parse, marks=("status.zendesk.com",), own=True
)
