"""An engine with a small world of its own, in virtual time: what fails is said by the test, second by second."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from heapq import heappop, heappush

from notifier.core.commands import AlertHanded, Command
from notifier.core.events import AlertDue, Event, LineChanged, VerdictChanged
from notifier.core.failure import FailureKind
from notifier.core.model import (
    Alert,
    CrowdReport,
    Outcome,
    PageLevel,
    PageReport,
    Reading,
    RegionReport,
    Service,
    Source,
    State,
)
from notifier.core.numbers import READING_TIMEOUT_S
from notifier.core.ports import Batch, Read, Restored
from notifier.core.targets import RegionTarget
from notifier.core.watch import Watch
from notifier.engine.engine import Engine
from notifier.store.memory import MemoryJournal
from tests.core.making import T, anchored

TIMED_OUT = (FailureKind.CONNECT_TIMEOUT, FailureKind.READ_TIMEOUT)
Answer = Callable[[Read, float], Reading | None]
"""Says what a reading at a second tells; None: the ordinary good answer."""


def reading(read: Read, seconds: float, outcome: Outcome = Outcome.OK, **more: object) -> Reading:
    fields: dict[str, object] = {
        "source": read.source,
        "service": read.service,
        "component": read.component,
        "target": read.target.key,
        "time": datetime.fromtimestamp(T + seconds, UTC),
        "outcome": outcome,
    }
    if outcome is Outcome.FAILED:
        fields["failure"] = FailureKind.CONNECT_REFUSED
    elif outcome is Outcome.OK:
        fields["latency_ms"] = 80.0
    return Reading(**{**fields, **more})  # type: ignore[arg-type]


def good(read: Read, seconds: float) -> Reading:
    match read.source:
        case Source.PAGE:
            return reading(read, seconds, page=PageReport("test", "https://status", PageLevel.OPERATIONAL))
        case Source.REGION:
            assert isinstance(read.target, RegionTarget)
            return reading(read, seconds, region=RegionReport(works=read.target.countries))
        case Source.REPORTS:
            return reading(read, seconds, crowd=CrowdReport(3, 3.0))
        case _:
            return reading(read, seconds)


class OrderedJournal(MemoryJournal):
    """Notes what is kept, in one list with what is published."""

    def __init__(self, order: list[tuple[str, object]]) -> None:
        super().__init__()
        self.order = order
        self.restored = 0
        self.rows = 0
        """Of the outbox and of problems, as often as they were written."""

    def commit(self, batch: Batch) -> None:
        super().commit(batch)
        self.rows += len(batch.outbox) + len(batch.problems)
        for name in ("verdicts", "incidents", "alerts", "lines"):
            self.order += [(name, each) for each in getattr(batch, name)]

    def restore(self, now: datetime) -> Restored:
        self.restored += 1
        return super().restore(now)


class Played:
    """Runs an engine for as long as the test says. Seconds count from T."""

    def __init__(
        self,
        services: Sequence[Service],
        answer: Answer = lambda _read, _seconds: None,
        watch: Watch | None = None,
        journal: OrderedJournal | None = None,
        begin: float = 0.0,
        seed: int = 1,
    ) -> None:
        self.services = services
        self.order: list[tuple[str, object]] = journal.order if journal is not None else []
        self.journal = journal or OrderedJournal(self.order)
        self.answer = answer
        self.events: list[tuple[float, Event]] = []
        self.reads: list[tuple[float, Read]] = []
        self.on_their_way: list[Alert] = []
        self.confirms = True
        self.now = begin
        self.engine = Engine(services, watch or anchored(), self.journal, random.Random(seed), self._publish)
        self.arrivals: list[tuple[float, int, Read, Reading]] = []
        self.engine.start(T + begin)

    def _publish(self, event: Event) -> None:
        self.events.append((self.now, event))
        self.order.append((type(event).__name__, event))
        if isinstance(event, AlertDue):
            self.on_their_way.append(event.alert)

    def next_event(self) -> float:
        """When something happens next."""
        due = self.engine.next_due() - T
        return min(due, self.arrivals[0][0]) if self.arrivals else due

    def run(self, until: float, latency: float = 0.1) -> "Played":
        while True:
            due = self.engine.next_due() - T
            at = min(due, self.arrivals[0][0] if self.arrivals else due)
            if at > until:
                self.now = until
                return self
            self.now = max(self.now, at)
            if self.arrivals and self.arrivals[0][0] <= self.now:
                _, _, read, told = heappop(self.arrivals)
                self.engine.finish(read, told, T + self.now)
                self._confirm()
                continue
            for read in self.engine.due(T + self.now):
                self.reads.append((self.now, read))
                told = self.answer(read, self.now) or good(read, self.now)
                seconds = READING_TIMEOUT_S if told.failure in TIMED_OUT else latency
                heappush(self.arrivals, (self.now + seconds, read.id, read, told))
            self._confirm()

    def _confirm(self) -> None:
        """Say that the notification server has taken what was told."""
        for alert in self.on_their_way if self.confirms else ():
            self.engine.handle(AlertHanded(alert.id), T + self.now)
        self.on_their_way.clear()

    def tell(self, command: Command) -> None:
        self.engine.handle(command, T + self.now)

    def restarted(self, services: Sequence[Service], pause: float = 5.0, watch: Watch | None = None) -> "Played":
        """Another run of the program with the same history."""
        self.engine.keep(T + self.now)
        return Played(services, self.answer, watch, self.journal, self.now + pause)

    def states(self, service: str = "acme") -> list[State]:
        told: list[State] = []
        for _, event in self.events:
            if isinstance(event, VerdictChanged) and event.verdict.service == service:
                told += [event.verdict.state] if not told or told[-1] is not event.verdict.state else []
        return told

    def alerts(self) -> list[str]:
        """The kinds of the notifications; what only brings one up to date is none."""
        due = (event.alert for _, event in self.events if isinstance(event, AlertDue))
        return [alert.kind.value for alert in due if not alert.update]

    def lines(self) -> list[str]:
        return [event.line.state.value for _, event in self.events if isinstance(event, LineChanged)]

    def read_at(self, source: Source, service: str | None = None, since: float = 0.0) -> list[float]:
        return [
            at
            for at, read in self.reads
            if read.source is source and at >= since and (service is None or read.service == service)
        ]


def fails(read: Read, seconds: float) -> Reading:
    return reading(read, seconds, Outcome.FAILED)


def between(from_s: float, until_s: float, *services: str, kind: FailureKind = FailureKind.CONNECT_REFUSED) -> Answer:
    """Probes of these services fail in this time; what times out takes all of it."""

    def answer(read: Read, seconds: float) -> Reading | None:
        hit = read.source is Source.PROBE and read.service in services and from_s <= seconds < until_s
        return reading(read, seconds, Outcome.FAILED, failure=kind) if hit else None

    return answer


def line_down(from_s: float, until_s: float, kind: FailureKind = FailureKind.UNREACHABLE) -> Answer:
    """Everything fails in this time."""

    def answer(read: Read, seconds: float) -> Reading | None:
        return reading(read, seconds, Outcome.FAILED, failure=kind) if from_s <= seconds < until_s else None

    return answer


def both(*answers: Answer) -> Answer:
    def answer(read: Read, seconds: float) -> Reading | None:
        return next((told for each in answers if (told := each(read, seconds)) is not None), None)

    return answer
