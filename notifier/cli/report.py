"""A service as one JSON object, the shape that `check --json` promises, and the exit status that follows from it.

Components are named by their ids, which stay the same in every language.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from notifier.cli.context import Exit
from notifier.core.advice.instead import Alternative
from notifier.core.model import SEVERITY, LineState, LineStatus, PageIncident, Reading, ServiceStatus, State
from notifier.core.outside.findings import places_of
from notifier.core.reports import RegionReport
from notifier.exchange.incidents import moment
from notifier.sources.pages.detect import NotDetected

CUT_OFF = frozenset(set(LineState) - {LineState.ONLINE, LineState.LOSSY})
"""A line on which an answer tells nothing either: it may come from a captive portal or a machine nearby."""


def service_object(
    status: ServiceStatus,
    line: LineStatus,
    readings: Iterable[Reading],
    usable: Iterable[Alternative] = (),
    unread: NotDetected | None = None,
) -> dict[str, Any]:
    """One service. `unread`: why its address, which looks like a status page's, could not be read as one."""
    return {
        "service": status.id,
        "state": status.verdict.state.value,
        "minor": status.verdict.minor,
        "scope": status.verdict.scope.value,
        "line": line.state.value,
        "components": {each.id: each.state.value for each in status.components},
        "readings": [_reading(each) for each in readings if each.service == status.id],
        "page": _unread(unread.url, None, unread.reason) if unread is not None else _page(status),
        "elsewhere": _elsewhere(status.elsewhere.reading),
        "instead": [
            {"service": each.service, "name": each.name, "state": each.state.value, "address": each.address or None}
            for each in usable
        ],
    }


def exit_status(states: Sequence[State], line: LineState) -> Exit:
    """What the round found: on a line that is not good, problems cannot be told from the line's own."""
    worst = max((SEVERITY[each] for each in states), default=0)
    if line in CUT_OFF or (line is not LineState.ONLINE and worst > 0):
        return Exit.CANNOT_TELL
    if worst > 0:
        return Exit.PROBLEM
    return Exit.CANNOT_TELL if State.UNKNOWN in states else Exit.FINE


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "source": reading.source.value,
        "component": reading.component,
        "target": reading.target,
        "outcome": reading.outcome.value,
        "failure": None if reading.failure is None else reading.failure.value,
        "latency_ms": None if reading.latency_ms is None else round(reading.latency_ms, 1),
        "detail": reading.detail,
        "address": reading.address or None,
    }


def _elsewhere(reading: Reading | None) -> dict[str, Any] | None:
    """What other places said; null: nobody was asked."""
    if reading is None:
        return None
    report = reading.region or RegionReport()
    return {
        "time": moment(reading.time),
        "source": report.source or None,
        "detail": reading.detail,
        "countries": [
            {"country": each.country, "place": each.name or None, "failed": each.failed, "tests": each.total}
            for each in places_of([reading])
        ],
        "circumstances": [
            {
                "kind": each.kind.value,
                "country": each.country,
                "network": each.network or None,
                "bad": each.bad,
                "measured": each.measured,
                "source": each.source,
            }
            for each in report.circumstances
        ],
    }


def _page(status: ServiceStatus) -> dict[str, Any] | None:
    """The official page, whole; where it could not be read, why."""
    page = status.page
    if page is None:
        why = next((each.detail for each in status.silent_sources if each.target == status.page_url), "")
        return _unread(status.page_url, status.page_provider or None, why) if status.page_url else None
    return {
        "address": page.url,
        "provider": page.provider,
        "level": page.level.value,
        "reason": None,
        "title": page.title,
        "read": moment(status.page_read),
        "updated": moment(page.updated),
        "components": [
            {"id": each.id, "name": each.name, "group": each.group, "level": each.level.value}
            for each in page.components
        ],
        "incidents": [_incident(each) for each in page.incidents],
        "maintenances": [_incident(each) for each in page.maintenances],
        "missing": [{"part": part, "reason": why} for part, why in page.missing.items()],
    }


def _unread(url: str, provider: str | None, why: str) -> dict[str, Any]:
    lists: dict[str, Any] = {"components": [], "incidents": [], "maintenances": [], "missing": []}
    known = {"address": url, "provider": provider, "level": None, "reason": why}
    return known | {"title": "", "read": None, "updated": None} | lists


def _incident(incident: PageIncident) -> dict[str, Any]:
    """An incident or a maintenance, with the company's words, the newest first."""
    return {
        "id": incident.id,
        "title": incident.title,
        "stage": incident.stage.value,
        "level": incident.level.value,
        "started": moment(incident.started),
        "updated": moment(incident.updated),
        "until": moment(incident.until),
        "components": list(incident.components),
        "countries": list(incident.countries),
        "url": incident.url,
        "updates": [
            {"time": moment(each.time), "stage": each.stage.value, "text": each.text} for each in incident.statements
        ],
    }
