"""Rootly: `/api/v1/status.json` with the page's word, `/api/v1/incidents.json` with what is open. No components."""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, Stage
from notifier.core.targets import PageTarget
from notifier.sources.pages.building import latest, parted, statements
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
)
from notifier.sources.pages.provider import Page, PageBody, PageRequest, Provider, misshapen
from notifier.sources.pages.statuspage_format import IMPACTS
from notifier.sources.pages.words import stage_table

STAGES: Final = stage_table(
    investigating="in_triage, started, detected, acknowledged, investigating",
    identified="identified",
    monitoring="monitoring, mitigated",
    scheduled="scheduled",
    in_progress="in_progress, verifying",
    resolved="resolved, closed, cancelled, completed",
)
_API: Final = "/api/v1/"


class _Site(msgspec.Struct):
    name: str | None = None
    url: str | None = None
    updated_at: str | None = None


class _State(msgspec.Struct):
    indicator: str | None = None


class _Update(msgspec.Struct):
    body: str | None = None
    status: str | None = None
    created_at: str | None = None


class _Incident(msgspec.Struct):
    id: str | None = None
    name: str | None = None
    status: str | None = None
    impact: str | None = None
    started_at: str | None = None
    resolved_at: str | None = None
    scheduled_for: str | None = None
    scheduled_until: str | None = None
    url: str | None = None
    incident_updates: list[_Update] | None = None


class _Status(msgspec.Struct):
    page: _Site | None = None
    status: _State | None = None
    incidents: list[_Incident] | None = None


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the status."""
    return (PageRequest(f"{base_of(target.url, _API)}{_API}status.json"),)


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the incidents where the status lacks them, or says that there are some and lists none."""
    if len(bodies) > 1 or not readable_json(bodies[0]):
        return ()
    status = decode(bodies[0], _Status)
    quiet = status.incidents == [] and status.status is not None and status.status.indicator == "none"
    known = status.page is not None and (quiet or bool(status.incidents))
    return () if known or status.page is None else (PageRequest(f"{base_of(target.url, _API)}{_API}incidents.json"),)


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the status and what is open."""
    status = decode(bodies[0], _Status)
    if status.page is None or status.status is None:
        raise misshapen("it says nothing of the state")
    parts = Parts()
    incidents, maintenances = parted(_incident(each) for each in status.incidents or _more(bodies[1:], parts))
    return Page(
        title=title(status.page.name),
        url=web_address(status.page.url),
        updated=moment(status.page.updated_at),
        level=level_of(status.status.indicator, IMPACTS),
        incidents=incidents,
        maintenances=maintenances,
        missing=parts.missing,
    )


def _more(bodies: tuple[PageBody, ...], parts: Parts) -> list[_Incident]:
    found: list[_Incident] = []
    for body in bodies:
        incidents = (parts.read(body, _Status) or _Status()).incidents
        if incidents is None:
            parts.misshapen(body.requested, "it does not list what is open")
        found += incidents or []
    return found


def _incident(wire: _Incident) -> PageIncident:
    stage = Stage.RESOLVED if wire.resolved_at else stage_of(wire.status, STAGES)
    planned = stage in (Stage.SCHEDULED, Stage.IN_PROGRESS)
    level = level_of(wire.impact, IMPACTS) if wire.impact else PageLevel.DEGRADED
    said = [(moment(up.created_at), stage_of(up.status, STAGES), up.body) for up in wire.incident_updates or ()]
    return PageIncident(
        id=wire.id or wire.url or wire.name or "",
        title=title(wire.name),
        stage=stage,
        level=PageLevel.MAINTENANCE if planned else level,
        started=moment(wire.scheduled_for) or moment(wire.started_at),
        updated=latest(when for when, _, _ in said),
        until=moment(wire.scheduled_until),
        url=web_address(wire.url),
        statements=statements(said),
    )


PROVIDER: Final = Provider("rootly", requests, parse, follow, marks=("rootly",))
