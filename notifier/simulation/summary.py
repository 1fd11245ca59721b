"""Judging a simulation's output against the truth of its scenario: detected, recovered, missed, false alarms.

An outage is a stretch of overlapping or touching faults of a failure kind that hit every request, seen from here.
"""

from typing import Any, Final

import msgspec

from notifier.core.model import Service
from notifier.simulation.connection import Connection, common
from notifier.simulation.faults import end_s, faults_of, here, hit_share
from notifier.simulation.scenario import Scenario
from notifier.simulation.scenario_file import Fault, PageChange, failure_kind

AFTER_S: Final = 60.0
PAGE_AFTER_S: Final = 192.0
VISIBLE_S: Final = 180.0
VISIBLE_AFTER_RETURN_S: Final = 270.0
OVERRUN_S: Final = 43_200.0
"""Maintenance excuses nothing later than so long after its announced end."""
OF_OTHERS: Final = ("everyone", "region")
"""Scopes that are wrong for what only a network's policy does."""

Span = tuple[float, float]


class Change(msgspec.Struct, frozen=True):
    """A change of a service's state."""

    t_s: float
    state: str
    scope: str = ""


class Tally:
    """Collects the records of one run and sums them up."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._connection = Connection(scenario.file)
        self._changes: dict[str, list[Change]] = {service.id: [] for service in scenario.services}
        self._notified: dict[str, int] = dict.fromkeys(self._changes, 0)

    def add(self, record: dict[str, Any]) -> None:
        """Take in one record."""
        if record["event"] == "state":
            self._changes[record["service"]].append(Change(record["t_s"], record["state"], record.get("scope", "")))
        elif record["event"] == "notification" and not record.get("update"):
            for service in record["services"]:
                self._notified[service] += 1

    def summary(self, checks: int, wall_s: float) -> dict[str, Any]:
        """Give the last line of the output."""
        return {
            "event": "summary",
            "simulated_s": self._scenario.file.duration_s,
            "wall_s": wall_s,
            "checks": checks,
            "services": {service.id: self._of(service) for service in self._scenario.services},
        }

    def _of(self, service: Service) -> dict[str, Any]:
        failing = [
            each
            for each in faults_of(self._scenario.file.fault, service)
            if failure_kind(each.kind) is not None and here(each, self._scenario.file.country, each.network)
        ]
        full = [span for each in failing if hit_share(each) >= 1.0 for span in self._full(each)]
        blocked = merged(self._connection.blocked(service))
        changes = self._changes[service.id]
        outages = []
        missed = 0
        for from_s, until_s in merged(full):
            detected = _detected(changes, from_s, until_s)
            outages.append(
                {
                    "from_s": from_s,
                    "until_s": until_s,
                    "detected_s": detected,
                    "recovered_s": _recovered(changes, detected, until_s),
                }
            )
            if detected is None and self._is_visible(service.id, blocked, from_s, until_s):
                missed += 1
        return {
            "outages": outages,
            "missed": missed,
            "false_alarms": self._false_alarms(changes, failing, blocked, service.id),
            "notifications": self._notified[service.id],
        }

    def _full(self, fault: Fault) -> list[Span]:
        """Give the times in which a fault hits every request from here."""
        span = (fault.from_s + fault.ramp_up_s, fault.until_s - fault.ramp_down_s)
        return common([span], self._connection.spans_in(fault.network))

    def _is_visible(self, service: str, blocked: list[Span], from_s: float, until_s: float) -> bool:
        """Tell whether the outage could be seen for long enough at a stretch."""
        bad = merged([*((line.from_s, line.until_s) for line in self._scenario.file.line), *blocked])
        bad += self._maintained(service)
        cursor = from_s
        returned = False
        for start_s, over_s in [*sorted(bad), (until_s, until_s)]:
            if over_s <= cursor:
                continue
            needed = VISIBLE_AFTER_RETURN_S if returned else VISIBLE_S
            if min(start_s, until_s) - cursor >= needed:
                return True
            cursor, returned = over_s, True
        return until_s - cursor >= (VISIBLE_AFTER_RETURN_S if returned else VISIBLE_S)

    def _maintained(self, service: str) -> list[Span]:
        """Give the times of maintenance that excuse what fails: never long after its announced end."""
        spans = []
        for at_s, over_s, change in self._page_spans(service):
            if change.level == "maintenance":
                last_s = over_s if change.until_s is None else min(over_s, change.until_s + OVERRUN_S)
                spans.append((max(at_s, change.started_s or 0.0), last_s))
        return [span for span in spans if span[0] < span[1]]

    def _page_spans(self, service: str) -> list[tuple[float, float, PageChange]]:
        changes = sorted((each for each in self._scenario.file.page if each.service == service), key=lambda e: e.at_s)
        ends = [*(each.at_s for each in changes[1:]), self._scenario.file.duration_s]
        return [(change.at_s, over_s, change) for change, over_s in zip(changes, ends, strict=False)]

    def _false_alarms(self, changes: list[Change], failing: list[Fault], blocked: list[Span], service: str) -> int:
        excused = [(each.from_s, end_s(each) + AFTER_S) for each in failing]
        excused += [
            (at_s, over_s + PAGE_AFTER_S)
            for at_s, over_s, change in self._page_spans(service)
            if change.level == "major_outage"
        ]
        count = 0
        was = ""
        for change in changes:
            begins = change.state == "outage" and was != "outage"
            was = change.state
            if not begins or any(from_s <= change.t_s <= until_s for from_s, until_s in excused):
                continue
            of_network = any(from_s <= change.t_s <= until_s + AFTER_S for from_s, until_s in blocked)
            count += not of_network or change.scope in OF_OTHERS
        return count


def merged(spans: list[Span]) -> list[Span]:
    """Join spans that overlap or touch."""
    joined: list[Span] = []
    for from_s, until_s in sorted(spans):
        if joined and from_s <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until_s))
        else:
            joined.append((from_s, until_s))
    return joined


def _detected(changes: list[Change], from_s: float, until_s: float) -> float | None:
    state = ""
    for change in changes:
        if change.t_s > from_s:
            break
        state = change.state
    if state == "outage":
        return from_s
    for change in changes:
        if from_s <= change.t_s <= until_s + AFTER_S and change.state == "outage":
            return change.t_s
    return None


def _recovered(changes: list[Change], detected: float | None, until_s: float) -> float | None:
    if detected is None:
        return None
    for change in changes:
        if change.t_s >= max(until_s, detected) and change.state == "ok":
            return change.t_s
    return None
