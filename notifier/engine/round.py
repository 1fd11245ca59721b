"""One round by hand, for `check` and `status`: no schedule, no history, but the rules that the engine has.

Everything is read once; what fails is read three times within about 10 s, together with the anchors. A failure of an
address that never answered from this machine is `possible` at most (rule 5), and on a bad line nothing is said.
"""

import asyncio
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.cadence import HOST_GAP_S
from notifier.core.evidence import TargetTrack, weigh_answer, weigh_failure, weigh_unverifiable
from notifier.core.line import LineGuard
from notifier.core.model import (
    LineState,
    LineStatus,
    Outcome,
    PageLevel,
    Reading,
    Reason,
    ReasonKind,
    Rule,
    Service,
    ServiceStatus,
    Source,
    State,
    Verdict,
)
from notifier.core.ports import Read, Reader, Trust
from notifier.core.reasons import LineCounts
from notifier.core.track import ComponentTrack, ServiceTrack, track_of
from notifier.core.verdict import explained, judge, moment
from notifier.core.watch import Watch
from notifier.core.weighing import Surroundings
from notifier.engine.snapshot import status_of

TRIES: Final = 3
GOOD: Final = (Outcome.OK, Outcome.SLOW)


class RoundResult(msgspec.Struct, frozen=True):
    """What a round found: one status for each service, in their order; the line; every reading in the order of time."""

    statuses: tuple[ServiceStatus, ...]
    line: LineStatus
    readings: tuple[Reading, ...]


async def check_services(
    services: Sequence[Service],
    watch: Watch,
    reader: Reader,
    now: Callable[[], datetime],
    rng: random.Random | None = None,
    trust: Iterable[Trust] = (),
    *,
    gap_s: float = HOST_GAP_S,
) -> RoundResult:
    """Read the services' targets, pages and the anchors now. `trust` is what the history knows, `gap_s` for tests."""
    round_ = _Round(services, watch, reader, now, rng)
    round_.know(trust)
    await round_.read_all()
    for _try in range(TRIES - 1):
        if not round_.failing():
            break
        await asyncio.sleep(gap_s)
        await round_.read_again()
    return round_.result()


class _Round:
    """The state of one round."""

    def __init__(
        self,
        services: Sequence[Service],
        watch: Watch,
        reader: Reader,
        now: Callable[[], datetime],
        rng: random.Random | None,
    ) -> None:
        self._watch = watch
        self._reader = reader
        self._now = now
        self._rng = rng
        self._guard = LineGuard(watch.anchors)
        self._readings: list[Reading] = []
        self._serial = 0
        self._untrusted: set[int] = set()
        self._left_alone: set[str] = set()
        """Targets that asked to be left alone for a while (Retry-After)."""
        began = now()
        self._began_s = began.timestamp()
        self._tracks = [
            track_of(each, Verdict(each.id, State.UNKNOWN, began), watch.of(each.id).components) for each in services
        ]

    def know(self, trust: Iterable[Trust]) -> None:
        """Take in what the history knows of the targets."""
        known = {(each.service, each.target): each for each in trust}
        for track in self._tracks:
            for key, target in track.targets.items():
                learned = known.get((track.service.id, key))
                if learned is None or learned.first_ok is None:
                    self._untrusted.add(id(target))
                    target.answered_well_s = self._began_s
                else:
                    target.answered_well_s = learned.first_ok.timestamp()
                    target.readings, target.failures = learned.readings, learned.failures
                    target.mean_log_ms, target.var_log_ms = learned.mean_log_ms, learned.var_log_ms
                    target.samples = learned.samples

    def failing(self) -> bool:
        """Tell whether anything, an anchor included, failed at its last reading."""
        return any(each.bad_run for track in self._tracks for each in track.targets.values()) or any(
            not anchor.answered for anchor in self._guard.tracks.values()
        )

    async def read_all(self) -> None:
        """Read everything once."""
        reads = [self._anchors()]
        for track in self._tracks:
            reads += [self._probe(track, target) for target in track.targets.values()]
            if track.service.page is not None:
                reads.append(self._page(track))
        await asyncio.gather(*reads)

    async def read_again(self) -> None:
        """Read what failed, and the anchors."""
        reads = [self._anchors()]
        for track in self._tracks:
            reads += [
                self._probe(track, target)
                for target in track.targets.values()
                if target.bad_run and target.key not in self._left_alone
            ]
        await asyncio.gather(*reads)

    async def _read(self, source: Source, service: str, component: str, target: object) -> Reading:
        self._serial += 1
        read = Read(self._serial, source, service, component, target, fresh=True)  # type: ignore[arg-type]
        reading = await self._reader(read)
        self._readings.append(reading)
        return reading

    async def _anchors(self) -> None:
        async def one(key: str) -> None:
            reading = await self._read(Source.ANCHOR, "", "anchor", self._guard.tracks[key].anchor)
            start_s = reading.time.timestamp()
            self._guard.read(key, reading.outcome, reading.failure, start_s, self._now().timestamp())

        await asyncio.gather(*(one(key) for key in self._guard.tracks))

    async def _probe(self, track: ServiceTrack, target: TargetTrack) -> None:
        wanted = next(each for each in track.service.targets if each.key == target.key)
        reading = await self._read(Source.PROBE, track.service.id, target.component, wanted)
        start_s = reading.time.timestamp()
        if reading.retry_after_s:
            self._left_alone.add(target.key)
        target.outcome = reading.outcome
        target.read_s = track.checked_s = start_s
        if reading.outcome in GOOD:
            weigh_answer(target, start_s, reading.latency_ms)
        elif reading.outcome is Outcome.FAILED:
            weigh_failure(target, start_s, reading.failure, reading.detail)
        else:
            weigh_unverifiable(target, start_s)
        target.detail = reading.detail

    async def _page(self, track: ServiceTrack) -> None:
        wanted = track.service.page
        wish = self._watch.of(track.service.id).page_components
        if wanted is not None and wish:
            wanted = msgspec.structs.replace(wanted, watched=wish)
        reading = await self._read(Source.PAGE, track.service.id, "", wanted)
        page = track.page
        if reading.page is not None:
            page.report = reading.page
            page.level = reading.page.level
            page.level_since_s = page.read_s = reading.time.timestamp()
        elif reading.outcome is not Outcome.SKIPPED:
            page.unread_since_s = reading.time.timestamp()
            page.unread_detail = reading.detail

    def result(self) -> RoundResult:
        """Say what was found."""
        now_s = self._now().timestamp()
        answering, anchors = self._guard.counts(now_s)
        state = self._guard.state
        line = LineStatus(state, moment(self._began_s), moment(now_s), answering, anchors)
        counts = LineCounts(state, answering, anchors)
        statuses = tuple(self._status(track, counts, now_s) for track in self._tracks)
        return RoundResult(statuses, line, tuple(sorted(self._readings, key=lambda reading: reading.time)))

    def _status(self, track: ServiceTrack, line: LineCounts, now_s: float) -> ServiceStatus:
        around = Surroundings(country=self._watch.country)
        if line.state is not LineState.ONLINE:
            verdict = Verdict(track.service.id, State.UNKNOWN, moment(now_s))
        else:
            for component in track.components.values():
                self._confirm(track, component)
            verdict = judge(track, around, now_s)
            if verdict.state is State.OK and self._tells_nothing(track):
                verdict = Verdict(track.service.id, State.UNKNOWN, moment(now_s))
        verdict = self._with_untrusted(explained(verdict, track, around, line), track)
        for target in track.targets.values():
            if id(target) in self._untrusted and not target.last_ok_s:
                target.answered_well_s = 0.0
        status = status_of(track, verdict)
        if line.state is LineState.ONLINE:
            return status
        components = tuple(msgspec.structs.replace(each, state=State.UNKNOWN) for each in status.components)
        return msgspec.structs.replace(status, components=components)

    def _with_untrusted(self, verdict: Verdict, track: ServiceTrack) -> Verdict:
        """Add why a failure is only possible: the address never answered from here (rule 5)."""
        new = [each for each in track.targets.values() if each.bad_run and id(each) in self._untrusted]
        names = dict.fromkeys(each.component for each in new if not each.last_ok_s)
        added = tuple(Reason(ReasonKind.UNTRUSTED, component=name) for name in names)
        return msgspec.structs.replace(verdict, reasons=verdict.reasons + added)

    def _confirm(self, track: ServiceTrack, component: ComponentTrack) -> None:
        failing = [target for target in component.targets if target.bad_run]
        total = len(component.targets)
        needed = {Rule.ALL: 1, Rule.MOST: total // 2 + 1, Rule.ANY: total}[component.rule]
        steady = [target for target in failing if target.bad_run >= TRIES]
        if len(failing) < needed:
            return
        proven = any(id(target) not in self._untrusted or target.last_ok_s for target in steady)
        component.problem = State.OUTAGE if len(steady) >= needed and proven else State.POSSIBLE
        component.evidence = sum(target.weight for target in failing)
        for target in failing:
            target.failing = True
            since_s = target.run_since_s
            track.problem_since_s = min(track.problem_since_s or since_s, since_s)

    def _tells_nothing(self, track: ServiceTrack) -> bool:
        readable = track.page.report is not None and track.page.level is not PageLevel.UNKNOWN
        return not readable and not any(target.last_ok_s for target in track.targets.values())
