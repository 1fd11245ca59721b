"""Whether the history's file is whole, for whoever asks: a large one takes a second, so nobody asks by the way."""

import sqlite3
from contextlib import closing
from pathlib import Path

from notifier.store.database import open_for_reading


def damage(path: Path) -> str:
    """The first thing that SQLite finds wrong with the file; empty: it is whole."""
    try:
        with closing(open_for_reading(path)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            orphan = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    if found != "ok":
        return found
    return "" if orphan is None else f"a row of {orphan[0]} without its parent in {orphan[2]}"
