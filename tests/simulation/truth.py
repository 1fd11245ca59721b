"""Judging what was shown against what was true: written anew from the rules, not with the program's own summary."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from notifier.core.model import SEVERITY, State
from notifier.simulation.player import Record
from notifier.simulation.scenario_file import UNFAILING, Fault
from tests.simulation.playing import Played, Span


def joined(spans: Iterable[Span], gap_s: float = 0.0) -> list[Span]:
    """Join spans that overlap, touch or lie closer than the gap."""
    result: list[Span] = []
    for from_s, until_s in sorted(spans):
        if result and from_s <= result[-1][1] + gap_s:
            result[-1] = (result[-1][0], max(result[-1][1], until_s))
        else:
            result.append((from_s, until_s))
    return result


def overlaps(spans: Iterable[Span], from_s: float, until_s: float) -> bool:
    """Tell whether any of the spans reaches into this one."""
    return any(begin_s < until_s and over_s > from_s for begin_s, over_s in spans)


def share_of(values: list[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Found:
    """What was found over many worlds."""

    detected: list[tuple[float, str]] = field(default_factory=list)
    recovered: list[tuple[float, str]] = field(default_factory=list)
    official: list[tuple[float, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    line_wrong_s: float = 0.0
    watched_s: float = 0.0


class Truth:
    """The truth of one played world, and everything that was said against it."""

    def __init__(self, played: Played, name: str) -> None:
        self.played = played
        self.file = played.scenario.file
        self.name = name
        self.lines = [(each.from_s, each.until_s) for each in self.file.line]

    def good_line(self, from_s: float, until_s: float) -> bool:
        return all(end_s <= from_s or begin_s >= until_s for begin_s, end_s in self.lines)

    def faults(self, service: str) -> list[Fault]:
        owner = next(each.owner for each in self.played.scenario.services if each.id == service)
        return [
            each
            for each in self.file.fault
            if (each.service == service or each.owner == owner)
            and each.kind not in UNFAILING
            and (not each.countries or self.file.country in each.countries)
        ]

    def pages(self, service: str, *levels: str) -> list[Span]:
        changes = sorted((each for each in self.file.page if each.service == service), key=lambda each: each.at_s)
        ends = [*(each.at_s for each in changes[1:]), self.file.duration_s]
        return [(each.at_s, end_s) for each, end_s in zip(changes, ends, strict=False) if each.level in levels]

    def judge(self, found: Found) -> None:
        """Collect the delays, and everything that breaks a rule."""
        found.watched_s += self.file.duration_s
        for service in self.played.scenario.services:
            self._false_alarms(service.id, found)
            self._delays(service.id, found)
            self._official(service.id, found)
            self._notifications(service.id, found)
            self._line_rule(service.id, found)
        self._line(found)
        self._kept(found)

    def _wrong(self, found: Found, service: str, text: str) -> None:
        found.wrong.append(f"{self.name} {service}: {text}")

    def _false_alarms(self, service: str, found: Found) -> None:
        excused = [(each.from_s, each.until_s + 60.0) for each in self.faults(service)]
        excused += [(from_s, until_s + 192.0) for from_s, until_s in self.pages(service, "major_outage")]
        was = "unknown"
        for each in self.played.states(service):
            begins = each["state"] == "outage" and was != "outage"
            was = each["state"]
            if begins and not any(from_s <= each["t_s"] <= until_s for from_s, until_s in excused):
                self._wrong(found, service, f"false outage at {each['t_s']}")

    def _delays(self, service: str, found: Found) -> None:
        faults = self.faults(service)
        full = joined((each.from_s, each.until_s) for each in faults if each.share >= 1.0)
        every = joined((each.from_s, each.until_s) for each in faults)
        for from_s, until_s in full:
            alone = (from_s, until_s) in every and all(
                (begin_s, end_s) == (from_s, until_s) or end_s < from_s - 600.0 or begin_s > until_s + 600.0
                for begin_s, end_s in every
            )
            where = f"{from_s}-{until_s}"
            begun = [e for e in self.played.states(service) if from_s <= e["t_s"] <= until_s + 60.0]
            first = next((e for e in begun if e["state"] == "outage"), None)
            shown_before = self.played.at(service, from_s) == "outage"
            if first is None and not shown_before:
                if self._visible(service, from_s, until_s):
                    self._wrong(found, service, f"missed {where}")
                continue
            if not alone or shown_before or first is None or not self.good_line(from_s - 90.0, until_s + 180.0):
                continue
            if overlaps(self.pages(service, "maintenance"), from_s - 200.0, until_s):
                continue
            delay_s = first["t_s"] - from_s
            found.detected.append((delay_s, f"{self.name} {service} {where}"))
            if not overlaps(self.pages(service, "major_outage"), from_s - 300.0, until_s):
                since = first["since_s"]
                if since is None or abs(since - from_s) > 70.0:
                    self._wrong(found, service, f"{where} is told to be since {since}")
            self._recovery(service, (from_s, until_s), found)

    def _recovery(self, service: str, span: Span, found: Found) -> None:
        until_s = span[1]
        told = self.pages(service, "major_outage", "partial_outage", "degraded", "maintenance")
        if overlaps(told, until_s - 300.0, until_s + 200.0):
            return
        if overlaps(self._reports(service), until_s - 400.0, until_s + 400.0):
            return
        ended = next(
            (e for e in self.played.states(service) if e["t_s"] >= until_s and e["state"] in ("ok", "slow")), None
        )
        if ended is None:
            self._wrong(found, service, f"never recovered from {span}")
            return
        found.recovered.append((ended["t_s"] - until_s, f"{self.name} {service} {span}"))
        if ended["state"] == "ok" and not until_s - 1.0 <= (ended["since_s"] or 0.0) <= ended["t_s"] - 29.0:
            self._wrong(found, service, f"{span} is told to have ended at {ended['since_s']}")

    def _reports(self, service: str) -> list[Span]:
        """Give when many are known to report something: some sources count over two hours, and say so 15 min late."""
        return [(each.at_s, each.at_s + 8100.0) for each in self.file.reports if each.service == service]

    def _visible(self, service: str, from_s: float, until_s: float) -> bool:
        bad = joined([*self.lines, *self.pages(service, "maintenance")])
        cursor, needed_s = from_s, 180.0
        for begin_s, end_s in [*bad, (until_s, until_s)]:
            if end_s <= cursor:
                if end_s > cursor - 90.0:
                    needed_s = 270.0
                continue
            if min(begin_s, until_s) - cursor >= needed_s:
                return True
            cursor, needed_s = end_s, 270.0
        return until_s - cursor >= needed_s

    def _official(self, service: str, found: Found) -> None:
        for from_s, until_s in self.pages(service, "major_outage"):
            if not self.good_line(from_s - 90.0, until_s + 180.0) or until_s - from_s < 180.0:
                continue
            if self.played.at(service, from_s) == "outage":
                continue
            told = [e for e in self.played.states(service) if from_s <= e["t_s"] <= until_s + 192.0]
            first = next((e for e in told if e["state"] == "outage"), None)
            if first is None:
                self._wrong(found, service, f"the company's outage at {from_s} was not shown")
            else:
                found.official.append((first["t_s"] - from_s, f"{self.name} {service} page {from_s}"))

    def _tells_an_end(self, service: str, notice: Record) -> bool:
        """Tell whether it is the digest after an absence (rule 24) that says of a service that it works again."""
        return notice["kind"] == "digest" and self.played.at(service, notice["t_s"]) in ("ok", "slow")

    def _notifications(self, service: str, found: Found) -> None:
        told = self.played.notifications(service)
        spans = [(each.from_s, each.until_s) for each in self.faults(service)]
        spans += self.pages(service, "major_outage")
        groups = joined(spans, 800.0)
        for each in told:
            if not any(from_s <= each["t_s"] <= until_s + 1500.0 for from_s, until_s in groups) and self.good_line(
                each["t_s"] - 4000.0, each["t_s"]
            ):
                self._wrong(found, service, f"{each['kind']} at {each['t_s']} belongs to nothing")
        for from_s, until_s in groups:
            mine = [each for each in told if from_s <= each["t_s"] <= until_s + 900.0]
            if len(mine) > 2 * max(1, self._begun(service, from_s, until_s + 900.0)):
                self._wrong(found, service, f"{[(e['kind'], e['t_s']) for e in mine]} for {(from_s, until_s)}")
        self._flapping(service, told, found)
        ends = [each for each in told if each["kind"] != "possible"]
        kinds = [each["kind"] for each in ends]
        if ends and kinds[-1] != "recovered" and not self._tells_an_end(service, ends[-1]):
            self._wrong(found, service, f"told {kinds} and no end, at the end {self.played.at(service, 1e9)}")
        for one, two in pairwise(each for each in told if each["kind"] != "possible"):
            if one["kind"] == two["kind"] and not self._was_back(service, one["t_s"], two["t_s"]):
                self._wrong(found, service, f"told {one['kind']} twice in a row: {kinds}")

    def _was_back(self, service: str, from_s: float, until_s: float) -> bool:
        """Tell whether it was shown or said to answer again meanwhile: what fails on after that is told (rule 14)."""
        told = self.played.notifications(service, ("recovered",), updates=True)
        shown = [each for each in self.played.states(service) if each["state"] == "ok"]
        return any(from_s < each["t_s"] < until_s for each in (*told, *shown))

    def _begun(self, service: str, from_s: float, until_s: float) -> int:
        """Count how often an outage began to be shown."""
        words = [("unknown", 0.0), *((each["state"], each["t_s"]) for each in self.played.states(service))]
        return sum(
            state == "outage" and before != "outage" and from_s <= t_s <= until_s
            for (before, _), (state, t_s) in pairwise(words)
        )

    def _flapping(self, service: str, told: list[Record], found: Found) -> None:
        """Rule 14: ten changes in ten minutes give two notifications at most, the second says `unstable`."""
        words = [("unknown", 0.0), *((each["state"], each["t_s"]) for each in self.played.states(service))]
        changes = [t_s for (before, _), (state, t_s) in pairwise(words) if state != before]
        for first, tenth in zip(changes, changes[9:], strict=False):
            if tenth - first <= 600.0:
                mine = [each for each in told if first <= each["t_s"] <= first + 600.0]
                if len(mine) > 2 or (len(mine) == 2 and mine[1]["kind"] != "unstable"):
                    self._wrong(found, service, f"flapping at {first}: {[(e['kind'], e['t_s']) for e in mine]}")

    def _line_rule(self, service: str, found: Found) -> None:
        """Rule 2: while the line is said to be bad, no service gets worse; a drop shows `possible` for 30 s at most."""
        for from_s, until_s in self.played.said_bad():
            for each in self.played.states(service):
                before = self.played.at(service, each["t_s"] - 0.2)
                if from_s < each["t_s"] < until_s and SEVERITY[State(each["state"])] > SEVERITY[State(before)]:
                    self._wrong(found, service, f"{before} becomes {each['state']} at {each['t_s']} on a bad line")
        faults = [(each.from_s, each.until_s) for each in self.faults(service)]
        told = self.pages(service, "major_outage", "partial_outage", "degraded", "maintenance")
        for from_s, until_s in self.lines:
            for each in self.played.states(service):
                if not from_s <= each["t_s"] < until_s or each["state"] != "possible":
                    continue
                excused = [*faults, *told, *self._reports(service)]
                if overlaps(excused, each["t_s"] - 300.0, each["t_s"] + 30.0):
                    continue
                if self.played.at(service, each["t_s"] + 30.0) == "possible":
                    self._wrong(found, service, f"possible for more than 30 s from {each['t_s']} in a line's drop")

    def _line(self, found: Found) -> None:
        told = self.played.lines()
        for fault in self.file.line:
            if fault.until_s - fault.from_s < 180.0:
                continue
            shown = "online"
            for each in told:
                if each["t_s"] < fault.until_s:
                    inside = each["t_s"] >= fault.from_s
                    shown = each["state"] if inside or shown == "online" or each["state"] == "online" else shown
            if shown == "online" and not any(fault.from_s <= e["t_s"] < fault.until_s for e in told):
                self._wrong(found, "line", f"{fault.kind} {fault.from_s}-{fault.until_s} was not said")
        for from_s, until_s in self.played.said_bad():
            if not overlaps(self.lines, from_s - 15.0, until_s):
                found.line_wrong_s += until_s - from_s

    def _kept(self, found: Found) -> None:
        for incident in self.played.journal.incidents.values():
            if incident.until is None and self.played.at(incident.service, 1e9) == "ok":
                self._wrong(found, incident.service, f"incident {incident.id} was left open")
            if incident.until is not None and incident.until < incident.since:
                self._wrong(found, incident.service, f"incident {incident.id} ends before it begins")
