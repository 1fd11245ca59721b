"""A service as one JSON object, the shape that `check --json` promises, and the exit status that follows from it.

Components are named by their ids, which stay the same in every language.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from notifier.cli.context import Exit
from notifier.core.model import SEVERITY, LineState, LineStatus, PageReport, Reading, ServiceStatus, State

CUT_OFF = frozenset({LineState.OFFLINE, LineState.DNS_BROKEN, LineState.CAPTIVE_PORTAL, LineState.ASLEEP})
"""A line on which an answer tells nothing either: it may come from a captive portal or a machine nearby."""


def service_object(status: ServiceStatus, line: LineStatus, readings: Iterable[Reading]) -> dict[str, Any]:
    """One service."""
    return {
        "service": status.id,
        "state": status.verdict.state.value,
        "scope": status.verdict.scope.value,
        "line": line.state.value,
        "components": {each.id: each.state.value for each in status.components},
        "readings": [_reading(each) for each in readings if each.service == status.id],
        "page": _page(status.page),
    }


def exit_status(states: Sequence[State], line: LineState) -> Exit:
    """What the round found: on a line that is not good, problems cannot be told from the line's own."""
    worst = max((SEVERITY[each] for each in states), default=0)
    if line in CUT_OFF or (line is not LineState.ONLINE and worst > 0):
        return Exit.CANNOT_TELL
    if worst > 0:
        return Exit.PROBLEM
    return Exit.CANNOT_TELL if State.UNKNOWN in states else Exit.FINE


def moment(time: datetime | None) -> str | None:
    """A time as JSON has it: UTC, to the second."""
    return None if time is None else time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "source": reading.source.value,
        "component": reading.component,
        "target": reading.target,
        "outcome": reading.outcome.value,
        "failure": None if reading.failure is None else reading.failure.value,
        "latency_ms": None if reading.latency_ms is None else round(reading.latency_ms, 1),
        "detail": reading.detail,
    }


def _page(page: PageReport | None) -> dict[str, Any] | None:
    if page is None:
        return None
    return {
        "provider": page.provider,
        "level": page.level.value,
        "title": page.title,
        "updated": moment(page.updated),
        "components": [
            {"id": each.id, "name": each.name, "group": each.group, "level": each.level.value}
            for each in page.components
        ],
    }
