"""Random worlds: the numbers and the rules hold whatever happens, in whatever order.

What fails names its seed: `world(seed)` gives the scenario's text.
"""

import pytest

from tests.simulation.playing import play
from tests.simulation.truth import Found, Truth, share_of
from tests.simulation.worlds import world

pytestmark = pytest.mark.slow

SEEDS = range(40)


@pytest.fixture(scope="module")
def found() -> Found:
    """What the worlds of all seeds gave."""
    result = Found()
    for seed in SEEDS:
        Truth(play(world(seed)), f"seed {seed}").judge(result)
    return result


def seconds(delays: list[tuple[float, str]]) -> list[float]:
    return [delay_s for delay_s, _ in delays]


def test_no_rule_is_broken(found: Found) -> None:
    assert found.wrong == []


def test_outages_are_detected_in_time(found: Found) -> None:
    delays = seconds(found.detected)
    assert len(delays) >= 100
    assert share_of(delays, 0.5) <= 45.0
    assert share_of(delays, 0.95) <= 90.0
    assert max(found.detected) <= (150.0, "")


def test_recoveries_are_confirmed_in_time(found: Found) -> None:
    delays = seconds(found.recovered)
    assert len(delays) >= 90
    assert share_of(delays, 0.5) <= 75.0
    assert share_of(delays, 0.95) <= 150.0
    assert max(found.recovered) <= (200.0, "")


def test_the_companys_own_report_is_shown_in_time(found: Found) -> None:
    assert len(found.official) >= 3
    assert max(found.official) <= (180.0, "")


def test_the_line_is_said_to_be_bad_falsely_less_than_one_per_cent_of_the_time(found: Found) -> None:
    assert found.watched_s >= len(SEEDS) * 6 * 3600
    assert found.line_wrong_s < 0.01 * found.watched_s
