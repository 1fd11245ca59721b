"""One target's evidence: trust, weight, latency, recovery."""

import random
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.evidence import (
    P_FAIL_LEAST,
    P_FAIL_MOST,
    P_FAIL_OUT,
    TargetTrack,
    drop_doubt,
    end_problem,
    usual_latency_ms,
    weigh_answer,
    weigh_failure,
    weigh_unverifiable,
)
from notifier.core.failure import FailureKind
from tests.core.making import T, answer, fail

FULL = log(P_FAIL_OUT / P_FAIL_LEAST)


def target() -> TargetTrack:
    made = TargetTrack("tcp://x:1", "web")
    answer(made, -1000)
    return made


def test_failures_before_the_first_answer_are_forgotten_with_it() -> None:
    new = TargetTrack("tcp://x:1", "web")
    fail(new, 0)
    fail(new, 60)
    assert new.bad_run == 2
    answer(new, 120)
    assert new.answered_well_s == T + 120
    assert (new.bad_run, new.failed, new.weight, new.partial) == (0, 0, 0.0, 0.0)


def test_a_failure_adds_its_weight_and_an_answer_takes_all_away() -> None:
    made = target()
    fail(made, 0)
    assert made.weight == pytest.approx(FULL, rel=0.01)
    fail(made, 5)
    assert made.weight == pytest.approx(2 * FULL, rel=0.02)
    assert (made.first_bad_s, made.run_since_s, made.last_bad_s) == (T, T, T + 5)
    answer(made, 10)
    assert made.weight == 0.0
    assert made.bad_run == 0


@pytest.mark.parametrize(("apart_s", "share"), [(0.0, 0.0), (1.0, 0.2), (2.5, 0.5), (5.0, 1.0), (60.0, 1.0)])
def test_failures_of_one_moment_are_not_two_proofs(apart_s: float, share: float) -> None:
    made = target()
    fail(made, 0)
    first = made.weight
    fail(made, apart_s)
    assert made.weight - first == pytest.approx(share * first, rel=0.02, abs=1e-9)


def test_one_failure_among_many_answers_leaves_no_doubt_and_is_learned() -> None:
    made = target()
    fail(made, 0)
    assert not made.calm()
    for number in range(20):
        answer(made, 60 * (number + 1))
    assert made.calm()
    assert made.failures == 1
    assert made.p_fail() > P_FAIL_LEAST


def test_two_of_five_requests_failing_adds_up() -> None:
    made = target()
    for number in range(40):
        (fail if number % 5 < 2 else answer)(made, 30 * number)
    assert made.partial > 30.0


def test_trust_is_halved_so_that_it_can_change() -> None:
    made = target()
    for number in range(4000):
        answer(made, number)
    assert made.readings <= 3000


def test_unverifiable_is_never_failed() -> None:
    made = target()
    fail(made, 0)
    weigh_unverifiable(made, T + 5)
    weigh_unverifiable(made, T + 65)
    assert (made.bad_run, made.weight, made.partial) == (0, 0.0, 0.0)
    assert made.unverifiable_since_s == T + 5
    made.failing = True
    fail(made, 100)
    weigh_unverifiable(made, T + 110)
    assert made.bad_run == 1, "what is shown as failing has to answer before that ends"
    answer(made, 120)
    assert made.unverifiable_since_s == 0.0


def test_a_doubt_that_was_the_lines_is_dropped_but_not_a_shown_problem() -> None:
    made = target()
    fail(made, 0)
    drop_doubt(made)
    assert (made.bad_run, made.weight) == (0, 0.0)
    fail(made, 5)
    fail(made, 10)
    made.failing = True
    answer(made, 40)
    drop_doubt(made)
    assert made.failing
    assert (made.good_run, made.first_good_s) == (0, 0.0)


def test_recovery_takes_two_answers_thirty_seconds_apart() -> None:
    made = target()
    fail(made, 0)
    made.failing = True
    answer(made, 30)
    assert not made.recovered()
    answer(made, 59)
    assert not made.recovered()
    answer(made, 60)
    assert made.recovered()
    assert made.first_good_s == T + 30
    end_problem(made)
    assert made.calm()


def test_a_failing_target_that_was_restored_counts_its_first_answer() -> None:
    made = target()
    made.failing = True
    answer(made, 0)
    assert made.first_good_s == T
    answer(made, 30)
    assert made.recovered()


def test_a_partial_outage_needs_a_steady_run() -> None:
    made = target()
    fail(made, 0)
    made.failing = made.mixed = True
    for number in range(7):
        answer(made, 30 + 30 * number)
    assert not made.recovered()
    answer(made, 240)
    assert made.recovered()


def test_an_outage_that_comes_back_needs_a_longer_run() -> None:
    made = target()
    fail(made, 0)
    made.failing = True
    for number in range(2):
        answer(made, 100 * number + 30)
        fail(made, 100 * number + 60)
    assert made.relapses == 2
    for number in range(3):
        answer(made, 300 + 30 * number)
    assert not made.recovered()
    answer(made, 390)
    assert made.recovered()


def learned(median_ms: float = 80.0, deviation: float = 0.5, count: int = 100, seed: int = 1) -> TargetTrack:
    luck = random.Random(seed)
    made = TargetTrack("tcp://x:1", "web")
    for number in range(count):
        answer(made, 60 * number, median_ms * exp(deviation * luck.gauss(0, 1)))
    return made


def test_the_usual_latency_is_learned() -> None:
    few = learned(count=29)
    assert usual_latency_ms(few) is None
    usual = usual_latency_ms(learned(count=300))
    assert usual is not None
    assert 70 < usual < 91


@pytest.mark.parametrize("factor", [5.0, 10.0])
@pytest.mark.parametrize("median_ms", [20.0, 900.0])
def test_slow_is_relative_to_what_is_usual(median_ms: float, factor: float) -> None:
    made = learned(median_ms)
    luck = random.Random(2)
    for number in range(100, 140):
        answer(made, 60 * number, factor * median_ms * exp(0.5 * luck.gauss(0, 1)))
    assert made.is_slow()
    assert T + 6000 <= made.slow_since_s <= T + 60 * 125
    assert not made.calm()
    for number in range(140, 160):
        answer(made, 60 * number, median_ms)
    assert not made.is_slow()


def test_a_steady_target_is_not_called_slow() -> None:
    for seed in range(60):
        assert learned(90.0, 0.88, 400, seed).slow_since_s == 0.0


def test_a_few_very_late_answers_long_ago_are_not_slow_now() -> None:
    """The sum may reach its threshold by one late answer among quick ones: slow is what is slow lately."""
    made = learned(80.0, 0.1)
    made.slowness, made.recent_log_ms = 25.0, made.mean_log_ms
    answer(made, 6000, 100.0)
    assert not made.is_slow()


def test_an_answer_faster_than_the_clock_is_counted() -> None:
    made = target()
    answer(made, 0, 0.0)
    answer(made, 1, None)
    assert made.readings == 3


STEPS = st.lists(st.tuples(st.sampled_from(["ok", "failed", "wall", "line", "shown"]), st.floats(0, 90)), max_size=60)


@given(STEPS)
def test_whatever_is_read_the_evidence_keeps_its_bounds(steps: list[tuple[str, float]]) -> None:
    made = TargetTrack("tcp://x:1", "web")
    now_s = T
    for step, pause_s in steps:
        now_s += pause_s
        match step:
            case "ok":
                weigh_answer(made, now_s, 50.0)
                assert made.weight == 0.0
            case "failed":
                weigh_failure(made, now_s, FailureKind.RESET, "")
                assert made.run_since_s <= made.last_bad_s == now_s
                assert made.first_bad_s <= made.run_since_s
            case "wall":
                weight = made.weight
                weigh_unverifiable(made, now_s)
                assert made.weight <= weight
            case "line":
                drop_doubt(made)
            case _:
                made.failing = bool(made.bad_run)
        assert P_FAIL_LEAST <= made.p_fail() <= P_FAIL_MOST
        assert 0.0 <= made.weight <= made.bad_run * FULL + 1e-6
        assert 0.0 <= made.partial <= 40.0
        assert 0 <= made.failed <= made.tries or made.tries == 0
        assert made.good_run == 0 or made.bad_run == 0
