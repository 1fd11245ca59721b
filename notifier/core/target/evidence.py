"""The evidence about one target: whether it is trusted, what it is suspected of, its latency.

Only the methods of `TargetEvidence` write it; everybody else reads. What is suspected is a state of
`notifier.core.target.states`. The usual share of failures p0 is learned: (1 + failures) / (200 + readings), between
0.005 and 0.25. What counts are the readings of a calm target: its answers, and the failure that ended its calm, once
that turned out to be nothing, or to be a problem in which half failed at most. What is read while something is
suspected is read so often because it failed, and would count for too much; only what has failed in part for half an
hour is how it is, and all of it is learned. What failed in an outage, or by the line, teaches nothing. Times in seconds
of the epoch; None: never.
"""

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.look import Look, UsualLook
from notifier.core.model import Outcome
from notifier.core.moments import moment
from notifier.core.numbers import (
    CALM_PARTIAL,
    FAILURES_BEFORE,
    MEMORY,
    OUTAGE_SHARE,
    P_FAIL_LEAST,
    P_FAIL_MOST,
    READINGS_BEFORE,
    SLOW_AT,
    UNVERIFIABLE_S,
    USUAL_S,
)
from notifier.core.ports import FailingTarget, Trust
from notifier.core.target.latency import Latency
from notifier.core.target.recovery import is_over
from notifier.core.target.servers import NONE, Server, met
from notifier.core.target.states import (
    CALM,
    SHOWN,
    Answered,
    BadRun,
    Calm,
    Doubt,
    Explained,
    Fading,
    Failed,
    GoodRun,
    LineWasBad,
    Over,
    Shown,
    Silence,
    Silent,
    Steps,
    Suspect,
    TakenUp,
    TargetEvent,
    TargetState,
)
from notifier.core.target.steps import after


class TargetEvidence(msgspec.Struct):
    """The evidence about one target."""

    key: str
    component: str
    answered_well_s: float | None = None
    """The first good answer ever from this machine; before it the target counts for nothing (rule 5)."""
    readings: float = 0.0
    failures: float = 0.0
    latency: Latency = msgspec.field(default_factory=Latency)
    look: UsualLook = msgspec.field(default_factory=UsualLook)
    state: TargetState = CALM
    silence: Silence | None = None
    last_ok_s: float | None = None
    """The newest good answer of all."""
    read_s: float | None = None
    outcome: Outcome | None = None
    servers: tuple[Server, ...] = NONE
    """What its addresses have given since the present suspicion began."""
    unanswered: tuple[float, ...] = ()
    """When those readings began that are under way and have been silent for long (`notifier.core.target.silence`)."""
    answered_by: str = ""
    """A digest of what answered when it failed last, where something did."""
    explained_s: float = 0.0
    """What was begun until then and failed was the user's network's doing (rule 17)."""
    steps: Steps = msgspec.field(default_factory=Steps)

    # what it amounts to

    def needs_nothing(self) -> bool:
        """Tell whether nothing about this target needs attention, so that an answer changes nothing."""
        state, latency = self.state, self.latency
        return (
            (state is CALM or (isinstance(state, Fading) and state.doubt.partial < CALM_PARTIAL))
            and self.silence is None
            and self.answered_well_s is not None
            and latency.slowness < SLOW_AT
            and latency.slow_since_s is None
        )

    def p_fail(self) -> float:
        """Give the share of readings that fail while nothing is wrong."""
        share = (FAILURES_BEFORE + self.failures) / (READINGS_BEFORE + self.readings)
        return min(P_FAIL_MOST, max(P_FAIL_LEAST, share))

    @property
    def trusted(self) -> bool:
        """Tell whether it ever answered well from this machine (rule 5)."""
        return self.answered_well_s is not None

    @property
    def doubt(self) -> Doubt | None:
        """What was counted since the suspicion began; None: nothing is suspected."""
        return self.state.doubt

    @property
    def bad_run(self) -> BadRun | None:
        """The failures since the last answer; None: it answered last."""
        run = self.state.run
        return run if type(run) is BadRun else None

    @property
    def good_run(self) -> GoodRun | None:
        """The answers since the last failure; None: it failed last, or nothing is suspected."""
        run = self.state.run
        return run if type(run) is GoodRun else None

    @property
    def failed(self) -> int:
        """How many readings failed since the suspicion began."""
        return self.state.doubt.failed if self.state.doubt is not None else 0

    @property
    def partial(self) -> float:
        """The weight of "two in five requests fail"."""
        return self.state.doubt.partial if self.state.doubt is not None else 0.0

    @property
    def failing(self) -> bool:
        """Tell whether it is part of a shown problem, and has to answer twice before that ends (rule 10)."""
        return type(self.state) in SHOWN

    @property
    def fails_in_part(self) -> bool:
        """Tell whether it is part of a shown problem, and too little of it fails to be out (rule 19)."""
        return isinstance(self.state, SHOWN) and self.state.doubt.share < OUTAGE_SHARE

    def recovered(self, together: int = 0) -> bool:
        """Tell whether a failing target has confirmed its recovery; `together` counts the answers of its service."""
        run, doubt = self.good_run, self.doubt
        return run is not None and doubt is not None and is_over(doubt, run, self.servers, together)

    # what was read

    def looked(self, start_s: float, outcome: Outcome) -> None:
        """Note that it was read, whatever that is worth; a reading begun earlier that took longer is not the newest."""
        self.steps.changed.add(self.component)
        if self.read_s is None or start_s >= self.read_s:
            self.read_s, self.outcome = start_s, outcome
        if self.unanswered:
            self.unanswered = tuple(each_s for each_s in self.unanswered if each_s != start_s)

    def hear_nothing(self, start_s: float) -> None:
        """Note that a reading under way has been silent for long."""
        self.steps.changed.add(self.component)
        self.unanswered += (start_s,)

    def await_nothing(self) -> None:
        """Note that no reading is under way any more."""
        self.steps.changed.add(self.component)
        self.unanswered = ()

    def answered(self, start_s: float, latency_ms: float | None, look: Look | None = None, address: str = "") -> None:
        """Take in a good answer that was begun at `start_s`."""
        self.steps.changed.add(self.component)
        if self.answered_well_s is None:
            self.answered_well_s = start_s
            self._happens(Over())
        self.last_ok_s = start_s if self.last_ok_s is None else max(self.last_ok_s, start_s)
        self.silence = None
        if latency_ms is not None:
            self.latency.add(start_s, latency_ms)
        if look is not None:
            self.look.usual(look)
        if self.state is CALM:
            self._learn(1, 0)
            return
        was = self.state
        self._happens(Answered(start_s, self.p_fail()))
        if self.state is CALM:
            self._learn(0, 1)
            return
        self.servers = met(self.servers, address, start_s, self.p_fail(), failed=False)
        if self.failing and was.doubt is not None and self._is_habit(was.doubt, start_s):
            self._learn(1, was.run.count if type(was.run) is BadRun else 0)

    def _learn(self, answers: int, failures: int) -> None:
        """Count what shows the usual share of failures."""
        self.readings, self.failures = self.readings + answers + failures, self.failures + failures
        if self.readings > MEMORY * 10:
            self.readings, self.failures = self.readings / 2.0, self.failures / 2.0

    def _is_habit(self, doubt: Doubt, start_s: float) -> bool:
        """Tell whether it has failed in part for so long that this is how it is."""
        return start_s - doubt.first_bad_s >= USUAL_S and doubt.share <= 0.5

    def failed_at(self, start_s: float, failure: FailureKind | None, detail: str, address: str = "") -> None:
        """Take in a failure that was begun at `start_s`. The caller knows that the line was fine."""
        answered_s = self.last_ok_s
        overtaken = answered_s is not None and start_s < answered_s
        run = self.good_run
        if overtaken and self.failing and (run is None or start_s < run.since_s):
            return  # it hung while the problem's end began
        if start_s <= self.explained_s:
            return  # it hung while the network failed
        untold_s, self.silence = self._untold_s(start_s), None
        self._happens(Failed(start_s, self.p_fail(), failure, detail, untold_s))
        self.servers = met(self.servers, address, start_s, self.p_fail(), failed=True)
        if overtaken and answered_s is not None:
            self._happens(Answered(answered_s, self.p_fail()))

    def silent(self, start_s: float, detail: str) -> None:
        """Take in an answer that does not tell."""
        untold_s = self.doubt.untold_s if self.doubt is not None else 0.0
        since_s, unbroken_s = start_s, start_s
        if self.silence is not None:
            since_s, unbroken_s = self.silence.since_s, self.silence.unbroken_s
        self.silence = Silence(untold_s or since_s, detail, unbroken_s)
        self._happens(Answered(start_s, self.p_fail()) if untold_s else Silent(self.p_fail()))

    def _untold_s(self, now_s: float) -> float:
        """Tell since when it has told nothing, where that is long; 0: it has, or never answered."""
        since_s = self.silence.since_s if self.silence is not None and self.trusted else now_s
        return since_s if now_s - since_s >= UNVERIFIABLE_S else 0.0

    # what was decided

    def line_was_bad(self) -> None:
        """Forget failures that are now known to be the line's, not the target's."""
        self.look.line_was_bad()
        self._happens(LineWasBad())

    def explained(self, until_s: float) -> None:
        """Begin anew after what failed until then: it was the user's network's, which is over (rule 17)."""
        self.explained_s = until_s
        self.servers = NONE
        self._happens(Explained(until_s, self.p_fail()))

    def shown(self, *, out: bool) -> None:
        """Note that it is part of a problem that is shown; `out`: as an outage."""
        self._happens(Shown(out))

    def taken_up(self, kept: FailingTarget) -> None:
        """Note that it was part of a problem that was shown before a restart."""
        self._happens(TakenUp(kept.first_bad_s, kept.run_since_s or None, kept.share))

    def problem_over(self, *, by_line: bool = False) -> None:
        """Note that the problem that it was part of is over; `by_line`: it was the line's, which teaches nothing."""
        if self.state.doubt is not None and not by_line and self.state.doubt.share <= 0.5:
            self._learn(0, 1)
        self._happens(Over())

    # what is kept

    def open_problem(self) -> FailingTarget | None:
        """Give what is to be kept of it as part of a shown problem; None: it is part of none."""
        state = self.state
        if isinstance(state, Calm | Suspect | Fading):
            return None
        run_since_s = state.run.since_s if isinstance(state.run, BadRun) else 0.0
        return FailingTarget(self.key, state.doubt.first_bad_s, run_since_s, round(state.doubt.share, 1))

    def learned(self, service: str) -> Trust:
        """Give what was learned, to be kept."""
        first, last = (None if each_s is None else moment(each_s) for each_s in (self.answered_well_s, self.last_ok_s))
        look, usual = msgspec.structs.replace(self.look) if self.look.alike else None, self.latency
        kept = Trust(service, self.key, first, last, self.readings, self.failures, samples=usual.samples, look=look)
        return msgspec.structs.replace(kept, mean_log_ms=usual.mean_log_ms, var_log_ms=usual.var_log_ms)

    def take_up(self, trust: Trust) -> None:
        """Go on with what was learned before."""
        self.steps.changed.add(self.component)
        self.steps.count += 1
        self.answered_well_s = trust.first_ok.timestamp() if trust.first_ok is not None else None
        self.last_ok_s = trust.last_ok.timestamp() if trust.last_ok is not None else None
        self.readings, self.failures = trust.readings, trust.failures
        mean = trust.mean_log_ms
        self.latency = Latency(trust.samples, mean, trust.var_log_ms, recent_log_ms=mean)
        if trust.look is not None:
            self.look = msgspec.structs.replace(trust.look)

    def _happens(self, event: TargetEvent) -> None:
        self.steps.changed.add(self.component)
        self.steps.count += 1
        self.state = after(self.state, event)
        if self.state is CALM:
            self.servers = NONE
