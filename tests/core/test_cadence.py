"""The cadence: its bounds."""

from hypothesis import given
from hypothesis import strategies as st

from notifier.core import cadence, numbers
from notifier.core.watch import Cadence

SECONDS = st.floats(5.0, 86_400.0)
CADENCES = st.builds(Cadence, probe_s=SECONDS, page_s=SECONDS, anchor_s=SECONDS, slow_s=SECONDS)


@given(SECONDS, st.floats(0.0, 1.0))
def test_jitter_only_shortens_and_by_a_tenth_at_most(interval_s: float, chance: float) -> None:
    spaced = cadence.spaced(interval_s, 0.1, chance)
    assert 0.9 * interval_s - 1e-6 <= spaced <= interval_s


def test_rechecks_come_5_15_and_30_seconds_after_the_first_failure() -> None:
    pauses: list[float] = []
    while (pause := cadence.recheck_after(len(pauses))) is not None:
        pauses.append(pause)
    assert [sum(pauses[: number + 1]) for number in range(len(pauses))] == [5.0, 15.0, 30.0]
    assert all(pause >= numbers.HOST_GAP_S for pause in pauses)


@given(CADENCES)
def test_sparing_never_reads_more_often(wish: Cadence) -> None:
    for interval in (cadence.probe_interval, cadence.page_interval, cadence.anchor_interval):
        assert interval(wish, sparing=True) >= max(interval(wish, sparing=False), wish.slow_s)


def test_the_defaults_are_those_of_the_design() -> None:
    wish = Cadence()
    assert cadence.probe_interval(wish, sparing=False) == 60.0
    assert cadence.page_interval(wish, sparing=False) == 120.0
    assert cadence.anchor_interval(wish, sparing=False) == 60.0
    assert cadence.probe_interval(wish, sparing=True) == 300.0


@given(st.floats(0.0, 1e6))
def test_a_bad_line_is_looked_at_often_first_and_politely_always(bad_for_s: float) -> None:
    assert numbers.HOST_GAP_S <= cadence.anchors_while_bad(bad_for_s) <= 30.0
    assert cadence.anchors_while_bad(bad_for_s) == (10.0 if bad_for_s < 300.0 else 30.0)
