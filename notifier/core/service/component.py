"""What is known of one component of a watched service: its targets' evidence, its problem, and when it worked.

Only the methods here write it. Times in seconds of the epoch; None: never.
"""

from collections.abc import Iterable, Sequence

import msgspec

from notifier.core.model import Rule, State
from notifier.core.numbers import RECOVERY_GAP_S, STRETCHES_KEPT
from notifier.core.outside.elsewhere import Tries
from notifier.core.outside.numbers import WELL_S
from notifier.core.ports import ComponentProblem
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.states import Recovering

Span = tuple[float, float]


class Own(msgspec.Struct, frozen=True):
    """What a component's trusted targets show, as long as nothing of them changes.

    Log-odds as in `notifier.core.service.weighing`.
    """

    is_calm: bool = False
    """Nothing is suspected of any of them."""
    until_s: float = float("-inf")
    """When it gets too old."""
    weight: float = 0.0
    """Of the failures in a row, by its rule."""
    counted: float = 0.0
    """The same; 0 while there are not two readings, or all are of one moment (rule 1), or only some addresses fail."""
    partial: float = 0.0
    failing: tuple[TargetEvidence, ...] = ()
    newest_s: float = 0.0
    """When the newest failure began; 0 where nothing fails."""


class ComponentEvidence(msgspec.Struct):
    """A component with its targets' evidence, and the problem that is shown of it (None: none)."""

    id: str
    names: dict[str, str]
    rule: Rule
    targets: list[TargetEvidence]
    minor: bool = False
    """It weighs little: where it fails alone, the service is not down (rule 21)."""
    problem: State | None = None
    """`outage` or `possible` once confirmed; it lasts until the recovery is confirmed."""
    evidence: float = 0.0
    """Log-odds, all support included, at the last look."""
    ended_s: float | None = None
    """The first answer after the last problem."""
    bad_s: float = 0.0
    """The newest failure that was more than a burst: as an end is, it is confirmed by a second one 30 s later."""
    of_network_s: float = 0.0
    """The newest failure that the user's network explains (rule 17)."""
    own: Own = Own()
    """What its targets showed when it was asked for last."""
    answers: int | None = None
    """How many answers its service had in a row when its problem was seen to go on; None: something changed since."""
    stretches: tuple[Span, ...] = ()
    """When it answered well since then, up to each gap in which nobody looked: that is no failure of its …"""
    worked: tuple[Span, ...] = ()
    """… and the last time that this came to half an hour and more before it failed."""

    @property
    def in_question(self) -> bool:
        """Tell whether a problem of it is shown, or suspected."""
        return self.problem is not None or any(target.bad_run is not None for target in self.targets)

    def shows(self, own: Own) -> None:
        """Keep what its targets show now."""
        self.own, self.answers = own, None

    def goes_on(self, answers: int) -> None:
        """Note that its problem is not over, by what its targets show and so many answers."""
        self.answers = answers

    def tries(self) -> Tries:
        """Count the tries of its doubtful targets since their suspicion began."""
        doubts = [doubt for target in self.targets if (doubt := target.doubt) is not None]
        return Tries(sum(doubt.tries for doubt in doubts), sum(doubt.failed for doubt in doubts))

    def changed_s(self) -> float:
        """Tell when one of its targets was first seen to fail, or to recover; 0: nothing is in doubt."""
        began = [doubt.first_bad_s for target in self.targets if (doubt := target.doubt) is not None]
        states = [target.state for target in self.targets]
        recovers = [each.run.since_s for each in states if isinstance(each, Recovering) and each.doubt.share == 1.0]
        return max(began + recovers, default=0.0)

    def answers_again(self, at_s: float) -> bool:
        """Tell whether all that failed of it answered again at a time."""
        runs = [target.good_run for target in self.targets if target.failing and not target.fails_in_part]
        return bool(runs) and all(run is not None and run.since_s <= at_s for run in runs)

    def answered_s(self) -> float:
        """Tell when it answered last; 0: never, as far as that counts."""
        return max((target.last_ok_s or 0.0 for target in self.targets if target.trusted), default=0.0)

    def worked_for(self, from_s: float, looked_since_s: float) -> float:
        """Tell for how long it answered well at a stretch since then, in seconds: now, or the last time for long."""
        now = (*self.stretches, (max(self.bad_s, looked_since_s), self.answered_s()))
        return max(_together(now, from_s), _together(self.worked, from_s))

    def looks_away(self, looked_since_s: float) -> None:
        """Note that nobody looks from now on: that it worked until then counts still."""
        span = max(self.bad_s, looked_since_s), self.answered_s()
        if span[0] < span[1]:
            self.stretches = _kept((*self.stretches, span))

    def fails(self, target: TargetEvidence, start_s: float, looked_since_s: float) -> None:
        """Note a failure of a trusted target, where it is not one of a burst, nor one that others stand in for."""
        run = target.bad_run
        again = run is not None and start_s - run.since_s >= RECOVERY_GAP_S and self.rule is not Rule.ANY
        if run is not None and (again or self.problem is not None):
            spans = (*self.stretches, (max(self.bad_s, looked_since_s), run.since_s))
            if _together(spans, 0.0) >= WELL_S:
                self.worked = spans
            self.bad_s, self.stretches = start_s, ()

    def weighed(self, evidence: float) -> None:
        """Note what the evidence amounts to at this look."""
        self.evidence = evidence

    def begin(self, problem: State, failing: Sequence[TargetEvidence]) -> None:
        """Show a problem from now on: those that fail have to confirm its end."""
        self.problem = problem
        if problem is State.OUTAGE:
            self.of_network_s = 0.0  # it was not the network's
        for target in failing:
            target.shown(out=problem is State.OUTAGE)

    def lessen(self) -> None:
        """Show an outage as a possible problem, if too little of it fails by now (rule 19)."""
        failing = [target for target in self.targets if target.failing]
        if self.problem is State.OUTAGE and failing and all(target.fails_in_part for target in failing):
            self.problem = State.POSSIBLE

    def take_up(self, kept: ComponentProblem) -> None:
        """Show the problem that was shown before a restart."""
        self.problem, self.evidence = kept.state, kept.evidence
        by_key = {target.key: target for target in self.targets if target.trusted}
        for failing in kept.targets:
            if failing.target in by_key:
                by_key[failing.target].taken_up(failing)

    def inherit(self, before: "ComponentEvidence") -> None:
        """Go on with what is known of it in another form of its service; its targets have done so already."""
        if any(target.failing for target in self.targets):
            self.problem, self.evidence = before.problem, before.evidence
        self.bad_s, self.ended_s, self.of_network_s = before.bad_s, before.ended_s, before.of_network_s
        self.stretches, self.worked = before.stretches, before.worked

    def open_problem(self, problem: State) -> ComponentProblem:
        """Give the problem that is shown, to be kept."""
        failing = tuple(kept for target in self.targets if (kept := target.open_problem()) is not None)
        return ComponentProblem(self.id, problem, self.evidence, failing)

    def is_of_network(self, newest_s: float) -> None:
        """Note that what failed until then is the user's network; what was shown as an outage is possible (rule 17)."""
        self.of_network_s = max(self.of_network_s, newest_s)
        if self.problem is State.OUTAGE:
            self.problem = State.POSSIBLE

    def network_is_over(self) -> None:
        """Let what the user's network explained prove nothing from now on: what fails begins anew (rule 17)."""
        for target in self.targets:
            target.explained(self.of_network_s)
        self.of_network_s = 0.0

    def join(self) -> None:
        """Let targets that fail again and again be part of the problem that is shown."""
        for target in self.targets:
            run = target.bad_run
            if target.trusted and not target.failing and run is not None and run.count >= 2:
                target.shown(out=self.problem is State.OUTAGE)

    def end(self, *, by_line: bool = False) -> None:
        """Show no problem any more; `by_line`: it turned out to be the line's."""
        ends = [run.since_s for target in self.targets if target.failing and (run := target.good_run) is not None]
        one_is_enough = self.rule is Rule.ANY  # it works since the first of them answered, not since the last did
        self.ended_s = (min if one_is_enough else max)(ends, default=None)
        self.problem = None
        self.evidence = 0.0
        for target in self.targets:
            target.problem_over(by_line=by_line)


def _together(spans: Iterable[Span], from_s: float) -> float:
    """Add up how long they are since a time."""
    return sum(max(0.0, until_s - max(begin_s, from_s)) for begin_s, until_s in spans)


def _kept(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Give so many as are kept; more are joined, as if the second had followed upon the first at once."""
    if len(spans) <= STRETCHES_KEPT:
        return spans
    (from_s, until_s), (begin_s, end_s), *others = spans
    return ((from_s, until_s + end_s - begin_s), *others)
