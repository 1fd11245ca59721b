"""Looks through the incidents that were kept: those that a search finds, and how each day of a month was.

Service, time and length are columns; a word is looked for in what the company said and in the user's notes here, and in
the names and words that people read by `Tells`, which the caller has in the user's language.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from notifier.core import stats
from notifier.core.model import Incident
from notifier.core.past import CalendarDay, Note, PastIncident, Search, calendar
from notifier.core.stats import DayBounds, Span
from notifier.store.codec import decoded, micros, time_of

Tells = Callable[[Incident], str]
"""What there is to read of an incident, in folded case."""

_FOUND: Final = """
SELECT data, notes.incident, notes.time, note FROM incidents LEFT JOIN notes ON notes.incident = incidents.id
WHERE (?1 = '' OR service = ?1) AND since < ?3 AND (until IS NULL OR until >= ?2)
AND (?4 = 0 OR ifnull(until, ?5) - since >= ?4)
ORDER BY since DESC, id DESC
"""
_FOUND_OF_SERVICE: Final = _FOUND.replace("(?1 = '' OR service = ?1)", "service = ?1")
_SAID: Final = """
SELECT incident FROM said WHERE json_extract(data, '$.statement.text') LIKE ?1 ESCAPE '\\'
OR json_extract(data, '$.title') LIKE ?1 ESCAPE '\\'
"""
_NOTED: Final = "SELECT incident FROM notes WHERE note LIKE ?1 ESCAPE '\\'"
_NOTE: Final = "SELECT incident, time, note FROM notes WHERE incident = ?"
_WATCHED: Final = "SELECT start, last FROM watched WHERE (?1 = '' OR service = ?1) AND last >= ?2 AND start < ?3"
_BEGINNING: Final = -(2**62)
_END: Final = 2**62


def found(
    connection: sqlite3.Connection, search: Search, tells: Tells, now: datetime, limit: int, offset: int = 0
) -> list[PastIncident]:
    """Find incidents, the newest first. Of words case does not matter, nor where in a word they stand."""
    said = [_incidents_with(connection, word) for word in search.words]
    words = [word.casefold() for word in search.words]

    def matches(past: PastIncident) -> bool:
        told = tells(past.incident) if words else ""
        return all(word in told or past.incident.id in where for word, where in zip(words, said, strict=True))

    return list(islice(filter(matches, _rows(connection, search, now)), offset, offset + limit))


def note_of(connection: sqlite3.Connection, incident: str) -> Note | None:
    """Give the user's note on an incident."""
    row = connection.execute(_NOTE, (incident,)).fetchone()
    return None if row is None else _note(*row)


def month(
    connection: sqlite3.Connection, service: str, incidents: Sequence[Incident], bounds: Sequence[DayBounds]
) -> list[CalendarDay]:
    """Say how each of the days was, for one service or (empty) for all."""
    watched = connection.execute(_WATCHED, (service, micros(bounds[0].start), micros(bounds[-1].end)))
    spans = stats.merged(Span(time_of(first), time_of(last)) for first, last in watched)
    return calendar(bounds, incidents, spans)


def _rows(connection: sqlite3.Connection, search: Search, now: datetime) -> Iterator[PastIncident]:
    since = _BEGINNING if search.since is None else micros(search.since)
    until = _END if search.until is None else micros(search.until)
    length = round(search.longer.total_seconds() * 1_000_000)
    sql = _FOUND_OF_SERVICE if search.service else _FOUND
    for data, *note in connection.execute(sql, (search.service, since, until, length, micros(now))):
        yield PastIncident(decoded(data, Incident), _note(*note) if note[0] is not None else None)


def _note(incident: str, time: int, text: str) -> Note:
    return Note(incident, time_of(time), text)


def _incidents_with(connection: sqlite3.Connection, word: str) -> set[str]:
    pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return {incident for sql in (_SAID, _NOTED) for (incident,) in connection.execute(sql, (pattern,))}
