"""The state machine of one target: whatever happens, only the steps of the table, and the evidence keeps its bounds."""

from math import log
from typing import Any, get_args

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from notifier.core.failure import FailureKind
from notifier.core.numbers import (
    P_FAIL_LEAST,
    P_FAIL_MOST,
    P_FAIL_OUT,
    PARTIAL_MOST,
    SHARE_READINGS,
)
from notifier.core.ports import FailingTarget
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.states import (
    CALM,
    Answered,
    BadRun,
    Calm,
    Explained,
    Fading,
    Failed,
    Failing,
    GoodRun,
    LineWasBad,
    Over,
    Recovering,
    Shown,
    Silent,
    Suspect,
    TakenUp,
    TargetEvent,
    TargetState,
)
from notifier.core.target.steps import STEPS, after
from tests.core.making import T

FULL = log(P_FAIL_OUT / P_FAIL_LEAST)
STATES: tuple[type[TargetState], ...] = get_args(TargetState)
EVENTS: tuple[type[TargetEvent], ...] = get_args(TargetEvent)
SEEN: set[tuple[type[TargetState], type[TargetEvent], type[TargetState]]] = set()


class Target(RuleBasedStateMachine):
    """A target to which everything happens that can, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.target = TargetEvidence("tcp://x:1", "web")
        self.now_s = T

    def happens(self, event: type[TargetEvent], how: Any, *arguments: Any, **named: Any) -> None:
        before, was_trusted = self.target.state, self.target.trusted
        how(*arguments, **named)
        now = self.target.state
        if event is Answered and not was_trusted:
            assert now is CALM, "nothing before the first answer counts"
            return
        step = STEPS.get((type(before), event))
        if step is None:
            assert now is before, f"{event.__name__} is not to change {type(before).__name__}"
            return
        assert type(now) in step[1]
        SEEN.add((type(before), event, type(now)))

    @rule(pause_s=st.floats(0, 90), latency_ms=st.sampled_from([None, 0.5, 50.0, 4000.0]))
    def answers(self, pause_s: float, latency_ms: float | None) -> None:
        self.now_s += pause_s
        self.happens(Answered, self.target.answered, self.now_s, latency_ms)
        assert self.target.bad_run is None
        assert self.target.last_ok_s == self.now_s
        assert self.target.silence is None

    @rule(pause_s=st.floats(0, 90), kind=st.sampled_from([FailureKind.RESET, FailureKind.BODY_MISMATCH]))
    def fails(self, pause_s: float, kind: FailureKind) -> None:
        self.now_s += pause_s
        self.happens(Failed, self.target.failed_at, self.now_s, kind, "reset")
        run, doubt = self.target.bad_run, self.target.doubt
        assert run is not None
        assert doubt is not None
        assert doubt.first_bad_s <= run.since_s <= self.now_s == doubt.last_bad_s

    @rule(pause_s=st.floats(0, 90))
    def does_not_tell(self, pause_s: float) -> None:
        self.now_s += pause_s
        untold = self.target.doubt is not None and self.target.doubt.untold_s
        self.happens(Answered if untold else Silent, self.target.silent, self.now_s, "a wall")
        assert self.target.silence is not None

    @rule()
    def line_turns_out_bad(self) -> None:
        self.happens(LineWasBad, self.target.line_was_bad)
        assert self.target.good_run is None

    @rule(ago_s=st.sampled_from([0.0, 5.0, 100.0]))
    def the_network_was_bad(self, ago_s: float) -> None:
        until_s, shown, doubt = self.now_s - ago_s, self.target.failing, self.target.doubt
        self.happens(Explained, self.target.explained, until_s)
        assert self.target.failing is shown, "what is shown has to end as ever"
        run, newest_s = self.target.bad_run, doubt.last_bad_s if doubt is not None else None
        assert (run is not None) <= (newest_s is not None and newest_s > until_s), "until then nothing is proven"
        assert run is None or (run.count, run.since_s) == (1, newest_s)
        self.now_s += 0.001  # whatever was begun until then is explained

    @precondition(lambda self: self.target.trusted)
    @rule(out=st.booleans())
    def is_shown(self, out: bool) -> None:
        self.happens(Shown, self.target.shown, out=out)
        doubt = self.target.doubt
        if out and self.target.bad_run is not None:
            assert doubt is not None
            assert doubt.share == 1.0
            assert doubt.first_bad_s == self.target.bad_run.since_s

    @precondition(lambda self: self.target.trusted)
    @rule(failed_last=st.booleans(), share=st.sampled_from([0.1, 0.5, 1.0]))
    def is_taken_up(self, failed_last: bool, share: float) -> None:
        run_since_s = T - 50 if failed_last else 0.0
        kept = FailingTarget(self.target.key, T - 100, run_since_s, share)
        was_calm = self.target.state is CALM
        self.happens(TakenUp, self.target.taken_up, kept)
        if was_calm:
            assert self.target.open_problem() == kept

    @precondition(lambda self: self.target.failing)
    @rule()
    def its_problem_is_over(self) -> None:
        self.happens(Over, self.target.problem_over)
        assert self.target.state is CALM

    @invariant()
    def evidence_keeps_its_bounds(self) -> None:
        made = self.target
        assert P_FAIL_LEAST <= made.p_fail() <= P_FAIL_MOST
        assert 0.0 <= made.partial <= PARTIAL_MOST
        assert made.bad_run is None or made.good_run is None
        doubt = made.doubt
        if doubt is None:
            assert (made.state, made.failed, made.failing) == (CALM, 0, False)
            return
        assert 1 <= doubt.failed <= doubt.tries
        assert 0.0 < doubt.share <= 1.0
        assert 1.0 <= doubt.recent <= SHARE_READINGS
        assert doubt.last_bad_s is None or doubt.first_bad_s <= doubt.last_bad_s
        if made.bad_run is not None:
            assert 1 <= made.bad_run.count <= doubt.failed
            assert 0.0 <= made.bad_run.weight <= made.bad_run.count * FULL + 1e-6
            assert P_FAIL_LEAST <= made.bad_run.expected <= P_FAIL_OUT
            assert not made.recovered()
        if made.good_run is not None:
            assert made.good_run.since_s <= made.good_run.last_s

    @invariant()
    def a_state_has_the_run_that_it_says(self) -> None:
        state = self.target.state
        if isinstance(state, Suspect):
            assert isinstance(state.run, BadRun)
        elif isinstance(state, Fading | Recovering):
            assert isinstance(state.run, GoodRun)
        elif isinstance(state, Failing):
            assert not isinstance(state.run, GoodRun)


TestTarget = Target.TestCase


def test_the_table_names_states_and_events_that_there_are() -> None:
    assert {state for state, _ in STEPS} == set(STATES)
    assert {event for _, event in STEPS} == set(EVENTS)
    assert {to for _, states in STEPS.values() for to in states} == set(STATES)


def test_every_state_leads_back_to_calm_and_none_that_is_shown_without_its_end() -> None:
    for (state, event), (_, states) in STEPS.items():
        if Calm in states and state in (Failing, Recovering):
            assert event is Over
    assert all(Calm in STEPS[state, Over][1] for state in STATES if state is not Calm)


def test_what_is_not_in_the_table_changes_nothing() -> None:
    assert after(CALM, Over()) is CALM
    assert after(CALM, Answered(T, 0.01)) is CALM


def test_what_answers_when_it_is_shown_is_recovering() -> None:
    target = TargetEvidence("t", "web", answered_well_s=1.0)
    target.failed_at(10.0, FailureKind.RESET, "")
    target.answered(20.0, 80.0)
    target.shown(out=False)
    assert isinstance(target.state, Recovering)
    assert target.state.run.since_s == 20.0
