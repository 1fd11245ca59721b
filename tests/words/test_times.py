"""Times and durations as people say them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.words import times
from notifier.words.system import TimeStyle
from notifier.words.times import Clock, duration, latency, number, percent

NOW = datetime(2026, 3, 2, 14, 31, tzinfo=UTC)
CLOCK = Clock(NOW, UTC)
AMERICA = TimeStyle("%-I:%M %p", day_first=False)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (datetime(2026, 3, 2, 14, 2, tzinfo=UTC), "14:02"),
        (datetime(2026, 3, 2, 0, 0, tzinfo=UTC), "00:00"),
        (datetime(2026, 3, 1, 23, 59, tzinfo=UTC), "yesterday 23:59"),
        (datetime(2026, 3, 3, 6, 0, tzinfo=UTC), "tomorrow 06:00"),
        (datetime(2026, 2, 14, 9, 5, tzinfo=UTC), "14 Feb 09:05"),
        (datetime(2025, 12, 31, 9, 5, tzinfo=UTC), "31 Dec 2025 09:05"),
    ],
)
def test_a_moment_says_as_much_of_the_date_as_is_needed(english: None, time: datetime, words: str) -> None:
    assert CLOCK.moment(time) == words


def test_the_zone_is_the_users(english: None) -> None:
    jakarta = Clock(NOW, timezone(timedelta(hours=7)))
    assert jakarta.moment(NOW) == "21:31"
    assert jakarta.moment(NOW - timedelta(hours=22)) == "yesterday 23:31"


@pytest.mark.parametrize("hours", [-12, 14])
@pytest.mark.parametrize("time", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_time_at_the_calendars_edge_is_said_in_every_zone(english: None, hours: int, time: datetime) -> None:
    """Old histories may have one: who writes the year 1 or 9999 means none."""
    assert Clock(NOW, timezone(timedelta(hours=hours))).moment(time)


def test_the_order_of_a_date_is_the_locales(english: None) -> None:
    times.follow(AMERICA)
    assert CLOCK.moment(datetime(2025, 12, 31, 14, 5, tzinfo=UTC)) == "Dec 31, 2025 2:05\u00a0PM"


def test_indonesian_writes_a_dot(indonesian: None) -> None:
    assert CLOCK.moment(NOW) == "14.31"
    assert number(1.5, 1) == "1,5"


def test_a_span_names_the_second_day_only_where_it_is_another(english: None) -> None:
    start = datetime(2026, 3, 1, 23, 50, tzinfo=UTC)
    assert CLOCK.span(NOW - timedelta(minutes=29), NOW) == "14:02\u201314:31"
    assert CLOCK.span(start, start + timedelta(minutes=5)) == "yesterday 23:50\u201323:55"
    assert CLOCK.span(start, start + timedelta(minutes=30)) == "yesterday 23:50\u201300:20"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"),
        (-5, "0 s"),
        (45, "45 s"),
        (59.7, "1 min"),
        (47 * 60, "47 min"),
        (59 * 60 + 40, "1 h"),
        (75 * 60, "1 h 15 min"),
        (23 * 3600 + 59 * 60 + 40, "1 d"),
        (51 * 3600, "2 d 3 h"),
    ],
)
def test_durations(english: None, seconds: float, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)))
def test_a_duration_never_says_sixty_minutes_or_a_day_of_hours(length: timedelta) -> None:
    words = duration(length)
    parts = dict(zip(words.split()[1::2], map(int, words.split()[::2]), strict=True))
    assert parts.get("s", 0) < 60
    assert parts.get("min", 0) < 60
    assert parts.get("h", 0) < 24


def test_latency_and_shares(english: None) -> None:
    assert latency(80.4) == "80 ms"
    assert latency(2120) == "2.1 s"
    assert percent(1.0) == "100 %"
    assert percent(0.999999) == "99.99 %"
    assert percent(0.9512) == "95.1 %"
    assert percent(0.0) == "0 %"


def test_times_are_written_as_the_system_does_whatever_is_spoken(indonesian: None) -> None:
    earlier = NOW - timedelta(days=9)
    assert CLOCK.moment(earlier) == "21 Feb 14.31"
    times.follow(AMERICA)
    assert CLOCK.moment(earlier) == "Feb 21 2:31\u00a0PM"
    times.follow(TimeStyle("%H:%M", day_first=True))
    assert CLOCK.moment(earlier) == "21 Feb 14:31"


def test_noon_and_midnight_are_twelve(english: None) -> None:
    times.follow(AMERICA)
    assert CLOCK.time(NOW.replace(hour=0)) == "12:31\u00a0AM"
    assert CLOCK.time(NOW.replace(hour=12)) == "12:31\u00a0PM"


def test_months_are_said_in_the_language(indonesian: None) -> None:
    assert CLOCK.moment(datetime(2026, 8, 17, 9, 0, tzinfo=UTC)) == "17 Agu 09.00"


def test_less_than_a_millisecond_is_one(english: None) -> None:
    assert latency(0.3) == "1 ms"


@given(st.integers(0, 86_000), st.integers(0, 200_000))
def test_how_long_it_was_agrees_with_the_times_beside_it(begun_s: int, lasted_s: int) -> None:
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    start = midnight + timedelta(seconds=begun_s)
    end = start + timedelta(seconds=lasted_s)
    shown = timedelta(minutes=end.timestamp() // 60 - start.timestamp() // 60)
    said = Clock(end, UTC).lasted(start, end)
    assert said == duration(shown if lasted_s >= 60 else timedelta(seconds=lasted_s))


def test_a_minute_and_forty_seconds_over_one_minute_of_the_clock(english: None) -> None:
    start, end = datetime(2026, 3, 2, 0, 55, 2, tzinfo=UTC), datetime(2026, 3, 2, 0, 56, 42, tzinfo=UTC)
    clock = Clock(end, UTC)
    assert f"{clock.lasted(start, end)} ({clock.span(start, end)})" == "1 min (00:55\u201300:56)"
