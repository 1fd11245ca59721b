"""Reads the history for windows and for the command line; never writes, never blocks the writer.

The file is opened for each question and let go at once: so it may come later, be replaced by the writer or be broken
without anybody noticing here. A history that cannot be read is an empty one; `notice()` tells why.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final, TypeVar

from notifier.core.events import Notice, NoticeKind
from notifier.core.model import Alert, Incident, LineState, Source, State
from notifier.core.past import stats
from notifier.core.past.search import CalendarDay, Note, PastIncident, Search
from notifier.core.past.story import Course, Day, LatencyPoint, PageReadings, StoryEntry, Stretch
from notifier.core.ports import Said
from notifier.store import past
from notifier.store.codec import BEGINNING, END, MICROS, change_of, kept, micros, sound, time_of
from notifier.store.database import Fault, fault_of, open_for_reading, version_of
from notifier.store.schema import VERSION
from notifier.store.telling import story

log = logging.getLogger(__name__)

T = TypeVar("T")

_INCIDENTS: Final = """
SELECT data FROM incidents
WHERE since < ?2 AND (until IS NULL OR until >= ?1) ORDER BY since DESC, id DESC LIMIT ?3
"""
_INCIDENTS_OF: Final = """
SELECT data FROM incidents
WHERE service = ?4 AND since < ?2 AND (until IS NULL OR until >= ?1) ORDER BY since DESC, id DESC LIMIT ?3
"""
# with the last change before the time, for it says how things stood when the time began; as `toned` has it
_CHANGES: Final = """
SELECT time, iif(state = 'outage' AND json_valid(data) AND json_extract(data, '$.minor'), 'possible', state)
FROM verdicts WHERE service = ?1 AND time < ?3
AND time >= ifnull((SELECT max(time) FROM verdicts WHERE service = ?1 AND time <= ?2), ?2)
ORDER BY time, id
"""
_BEGUN: Final = "time, iif(json_valid(data), json_extract(data, '$.since'), NULL),"
_CHANGES_SINCE: Final = _CHANGES.replace("time,", _BEGUN, 1)
_LINES: Final = """
SELECT time, state FROM lines
WHERE time < ?2 AND time >= ifnull((SELECT max(time) FROM lines WHERE time <= ?1), ?1)
ORDER BY time, id
"""
_SAID: Final = """
SELECT DISTINCT said.data FROM said JOIN incidents ON incidents.id = said.incident
WHERE incidents.service = ? AND said.time BETWEEN ? AND ? ORDER BY said.time
"""
_ALERTS: Final = """
SELECT DISTINCT alerts.data FROM alerts
JOIN alert_incidents ON alert_incidents.alert = alerts.number JOIN incidents ON incidents.id = alert_incidents.incident
WHERE incidents.service = ? AND alerts.time BETWEEN ? AND ? ORDER BY alerts.time, alerts.number
"""
_WATCHED: Final = "SELECT start, last FROM watched WHERE service = ? AND last >= ? AND start < ?"
_SERIES: Final = "SELECT id FROM series WHERE service = ? AND component = ? AND source = ?"
# a cell that begins before the time and reaches into it belongs to the first point
_LATENCY: Final = """
SELECT max(0, (start * ?2 - ?3) * ?5 / (?4 - ?3)) AS point, min(latency_low), sum(latency_sum), sum(timed),
    max(latency_high), sum(failed), sum(ok + slow + failed + unverifiable + unreadable)
FROM minutes WHERE series = ?1 AND (start + 1) * ?2 > ?3 AND start * ?2 < ?4 GROUP BY point
"""
_LATENCY_OF_TIERS: Final = tuple(
    (_LATENCY.replace("FROM minutes", f"FROM {tier}"), unit)
    for tier, unit in (("minutes", 60), ("hours", 3600), ("days", 86_400))
)
_PAGES: Final = """
SELECT service, sum(ok + slow + failed + unverifiable + unreadable), sum(ok + slow) FROM series JOIN (
    SELECT series, ok, slow, failed, unverifiable, unreadable FROM minutes
    UNION ALL SELECT series, ok, slow, failed, unverifiable, unreadable FROM hours
    UNION ALL SELECT series, ok, slow, failed, unverifiable, unreadable FROM days
) ON series = id WHERE source = ? GROUP BY service
"""
# a look into a dict, for a year of changes asks ten thousand times
_STATES: Final = {state.value: state for state in State}
_LINE_STATES: Final = {state.value: state for state in LineState}


class HistoryReader:
    """Answers questions about the history. Every answer is empty where there is no history yet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._closed = False

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def close(self) -> None:
        """Answer no more questions; between two of them no file is open anyway."""
        self._closed = True

    def notice(self) -> Notice | None:
        """Why the history cannot be read: a newer version's, broken, or not readable; None: nothing is wrong."""
        if not self._path.exists():
            return None
        try:
            with closing(open_for_reading(self._path)) as connection:
                newer = version_of(connection) > VERSION
        except sqlite3.DatabaseError as error:
            broken = fault_of(error) is Fault.CORRUPT
            kind = NoticeKind.HISTORY_CORRUPT if broken else NoticeKind.HISTORY_UNWRITABLE
            return Notice(kind, str(self._path) if broken else str(error))
        return Notice(NoticeKind.HISTORY_NEWER, str(self._path)) if newer else None

    def incidents(
        self,
        service: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 200,
    ) -> list[Incident]:
        """The incidents of a service (or of all) that lasted at some time from `since` to `until`, newest first."""
        first = BEGINNING if since is None else micros(since)
        last = END if until is None else micros(until)
        sql, more = (_INCIDENTS_OF, (service,)) if service else (_INCIDENTS, ())

        def ask(connection: sqlite3.Connection) -> list[Incident]:
            rows = connection.execute(sql, (first, last, limit, *more))
            return list(kept(rows, Incident))

        return self._ask(ask, [])

    def incident(self, incident: str) -> Incident | None:
        """One incident by its id."""
        return self._ask(lambda connection: _incident(connection, incident), None)

    def found(
        self, search: Search, tells: past.Tells, now: datetime, limit: int = 200, offset: int = 0
    ) -> list[PastIncident]:
        """The incidents that a search finds, with the user's notes, newest first; `tells` gives their words."""
        return self._ask(lambda connection: past.found(connection, search, tells, now, limit, offset), [])

    def note(self, incident: str) -> Note | None:
        """What the user noted of an incident."""
        return self._ask(lambda connection: past.note_of(connection, incident), None)

    def calendar(self, service: str, days: Sequence[date], zone: tzinfo | None) -> list[CalendarDay]:
        """How each day was, of one service or (empty) of all; the days are in order."""
        bounds = [_bounds(day, zone) for day in days]
        if not bounds:
            return []
        incidents = self.incidents(service, bounds[0].start, bounds[-1].end, limit=-1)
        return self._ask(lambda connection: past.month(connection, service, incidents, bounds), [])

    def story(self, incident: str) -> list[StoryEntry]:
        """All that is known of an incident, from a bit before it to a bit after it, in order of time."""

        def ask(connection: sqlite3.Connection) -> list[StoryEntry]:
            about = _incident(connection, incident)
            return [] if about is None else story(connection, about)

        return self._ask(ask, [])

    def days(self, service: str, count: int, today: date, zone: tzinfo | None = None) -> list[Day]:
        """The last `count` days up to today, oldest first, as the time zone cuts them (None: the system's)."""
        bounds = [_bounds(today - timedelta(days=ago), zone) for ago in reversed(range(count))]
        if not bounds:
            return []
        start, end = micros(bounds[0].start), micros(bounds[-1].end)

        def ask(connection: sqlite3.Connection) -> list[Stretch]:
            rows = connection.execute(_CHANGES, (service, start, end))
            changes = sound(rows, lambda row: (time_of(row[0]), _STATES[row[1]]))
            return _stretches(connection, service, start, end, list(changes))

        parts: list[Stretch] = self._ask(ask, [])
        return stats.days(parts, bounds)

    def course(self, service: str, since: datetime, until: datetime) -> Course:
        """How a service was from `since` to `until`, as far as it was watched; and what was said and notified then.

        What was said of it counts from when that began, as in its incidents.
        """
        start, end = micros(since), micros(until)

        def ask(connection: sqlite3.Connection) -> Course:
            rows = connection.execute(_CHANGES_SINCE, (service, start, end))
            changes = list(sound(rows, change_of))
            parts = _stretches(connection, service, start, end, stats.since_begun(changes))
            cut = (Stretch(max(each.start, since), min(each.end, until), each.state) for each in parts)
            said = connection.execute(_SAID, (service, start, end))
            alerts = connection.execute(_ALERTS, (service, start, end))
            return Course(
                stats.joined(each for each in cut if each.start < each.end),
                tuple(kept(said, Said)),
                tuple(kept(alerts, Alert)),
            )

        return self._ask(ask, Course())

    def latency(
        self,
        service: str,
        component: str,
        since: datetime,
        until: datetime,
        points: int,
    ) -> list[LatencyPoint]:
        """So many points of equal width; with `total` 0 where nothing was read."""
        start, end = micros(since) // MICROS, micros(until) // MICROS
        if points < 1 or start >= end:
            return []

        def ask(connection: sqlite3.Connection) -> list[_Cell]:
            series = connection.execute(_SERIES, (service, component, Source.PROBE)).fetchone()
            return [] if series is None else list(_cells(connection, series[0], start, end, points))

        cells: list[_Cell] = self._ask(ask, [])
        by_point: list[list[_Cell]] = [[] for _ in range(points)]
        for cell in cells:
            by_point[cell[0]].append(cell)
        width = (until - since) / points
        return [_point(since + width * number, each) for number, each in enumerate(by_point)]

    def pages(self) -> dict[str, PageReadings]:
        """How often the official page of each service was asked for from here, and read, by the service's id."""

        def ask(connection: sqlite3.Connection) -> dict[str, PageReadings]:
            rows = connection.execute(_PAGES, (Source.PAGE,))
            return {service: PageReadings(asked, read) for service, asked, read in rows}

        return self._ask(ask, {})

    def _ask(self, question: Callable[[sqlite3.Connection], T], nothing: T) -> T:
        """Ask in one transaction; `nothing` where there is no history of this version that can be read."""
        if self._closed or not self._path.exists():
            return nothing
        try:
            with closing(open_for_reading(self._path)) as connection:
                if version_of(connection) != VERSION:
                    return nothing
                connection.execute("BEGIN")
                return question(connection)
        except sqlite3.DatabaseError as error:
            if fault_of(error) is Fault.BUG:
                raise
            log.info("the history %s cannot be read: %s", self._path, error)
            return nothing


_Cell = tuple[int, int | None, int, int, int | None, int, int]
"""point, low, sum, timed, high, failed, total."""


def _incident(connection: sqlite3.Connection, incident: str) -> Incident | None:
    return next(kept(connection.execute("SELECT data FROM incidents WHERE id = ?", (incident,)), Incident), None)


def _stretches(
    connection: sqlite3.Connection, service: str, start: int, end: int, changes: Sequence[tuple[datetime, State]]
) -> list[Stretch]:
    """The time of a service that counts, cut where its state changes; the last one may reach beyond the end."""
    lines = connection.execute(_LINES, (start, end))
    watched = connection.execute(_WATCHED, (service, start, end))
    return stats.stretches(
        changes,
        list(sound(lines, lambda row: (time_of(row[0]), _LINE_STATES[row[1]]))),
        list(sound(watched, lambda row: stats.Span(time_of(row[0]), time_of(row[1])))),
    )


def _bounds(day: date, zone: tzinfo | None) -> stats.DayBounds:
    return stats.DayBounds(day, _midnight(day, zone), _midnight(day + timedelta(days=1), zone))


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    return midnight.astimezone(UTC)  # a time without a zone is taken for the system's


def _cells(connection: sqlite3.Connection, series: int, start: int, end: int, points: int) -> Iterator[_Cell]:
    for sql, unit in _LATENCY_OF_TIERS:
        yield from connection.execute(sql, (series, unit, start, end, points))


def _point(time: datetime, cells: list[_Cell]) -> LatencyPoint:
    lows = [low for _, low, *_ in cells if low is not None]
    highs = [cell[4] for cell in cells if cell[4] is not None]
    timed = sum(cell[3] for cell in cells)
    return LatencyPoint(
        time,
        low_ms=min(lows) / 10 if lows else None,
        mean_ms=sum(cell[2] for cell in cells) / timed / 10 if timed else None,
        high_ms=max(highs) / 10 if highs else None,
        failed=sum(cell[5] for cell in cells),
        total=sum(cell[6] for cell in cells),
    )
