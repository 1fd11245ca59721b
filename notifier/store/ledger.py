"""Writes batches into an open history, each in one transaction. Errors of SQLite are the caller's affair.

What is remembered between batches (ids, runs, open incidents) is only a shortcut to what the tables say: after a
transaction that failed it is forgotten and learned again.
"""

import sqlite3
from collections.abc import Iterable
from typing import Final

import msgspec

from notifier.core.alerts.outbox import OutboxRow
from notifier.core.line.known_network import KnownNetwork
from notifier.core.model import Alert, Incident, Outcome, Reading, Verdict
from notifier.core.ports import Batch, LineChange, OpenProblem, Said, Trust
from notifier.store import codec
from notifier.store.schema import ADDED_UP
from notifier.store.thinning import Keep, TargetKey, Thinning, target_key

FLUSH: Final = 60 * codec.MICROS
"""How long it may wait to be known that a service was watched; a reading's count never waits."""
WATCH_GAP: Final = 30 * 60 * codec.MICROS
"""Between two readings of a service that lie further apart than this, it was not watched."""

_MINUTE: Final = 60 * codec.MICROS

_COUNT: Final = f"""
INSERT INTO minutes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
{ADDED_UP},
    last = max(last, excluded.last)
"""  # noqa: S608 - our own words
_KEEP: Final = """
INSERT INTO readings (target, time, number, outcome, failure, latency_ms, detail, extra, repeated, lasted)
VALUES (
    ?1, ?2, (SELECT ifnull(max(number) + 1, 0) FROM readings WHERE target = ?1 AND time = ?2), ?3, ?4, ?5, ?6, ?7, 0, 0
)
RETURNING number
"""
_LENGTHEN: Final = """
UPDATE readings SET repeated = repeated + 1, lasted = ?4 - time WHERE target = ?1 AND time = ?2 AND number = ?3
"""
_INCIDENT: Final = """
INSERT INTO incidents (id, service, since, until, data) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    service = excluded.service, since = excluded.since, until = excluded.until, data = excluded.data
"""
_ALERT: Final = """
INSERT INTO alerts (id, kind, time, data) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, time = excluded.time, data = excluded.data
RETURNING number
"""
_WATCHED: Final = """
INSERT INTO watched (service, start, last) VALUES (?, ?, ?)
ON CONFLICT (service, start) DO UPDATE SET last = max(last, excluded.last)
"""

OUTCOMES: Final = tuple(Outcome)
_COUNTS: Final = {outcome: tuple(int(each is outcome) for each in OUTCOMES) for outcome in OUTCOMES}
_TIMED: Final = frozenset((Outcome.OK, Outcome.SLOW))
"""The latency of a failure says nothing about how fast the service is."""


class Watched(msgspec.Struct):
    """How long a service has been watched without a gap."""

    start: int
    last: int


class Ledger:
    """The tables, as far as they are written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._forget()

    def _forget(self) -> None:
        self._thinning = Thinning()
        self._series: dict[tuple[str, str, str], int] = {}
        self._targets: dict[TargetKey, int] = {}
        self._open: dict[str, str] | None = None
        """The service of each incident that is open."""
        self._watched: dict[str, Watched] = {}
        self._seen: set[str] = set()
        """Services whose watched time has grown since the last flush."""
        self._flushed = 0

    def write(self, batches: Iterable[Batch]) -> None:
        """Keep everything of the batches, or nothing."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        try:
            for batch in batches:
                self._write(batch)
            execute("COMMIT")
        except BaseException:
            self._forget()
            if self._connection.in_transaction:
                execute("ROLLBACK")
            raise

    def finish(self) -> None:
        """Keep what may wait for a minute; called before closing."""
        if self._seen:
            self.write((_FLUSH_ONLY,))

    def _write(self, batch: Batch) -> None:
        for incident in batch.incidents:
            self._incident(incident)
        flush = batch is _FLUSH_ONLY
        for reading in batch.readings:
            flush |= self._reading(reading)
        for verdict in batch.verdicts:
            self._verdict(verdict)
        for said in batch.said:
            self._said(said)
        for alert in batch.alerts:
            self._alert(alert)
        for change in batch.lines:
            self._line(change)
        for trust in batch.trust:
            self._trust(trust)
        for row in batch.outbox:
            self._outbox(row)
        for problem in batch.problems:
            self._problem(problem)
        for network in batch.networks:
            self._network(network)
        if flush:
            self._flush()

    def _reading(self, reading: Reading) -> bool:
        """Count the reading, and keep it where it is worth a row; tells whether it is time to flush."""
        if reading.page is not None:
            reading = msgspec.structs.replace(reading, page=codec.compact(reading.page))
        time = codec.micros(reading.time)
        self._count(reading, time)
        self._watch(reading.service, time)
        key = target_key(reading)
        keep, run, before = self._thinning.step(reading, reading.service in self._open_incidents().values())
        if before is not None:
            self._insert(key, before, codec.micros(before.time))
        if keep is Keep.NEW:
            run.time, run.number = time, self._insert(key, reading, time)
        elif keep is Keep.LONGER:
            self._connection.execute(_LENGTHEN, (self._target(key), run.time, run.number, time))
        if keep is Keep.NOTHING and 0 <= time - self._flushed < FLUSH:
            return False
        self._flushed = time
        return True

    def _count(self, reading: Reading, time: int) -> None:
        series = (reading.service, reading.component, reading.source)
        number = self._series.get(series)
        if number is None:
            number = self._series[series] = self._series_id(series)
        minute, last = divmod(time, _MINUTE)
        latency = None
        if reading.latency_ms is not None and reading.outcome in _TIMED:
            latency = round(reading.latency_ms * 10)
        timed = (0, 0, None, None) if latency is None else (1, latency, latency, latency)
        self._connection.execute(_COUNT, (number, minute, *_COUNTS[reading.outcome], *timed, last))

    def _series_id(self, series: tuple[str, str, str]) -> int:
        execute = self._connection.execute
        execute("INSERT OR IGNORE INTO series (service, component, source) VALUES (?, ?, ?)", series)
        select = "SELECT id FROM series WHERE service = ? AND component = ? AND source = ?"
        number: int = execute(select, series).fetchone()[0]
        return number

    def _target(self, key: TargetKey) -> int:
        number = self._targets.get(key)
        if number is None:
            execute = self._connection.execute
            execute("INSERT OR IGNORE INTO targets (service, target, component, source) VALUES (?, ?, ?, ?)", key)
            select = "SELECT id FROM targets WHERE service = ? AND target = ? AND component = ? AND source = ?"
            number = self._targets[key] = int(execute(select, key).fetchone()[0])
        return number

    def _insert(self, key: TargetKey, reading: Reading, time: int) -> int:
        row = (self._target(key), time, *codec.reading_row(reading))
        number: int = self._connection.execute(_KEEP, row).fetchone()[0]
        return number

    def _watch(self, service: str, time: int) -> None:
        self._seen.add(service)
        span = self._watched.get(service)
        if span is not None and span.start <= time <= span.last + WATCH_GAP:
            span.last = max(span.last, time)
            return
        if span is not None:
            self._keep_watched(service, span)
        self._watched[service] = Watched(time, time)

    def _keep_watched(self, service: str, span: Watched) -> None:
        self._connection.execute(_WATCHED, (service, span.start, span.last))

    def _flush(self) -> None:
        for service in self._seen:
            self._keep_watched(service, self._watched[service])
        self._seen.clear()

    def _open_incidents(self) -> dict[str, str]:
        if self._open is None:
            self._open = dict(self._connection.execute("SELECT id, service FROM incidents WHERE until IS NULL"))
        return self._open

    def _incident(self, incident: Incident) -> None:
        until = None if incident.until is None else codec.micros(incident.until)
        row = (incident.id, incident.service, codec.micros(incident.since), until, codec.encoded(incident))
        self._connection.execute(_INCIDENT, row)
        open_ = self._open_incidents()
        if until is None:
            open_[incident.id] = incident.service
        else:
            open_.pop(incident.id, None)

    def _verdict(self, verdict: Verdict) -> None:
        *row, reasons = codec.verdict_row(verdict)
        execute = self._connection.execute
        number = execute("INSERT INTO verdicts (service, time, state, data) VALUES (?, ?, ?, ?)", row).lastrowid
        if reasons is not None:
            execute("INSERT INTO reasons (verdict, data) VALUES (?, ?)", (number, reasons))

    def _said(self, said: Said) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO said (incident, time, data) VALUES (?, ?, ?)",
            (said.incident, codec.micros(said.statement.time), codec.encoded(said)),
        )

    def _alert(self, alert: Alert) -> None:
        row = (alert.id, alert.kind, codec.micros(alert.time), codec.encoded(alert))
        number = self._connection.execute(_ALERT, row).fetchone()[0]
        self._connection.execute("DELETE FROM alert_incidents WHERE alert = ?", (number,))
        self._connection.executemany(
            "INSERT INTO alert_incidents (incident, alert) VALUES (?, ?)",
            [(incident, number) for incident in {alert.thread, *(each.incident for each in alert.services)}],
        )

    def _line(self, change: LineChange) -> None:
        self._connection.execute(
            "INSERT INTO lines (time, state, data) VALUES (?, ?, ?)",
            (codec.micros(change.time), change.line.state, codec.encoded(change)),
        )

    def _trust(self, trust: Trust) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO trust (service, target, data) VALUES (?, ?, ?)",
            (trust.service, trust.target, codec.encoded(trust)),
        )

    def _outbox(self, row: OutboxRow) -> None:
        if row.item is None:
            self._connection.execute("DELETE FROM outbox WHERE key = ?", (row.key,))
        else:
            values = (row.key, codec.encoded(row.item))
            self._connection.execute("INSERT OR REPLACE INTO outbox (key, data) VALUES (?, ?)", values)

    def _problem(self, problem: OpenProblem) -> None:
        if problem.is_over():
            self._connection.execute("DELETE FROM problems WHERE service = ?", (problem.service,))
        else:
            values = (problem.service, codec.encoded(problem))
            self._connection.execute("INSERT OR REPLACE INTO problems (service, data) VALUES (?, ?)", values)

    def _network(self, network: KnownNetwork) -> None:
        values = (network.name, round(network.seen_s * codec.MICROS), codec.encoded(network))
        self._connection.execute("INSERT OR REPLACE INTO networks (name, seen, data) VALUES (?, ?, ?)", values)


_FLUSH_ONLY: Final = Batch()
