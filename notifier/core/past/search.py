"""The past as it is looked through: what is searched for, what was noted, how much there was in all, month by month.

Filled by `notifier.store.past`, shown by the history window and by `outage-notifier history`. How an incident
reads in words, and so which words find it, is known by whoever asks.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from notifier.core.model import SEVERITY, Incident, State
from notifier.core.past.stats import DayBounds, Span, length


class Note(msgspec.Struct, frozen=True):
    """The user has seen an incident, at `time`, and what was written down about it; the text may be empty."""

    incident: str
    time: datetime
    text: str = ""


class PastIncident(msgspec.Struct, frozen=True):
    """An incident with the user's note, where there is one."""

    incident: Incident
    note: Note | None = None


class Search(msgspec.Struct, frozen=True):
    """What is looked for. Empty fields leave everything in; `words` must all be found, wherever."""

    service: str = ""
    words: tuple[str, ...] = ()
    longer: timedelta = timedelta()
    """The least length; one that goes on counts until now."""
    since: datetime | None = None
    until: datetime | None = None


class Totals(msgspec.Struct, frozen=True):
    """The outages of one service in some time: how many, how long in all, and the longest."""

    count: int = 0
    down: timedelta = timedelta()
    longest: Incident | None = None


class CalendarDay(msgspec.Struct, frozen=True):
    """One day of the user's: the worst that was shown, and how many incidents; `UNKNOWN`: it was not watched."""

    day: date
    state: State = State.UNKNOWN
    count: int = 0


def totals(incidents: Iterable[Incident], now: datetime) -> Totals:
    """Count what was an outage; what was slow, only possible, or a minor part, is none."""
    outages = [each for each in incidents if each.shown is State.OUTAGE and not each.practice]
    return Totals(
        len(outages),
        sum((length(each, now) for each in outages), timedelta()),
        max(outages, key=lambda each: length(each, now), default=None),
    )


def calendar(bounds: Sequence[DayBounds], incidents: Sequence[Incident], watched: Sequence[Span]) -> list[CalendarDay]:
    """Say how each day was. An incident belongs to every day that it touched."""
    return [_day(each, incidents, watched) for each in bounds]


def _day(bounds: DayBounds, incidents: Sequence[Incident], watched: Sequence[Span]) -> CalendarDay:
    found = [each for each in incidents if touches(each, bounds)]
    if found:
        return CalendarDay(
            bounds.day, max((each.shown for each in found), key=lambda state: SEVERITY[state]), len(found)
        )
    seen = any(span.start < bounds.end and span.end > bounds.start for span in watched)
    return CalendarDay(bounds.day, State.OK if seen else State.UNKNOWN)


def touches(incident: Incident, bounds: DayBounds) -> bool:
    """Tell whether an incident lasted at some time of the day."""
    return incident.since < bounds.end and (incident.until is None or incident.until >= bounds.start)
