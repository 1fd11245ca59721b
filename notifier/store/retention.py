"""What the history forgets, and when: in steps of a few milliseconds, so that the engine never waits for it.

A count lives in one rollup at a time: minutes older than two days are folded into hours, hours older than ninety days
into days. Nothing here is urgent; a step that fails is done again the next time.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import chain
from time import perf_counter
from typing import Any, Final

from notifier.store.codec import MICROS, micros
from notifier.store.schema import ADDED_UP

MINUTES_KEPT: Final = timedelta(days=2)
HOURS_KEPT: Final = timedelta(days=90)
READINGS_KEPT: Final = timedelta(days=30)
NETWORKS_KEPT: Final = timedelta(days=365)
MOST_NETWORKS: Final = 50
"""What was learned of a network that nobody has come back to is of no use."""
REASONS_KEPT: Final = READINGS_KEPT
"""Why a verdict said what it said, outside incidents; the last word on a service keeps its reasons."""
AROUND: Final = timedelta(minutes=5)
"""What lies so near to an incident belongs to its story."""
MOST_READINGS: Final = 120_000
"""Where the world is so restless that there would be more rows, they are kept for a shorter time."""
STEP: Final = 200
"""Rows that one step deletes."""
SPARE_PAGES: Final = 128
"""Free pages that are left in the file, for they are needed again soon."""

_HOUR_S: Final = 3600
_DAY_S: Final = 86_400

_FOLD_MINUTES: Final = f"""
INSERT INTO hours
SELECT series, start / 60, sum(ok), sum(slow), sum(failed), sum(unverifiable), sum(unreadable), sum(skipped),
    sum(timed), sum(latency_sum), min(latency_low), max(latency_high)
FROM minutes WHERE series = ? AND start < ? GROUP BY start / 60
{ADDED_UP}
"""  # noqa: S608 - our own words
_FOLD_HOURS: Final = (
    _FOLD_MINUTES.replace("INTO hours", "INTO days")
    .replace("FROM minutes", "FROM hours")
    .replace("start / 60", "start / 24")
)
# the rows of a run near an incident of its service stay as long as the incident
_THIN: Final = """
DELETE FROM readings WHERE (target, time, number) IN (
    SELECT target, time, number FROM readings
    WHERE target = ?1 AND time < ?2 AND time + lasted < ?2 AND NOT EXISTS (
        SELECT 1 FROM incidents
        WHERE service = ?3 AND since <= readings.time + readings.lasted + ?4
        AND (until IS NULL OR until >= readings.time - ?4)
    )
    LIMIT ?5
)
"""
_DROP_REASONS: Final = """
DELETE FROM reasons WHERE verdict IN (
    SELECT verdict FROM verdicts JOIN reasons ON reasons.verdict = verdicts.id
    WHERE service = ?1 AND time < ?2 AND id < (SELECT max(id) FROM verdicts WHERE service = ?1) AND NOT EXISTS (
        SELECT 1 FROM incidents
        WHERE service = ?1 AND since <= verdicts.time + ?3 AND (until IS NULL OR until >= verdicts.time - ?3)
    )
    LIMIT ?4
)
"""
_FORGET_VERDICTS: Final = """
DELETE FROM verdicts WHERE id IN (
    SELECT id FROM verdicts AS old
    WHERE service = ?1 AND time < ?2
    AND EXISTS (SELECT 1 FROM verdicts WHERE service = ?1 AND id > old.id AND time < ?2)
    LIMIT ?3
)
"""
_FORGET_LINES: Final = """
DELETE FROM lines WHERE id IN (
    SELECT id FROM lines AS old WHERE time < ?1 AND EXISTS (SELECT 1 FROM lines WHERE id > old.id AND time < ?1)
    LIMIT ?2
)
"""
_FORGET_ALERTS: Final = """
DELETE FROM alerts WHERE number IN (
    SELECT number FROM alerts
    WHERE time < ?1
    AND NOT EXISTS (
        SELECT 1 FROM alert_incidents JOIN incidents ON incidents.id = alert_incidents.incident
        WHERE alert_incidents.alert = alerts.number
    )
    LIMIT ?2
)
"""
_FORGET_NETWORKS: Final = """
DELETE FROM networks WHERE seen < ?1 OR name NOT IN (SELECT name FROM networks ORDER BY seen DESC LIMIT ?2)
"""


class Retention:
    """Does the chores of an open history, a few at a time."""

    def __init__(self, connection: sqlite3.Connection, history_days: int) -> None:
        self._connection = connection
        self._kept = timedelta(days=history_days)
        self._steps: Iterator[None] = iter(())
        self._hour = self._day = -1

    def work(self, now: datetime, budget_s: float) -> bool:
        """Work for about so long; tells whether something is left for the next time."""
        until = perf_counter() + budget_s
        while perf_counter() < until:
            try:
                next(self._steps)
            except StopIteration:
                if not self._plan(now):
                    return False
        return True

    def _plan(self, now: datetime) -> bool:
        hour = micros(now) // (_HOUR_S * MICROS)
        if hour == self._hour:
            return False
        daily = hour // 24 != self._day
        self._hour, self._day = hour, hour // 24
        self._steps = chain(self._fold_minutes(now), self._sweep(now) if daily else (), self._vacuum())
        return True

    def _fold_minutes(self, now: datetime) -> Iterator[None]:
        cutoff = _seconds(now - MINUTES_KEPT) // _HOUR_S * 60
        for series in self._numbers("SELECT id FROM series"):
            with self._transaction() as execute:
                if execute(_FOLD_MINUTES, (series, cutoff)).rowcount:
                    execute("DELETE FROM minutes WHERE series = ? AND start < ?", (series, cutoff))
            yield

    def _fold_hours(self, now: datetime) -> Iterator[None]:
        cutoff = _seconds(now - HOURS_KEPT) // _DAY_S * 24
        for series in self._numbers("SELECT id FROM series"):
            with self._transaction() as execute:
                if execute(_FOLD_HOURS, (series, cutoff)).rowcount:
                    execute("DELETE FROM hours WHERE series = ? AND start < ?", (series, cutoff))
            yield

    def _sweep(self, now: datetime) -> Iterator[None]:
        yield from self._fold_hours(now)
        yield from self._thin(now)
        yield from self._forget(now)

    def _thin(self, now: datetime) -> Iterator[None]:
        cutoff = micros(now - self._readings_kept(now))
        around = AROUND // timedelta(microseconds=1)
        for target, service in self._connection.execute("SELECT id, service FROM targets").fetchall():
            yield from self._repeat(_THIN, (target, cutoff, service, around, STEP))
        cutoff = micros(now - REASONS_KEPT)
        for service in self._services():
            yield from self._repeat(_DROP_REASONS, (service, cutoff, around, STEP))

    def _readings_kept(self, now: datetime) -> timedelta:
        """How long raw readings can be kept without growing beyond bounds."""
        kept = READINGS_KEPT
        while kept > timedelta(days=1):
            count = self._connection.execute(
                "SELECT count(*) FROM readings WHERE time >= ?", (micros(now - kept),)
            ).fetchone()[0]
            if count <= MOST_READINGS:
                break
            kept /= 2
        return kept

    def _forget(self, now: datetime) -> Iterator[None]:
        cutoff = micros(now - self._kept)
        while ended := self._numbers("SELECT id FROM incidents WHERE until < ? LIMIT 20", (cutoff,)):
            with self._transaction() as execute:
                for incident in ended:
                    execute("DELETE FROM said WHERE incident = ?", (incident,))
                    execute("DELETE FROM notes WHERE incident = ?", (incident,))
                    execute("DELETE FROM alert_incidents WHERE incident = ?", (incident,))
                    execute("DELETE FROM incidents WHERE id = ?", (incident,))
            yield
        for service in self._services():
            yield from self._repeat(_FORGET_VERDICTS, (service, cutoff, STEP))
        yield from self._repeat(_FORGET_LINES, (cutoff, STEP))
        yield from self._repeat(_FORGET_ALERTS, (cutoff, STEP))
        self._connection.execute(_FORGET_NETWORKS, (micros(now - NETWORKS_KEPT), MOST_NETWORKS))
        self._connection.execute("DELETE FROM watched WHERE last < ?", (cutoff,))
        yield
        self._connection.execute("DELETE FROM days WHERE start < ?", (cutoff // MICROS // _DAY_S,))

    def _vacuum(self) -> Iterator[None]:
        while self._numbers("PRAGMA freelist_count")[0] > SPARE_PAGES:
            self._connection.execute("PRAGMA incremental_vacuum(32)").fetchall()
            yield

    def _services(self) -> list[str]:
        return [name for (name,) in self._connection.execute("SELECT DISTINCT service FROM verdicts")]

    def _numbers(self, sql: str, parameters: tuple[int, ...] = ()) -> list[Any]:
        return [number for (number,) in self._connection.execute(sql, parameters)]

    def _repeat(self, sql: str, parameters: tuple[str | int, ...]) -> Iterator[None]:
        while self._connection.execute(sql, parameters).rowcount >= STEP:
            yield
        yield

    @contextmanager
    def _transaction(self) -> Iterator[Callable[..., sqlite3.Cursor]]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection.execute
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise


def _seconds(time: datetime) -> int:
    return micros(time) // MICROS
