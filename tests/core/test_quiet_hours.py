"""Quiet hours by the clock on the wall: over midnight, whole days, and none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifier.core.quiet_hours import DAY_MIN, QuietHours, QuietSpan, hours_of, span_of

MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
NIGHT = "22:00-07:00"


def wall(day: int, time: str) -> datetime:
    return MONDAY + timedelta(days=day, hours=int(time[:2]), minutes=int(time[3:]))


@pytest.mark.parametrize(
    ("day", "time", "is_quiet"),
    [
        (0, "21:59", False),
        (0, "22:00", True),
        (0, "23:59", True),
        (1, "00:00", True),
        (1, "06:59", True),
        (1, "07:00", False),
        (1, "22:00", False),  # Tuesday has none
        (5, "12:59", False),
        (5, "13:00", True),
        (5, "14:59", True),
        (5, "15:00", False),
        (6, "09:59", False),
        (6, "10:00", True),  # a whole day from ten on …
        (7, "09:59", True),  # … which ends on Monday
        (7, "10:00", False),
    ],
)
def test_a_week(day: int, time: str, is_quiet: bool) -> None:
    hours = hours_of((NIGHT, "", "", "", "", "13:00-15:00", "10:00-10:00"))
    assert hours.is_quiet(wall(day, time)) is is_quiet


def test_a_week_without_any_is_never_quiet() -> None:
    assert hours_of(("",) * 7) == QuietHours()
    assert not QuietHours().is_quiet(MONDAY)


@pytest.mark.parametrize("text", ["22:00", "24:00-07:00", "22:00-7:00", "22:00-07:60", "-", "22:00 - 07:00", "night"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        span_of(text)


@settings(max_examples=30)
@given(begin=st.integers(0, DAY_MIN - 1), end=st.integers(0, DAY_MIN - 1), day=st.integers(0, 6))
def test_a_span_is_as_long_as_it_says_and_nothing_else_is_quiet(begin: int, end: int, day: int) -> None:
    spans = tuple(QuietSpan(begin, end) if each == day else None for each in range(7))
    quiet = [minute for minute in range(7 * DAY_MIN) if QuietHours(spans).is_quiet(MONDAY + timedelta(minutes=minute))]
    length = (end - begin) % DAY_MIN or DAY_MIN
    first = day * DAY_MIN + begin
    assert {minute % (7 * DAY_MIN) for minute in range(first, first + length)} == set(quiet)
