"""What the readings of one round by hand amount to: the engine's own decision, asked by a person who waits.

The evidence is made anew from all readings, in the order in which they were begun, each time something came: what hung
and failed in the end does not undo what answered after it.
"""

import random
from collections.abc import Sequence
from datetime import datetime

import msgspec

from notifier.core import common_cause
from notifier.core.common_cause import Common
from notifier.core.line.anchor_share import AnchorShare
from notifier.core.line.guard import LineGuard
from notifier.core.line.reached import reached_s
from notifier.core.model import (
    AskedElsewhere,
    LineState,
    LineStatus,
    Outcome,
    Reading,
    Service,
    ServiceStatus,
    Source,
    State,
    Verdict,
)
from notifier.core.numbers import STEADY_ROUNDS
from notifier.core.ports import Trust
from notifier.core.service.context import Context, RecentFailures, Together, context_of
from notifier.core.service.decision import Vouches, decide
from notifier.core.service.evidence import ServiceEvidence, evidence_of
from notifier.core.service.network_filter import refuses_anchors
from notifier.core.service.other_page import compared
from notifier.core.service.reasons import LineView
from notifier.core.service.verdict import explained
from notifier.core.service.watched import Watched, failing_of
from notifier.core.targets import WitnessTarget
from notifier.core.watch import Watch
from notifier.engine.snapshot import status_of


class RoundResult(msgspec.Struct, frozen=True):
    """What a round found: one status for each service, in their order; the line; every reading in the order of time."""

    statuses: tuple[ServiceStatus, ...]
    line: LineStatus
    readings: tuple[Reading, ...]


class Round:
    """The readings of one round, and what they amount to so far."""

    def __init__(self, services: Sequence[Service], watch: Watch, began: datetime, trust: Sequence[Trust]) -> None:
        self.waits = False
        """An outage is all but proven, and waits for the anchors (rule 3)."""
        self._services = services
        self._watch = watch
        self._began = began
        self._trust = {(each.service, each.target): each for each in trust if each.first_ok is not None}
        self._line = LineGuard(watch.anchors, patient=False)
        self._share = AnchorShare()
        self._readings: list[Reading] = []
        self._evidence: dict[str, ServiceEvidence] = {}
        self._watched = Watched(())
        """The same, as they are asked about one another."""
        self._failures = RecentFailures()
        self._elsewhere: dict[str, Reading] = {}
        self._asked: list[WitnessTarget] = []
        self._told: dict[str, Reading] = {}
        """What the witnesses gave that were asked: an answer, or their second failure."""
        self._doubted: set[str] = set()
        """Those that failed once."""

    @property
    def is_cut_off(self) -> bool:
        """Tell whether the line is one on which no answer, and none that fails to come, tells anything of a service."""
        return self._line.state not in (LineState.ONLINE, LineState.LOSSY)

    def begin(self, anchor: str, began: datetime) -> None:
        """Note that an anchor is being read: while it is silent nobody vouches for the line."""
        self._line.tracks[anchor].begin(began.timestamp())

    def take(self, reading: Reading, began: datetime, now: datetime) -> None:
        """Take in a reading, asked for when it `began`."""
        known = self._trust.get((reading.service, reading.target))
        if known is not None and known.look is not None:
            reading = compared(reading, known.look)
        self._readings.append(reading)
        if reading.source is Source.WITNESS:
            if reading.outcome is not Outcome.FAILED or reading.target in self._doubted:
                self._told[reading.target] = reading
            self._doubted.add(reading.target)
        if reading.source is Source.REGION:
            self._elsewhere[reading.service] = reading
        if reading.source is Source.ANCHOR:
            track = self._line.tracks[reading.target]
            track.under_way.pop(began.timestamp(), None)
            outcome = self._line.clock.take(track.anchor.owner, reading, now.timestamp(), anchor=True)
            self._share.take(track.anchor, outcome)
            start_s = reading.time.timestamp()
            self._line.read(reading.target, outcome, reading.failure, start_s, now.timestamp())
        elif reading.source is Source.PROBE:
            owner = next(each.owner for each in self._services if each.id == reading.service)
            self._line.clock.take(owner, reading, now.timestamp())

    def witnesses(self) -> list[WitnessTarget]:
        """Give the witnesses that are to be read, once: services of several owners fail (rule 17)."""
        if self._asked or not self._failures.common:
            return []
        known = list(self._watch.witnesses)
        random.Random(self._began.timestamp()).shuffle(known)  # noqa: S311  # luck, not secrets
        self._asked = common_cause.chosen(self._failures.common[0], {each.owner for each in self._services}, known)
        return self._asked

    def _together(self, now_s: float) -> tuple[Common, ...]:
        """Give what fails together, if anything does, with what the witnesses have told."""
        failing = (failing_of(each, now_s) for each in self._evidence.values())
        common = common_cause.begun(each for each in failing if each is not None)
        if common is None:
            return ()
        read = [each for each in self._asked if each.key in self._told]
        told = tuple(word for each in read for word in common_cause.witnessed(each, self._told[each.key]))
        awaited = len(read) < len(self._asked)
        common = msgspec.structs.replace(common, told=told, awaited=awaited, asked_s=now_s, heard_s=now_s)
        return (common_cause.judged(common, self._services),)

    def is_out(self, service: str, component: str) -> bool:
        """Tell whether a component's outage is proven."""
        evidence = self._evidence.get(service)
        return (
            evidence is not None
            and component in evidence.components
            and (evidence.components[component].problem is State.OUTAGE)
        )

    def decide(self, now: datetime) -> None:
        """Weigh all that was read; twice, since an owner's services support each other."""
        self._evidence = {each.id: self._known(each) for each in self._services}
        self._failures = RecentFailures()
        for reading in sorted(self._readings, key=lambda reading: reading.time):
            self._weigh(reading)
        self._watched = Watched(self._evidence.values())
        self._failures.common = self._together(now.timestamp())
        for _pass in range(2):
            self.waits = False
            for evidence in self._evidence.values():
                context, now_s = self._context(evidence, now), now.timestamp()
                decision = decide(evidence, context, self._voucher(now_s), now_s)
                self.waits |= decision.waits and self._line.state is LineState.ONLINE
                evidence.say(decision.verdict)
                self._watched.weighed(evidence)

    def _voucher(self, now_s: float) -> Vouches:
        """Give who vouches for the line: its guard, where the anchors fail so seldom that this is no chance.

        What hangs may make it more, though its anchor has answered again.
        """
        is_small = self._share.is_small() and not any(
            track.is_silent(now_s, since_s=0.0) for track in self._line.tracks.values()
        )
        return self._line.vouches_since if is_small else lambda _start_s: False

    def _known(self, service: Service) -> ServiceEvidence:
        """Give the evidence as it was before the round: what the history knows of the targets."""
        unknown = Verdict(service.id, State.UNKNOWN, self._began)
        evidence = evidence_of(service, unknown, self._watch.of(service.id).components)
        for key, target in evidence.targets.items():
            trust = self._trust.get((service.id, key))
            if trust is not None:
                target.take_up(msgspec.structs.replace(trust, last_ok=None))
        return evidence

    def _weigh(self, reading: Reading) -> None:
        evidence = self._evidence.get(reading.service)
        if evidence is None or reading.outcome is Outcome.SKIPPED:
            return
        start_s = reading.time.timestamp()
        if reading.source is Source.PAGE:
            evidence.read_page(reading, start_s)
            return
        if reading.source is Source.REGION:
            if reading.region is not None:
                evidence.read_elsewhere(reading.region, reading.component, start_s)
            return
        target = evidence.targets[reading.target]
        target.looked(start_s, reading.outcome)
        evidence.weigh(target, reading, start_s)
        if evidence.failed_s == start_s:
            self._failures.note(evidence.service.owner, start_s)

    def _context(self, evidence: ServiceEvidence, now: datetime) -> Context:
        return context_of(
            evidence,
            Together(lambda: self._watched, now.timestamp()),
            self._failures,
            country=self._watch.country,
            line_steady=self._line.good_run >= STEADY_ROUNDS * len(self._line.tracks),
            asked=True,
        )

    def result(self, now: datetime) -> RoundResult:
        """Say what was found."""
        self.decide(now)
        view = LineView(self._line.state, *self._line.counts(now.timestamp()), reached_s(self._line.tracks.values()))
        filtered = refuses_anchors(self._line.tracks.values())
        ahead_s = self._line.clock.ahead_s(now.timestamp())
        line = LineStatus(view.state, self._began, view.answering, view.anchors, filtered=filtered, ahead_s=ahead_s)
        statuses = tuple(self._status(each, view, now) for each in self._evidence.values())
        return RoundResult(statuses, line, tuple(sorted(self._readings, key=lambda reading: reading.time)))

    def _status(self, evidence: ServiceEvidence, line: LineView, now: datetime) -> ServiceStatus:
        context, verdict = self._context(evidence, now), evidence.verdict
        watch = self._watch
        asked = AskedElsewhere(self._elsewhere.get(evidence.service.id), home=watch.country, place=watch.place)
        if line.state is LineState.ONLINE:
            return status_of(evidence, explained(verdict, evidence, context, line), elsewhere=asked)
        unknown = Verdict(evidence.service.id, State.UNKNOWN, now)
        status = status_of(evidence, explained(unknown, evidence, context, line), elsewhere=asked)
        components = tuple(msgspec.structs.replace(each, state=State.UNKNOWN) for each in status.components)
        return msgspec.structs.replace(status, components=components)
