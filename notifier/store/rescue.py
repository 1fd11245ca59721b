"""What can still be read of a broken history is taken over into the new one, row by row.

A row is taken only if it is what the program itself would have written: its words decode, its times are times, its
parents are there. What is lost is not missed by the engine; it goes on from what it is given.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec

from notifier.core.alerts.outbox import Item
from notifier.core.line.known_network import KnownNetwork
from notifier.core.model import Alert, Incident, LineState, Reason, State
from notifier.core.ports import LineChange, OpenProblem, Said, Trust
from notifier.store.codec import MICROS, VerdictRest
from notifier.store.database import open_for_reading, version_of
from notifier.store.schema import VERSION

Row = tuple[object, ...]

_DATA: Final[dict[str, msgspec.json.Decoder[object]]] = {
    table: msgspec.json.Decoder(kind)
    for table, kind in {
        "verdicts": VerdictRest,
        "reasons": tuple[Reason, ...],
        "incidents": Incident,
        "said": Said,
        "alerts": Alert,
        "lines": LineChange,
        "trust": Trust,
        "outbox": Item,
        "problems": OpenProblem,
        "networks": KnownNetwork,
    }.items()
}
_STATE: Final[dict[str, type[State] | type[LineState]]] = {"verdicts": State, "lines": LineState}
_TIMES: Final = frozenset(("time", "since", "until", "seen", "start", "last"))
_START_US: Final = {"minutes": 60 * MICROS, "hours": 3_600 * MICROS, "days": 86_400 * MICROS}
"""What a `start` counts there, in microseconds."""
_LATEST: Final = 4_102_444_800 * MICROS
"""The year 2100: a later time is none."""


def rescue(broken: Path, fresh: sqlite3.Connection) -> int:
    """Take over every sound row that can be read; gives how many. `fresh` is a history of the newest version.

    A history of an older version, and a file that is none, give nothing. Raises sqlite3.Error where `fresh` refuses.
    """
    try:
        with closing(open_for_reading(broken)) as old:
            if version_of(old) != VERSION:
                return 0
            old.execute("PRAGMA query_only = ON")
            return sum(_take_over(table, old, fresh) for table in _tables(fresh))
    except sqlite3.DatabaseError:
        return 0


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Give the tables' names in the order in which they were made: parents first."""
    named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [name for (name,) in named]


def _take_over(table: str, old: sqlite3.Connection, fresh: sqlite3.Connection) -> int:
    described = fresh.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
    columns = [name for name, _ in described]
    keys = [name for name, place in sorted(described, key=lambda each: each[1]) if place]
    insert = f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our own names
    before = fresh.total_changes
    fresh.execute("BEGIN IMMEDIATE")
    for row in _rows(table, columns, keys, old):
        if _is_sound(table, columns, row):
            try:
                fresh.execute(insert, row)
            except sqlite3.IntegrityError:
                continue  # another type, or without its parent
    fresh.execute("COMMIT")
    return fresh.total_changes - before


def _rows(table: str, columns: list[str], keys: list[str], old: sqlite3.Connection) -> Iterator[Row]:
    """Read from the beginning up to where it is broken, then from the end down to where it is."""
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{key} {direction}" for key in keys)
        try:
            yield from old.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}")  # noqa: S608
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            continue
        return


def _is_sound(table: str, columns: list[str], row: Row) -> bool:
    try:
        for column, value in zip(columns, row, strict=True):
            if column == "data":
                _DATA[table].decode(str(value))
            elif column == "state":
                _STATE[table](str(value))
            elif column in _TIMES and value is not None:
                unit = _START_US.get(table, 1) if column == "start" else 1
                if not 0 <= int(str(value)) * unit < _LATEST:
                    return False
    except (ValueError, msgspec.MsgspecError):
        return False
    return True
