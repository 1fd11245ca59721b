"""What is judged by another limit than the design's, and what is not."""

import pytest

from notifier.core.line.numbers import LOSSY_AFTER_S
from notifier.simulation.connection import Connection
from notifier.simulation.connection_file import Bursts
from notifier.simulation.scenario import parse
from tests.simulation.limits import FOUND_LATE_S, OVER_LATE_S, Limits, bad_from_s, readings_until
from tests.simulation.playing import ACME, CATALOGUE, head
from tests.simulation.worlds import table

FLAKY = table("service", id="flaky", name="Flaky", failure_rate=0.25) + table(
    "service.target", component="web", kind="http", target="https://flaky.example/"
)
NOISE = table("bursts", length_s=10.0, share=0.08, loss=0.6)


def limits(*tables: str) -> Limits:
    file = parse("".join([head(86_400.0), ACME, *tables]), "test", CATALOGUE.get).file
    return Limits(file, Connection(file))


@pytest.mark.parametrize("share", [0.8, 1.0])
def test_on_an_ordinary_line_an_outage_is_found_by_the_designs_limit(share: float) -> None:
    made = limits()
    assert made.found_s("acme", 1000.0, share) == FOUND_LATE_S
    assert made.over_s("acme", 1000.0, share) == pytest.approx(OVER_LATE_S, abs=1.0)


def test_what_always_fails_in_part_and_what_few_requests_fail_of_takes_longer() -> None:
    made = limits(FLAKY)
    assert 190.0 < made.found_s("flaky", 1000.0, 1.0) < 300.0, "as is promised of it"
    assert made.over_s("flaky", 3000.0) > 1800.0
    assert made.over_s("flaky", 4000.0) == made.over_s("acme", 3000.0) == pytest.approx(OVER_LATE_S, abs=1.0)
    assert made.found_s("acme", 1000.0, 1.0) == FOUND_LATE_S
    assert made.found_s("acme", 1000.0, 0.3) > FOUND_LATE_S
    assert limits(NOISE).found_s("acme", 1000.0, 0.3) > made.found_s("acme", 1000.0, 0.3)


def test_the_bad_times_of_the_line_are_not_counted() -> None:
    bad = table("bursts", length_s=600.0, gap_s=1.0, loss=0.9)
    assert limits(bad).over_s("acme", 40_000.0) > 1.9 * OVER_LATE_S
    assert limits(table("bursts", length_s=600.0, gap_s=1.0, loss=0.2)).over_s("acme", 40_000.0) < 1.05 * OVER_LATE_S


def test_the_line_may_be_called_bad_for_a_hundredth_at_up_to_three_per_cent() -> None:
    assert (
        limits().line_wrong_s() == limits(table("bursts", length_s=10.0, share=0.04, loss=0.7)).line_wrong_s() == 864.0
    )
    assert limits(NOISE).line_wrong_s() == pytest.approx(864.0 * 1.6, rel=0.01)


def test_a_time_of_loss_that_may_be_called_a_bad_line_is_longer_the_less_is_lost() -> None:
    least = [bad_from_s(Bursts(length_s=10.0, share=0.05, loss=loss)) for loss in (0.4, 0.6, 0.95)]
    assert least == [None, LOSSY_AFTER_S, 20.0]
    assert bad_from_s(Bursts(length_s=10.0, share=0.05, loss=0.95, service="acme")) is None


def test_what_grows_is_to_be_found_when_it_has_grown_and_what_a_wall_half_hides_takes_twice_the_readings() -> None:
    made = limits()
    assert made.found_s("acme", 1000.0, 1.0, grown_s=1180.0) == FOUND_LATE_S + 180.0
    assert made.found_s("acme", 1000.0, 1.0, grown_s=900.0) == FOUND_LATE_S
    assert made.found_s("acme", 1000.0, 1.0, walled=0.2) < made.found_s("acme", 1000.0, 1.0, walled=0.5) < 260.0


def test_the_end_of_what_failed_in_part_takes_a_run_of_answers_that_a_losing_line_breaks() -> None:
    assert limits().over_s("acme", 40_000.0, 0.3) < OVER_LATE_S + 20.0
    assert OVER_LATE_S + 200.0 < limits(NOISE).over_s("acme", 40_000.0, 0.3) < OVER_LATE_S + 400.0
    assert limits(NOISE).over_s("acme", 40_000.0, 0.95) < OVER_LATE_S + 10.0


@pytest.mark.parametrize(("loss", "readings"), [(0.0, 20.0), (0.03, 27.9), (0.5, 2 * (2.0**20 - 1))])
def test_a_run_of_answers_takes_so_many_readings(loss: float, readings: float) -> None:
    assert readings_until(20.0, loss) == pytest.approx(readings, rel=0.01)


def test_an_outage_may_be_dated_from_what_the_line_lost_just_before() -> None:
    made = limits(table("bursts", length_s=5.0, gap_s=300.0, loss=0.6))
    (begin_s, end_s), following = made.losing[0], made.losing[1]
    assert made.begun_s(end_s + 100.0) == begin_s
    assert made.begun_s(end_s + 160.0) == end_s + 160.0
    assert made.begun_s(begin_s) == begin_s, "what is lost later has nothing to do with it"
    assert made.begun_s(following[1] + 1.0) <= following[0]
