"""Silence of readings under way: when it says something, what it is worth, and that it is taken back."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Rule
from notifier.core.numbers import FEWEST_SAMPLES, HOST_GAP_S, OUTAGE_AT, SILENT_LEAST_S
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.target.latency import Latency
from notifier.core.target.silence import NEVER, failed_last_s, newest_s, patience_s, run_of
from notifier.core.target.states import Fading
from tests.core.making import T, answer, fail, service, track
from tests.core.service.test_weighing import weigh


def learned(latency_ms: float, spread: float = 1.0) -> Latency:
    latency = Latency()
    for number in range(200):
        latency.add(T, latency_ms * (spread if number % 2 else 1 / spread))
    return latency


def test_nothing_is_said_of_a_target_whose_usual_latency_is_not_known() -> None:
    latency = Latency()
    for _ in range(int(FEWEST_SAMPLES) - 1):
        assert patience_s(latency) == NEVER
        latency.add(T, 80.0)
    assert patience_s(latency) == NEVER
    latency.add(T, 80.0)
    assert patience_s(latency) == SILENT_LEAST_S


@given(st.floats(1.0, 9000.0), st.floats(1.0, 4.0))
def test_it_takes_three_seconds_at_least_and_several_times_the_usual(usual_ms: float, spread: float) -> None:
    patience = patience_s(learned(usual_ms, spread))
    assert patience >= max(SILENT_LEAST_S, 4 * usual_ms / 1000.0)
    assert patience >= patience_s(learned(usual_ms)) - 1e-6


def test_a_slow_target_is_waited_for_longer() -> None:
    assert patience_s(learned(2000.0)) == pytest.approx(8.1, abs=0.1)
    assert patience_s(learned(5000.0)) > 10.0, "longer than a reading takes: its silence never says anything"


def silent(kept: ServiceEvidence, *seconds: float) -> ServiceEvidence:
    for target in kept.targets.values():
        for each in seconds:
            target.hear_nothing(T + each)
    return kept


def test_it_never_counts_without_a_failure_that_has_come_back() -> None:
    kept = silent(track(), 0, 5, 12, 20)
    (target,) = kept.targets.values()
    assert (run_of(target), newest_s(target), weigh(kept, seconds=23).total) == (None, 0.0, 0.0)


def test_three_failures_and_a_silence_prove_a_lone_targets_outage() -> None:
    kept = track()
    (target,) = kept.targets.values()
    for seconds in (0, 5, 12):
        fail(target, seconds)
    assert weigh(kept, seconds=23).total < OUTAGE_AT
    silent(kept, 20)
    weighed = weigh(kept, seconds=23)
    assert weighed.total >= OUTAGE_AT
    assert (weighed.newest_s, failed_last_s(target)) == (T + 20, T + 12), "the line is to vouch for the silence, too"


def test_a_silence_weighs_less_than_a_failure() -> None:
    kept = track()
    (target,) = kept.targets.values()
    fail(target, 0)
    silent(kept, 5, 12, 20)
    run = run_of(target)
    assert run is not None
    assert target.bad_run is not None
    assert run.count == 4
    assert run.weight < 4 * target.bad_run.weight


def test_it_is_taken_back_by_whatever_comes_back() -> None:
    kept = track()
    (target,) = kept.targets.values()
    fail(target, 0)
    silent(kept, 5)
    assert weigh(kept, seconds=8).total > weigh(track(), seconds=8).total
    answer(target, 5)
    assert (target.unanswered, run_of(target)) == ((), None)
    fail(target, 20)
    silent(kept, 25, 32)
    fail(target, 25)
    assert target.unanswered == (T + 32,)


def test_what_began_before_the_failures_counts_no_more() -> None:
    kept = track()
    (target,) = kept.targets.values()
    silent(kept, 0)
    answer(target, 5)
    fail(target, 12)
    run = run_of(target)
    assert run is not None
    assert run.count == 1, "something answered since"


def test_no_silence_outlives_a_gap_in_what_is_watched() -> None:
    kept = silent(track(), 0)
    other = track()
    other.inherit(kept, same_page=True)
    assert all(target.unanswered == () for target in other.targets.values())
    silent(kept, 5)
    kept.look_anew(T + 60)
    assert all(target.unanswered == () for target in kept.targets.values())


def test_silences_of_one_moment_are_one_proof() -> None:
    kept = track(service(("web", Rule.ALL, 1)))
    (target,) = kept.targets.values()
    fail(target, 0)
    silent(kept, 0.5)
    near = weigh(kept, seconds=4)
    assert near.total == 0.0, "rule 1: two moments at least"


@pytest.mark.parametrize("order", list(permutations([0.0, 5.0, 12.0, 20.0])))
def test_failures_count_the_same_in_whatever_order_they_come_back(order: tuple[float, ...]) -> None:
    kept = track()
    (target,) = kept.targets.values()
    for seconds in order:
        fail(target, seconds)
    doubt, run = target.doubt, target.bad_run
    assert doubt is not None
    assert run is not None
    assert (doubt.first_bad_s, run.since_s, doubt.last_bad_s, run.count) == (T, T, T + 20, 4)
    assert target.read_s == T + 20
    assert weigh(kept, seconds=30).total >= OUTAGE_AT


def test_a_failure_that_hung_does_not_undo_what_answered_after_it() -> None:
    kept = track()
    (target,) = kept.targets.values()
    answer(target, 5)
    fail(target, 0)
    assert isinstance(target.state, Fading)
    assert (target.failed, target.bad_run) == (1, None)
    fail(target, 12)
    answer(target, 8)
    assert isinstance(target.state, Fading), "an answer that comes late is one that came"
    assert target.good_run is not None
    assert target.good_run.since_s == T + 12, "but nothing worked before the failure that had overtaken it"
    fail(target, 20)
    assert target.bad_run is not None


def test_a_failure_that_hung_among_answers_counts_while_a_problem_is_shown() -> None:
    (target,) = track().targets.values()
    fail(target, 0)
    target.shown(out=False)
    answer(target, 30)
    answer(target, 60)
    failed = target.failed
    fail(target, 45)
    assert target.failed == failed + 1
    assert target.good_run is not None
    assert target.good_run.count == 1, "it answered after that, and before it no more than others do"


def test_a_failure_that_hung_does_not_hold_up_the_end_of_a_problem() -> None:
    kept = track()
    (target,) = kept.targets.values()
    fail(target, 0)
    target.shown(out=True)
    answer(target, 35)
    fail(target, 30)
    answer(target, 65)
    assert target.recovered()


@given(st.lists(st.tuples(st.floats(0, 300), st.sampled_from(["fails", "answers", "is silent"])), max_size=30))
def test_whatever_comes_in_whatever_order_the_bounds_hold(story: list[tuple[float, str]]) -> None:
    kept = track()
    (target,) = kept.targets.values()
    for seconds, what in story:
        if what == "is silent":
            silent(kept, seconds)
        else:
            (fail if what == "fails" else answer)(target, seconds)
        doubt, bad, good, run = target.doubt, target.bad_run, target.good_run, run_of(target)
        assert (run is None) == (bad is None)
        if doubt is not None and doubt.last_bad_s is not None:
            assert doubt.first_bad_s <= doubt.last_bad_s <= newest_s(target)
        if bad is not None and run is not None and doubt is not None:
            assert doubt.first_bad_s <= bad.since_s
            assert (bad.count, bad.weight) <= (run.count, run.weight)
        if good is not None:
            assert good.since_s <= good.last_s
        weighed = weigh(kept, seconds=300)
        if weighed.total:
            assert weighed.newest_s - (run.since_s if run is not None else 0.0) >= 0.9 * HOST_GAP_S
