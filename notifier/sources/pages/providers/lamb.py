"""LambStatus: `/api/components`, and beside it `/api/incidents` and `/api/maintenances`."""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageComponent, PageIncident, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import parted, statements
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import Parts, decode, level_of, moment, readable_json, stage_of, title
from notifier.sources.pages.provider import Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.words import level_table, stage_table

LEVELS: Final = level_table(
    operational="operational",
    maintenance="under maintenance",
    degraded="degraded performance",
    partial_outage="partial outage",
    major_outage="major outage",
)
STAGES: Final = stage_table(
    investigating="investigating",
    identified="identified",
    monitoring="monitoring",
    scheduled="scheduled",
    in_progress="in progress, verifying",
    resolved="resolved, completed",
)
_NAME: Final = "/components"


class _Component(msgspec.Struct):
    component_id: str | None = msgspec.field(default=None, name="componentID")
    name: str | None = None
    status: str | None = None


class _Update(msgspec.Struct, rename="camel"):
    message: str | None = None
    incident_status: str | None = None
    maintenance_status: str | None = None
    created_at: str | None = None


class _Incident(msgspec.Struct, rename="camel"):
    """An incident or a maintenance."""

    incident_id: str | None = msgspec.field(default=None, name="incidentID")
    maintenance_id: str | None = msgspec.field(default=None, name="maintenanceID")
    name: str | None = None
    status: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    start_at: str | None = None
    end_at: str | None = None
    incident_updates: list[_Update] | None = None
    maintenance_updates: list[_Update] | None = None


def follow(_target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the incidents and the maintenances beside the components."""
    url = bodies[0].requested
    if len(bodies) > 1 or not readable_json(bodies[0]) or not url.endswith(_NAME):
        return ()
    base = url.removesuffix(_NAME)
    return (PageRequest(f"{base}/incidents"), PageRequest(f"{base}/maintenances"))


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the components, and of the other two what can be read."""
    rows = [row for row in decode(bodies[0], list[_Component]) if row.component_id]
    if not rows:
        raise misshapen("it lists no components")
    parts = Parts()
    told = (each for body in bodies[1:] for each in parts.read(body, list[_Incident]) or ())
    incidents, maintenances = parted(map(_incident, told))
    return Page(
        components=tuple(
            PageComponent(row.component_id or "", title(row.name, "unnamed"), level_of(row.status, LEVELS))
            for row in rows
        ),
        incidents=incidents,
        maintenances=maintenances,
        missing=parts.missing,
    )


def _incident(wire: _Incident) -> PageIncident:
    """Incidents do not say how bad they are; the components do."""
    planned = wire.maintenance_id is not None
    return PageIncident(
        id=wire.incident_id or wire.maintenance_id or wire.name or "",
        title=title(wire.name),
        stage=stage_of(wire.status, STAGES),
        level=PageLevel.MAINTENANCE if planned else PageLevel.DEGRADED,
        started=moment(wire.start_at) or moment(wire.created_at),
        updated=moment(wire.updated_at),
        until=moment(wire.end_at),
        statements=statements(
            (moment(each.created_at), stage_of(each.incident_status or each.maintenance_status, STAGES), each.message)
            for each in (*(wire.incident_updates or ()), *(wire.maintenance_updates or ()))
        ),
    )


PROVIDER: Final = Provider("lamb", one_file(f"/api{_NAME}"), parse, follow, marks=("lambstatus",))
