"""How long a service was in which state: by day, and in all. Pure arithmetic over changes that were kept.

Time counts only while it was watched, the line was online and something was known of the service. Days come in as
pairs of times, for where a day begins is the affair of whoever knows the user's time zone.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

import msgspec

from notifier.core.model import Incident, LineState, State
from notifier.core.past.story import Day, Stretch

FOREVER: Final = datetime.max.replace(tzinfo=UTC)


class Span(msgspec.Struct, frozen=True, order=True):
    """From `start` up to, but without, `end`."""

    start: datetime
    end: datetime


class DayBounds(msgspec.Struct, frozen=True):
    """Where one day of the user's begins and ends; a day has 23 to 25 hours."""

    day: date
    start: datetime
    end: datetime


def merged(spans: Iterable[Span]) -> list[Span]:
    """Make disjoint spans in order of spans that may overlap."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start <= result[-1].end:
            if span.end > result[-1].end:
                result[-1] = Span(result[-1].start, span.end)
        elif span.start < span.end:
            result.append(span)
    return result


def common(left: Sequence[Span], right: Sequence[Span]) -> list[Span]:
    """The time that lies in both; each is disjoint and in order, and so is the result."""
    result: list[Span] = []
    i = j = 0
    while i < len(left) and j < len(right):
        start, end = max(left[i].start, right[j].start), min(left[i].end, right[j].end)
        if start < end:
            result.append(Span(start, end))
        if left[i].end <= right[j].end:
            i += 1
        else:
            j += 1
    return result


def online_spans(lines: Sequence[tuple[datetime, LineState]]) -> list[Span]:
    """When the line was online. Before the first change it is taken for online, for nobody said otherwise."""
    result: list[Span] = []
    start: datetime | None = datetime.min.replace(tzinfo=UTC)
    for time, state in lines:
        if state is LineState.ONLINE:
            start = time if start is None else start
        elif start is not None:
            result.append(Span(start, time))
            start = None
    if start is not None:
        result.append(Span(start, FOREVER))
    return [span for span in result if span.start < span.end]


def stretches(
    changes: Sequence[tuple[datetime, State]],
    lines: Sequence[tuple[datetime, LineState]],
    watched: Iterable[Span],
) -> list[Stretch]:
    """The time that counts, cut where the state changes. Changes and lines are in order of time."""
    counted = common(merged(watched), online_spans(lines))
    result: list[Stretch] = []
    i = 0
    for k, (time, state) in enumerate(changes):
        end = changes[k + 1][0] if k + 1 < len(changes) else FOREVER
        while i < len(counted) and counted[i].end <= time:
            i += 1
        j = i
        while state is not State.UNKNOWN and j < len(counted) and counted[j].start < end:
            start, stop = max(counted[j].start, time), min(counted[j].end, end)
            if start < stop:
                result.append(Stretch(start, stop, state))
            j += 1
    return result


def joined(parts: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """One stretch for what was the same without a break, however often a verdict was said anew."""
    joined: list[Stretch] = []
    for each in parts:
        goes_on = bool(joined) and (joined[-1].state, joined[-1].end) == (each.state, each.start)
        joined.append(Stretch(joined.pop().start, each.end, each.state) if goes_on else each)
    return tuple(joined)


def since_begun(changes: Iterable[tuple[datetime, datetime | None, State]]) -> list[tuple[datetime, State]]:
    """Date changes from when what they say began, where that is known, and no earlier than the change before.

    Each has the time when it was said, when what it says began, and the state; they are in order of the first.
    """
    result: list[tuple[datetime, State]] = []
    for said, begun, state in changes:
        time = said if begun is None else min(said, begun)
        if result and time <= result[-1][0]:
            time = result.pop()[0]
        result.append((time, state))
    return result


def time_in_states(parts: Iterable[Stretch], start: datetime, end: datetime) -> dict[State, timedelta]:
    """How long the service was in each state between two times."""
    result: dict[State, timedelta] = {}
    for part in parts:
        length = min(part.end, end) - max(part.start, start)
        if length > timedelta():
            result[part.state] = result.get(part.state, timedelta()) + length
    return result


def days(parts: Sequence[Stretch], bounds: Sequence[DayBounds]) -> list[Day]:
    """One `Day` for each of the bounds, which are in order; all shares are 0 where nothing counts."""
    result: list[Day] = []
    i = 0
    for day in bounds:
        while i < len(parts) and parts[i].end <= day.start:
            i += 1
        j = i
        while j < len(parts) and parts[j].start < day.end:
            j += 1
        result.append(_day(day.day, time_in_states(parts[i:j], day.start, day.end)))
    return result


def _day(day: date, times: dict[State, timedelta]) -> Day:
    known = sum(times.values(), timedelta())

    def share(state: State) -> float:
        return times.get(state, timedelta()) / known if known else 0.0

    return Day(
        day,
        ok=share(State.OK),
        slow=share(State.SLOW),
        possible=share(State.POSSIBLE),
        outage=share(State.OUTAGE),
        maintenance=share(State.MAINTENANCE),
    )


def length(incident: Incident, now: datetime) -> timedelta:
    """How long an incident lasted, or has lasted until now; never less than nothing, whatever the clock did."""
    return max((incident.until or now) - incident.since, timedelta())
