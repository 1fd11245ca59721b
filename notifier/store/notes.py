"""Keeps the user's notes on incidents: in the history's file, by a connection of a moment, whoever else has it open.

Notes come from windows and from the command line, where another process watches and writes. One row and no wait for the
disk: the watcher, which waits for a second, never notices. Nothing else is written from outside the watcher.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from notifier.core.failure import UserError
from notifier.core.past.search import Note
from notifier.store.codec import micros, plain
from notifier.store.database import BUSY_S, version_of
from notifier.store.schema import VERSION

LONGEST = 2000
"""Characters of a note that are kept."""


def keep_note(path: Path, note: Note) -> None:
    """Keep a note in the place of the one before. Raises `UserError` where the history cannot be written."""
    kept = _write(
        path,
        "INSERT OR REPLACE INTO notes (incident, time, note) SELECT id, ?2, ?3 FROM incidents WHERE id = ?1",
        (note.incident, micros(note.time), plain(note.text.strip()[:LONGEST])),
    )
    if not kept:
        raise UserError("the history does not know this incident", "choose it again from the list")


def drop_note(path: Path, incident: str) -> None:
    """Forget what was noted of an incident. Raises `UserError` where the history cannot be written."""
    _write(path, "DELETE FROM notes WHERE incident = ?1", (incident,))


def _write(path: Path, sql: str, values: tuple[str | int, ...]) -> bool:
    """Write in one step; tell whether a row was touched."""
    try:
        address = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_S, isolation_level=None)) as connection:
            if version_of(connection) != VERSION:
                raise UserError(
                    "the history belongs to another version of this program", "start the program first, then try again"
                )
            connection.execute("PRAGMA synchronous = NORMAL")
            return connection.execute(sql, values).rowcount > 0
    except sqlite3.DatabaseError as error:
        raise UserError("the note could not be kept", "{reason}", reason=str(error)) from error
