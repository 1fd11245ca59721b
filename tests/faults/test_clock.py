"""The clock is set, forward and back, between two runs during an outage: durations stay sane, each end is told once."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from notifier.core.moments import moment
from tests.core.making import T, service
from tests.engine.playing import Played, between

ACME = service()
STEPS_S = (-10 * 31_557_600.0, -7 * 86_400.0, -86_400.0, -25_200.0, -3_600.0, -60.0, -10.0, 3_600.0, 86_400.0)
SLACK_S = 90.0
"""What was kept last before the kill may be so old."""


@pytest.mark.fault("clock: set between two runs")
@pytest.mark.parametrize("step_s", STEPS_S)
def test_an_outage_lasts_as_long_as_it_did(step_s: float, record_property: Callable[[str, object], None]) -> None:
    record_property("tries", 3)
    for lasted_s in (120.0, 600.0, 7_000.0):
        first = Played([ACME], between(300, 1e9, "acme"))
        while not first.alerts():
            first.run(first.now + 1)
        first.run(300 + lasted_s)
        begin = first.now + 10 + step_s
        fails = between(-2e9, begin + 300, "acme")
        second = Played([ACME], fails, None, first.journal, begin).run(begin + 100)
        third = Played([ACME], fails, None, first.journal, begin + 105).run(begin + 3_000)
        (incident,) = first.journal.incidents.values()
        assert incident.until is not None
        lasted = (incident.until - incident.since).total_seconds()
        # of a step forward, and of a small one back, nobody can know
        known = -step_s > lasted_s
        expected_s = lasted_s + 310 + (0.0 if known else step_s)
        assert lasted == pytest.approx(expected_s, abs=SLACK_S + (0 if known or step_s > 0 else -step_s))
        assert incident.since <= moment(T + begin) + timedelta(seconds=1) or step_s > 0
        assert [*second.alerts(), *third.alerts()] == ["recovered"]
