"""Judging what was shown in any world, the hard ones too: the numbers of the design, and everything that was wrong.

Beside `tests.simulation.truth`, which holds the worlds of one thing after another to every rule, this counts: delays,
what was missed and false, wrong words about who is affected, notices for each outage and for each event of many, and
how long the line was wrongly called bad. It asks `notifier.simulation.faults` what the file means and nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise
from statistics import median

from notifier.core.model import Service
from notifier.core.numbers import READING_TIMEOUT_S
from notifier.simulation.connection import Connection, common
from notifier.simulation.faults import end_s, faults_of, here, hit_share
from notifier.simulation.player import Record
from notifier.simulation.scenario_file import SORRY_PAGE, Fault, failure_kind
from tests.simulation.limits import OVER_LATE_S, Limits, bad_from_s
from tests.simulation.playing import Played, Span
from tests.simulation.truth import joined, overlaps, share_of

OUTAGE_SHARE = 0.8
"""So many requests failing are an outage, by the rules."""
TOLD_SHARE = 0.3
"""So many are to be shown as a possible problem at least."""
VISIBLE_S = 300.0
WRONG_WORDS_S = 60.0
OTHERS = {"everyone", "region"}
LOCAL = {"me", "network"}


@dataclass
class Event:
    """Something that truly happened at one time, to one service or to many."""

    from_s: float
    until_s: float
    services: set[str]
    owners: int
    wrong_scopes: set[str]
    of_network: bool = False
    joined_s: float = 0.0
    """When the last service joined."""


@dataclass
class Score:
    """What was found over many worlds."""

    outages: int = 0
    detected: list[float] = field(default_factory=list)
    recovered: list[float] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    wrong_words: list[str] = field(default_factory=list)
    wrong_since: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    told: list[int] = field(default_factory=list)
    """Notices of each event of one owner."""
    told_of_many: list[int] = field(default_factory=list)
    """Notices that began each event of three owners and more."""
    line_wrong_s: float = 0.0
    line_may_s: float = 0.0
    """So long it may be said wrongly, by the limits of `tests.simulation.limits`."""
    watched_s: float = 0.0

    def add(self, other: "Score") -> None:
        """Count what was found in other worlds, too."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    def row(self) -> tuple[str, ...]:
        """The cells of the table, in the order of HEAD."""
        return (
            str(self.outages),
            *_delays(self.detected),
            *_delays(self.recovered),
            str(len(self.missed)),
            str(len(self.false)),
            str(len(self.wrong_words)),
            str(len(self.wrong_since)),
            f"{sum(self.told) / len(self.told):.2f}" if self.told else "-",
            f"{sum(self.told_of_many) / len(self.told_of_many):.1f}" if self.told_of_many else "-",
            f"{100 * self.line_wrong_s / self.watched_s:.2f}" if self.watched_s else "-",
        )


HEAD = (
    *("outages", "found: median", "95 %", "worst", "over: median", "95 %", "worst", "missed", "false"),
    *("wrong scope", "wrong since", "notices/outage", "notices/event of many", "line wrongly bad %"),
)


def _delays(delays: list[float]) -> tuple[str, str, str]:
    if not delays:
        return ("-", "-", "-")
    return (f"{median(delays):.0f}", f"{share_of(delays, 0.95):.0f}", f"{max(delays):.0f}")


class Judge:
    """Judges one played world into a score."""

    def __init__(self, played: Played, score: Score, name: str) -> None:
        self.played = played
        self.file = played.scenario.file
        self.score = score
        self.name = name
        self.connection = Connection(self.file)
        self.limits = Limits(self.file, self.connection)
        self.lines = joined((each.from_s, each.until_s) for each in self.file.line)
        services = played.scenario.services
        self.services = {service.id: service for service in services}
        self.blocked = {each.id: joined(self.connection.blocked(each)) for each in services}
        self.notices = played.notifications()

    def judge(self) -> None:
        """Count everything."""
        self.score.watched_s += self.file.duration_s
        for service in self.services.values():
            self._outages(service)
            self._false(service)
        for event in self._events():
            self._event(event)
        self.score.line_wrong_s += self._line_wrong_s()
        self.score.line_may_s += self.limits.line_wrong_s()

    # truth

    def failing(self, service: Service) -> list[Fault]:
        """The faults of a service that are seen from here."""
        return [
            each
            for each in faults_of(self.file.fault, service)
            if failure_kind(each.kind) is not None and here(each, self.file.country, each.network)
        ]

    def spans(self, service: Service, share: float) -> list[Span]:
        """When at least such a share of a service's requests failed, of one that grows or shrinks, too."""
        spans: list[Span] = []
        for fault in self.failing(service):
            if hit_share(fault) >= share:
                part = share / hit_share(fault)
                whole = (fault.from_s + part * fault.ramp_up_s, fault.until_s - part * fault.ramp_down_s)
                spans += common([whole], self.connection.spans_in(fault.network))
        return joined(spans)

    def undisturbed(self, service: Service, from_s: float, until_s: float) -> bool:
        """Tell whether the line and the network let it be seen all the time, and a bit before and after."""
        bad = [*self.lines, *self.blocked[service.id], *self._maintained(service.id)]
        moved = [(each.from_s, each.from_s + 120.0) for each in self.connection.changes()]
        moved += [(each.at_s, each.at_s + 120.0) for each in self.file.clock]
        return not overlaps([*bad, *moved], from_s - 90.0, until_s + 180.0)

    def pages(self, service: str, level: str) -> list[Span]:
        """When a page said something."""
        changes = sorted((each for each in self.file.page if each.service == service), key=lambda each: each.at_s)
        ends = [*(each.at_s for each in changes[1:]), self.file.duration_s]
        return [(each.at_s, over_s) for each, over_s in zip(changes, ends, strict=False) if each.level == level]

    def _maintained(self, service: str) -> list[Span]:
        """When maintenance excuses what fails: until half an hour after its announced end, in these worlds."""
        spans = []
        for at_s, over_s in self.pages(service, "maintenance"):
            entry = next(each for each in self.file.page if each.service == service and each.at_s == at_s)
            last_s = over_s if entry.until_s is None else min(over_s, entry.until_s + 1800.0)
            spans.append((max(at_s, entry.started_s or 0.0), last_s))
        return [span for span in spans if span[0] < span[1]]

    # services

    def _outages(self, service: Service) -> None:
        full = self.spans(service, OUTAGE_SHARE)
        part = [span for span in self.spans(service, TOLD_SHARE) if not overlaps(full, *span)]
        for span in full:
            self._outage(service, span, OUTAGE_SHARE, ("outage",))
        for span in part:
            if span[1] - span[0] >= 2 * VISIBLE_S:
                self._outage(service, span, TOLD_SHARE, ("outage", "possible"))

    def _outage(self, service: Service, span: Span, least: float, words: Sequence[str]) -> None:
        from_s, until_s = span
        if not self.undisturbed(service, from_s, until_s):
            return
        self.score.outages += 1
        where = f"{self.name} {service.id} {from_s:.0f}-{until_s:.0f}"
        begun_s, since_s = self._begun(service.id, span, words)
        if begun_s is None:
            if until_s - from_s >= VISIBLE_S:
                self.score.missed.append(where)
            return
        self.score.detected.append(begun_s - from_s)
        hit = [each for each in self.failing(service) if each.from_s < until_s and from_s < each.until_s]
        share, walled = _share(hit, least), max([each.walled for each in hit], default=0.0)
        grown_s = max([each.from_s + each.ramp_up_s for each in hit if each.from_s <= from_s], default=from_s)
        if begun_s - from_s > self.limits.found_s(service.id, from_s, share, walled=walled, grown_s=grown_s):
            self.score.late.append(f"{where} found after {begun_s - from_s:.0f} s")
        first_s = min(
            (each.from_s for each in self.failing(service) if each.from_s <= until_s < end_s(each) + 1.0),
            default=from_s,
        )
        earliest_s = self.limits.begun_s(min(first_s, from_s)) - READING_TIMEOUT_S
        if since_s is not None and not earliest_s <= since_s <= max(from_s + 130.0, begun_s):
            self.score.wrong_since.append(f"{where} since {since_s:.0f}")
        told = [
            *self.pages(service.id, "major_outage"),
            *self.pages(service.id, "partial_outage"),
            *self._reports(service.id),
            *self._sorry(service),
        ]
        again = [(each.from_s, each.until_s) for each in self.failing(service)]
        if overlaps(told, until_s - 600.0, until_s + 600.0) or _begins(again, until_s, until_s + OVER_LATE_S):
            return
        late_s = self._recovered_s(service, until_s)
        self.score.recovered.append(late_s)
        if late_s > self.limits.over_s(service.id, until_s, share):
            self.score.late.append(f"{where} over after {late_s:.0f} s")

    def _recovered_s(self, service: Service, until_s: float) -> float:
        """Tell how long after the true end it was shown; what shrinks has ended when nothing of it is left."""
        faults = (each for each in self.failing(service) if each.from_s < until_s <= each.until_s)
        over_s = max((each.until_s for each in faults), default=until_s)
        if self.played.at(service.id, over_s) in ("ok", "slow"):
            return 0.0
        ended = (e["t_s"] for e in self.played.states(service.id) if e["state"] in ("ok", "slow"))
        return min((t_s for t_s in ended if t_s >= over_s), default=self.file.duration_s) - over_s

    def _begun(self, service: str, span: Span, words: Sequence[str]) -> tuple[float | None, float | None]:
        """Find when an outage was said to have begun, and since when; on a stale page only a notice counts."""
        from_s, until_s = span
        states = self.played.states(service)
        stale = any(
            begin_s < from_s - 3600.0 and from_s < over_s for begin_s, over_s in self.pages(service, "major_outage")
        )
        if stale:
            told = [e["t_s"] for e in self.notices if service in e["services"] and e["kind"] in ("outage", "possible")]
            return min((t_s for t_s in told if from_s <= t_s <= until_s + 60.0), default=None), None
        if self.played.at(service, from_s) in words:
            return from_s, None
        found = next((e for e in states if from_s <= e["t_s"] <= until_s + 60.0 and e["state"] in words), None)
        return (found["t_s"], found["since_s"]) if found is not None else (None, None)

    def _sorry(self, service: Service) -> list[Span]:
        """When another page answered for it, so that nobody could tell whether it was back."""
        return [
            (each.from_s, each.until_s)
            for each in faults_of(self.file.fault, service)
            if each.kind == SORRY_PAGE and each.share >= OUTAGE_SHARE
        ]

    def _reports(self, service: str) -> list[Span]:
        return [(each.at_s, each.at_s + 900.0) for each in self.file.reports if each.service == service]

    def _false(self, service: Service) -> None:
        excused = [(each.from_s, end_s(each) + 60.0) for each in self.failing(service)]
        excused += [(from_s, until_s + 192.0) for from_s, until_s in self.pages(service.id, "major_outage")]
        of_network = [(from_s, until_s + 60.0) for from_s, until_s in self.blocked[service.id]]
        was = "unknown"
        for each in self.played.states(service.id):
            begins = each["state"] == "outage" and was != "outage"
            was = each["state"]
            if not begins or _holds(excused, each["t_s"]):
                continue
            if not _holds(of_network, each["t_s"]) or each["scope"] in OTHERS:
                self.score.false.append(f"{self.name} {service.id} at {each['t_s']} ({each['scope']})")

    # events

    def _events(self) -> list[Event]:
        events: list[Event] = []
        beginnings = {0.0, *(each.from_s for each in self.file.network)}
        for service in self.services.values():
            for fault in self.failing(service):
                if hit_share(fault) >= TOLD_SHARE:
                    _add(events, Event(fault.from_s, end_s(fault), {service.id}, 1, self._wrong_scopes(fault)))
            for from_s, until_s in self.blocked[service.id]:
                if from_s in beginnings:
                    continue  # this network is so, and always was
                _add(
                    events, Event(from_s, min(until_s, self.file.duration_s), {service.id}, 1, OTHERS, of_network=True)
                )
        for event in events:
            event.owners = len({self.services[each].owner for each in event.services})
        return events

    def _wrong_scopes(self, fault: Fault) -> set[str]:
        if fault.seen != "everywhere":
            return OTHERS
        return LOCAL | {"everyone"} if fault.countries else LOCAL | {"region"}

    def _event(self, event: Event) -> None:
        mine = [each for each in self.notices if self._is_about(each, event)]
        if event.owners >= 3:
            begin = [
                e for e in mine if e["kind"] in ("outage", "possible", "line") and e["t_s"] <= event.until_s + 60.0
            ]
            self.score.told_of_many.append(len(begin))
        elif not overlaps(self.lines, event.from_s - 300.0, event.until_s + 600.0):
            self.score.told.append(len(mine))
        for service in event.services:
            wrong_s = self._shown_s(service, event)
            if wrong_s > WRONG_WORDS_S:
                self.score.wrong_words.append(f"{self.name} {service} {event.from_s:.0f}: {wrong_s:.0f} s")

    def _is_about(self, notice: Record, event: Event) -> bool:
        if not event.from_s <= notice["t_s"] <= event.until_s + 900.0:
            return False
        return bool(event.services & set(notice["services"])) or (event.of_network and notice["kind"] == "line")

    def _shown_s(self, service: str, event: Event) -> float:
        """How long an outage was shown with a scope that is wrong."""
        states = [*self.played.states(service), {"t_s": self.file.duration_s, "state": "", "scope": ""}]
        total_s = 0.0
        for now, following in pairwise(states):
            if now["state"] == "outage" and now["scope"] in event.wrong_scopes:
                total_s += max(0.0, min(following["t_s"], event.until_s) - max(now["t_s"], event.from_s))
        return total_s

    # the line

    def _line_wrong_s(self) -> float:
        excused = [(from_s - 15.0, until_s + 120.0) for from_s, until_s in self.lines]
        edges = [edge for spans in self.blocked.values() for from_s, until_s in spans for edge in (from_s, until_s)]
        for from_s, until_s in pairwise(sorted({*edges})):
            hit = sum(overlaps(spans, from_s, until_s) for spans in self.blocked.values())
            if 2 * hit >= len(self.blocked):  # it keeps back so much that it may be called the line's
                excused.append((from_s, until_s + 120.0))
        for bursts in self.connection.bursts:
            if (least_s := bad_from_s(bursts.bursts)) is not None:
                drops = bursts.spans(self.file.duration_s)
                excused += [(from_s, until_s + 60.0) for from_s, until_s in drops if until_s - from_s >= least_s]
        said = self.played.said_bad()
        return _length(joined(said)) - _length(joined(common(joined(said), joined(excused))))


def _add(events: list[Event], new: Event) -> None:
    """Add what happened to the event that it belongs to: begun together, or of the same service within minutes."""
    for event in events:
        together = (
            event.of_network is new.of_network and -120.0 <= new.from_s - max(event.from_s, event.joined_s) <= 120.0
        )
        near = new.from_s <= event.until_s + 800.0 and event.from_s <= new.until_s + 800.0
        if together or (near and event.services & new.services):
            event.joined_s = max(event.joined_s, event.from_s, new.from_s)
            event.until_s = max(event.until_s, new.until_s)
            event.from_s = min(event.from_s, new.from_s)
            event.services |= new.services
            event.wrong_scopes &= new.wrong_scopes
            return
    events.append(new)


def _share(hit: Iterable[Fault], least: float) -> float:
    """Give the share of requests that fails, of what grows and shrinks the least that makes it an outage."""
    return max([least, *(hit_share(each) for each in hit if not each.ramp_up_s and not each.ramp_down_s)])


def _begins(spans: Iterable[Span], from_s: float, until_s: float) -> bool:
    return any(from_s < begin_s < until_s for begin_s, _over_s in spans)


def _holds(spans: Iterable[Span], t_s: float) -> bool:
    return any(from_s <= t_s <= until_s for from_s, until_s in spans)


def _length(spans: Iterable[Span]) -> float:
    return sum(until_s - from_s for from_s, until_s in spans)
