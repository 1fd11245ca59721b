"""One target's evidence: trust, weight, recovery, what is kept of it."""

import copy
import random
from math import log

import pytest

from notifier.core.failure import FailureKind
from notifier.core.numbers import HOST_GAP_S, OUTAGE_AT, P_FAIL_LEAST, P_FAIL_OUT
from notifier.core.ports import FailingTarget, Trust
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.states import CALM, BadRun, Doubt
from tests.core.making import T, answer, at, fail, wall

FULL = log(P_FAIL_OUT / P_FAIL_LEAST)


def target() -> TargetEvidence:
    made = TargetEvidence("tcp://x:1", "web")
    answer(made, -1000)
    return made


def run_of(made: TargetEvidence) -> BadRun:
    run = made.bad_run
    assert run is not None
    return run


def doubt_of(made: TargetEvidence) -> Doubt:
    doubt = made.doubt
    assert doubt is not None
    return doubt


def shown(*seconds: float) -> TargetEvidence:
    """A target that fails as part of a shown problem."""
    made = target()
    for each in seconds or (0.0,):
        fail(made, each)
    made.shown(out=True)
    return made


def mixed(share: float, count: int) -> TargetEvidence:
    """A target of which such a share fails, evenly, as part of a shown problem; so many readings, every 15 s."""
    made = shown(0.0)
    for number in range(1, count):
        (fail if int(number * share) < int((number + 1) * share) else answer)(made, 15.0 * number)
    return made


def answers_until_over(made: TargetEvidence, seconds: float) -> int:
    count = 0
    while not made.recovered():
        answer(made, seconds + 15.0 * count)
        count += 1
    return count


def test_failures_before_the_first_answer_are_forgotten_with_it() -> None:
    new = TargetEvidence("tcp://x:1", "web")
    fail(new, 0)
    fail(new, 60)
    assert (new.trusted, run_of(new).count) == (False, 2)
    answer(new, 120)
    assert (new.answered_well_s, new.state) == (T + 120, CALM)


def test_a_failure_adds_its_weight_and_an_answer_takes_all_away() -> None:
    made = target()
    fail(made, 0)
    assert run_of(made).weight == pytest.approx(FULL, rel=0.01)
    fail(made, 5)
    assert run_of(made).weight == pytest.approx(2 * FULL, rel=0.02)
    doubt = doubt_of(made)
    assert (doubt.first_bad_s, run_of(made).since_s, doubt.last_bad_s) == (T, T, T + 5)
    answer(made, 10)
    assert made.bad_run is None
    fail(made, 30)
    assert 0.7 * FULL < run_of(made).weight < 0.9 * FULL, "two of three failed: it fails in part, perhaps"
    assert (doubt_of(made).first_bad_s, run_of(made).since_s) == (T, T + 30)


@pytest.mark.parametrize(("apart_s", "share"), [(0.0, 0.0), (1.0, 0.2), (2.5, 0.5), (5.0, 1.0), (60.0, 1.0)])
def test_failures_of_one_moment_are_not_two_proofs(apart_s: float, share: float) -> None:
    made = target()
    fail(made, 0)
    first = run_of(made).weight
    fail(made, apart_s)
    assert run_of(made).weight - first == pytest.approx(share * first, rel=0.02, abs=1e-9)


def test_one_failure_among_many_answers_leaves_no_doubt_and_is_learned() -> None:
    made = target()
    fail(made, 0)
    assert not made.needs_nothing()
    answer(made, 60)
    assert made.good_run is not None
    assert made.needs_nothing(), "what is left of one failure asks for no attention"
    for number in range(20):
        answer(made, 60 * (number + 2))
    assert made.state is CALM
    assert made.failures == 1
    assert made.p_fail() > P_FAIL_LEAST


def test_two_of_five_requests_failing_adds_up() -> None:
    made = target()
    for number in range(40):
        (fail if number % 5 < 2 else answer)(made, 30 * number)
    assert made.partial > OUTAGE_AT


def test_trust_is_halved_so_that_it_can_change() -> None:
    made = target()
    for number in range(4000):
        answer(made, number)
    assert made.readings <= 3000


def test_an_answer_that_does_not_tell_ends_no_run_of_failures_and_many_do() -> None:
    made = target()
    for number in range(4):
        fail(made, 10.0 * number)
        wall(made, 10.0 * number + 5)
    assert run_of(made).count == 4
    assert made.failed == 4
    walls = 0
    while made.state is not CALM:
        wall(made, 40.0 + 10.0 * (walls := walls + 1))
    assert walls < 36, "in six minutes what failed before the wall came up is outweighed"


def test_an_answer_that_does_not_tell_weighs_against_what_seems_over() -> None:
    made = target()
    fail(made, 0)
    fail(made, 10)
    answer(made, 20)
    before, good = made.partial, made.good_run
    wall(made, 25)
    assert 0.0 < made.partial < before
    assert made.good_run == good is not None
    while made.state is not CALM:
        wall(made, 35)


def test_what_chance_fails_among_answers_that_do_not_tell_adds_up_to_nothing() -> None:
    """A page that says sorry for hours, on a line that loses one request in twenty."""
    made = target()
    for number in range(1000):
        (wall if number % 20 else fail)(made, 15.0 * number)
        assert not isinstance(made.state.run, BadRun) or made.state.run.weight < OUTAGE_AT / 2
        assert made.partial < OUTAGE_AT / 2


def test_wrong_content_may_have_been_the_walls_own() -> None:
    made = target()
    made.failed_at(T, FailureKind.BODY_MISMATCH, "lacks")
    wall(made, 5)
    assert made.state is CALM


def test_what_told_nothing_for_long_before_it_failed_is_as_it_was_with_such_answers() -> None:
    """A page that says sorry for days, on a line that drops everything for a minute now and then."""
    made = target()
    for number in range(20):
        wall(made, 60.0 * number)
    for number in range(8):
        fail(made, 1200.0 + 5.0 * number)
    wall(made, 1245)
    assert made.bad_run is None
    assert made.silence is not None
    assert made.silence.since_s == T, "it tells nothing since then"
    for number in range(100):
        wall(made, 1250.0 + 5.0 * number)
    assert made.state is CALM
    fail(made, 1750)
    wall(made, 1755)
    assert made.good_run is not None, "so it is when it fails again soon"
    fail(made, 1760)
    made.shown(out=True)
    wall(made, 1770)
    assert not made.recovered(), "what is shown has to end as ever"
    assert made.silence.since_s == T
    wall(made, 1800)
    assert made.recovered()


def test_unverifiable_is_never_failed() -> None:
    made = target()
    wall(made, 5)
    wall(made, 65)
    assert made.state is CALM
    assert made.silence is not None
    assert (made.silence.since_s, made.silence.detail) == (T + 5, "a wall")
    assert not made.needs_nothing()
    fail(made, 100)
    made.shown(out=False)
    wall(made, 110)
    assert run_of(made).count == 1, "what is shown as failing has to answer before that ends"
    answer(made, 120)
    assert made.silence is None


def test_a_doubt_that_was_the_lines_is_dropped_but_not_a_shown_problem() -> None:
    made = target()
    fail(made, 0)
    made.line_was_bad()
    assert made.state is CALM
    made = shown(5)
    answer(made, 40)
    made.line_was_bad()
    assert made.failing
    assert (made.good_run, made.bad_run) == (None, None)


@pytest.mark.parametrize("spells", [1, 3])
def test_what_answered_before_the_line_broke_does_not_make_the_end_later(spells: int) -> None:
    made = target()
    made.taken_up(FailingTarget(made.key, T, T, 1.0))
    for number in range(spells):
        answer(made, 100.0 * number)
        made.line_was_bad()
    assert answers_until_over(made, 1000.0) == 3  # every 15 s


def test_recovery_takes_two_answers_thirty_seconds_apart() -> None:
    made = shown()
    assert not made.recovered()
    answer(made, 30)
    assert not made.recovered()
    answer(made, 59)
    assert not made.recovered()
    answer(made, 60)
    assert made.recovered()
    assert made.good_run is not None
    assert made.good_run.since_s == T + 30
    made.problem_over()
    assert made.needs_nothing()


@pytest.mark.parametrize(("share", "least", "most"), [(0.95, 3, 3), (0.7, 5, 7), (0.5, 9, 12), (0.3, 17, 22)])
def test_what_fails_in_part_is_over_after_answers_that_chance_gives_once_in_a_thousand(
    share: float, least: int, most: int
) -> None:
    assert least <= answers_until_over(mixed(share, 100), 1500.0) <= most


def test_the_answers_of_all_that_fail_count_together() -> None:
    made = mixed(0.5, 100)
    answer(made, 1500)
    assert not made.recovered(together=20), "each answers twice, 30 s apart"
    answer(made, 1530)
    assert not made.recovered(together=4)
    assert made.recovered(together=12)


def test_too_little_that_fails_is_no_outage() -> None:
    assert not shown(0, 5, 15, 30).fails_in_part
    assert not mixed(0.8, 100).fails_in_part
    assert mixed(0.5, 100).fails_in_part
    assert not target().fails_in_part


def failures_until_out(made: TargetEvidence, seconds: float) -> int:
    count = 0
    while made.bad_run is None or made.bad_run.weight < OUTAGE_AT:
        fail(made, seconds + 15.0 * count)
        count += 1
    return count


@pytest.mark.parametrize(("share", "least", "most"), [(0.1, 6, 8), (0.25, 7, 11), (0.5, 11, 14)])
def test_what_fails_in_part_is_out_after_a_longer_run_of_failures(share: float, least: int, most: int) -> None:
    made = mixed(share, 200)
    answer(made, 2990)
    assert least <= failures_until_out(made, 3000.0) <= most
    assert failures_until_out(target(), 0.0) == 4


def test_one_failure_among_answers_makes_the_next_run_no_longer() -> None:
    made = target()
    fail(made, 0)
    for number in range(3):
        answer(made, 60.0 * (number + 1))
    assert failures_until_out(made, 240.0) == 4


def test_what_has_failed_in_part_for_long_is_how_it_is() -> None:
    made = mixed(0.25, 1000)
    assert made.p_fail() > 0.15
    for number in range(1000):
        if not made.failing:
            break
        (answer if number % 4 else fail)(made, 15_000.0 + 15 * number)
        if made.recovered():
            made.problem_over()
    assert made.state is CALM, "it fails no more than it usually does"
    assert failures_until_out(made, 40_000.0) >= 10
    short = mixed(0.25, 100)
    assert short.failures == 0, "what fails in part for a while is no habit"
    out = shown(*range(0, 7200, 30))
    answer(out, 7230)
    assert out.failures == 0, "nor is an outage"


@pytest.mark.parametrize("last", ["failed", "answered"])
def test_what_is_kept_of_an_open_problem_is_what_it_goes_on_with(last: str) -> None:
    made = shown()
    assert target().open_problem() is None
    answer(made, 30)
    fail(made, 60)
    if last == "answered":
        answer(made, 90)
    kept = made.open_problem()
    assert kept is not None
    assert (kept.share, kept.first_bad_s) == (0.7, T)
    again = target()
    again.taken_up(kept)
    assert again.open_problem() == kept
    fail(again, 300)
    assert doubt_of(again).first_bad_s == T
    assert run_of(again).since_s == (T + 60 if last == "failed" else T + 300)


def test_what_was_learned_is_what_it_goes_on_with() -> None:
    made = target()
    for number in range(100):
        answer(made, number * HOST_GAP_S)
    kept = made.learned("acme")
    assert (kept.service, kept.target, kept.first_ok) == ("acme", "tcp://x:1", at(-1000))
    again = TargetEvidence("tcp://x:1", "web")
    again.take_up(kept)
    assert again.learned("acme") == kept
    assert again.latency.usual_ms() == pytest.approx(80.0)
    again.take_up(Trust("acme", "tcp://x:1"))
    assert (again.trusted, again.last_ok_s, again.learned("acme").first_ok) == (False, None, None)


def test_what_always_fails_in_part_is_back_though_it_fails_between() -> None:
    made = shown(0.0, 15.0, 30.0, 45.0, 60.0)
    made.readings, made.failures = 300.0, 100.0
    for seconds in (90.0, 120.0):
        answer(made, seconds)
    fail(made, 125.0)
    answer(made, 140.0)
    assert made.recovered()
    steady = shown(0.0, 15.0, 30.0, 45.0, 60.0)
    answer(steady, 90.0)
    fail(steady, 100.0)
    answer(steady, 140.0)
    assert not steady.recovered(), "what hardly ever fails answers twice in a row"


@pytest.mark.parametrize("share", [0.1, 0.25])
def test_what_always_fails_in_part_is_known_for_its_share(share: float) -> None:
    """What is read so often because it failed counts for no more than what is read in turn."""
    luck, made, seconds = random.Random(f"flaky {share}"), target(), 0.0
    for _ in range(6000):
        (fail if luck.random() < share else answer)(made, seconds)
        if made.partial > OUTAGE_AT:  # it is shown, and is over some time later
            made.shown(out=False)
            made.problem_over()
        seconds += 30.0 if made.state is CALM else HOST_GAP_S
    assert made.failures / made.readings == pytest.approx(share, rel=0.15)


def test_a_suspicion_that_comes_to_nothing_teaches_one_failure() -> None:
    made = target()
    for number in range(4):
        fail(made, 10.0 * number)
    readings = made.readings
    number = 0
    while made.state is not CALM:
        answer(made, 60.0 + 15.0 * (number := number + 1))
    assert (made.failures, made.readings) == (1.0, readings + 1)


def test_what_failed_in_part_for_a_while_teaches_one_failure_and_an_outage_nothing() -> None:
    made = target()
    for number in range(40):
        (fail if number % 4 == 0 else answer)(made, 30.0 * number)
    made.shown(out=False)
    failed, readings = made.failed, made.readings
    assert failed == 10
    of_line = copy.deepcopy(made)
    of_line.problem_over(by_line=True)
    assert of_line.failures == 0
    made.problem_over()
    assert made.failures == 1
    assert made.readings == readings + 1
    out = shown(0, 5, 10, 15, 45, 75)
    readings = out.readings
    out.problem_over()
    assert (out.failures, out.readings) == (0, readings)
