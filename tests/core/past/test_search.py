"""How the past is counted: outages in all, and the days of a calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from notifier.core.model import Incident, Scope, State
from notifier.core.past.search import CalendarDay, Totals, calendar, totals
from notifier.core.past.stats import DayBounds, Span

NOW = datetime(2026, 3, 2, 14, 31, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def incident(name: str, ago: timedelta, lasted: timedelta | None, worst: State = State.OUTAGE, **more: Any) -> Incident:
    since = NOW - ago
    return Incident(name, "whatsapp", since, None if lasted is None else since + lasted, worst, Scope.UNCLEAR, **more)


LONG, SHORT, OPEN = incident("a", 5 * DAY, 3 * HOUR), incident("b", 3 * DAY, HOUR), incident("c", HOUR, None)


def test_outages_are_counted() -> None:
    assert totals([OPEN, SHORT, LONG], NOW) == Totals(3, 5 * HOUR, LONG)


def test_what_was_no_outage_does_not_count() -> None:
    slow = incident("slow", 2 * DAY, DAY, State.SLOW)
    minor, played = incident("minor", 2 * DAY, DAY, minor=True), incident("played", 2 * DAY, DAY, practice=True)
    assert totals([slow, minor, played], NOW) == Totals()


def bounds(day: int) -> DayBounds:
    start = datetime(2026, 3, day, tzinfo=UTC)
    return DayBounds(start.date(), start, start + DAY)


def test_a_day_is_as_bad_as_its_worst_incident() -> None:
    slow = incident("slow", 10 * HOUR, HOUR, State.SLOW)
    night = incident("night", 20 * HOUR, 8 * HOUR, State.POSSIBLE)  # over midnight: of both days
    watched = [Span(NOW - 2 * DAY, NOW - DAY - 15 * HOUR)]
    assert calendar([bounds(1), bounds(2), bounds(3)], [slow, night], watched) == [
        CalendarDay(date(2026, 3, 1), State.POSSIBLE, 1),
        CalendarDay(date(2026, 3, 2), State.POSSIBLE, 2),
        CalendarDay(date(2026, 3, 3)),
    ]


def test_what_goes_on_belongs_to_today_and_a_watched_day_was_fine() -> None:
    days = calendar([bounds(1), bounds(2)], [OPEN], [Span(NOW - DAY, NOW)])
    assert [(each.state, each.count) for each in days] == [(State.OK, 0), (State.OUTAGE, 1)]
