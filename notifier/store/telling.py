"""Puts together the story of an incident: what was read, said, shown and notified around it, in order of time."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Final

import msgspec

from notifier.core.model import Alert, Incident
from notifier.core.past.story import StoryAlert, StoryEntry, StoryLine, StoryReading, StorySaid, StoryVerdict
from notifier.core.ports import LineChange, Said
from notifier.store.codec import END, kept, micros, reading_of, sound, time_of, verdict_of
from notifier.store.retention import AROUND
from notifier.store.thinning import Told, told

MOST_READINGS: Final = 2000
"""Entries of readings in one story: of a longer one the beginning and the end are told."""


_TARGETS: Final = "SELECT id, source, service, component, target FROM targets WHERE service = ?"
# with the run before, if it reaches into the time
_READINGS: Final = """
SELECT time, lasted, repeated, outcome, failure, latency_ms, detail, extra FROM readings
WHERE target = ?1 AND time <= ?3
AND time >= ifnull((SELECT max(time) FROM readings WHERE target = ?1 AND time <= ?2), ?2) AND time + lasted >= ?2
ORDER BY time, number
"""
_VERDICTS: Final = """
SELECT service, time, state, verdicts.data, reasons.data
FROM verdicts LEFT JOIN reasons ON reasons.verdict = verdicts.id
WHERE service = ? AND time BETWEEN ? AND ? ORDER BY time, id
"""
_SAID: Final = "SELECT data FROM said WHERE incident = ? ORDER BY time"
_ALERTS: Final = """
SELECT data FROM alerts JOIN alert_incidents ON alert_incidents.alert = alerts.number
WHERE alert_incidents.incident = ? ORDER BY time, number
"""
# how far the story may reach: what is of another incident of the service is told there
_APART: Final = """
SELECT ifnull(max(?2, (SELECT max(until) FROM incidents WHERE service = ?1 AND until <= ?3 AND id <> ?6)), ?2),
    ifnull(min(?5, (SELECT min(since) - 1 FROM incidents WHERE service = ?1 AND since >= ?4 AND id <> ?6)), ?5)
"""
_LINES: Final = "SELECT data FROM lines WHERE time BETWEEN ? AND ? ORDER BY time, id"


def story(connection: sqlite3.Connection, incident: Incident) -> list[StoryEntry]:
    """Tell everything around the incident, as far as no other of its service was.

    Of what happened at the same time, the cause comes before the effect.
    """
    since, until = micros(incident.since), END if incident.until is None else micros(incident.until)
    execute, around = connection.execute, AROUND // timedelta(microseconds=1)
    wide = (incident.service, since - around, since, until, min(until + around, END), incident.id)
    start, end = execute(_APART, wide).fetchone()
    lines = kept(execute(_LINES, (start, end)), LineChange)
    verdicts = sound(execute(_VERDICTS, (incident.service, start, end)), verdict_of)
    said = kept(execute(_SAID, (incident.id,)), Said)
    alerts = kept(execute(_ALERTS, (incident.id,)), Alert)
    entries: list[StoryEntry] = [StoryLine(each.time, each.line) for each in lines]
    entries += _readings(connection, incident.service, start, end)
    entries += [StorySaid(each.statement.time, each) for each in said]
    entries += [StoryVerdict(each.time, each) for each in verdicts]
    entries += [StoryAlert(each.time, each) for each in alerts]
    return sorted(entries, key=lambda entry: entry.time)


def _readings(connection: sqlite3.Connection, service: str, start: int, end: int) -> list[StoryReading]:
    entries: list[StoryReading] = []
    for number, *target in connection.execute(_TARGETS, (service,)).fetchall():
        source, of, component, key = target
        rows = connection.execute(_READINGS, (number, start, end))
        entries += folded(_runs((source, of, component, key), rows))
    if len(entries) > MOST_READINGS:
        entries.sort(key=lambda entry: entry.time)
        del entries[MOST_READINGS // 2 : -MOST_READINGS // 2]
    return entries


def _runs(
    target: tuple[str, str, str, str],
    rows: Iterable[tuple[int, int, int, str, str | None, float | None, str, str | None]],
) -> Iterator[StoryReading]:
    def run(row: tuple[int, int, int, str, str | None, float | None, str, str | None]) -> StoryReading:
        time, lasted, repeated, outcome, failure, latency_ms, detail, extra = row
        reading = reading_of(target, time, (outcome, failure, latency_ms, detail, extra))
        return StoryReading(reading.time, reading, repeated, time_of(time + lasted) if repeated else None)

    return sound(rows, run)


def folded(runs: Iterable[StoryReading]) -> list[StoryReading]:
    """Make one entry of runs of one target that follow each other and tell the same."""
    result: list[StoryReading] = []
    telling: Told | None = None
    for run in runs:
        tells = told(run.reading)
        if result and tells == telling:
            last = result[-1]
            result[-1] = msgspec.structs.replace(
                last,
                repeated=last.repeated + 1 + run.repeated,
                last=max(last.last or last.time, run.last or run.time),
            )
        else:
            result.append(run)
        telling = tells
    return result
