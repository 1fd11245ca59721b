"""The cadence: its bounds."""

from hypothesis import given
from hypothesis import strategies as st

from notifier.core import numbers
from notifier.core.target import cadence
from notifier.core.watch import Cadence

SECONDS = st.floats(5.0, 86_400.0)
CADENCES = st.builds(Cadence, probe_s=SECONDS, page_s=SECONDS, anchor_s=SECONDS, slow_s=SECONDS)


@given(SECONDS, st.floats(0.0, 1.0))
def test_jitter_only_shortens_and_by_a_tenth_at_most(interval_s: float, chance: float) -> None:
    spaced = cadence.spaced(interval_s, 0.1, chance)
    assert 0.9 * interval_s - 1e-6 <= spaced <= interval_s


def test_rechecks_come_5_12_and_20_seconds_after_the_first_failure_then_every_ten() -> None:
    times = [100.0]
    while len(times) < 11:
        times.append(cadence.recheck_at(100.0, times[-1]))
    assert [each - 100.0 for each in times] == [0, 5, 12, 20, 30, 40, 50, 60, 75, 90, 105]


@given(st.lists(st.floats(0.0, 12.0), min_size=8, max_size=8))
def test_a_late_recheck_is_followed_in_time_and_politely(late: list[float]) -> None:
    started_s = 100.0
    for late_s in late:
        due_s = cadence.recheck_at(100.0, started_s)
        assert due_s - started_s >= numbers.HOST_GAP_S - 1e-6
        assert due_s - started_s <= (12.5 if started_s < 157.5 else numbers.PROBLEM_S) + 1e-6
        started_s = due_s + late_s


@given(CADENCES)
def test_a_lone_target_is_read_twice_as_often_but_not_more_than_every_30_seconds(wish: Cadence) -> None:
    usual, lone = (cadence.probe_interval(wish, sparing=False, lone=lone) for lone in (False, True))
    assert lone == max(usual / 2, min(usual, 30.0))
    assert cadence.probe_interval(wish, sparing=True, lone=True) == cadence.probe_interval(wish, sparing=True)


@given(CADENCES)
def test_sparing_never_reads_more_often(wish: Cadence) -> None:
    for interval in (cadence.probe_interval, cadence.page_interval, cadence.anchor_interval):
        assert interval(wish, sparing=True) >= max(interval(wish, sparing=False), wish.slow_s)


def test_the_defaults_are_those_of_the_design() -> None:
    wish = Cadence()
    assert cadence.probe_interval(wish, sparing=False) == 60.0
    assert cadence.probe_interval(wish, sparing=False, lone=True) == 30.0
    assert cadence.page_interval(wish, sparing=False) == 120.0
    assert cadence.anchor_interval(wish, sparing=False) == 60.0
    assert cadence.probe_interval(wish, sparing=True) == 300.0


@given(st.floats(0.0, 1e6))
def test_a_bad_line_is_looked_at_often_first_and_politely_always(bad_for_s: float) -> None:
    assert numbers.HOST_GAP_S <= cadence.anchors_while_bad(bad_for_s) <= 30.0
    assert cadence.anchors_while_bad(bad_for_s) == (10.0 if bad_for_s < 300.0 else 30.0)
