"""What people usually say: learned by hour and weekday, and rarely taken for many by chance."""

import random
from math import exp

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import CrowdReport
from notifier.core.outside.heard import CrowdEvidence
from notifier.core.outside.numbers import CROWD_CHANCE, CROWD_KEPT_H, CROWD_KNOWN_H, CROWD_LEAST, CROWD_SETTLED_S
from notifier.core.outside.usual import WEEK_H, Expected, UsualLevel, expected_of, many_from
from notifier.core.reports import Volume
from tests.core.making import T, anchored, service

HOUR = 3600.0
MONDAY = T - T % 86_400


def volume(count: int, span_s: float = HOUR, **more: float | bool | str) -> Volume:
    return msgspec.convert({"source": "crowd", "name": "Crowd", "count": count, "span_s": span_s, **more}, Volume)


def learned(per_hour: float, weeks: int = 4) -> UsualLevel:
    level = UsualLevel()
    for hour in range(weeks * WEEK_H):
        start_s = MONDAY + hour * HOUR
        level.learn(volume(round(per_hour)), start_s)
        level.was_read(volume(round(per_hour)), start_s)
    return level


def test_too_little_is_known_at_first() -> None:
    level = UsualLevel()
    assert level.expects(volume(5), T) is None
    assert level.expects(volume(5, earlier=10.0, earlier_s=(CROWD_KNOWN_H - 1) * HOUR), T) is None
    told = level.expects(volume(5, earlier=240.0, earlier_s=24 * HOUR), T)
    assert told is not None
    assert told.mean == pytest.approx(10.0, rel=0.01)


def test_each_hour_of_the_week_has_a_level_of_its_own() -> None:
    level = UsualLevel()
    for hour in range(4 * WEEK_H):
        count = 400 if hour % WEEK_H == 20 else 4
        level.learn(volume(count), MONDAY + hour * HOUR)
        level.was_read(volume(count), MONDAY + hour * HOUR)
    busy = level.expects(volume(0), MONDAY + (4 * WEEK_H + 20) * HOUR)
    quiet = level.expects(volume(0), MONDAY + (4 * WEEK_H + 21) * HOUR)
    assert busy is not None
    assert quiet is not None
    assert busy.mean > 250 > 10 > quiet.mean
    assert many_from(quiet) < 100 < 400 < many_from(busy)


def test_a_changed_habit_is_learned_within_six_weeks() -> None:
    level = learned(10, weeks=30)
    assert max(level.hours) == CROWD_KEPT_H
    for hour in range(30 * WEEK_H, 37 * WEEK_H):
        level.learn(volume(100), MONDAY + hour * HOUR)
        level.was_read(volume(100), MONDAY + hour * HOUR)
    now = level.expects(volume(0), MONDAY + 37 * WEEK_H * HOUR)
    assert now is not None
    assert 60 < now.mean <= 100


def test_what_overlaps_is_learned_once_and_long_spans_not_at_all() -> None:
    level = UsualLevel()
    for minute in range(0, 7 * 24 * 60, 10):
        level.learn(volume(12), T + minute * 60.0)
        level.was_read(volume(12), T + minute * 60.0)
    assert sum(level.hours) == pytest.approx(7 * 24, rel=0.01)
    assert sum(level.counts) == pytest.approx(12 * 7 * 24, rel=0.01)
    before = sum(level.counts)
    level.learn(volume(9000, span_s=50_000.0), T + 8 * 86_400)
    level.learn(volume(9000), level.read_s)
    assert sum(level.counts) == before


def test_what_a_source_counts_since_midnight_is_taken_since_it_was_read() -> None:
    level = UsualLevel()
    first = volume(50, span_s=30_000.0, running=True)
    assert level.since_last(first, T) == first
    level.was_read(first, T)
    later = level.since_last(volume(57, span_s=30_600.0, running=True), T + 600.0)
    assert (later.count, later.span_s) == (7, 600.0)
    anew = volume(3, span_s=300.0, running=True)
    assert level.since_last(anew, T + 600.0) == anew, "midnight was in between"
    assert level.since_last(volume(9, span_s=3600.0), T + 600.0).count == 9, "this one does not count on"


@given(mean=st.floats(0.0, 30_000.0), shape=st.floats(0.5, 5.0))
def test_many_is_more_than_usual_and_grows_with_it(mean: float, shape: float) -> None:
    many = many_from(Expected(mean, shape))
    assert many >= max(CROWD_LEAST, mean)
    assert many_from(Expected(mean * 1.5 + 1.0, shape)) >= many
    assert many_from(Expected(mean, max(0.5, shape / 2))) >= many


def test_the_threshold_is_where_the_exact_probability_falls_below_it() -> None:
    for mean in (3.0, 12.0, 120.0):
        for shape in (1.0, 2.5, 5.0):
            many = many_from(Expected(mean, shape))
            assert _above(many, mean, shape) <= CROWD_CHANCE * 1.01
            assert _above(many - 1, mean, shape) > CROWD_CHANCE * 0.99


def _above(count: int, mean: float, shape: float) -> float:
    """The chance of so many or more, summed from above."""
    from math import lgamma, log

    quiet = shape / (shape + mean)
    terms = (
        exp(lgamma(k + shape) - lgamma(shape) - lgamma(k + 1) + shape * log(quiet) + k * log(1 - quiet))
        for k in range(count, count + 20_000)
    )
    return sum(terms)


def test_false_alarms_are_as_rare_as_stated() -> None:
    """A year of every ten minutes, at a level that scatters by a fifth from hour to hour: no alarm, or one."""
    luck = random.Random(8)
    crowd, alarms = CrowdEvidence(), 0
    for step in range(52_560):
        start_s = MONDAY + step * 600.0
        hour = int(start_s // HOUR) % 24
        level = (30 + 25 * (hour in range(7, 20))) * luck.gammavariate(25.0, 1 / 25.0)
        count = max(0, round(luck.gauss(level / 6, (level / 6) ** 0.5)))
        alarms += crowd.read(CrowdReport(count, 0.0, volumes=(volume(count, span_s=600.0),)), start_s)
    assert alarms <= 1


def test_an_outage_is_many_within_one_look() -> None:
    crowd = CrowdEvidence(levels={"crowd": learned(120)})
    now_s = MONDAY + 4 * WEEK_H * HOUR
    assert crowd.read(CrowdReport(40_000, 0.0, volumes=(volume(40_000),)), now_s)
    assert crowd.report is not None
    assert (crowd.report.count, crowd.report.source) == (40_000, "Crowd")
    assert crowd.report.baseline == pytest.approx(120, rel=0.02)
    assert crowd.is_high(now_s + 60)
    assert not crowd.read(CrowdReport(120, 0.0, volumes=(volume(120),)), now_s + 600)
    assert not crowd.is_high(now_s + 601)


def test_an_outage_is_not_learned_and_what_stays_for_a_day_is() -> None:
    crowd = CrowdEvidence(levels={"crowd": learned(20)})
    now_s = MONDAY + 4 * WEEK_H * HOUR
    steps = range(0, int(CROWD_SETTLED_S), 600)
    for step in steps:
        crowd.read(CrowdReport(5000, 0.0, volumes=(volume(5000),)), now_s + step)
    assert crowd.levels["crowd"].expects(volume(0), now_s + CROWD_SETTLED_S) == learned(20).expects(
        volume(0), now_s + CROWD_SETTLED_S
    )
    for step in range(0, 14 * 86_400, 600):
        crowd.read(CrowdReport(5000, 0.0, volumes=(volume(5000),)), now_s + CROWD_SETTLED_S + step)
    assert crowd.high_since_s is None


def test_the_most_striking_of_several_sources_is_shown() -> None:
    quiet = msgspec.structs.replace(volume(900, earlier=24_000.0, earlier_s=24 * HOUR), source="quiet", name="Quiet")
    loud = msgspec.structs.replace(volume(300, earlier=24.0, earlier_s=24 * HOUR), source="loud", name="Loud")
    new = msgspec.structs.replace(volume(7000), source="new", name="New")
    crowd = CrowdEvidence()
    assert crowd.read(CrowdReport(0, 0.0, volumes=(new, loud, quiet)), T)
    assert crowd.report is not None
    assert (crowd.report.source, crowd.report.count) == ("Loud", 300)
    unknown = CrowdEvidence()
    assert not unknown.read(CrowdReport(0, 0.0, volumes=(new,)), T), "nothing is usual yet"
    assert unknown.report is not None
    assert (unknown.report.count, unknown.report.baseline) == (7000, 7000.0)


def test_a_source_that_says_itself_what_is_usual() -> None:
    assert many_from(expected_of(120.0)) == 506
    crowd = CrowdEvidence()
    assert not crowd.read(CrowdReport(505, 120.0), T)
    assert crowd.read(CrowdReport(506, 120.0), T + 60)


def test_what_spans_half_a_day_is_compared_with_all_hours_together() -> None:
    level = learned(10)
    day = level.expects(volume(0, span_s=12 * HOUR), MONDAY + 4 * WEEK_H * HOUR)
    assert day is not None
    assert day.mean == pytest.approx(120.0, rel=0.01)


def test_what_is_asked_is_what_a_service_is_called() -> None:
    acme = service(name="acme", hashtags=("#AcmeDown",), aliases=("ACM",))
    watch = anchored(outside=("gdelt",), country="ID")
    target = watch.reports_of(acme)
    assert (target.names, target.hashtags, target.sources, target.home) == (
        ("Acme", "ACM"),
        ("#AcmeDown",),
        ("gdelt",),
        "ID",
    )
    assert watch.elsewhere(acme.targets[0], own=False).sources == ("gdelt",)


def test_a_source_that_judges_by_itself_is_taken_at_its_word() -> None:
    crowd = CrowdEvidence()
    assert not crowd.read(CrowdReport(0, 0.0, volumes=(volume(0),)), T)
    assert crowd.read(CrowdReport(0, 0.0, volumes=(volume(0, alarm=True),)), T + 600.0)
    assert crowd.is_high(T + 600.0)
    assert crowd.report is not None
    assert (crowd.report.count, crowd.report.source) == (0, "Crowd")
    louder = volume(400, earlier=240.0, earlier_s=86_400.0, name="Louder", source="louder")
    crowd.read(CrowdReport(0, 0.0, volumes=(volume(0, alarm=True), louder)), T + 1200.0)
    assert crowd.report.source == "Louder", "what counts more than it takes is shown"
    assert not crowd.read(CrowdReport(0, 0.0, volumes=(volume(0),)), T + 1800.0)
    assert not crowd.is_high(T + 1800.0)
