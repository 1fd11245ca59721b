"""Looks through the incidents that were kept: those that a search finds, and how each day of a month was.

Service, time and length are columns; a word is looked for in what the company said and in the user's notes here, and in
the names and words that people read by `Tells`, which the caller has in the user's language.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

import msgspec

from notifier.core.model import Incident
from notifier.core.past.search import CalendarDay, Note, PastIncident, Search, calendar
from notifier.core.past.stats import DayBounds, Span
from notifier.store.codec import BEGINNING, END, MICROS, micros, sound, time_of

Tells = Callable[[Incident], str]
"""What there is to read of an incident, in folded case."""

_FOUND: Final = """
SELECT data, notes.incident, notes.time, note FROM incidents LEFT JOIN notes ON notes.incident = incidents.id
WHERE (?1 = '' OR service = ?1) AND since < ?3 AND (until IS NULL OR until >= ?2)
AND (?4 = 0 OR ifnull(until, ?5) - since >= ?4)
ORDER BY since DESC, id DESC
"""
_FOUND_OF_SERVICE: Final = _FOUND.replace("(?1 = '' OR service = ?1)", "service = ?1")
# first the whole row, which is quick, for most have no such word at all; JSON writes a quotation mark as two characters
_SAID: Final = """
SELECT incident FROM said WHERE data LIKE ?2 ESCAPE '\\' AND CASE WHEN json_valid(data) THEN
    json_extract(data, '$.statement.text') LIKE ?1 ESCAPE '\\' OR json_extract(data, '$.title') LIKE ?1 ESCAPE '\\'
END
"""
_NOTED: Final = "SELECT incident FROM notes WHERE note LIKE ?1 ESCAPE '\\'"
_NOTE: Final = "SELECT incident, time, note FROM notes WHERE incident = ?"
_WATCHED: Final = "SELECT start, last FROM watched WHERE last >= ?2 AND start < ?3"
_WATCHED_OF_SERVICE: Final = f"{_WATCHED} AND service = ?1"
_DECODER: Final = msgspec.json.Decoder(Incident)


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
    return next(sound(connection.execute(_NOTE, (incident,)), lambda row: _note(*row)), None)


def month(
    connection: sqlite3.Connection, service: str, incidents: Sequence[Incident], bounds: Sequence[DayBounds]
) -> list[CalendarDay]:
    """Say how each of the days was, for one service or (empty) for all."""
    sql = _WATCHED_OF_SERVICE if service else _WATCHED
    watched = connection.execute(sql, (service, micros(bounds[0].start), micros(bounds[-1].end)))
    spans = sound(_merged(sorted(watched)), lambda row: Span(time_of(row[0]), time_of(row[1])))
    return calendar(bounds, incidents, list(spans))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put together what overlaps; of a hundred services there are ten thousand in a month."""
    result: list[tuple[int, int]] = []
    for start, last in spans:
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(last, result[-1][1]))
        else:
            result.append((start, last))
    return result


def _rows(connection: sqlite3.Connection, search: Search, now: datetime) -> Iterator[PastIncident]:
    since = BEGINNING if search.since is None else micros(search.since)
    until = END if search.until is None else micros(search.until)
    length = round(search.longer.total_seconds() * MICROS)
    sql = _FOUND_OF_SERVICE if search.service else _FOUND
    return sound(connection.execute(sql, (search.service, since, until, length, micros(now))), _past)


def _past(row: tuple[Any, ...]) -> PastIncident:
    data, *note = row
    return PastIncident(_DECODER.decode(data), _note(*note) if note[0] is not None else None)


def _note(incident: str, time: int, text: str) -> Note:
    return Note(incident, time_of(time), text)


def _incidents_with(connection: sqlite3.Connection, word: str) -> set[str]:
    pattern = _pattern(word)
    said = connection.execute(_SAID, (pattern, _pattern(json.dumps(word, ensure_ascii=False)[1:-1])))
    noted = connection.execute(_NOTED, (pattern,))
    return {incident for rows in (said, noted) for (incident,) in rows}


def _pattern(text: str) -> str:
    """Find the text wherever it stands."""
    return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
