"""Clocks that are set, put forward and back in spring and autumn, moved to another zone, and slept through.

Durations stay sane, each end is told once, and what is said of times is what the clock on the user's wall shows.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from notifier.core.commands import MachineSleeps, MachineWoke
from notifier.core.events import AlertDue, SnapshotChanged
from notifier.core.model import AlertKind
from notifier.core.moments import moment
from notifier.core.quiet_hours import hours_of
from notifier.words.times import Clock
from tests.core.making import T, anchored, service
from tests.engine.playing import Played, between
from tests.engine.test_runner import World, watched
from tests.virtual_time import run

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


CHANGES = {
    "spring in Berlin": ("Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC)),
    "autumn in Berlin": ("Europe/Berlin", datetime(2027, 10, 31, 1, tzinfo=UTC)),
    "spring in New York": ("America/New_York", datetime(2027, 3, 14, 7, tzinfo=UTC)),
    "autumn in New York": ("America/New_York", datetime(2027, 11, 7, 6, tzinfo=UTC)),
    "half an hour on Lord Howe": ("Australia/Lord_Howe", datetime(2027, 4, 3, 15, tzinfo=UTC)),
}
"""Places, and when their clocks are put forward or back."""


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let the system have another time zone, as its settings would: nobody tells the program."""
    yield lambda zone: monkeypatch.setenv("TZ", zone)
    monkeypatch.undo()
    time.tzset()


@pytest.mark.fault("clock: summer time begins and ends")
@pytest.mark.parametrize("change", CHANGES)
def test_an_outage_over_the_change_lasts_as_long_as_it_did(
    change: str, wall: Callable[[str], None], record_property: Callable[[str, object], None]
) -> None:
    record_property("tries", 2)
    zone, when = CHANGES[change]
    wall(zone)
    for before_s in (60.0, 3_700.0):
        begin = when.timestamp() - T - before_s
        played = Played([ACME], between(begin, begin + 5_000.0, "acme"), begin=begin - 300).run(begin + 5_600)
        assert played.alerts() == ["outage", "recovered"]
        (incident,) = played.journal.incidents.values()
        assert incident.until is not None
        assert (incident.until - incident.since).total_seconds() == pytest.approx(5_000.0, abs=SLACK_S)


@pytest.mark.fault("clock: summer time begins and ends")
@pytest.mark.parametrize("change", CHANGES)
def test_the_night_ends_when_the_clock_on_the_wall_says_so(change: str, wall: Callable[[str], None]) -> None:
    zone, when = CHANGES[change]
    wall(zone)
    begin = when.timestamp() - T - 1_800.0
    quiet = hours_of(("22:00-04:00",) * 7)
    played = Played([ACME], between(begin, 9e9, "acme"), anchored(quiet=quiet), begin=begin - 300).run(begin + 13_000)
    due = [event.alert for _, event in played.events if isinstance(event, AlertDue) and not event.alert.update]
    assert [each.kind for each in due] == [AlertKind.DIGEST]
    assert f"{due[0].time.astimezone(ZoneInfo(zone)):%H:%M}" == "04:00"


@pytest.mark.fault("clock: another time zone while it runs")
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati", "Nowhere/Else"])
def test_what_is_shown_follows_the_zone_within_a_minute(zone: str, wall: Callable[[str], None]) -> None:
    shown = list[tuple[float, str]]()

    async def main() -> None:
        wall("UTC")
        world = World()

        def note() -> None:
            now = datetime.fromtimestamp(T + world.loop.time(), UTC)
            shown.append((world.loop.time(), Clock(now).offset()))
            world.after(10, note)

        world.after(10, note)
        world.after(300, lambda: wall(zone))
        await watched(400, world)
        assert [each for each in world.events if isinstance(each, SnapshotChanged)]

    run(main())
    there = "UTC" if zone == "Nowhere/Else" else Clock(datetime.fromtimestamp(T, UTC), ZoneInfo(zone)).offset()
    assert {offset for at_s, offset in shown if at_s < 300} == {"UTC"}
    assert {offset for at_s, offset in shown if at_s > 370} == {there}


@pytest.mark.fault("clock: eight hours of sleep")
@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("slept_s", [120.0, 3_600.0, 28_800.0, 200_000.0])
@pytest.mark.parametrize("fails_s", [(-100.0, 1e9), (100.0, 1e9), (-100.0, 60.0), (20.0, 60.0)])
def test_what_happened_asleep_is_told_once_and_never_of_a_time_that_nobody_saw(
    announced: bool, slept_s: float, fails_s: tuple[float, float]
) -> None:
    """The service fails at these seconds after the machine fell asleep; a small number is before it woke."""
    asleep = 900.0
    answer = between(asleep + fails_s[0], asleep + fails_s[1], "acme")
    played = Played([ACME], answer).run(asleep)
    if announced:
        played.tell(MachineSleeps())
    played.arrivals.clear()  # what was being read did not outlive it
    played.now = asleep + slept_s
    played.tell(MachineWoke())
    played.run(asleep + slept_s + 1_200)
    goes_on = fails_s[1] > slept_s
    if fails_s[0] < 0:
        assert played.alerts() == (["outage"] if goes_on else ["outage", "recovered"])
    else:
        assert played.alerts() == (["outage"] if goes_on else [])
    assert played.lines() == ["asleep", "online"]
    for incident in played.journal.incidents.values():
        assert not asleep + 1 < incident.since.timestamp() - T < asleep + slept_s, "nobody looked"
        assert incident.until is None or incident.until >= incident.since
