"""Opening the history's file: pragmas, migrations with a backup before them, setting a broken file aside.

What SQLite complains of is split here into the environment's fault, a broken file, and ours. What follows from that is
decided by the writer and the reader.
"""

import contextlib
import os
import sqlite3
import stat
from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Final

from notifier.store.schema import APPLICATION_ID, MIGRATIONS

BUSY_S: Final = 1.0
"""How long to wait for another process that writes; the engine waits with us."""
CACHE_KB: Final = 512
"""So much of the file is kept in memory: what is written again and again. SQLite's own 2 MB fill within hours."""


class Fault(Enum):
    """Whose fault an error of SQLite is."""

    ENVIRONMENT = auto()
    CORRUPT = auto()
    BUG = auto()


_ENVIRONMENT = frozenset(
    (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_NOLFS,
        sqlite3.SQLITE_PROTOCOL,
    )
)


_NO_SHARED_MEMORY = frozenset((sqlite3.SQLITE_IOERR_SHMMAP, sqlite3.SQLITE_IOERR_SHMOPEN, sqlite3.SQLITE_IOERR_SHMSIZE))


class NewerSchemaError(Exception):
    """The file was written by a newer version of the program."""


class ForeignFileError(sqlite3.DatabaseError):
    """A sound database, but not a history; it is treated as a broken one."""

    sqlite_errorcode = sqlite3.SQLITE_NOTADB


class OddFileError(sqlite3.OperationalError):
    """What stands there is no file: SQLite says little about a folder, and waits for ever at a pipe."""

    sqlite_errorcode = sqlite3.SQLITE_CANTOPEN


def refuse_odd(path: Path) -> None:
    """Raise `OddFileError` where something else than a file stands; of what cannot be looked at SQLite says more."""
    with contextlib.suppress(OSError):
        if not stat.S_ISREG(path.stat().st_mode):
            raise OddFileError("it is not a file")


def fault_of(error: sqlite3.Error) -> Fault:
    """Tell whose fault it is; what SQLite did not say itself (a closed connection, a wrong type) is ours."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return Fault.CORRUPT
    return Fault.ENVIRONMENT if code in _ENVIRONMENT else Fault.BUG


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the schema: 0 for an empty file. Refuses a foreign file."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if application == APPLICATION_ID:
        return version
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise ForeignFileError("the file is a database of another program")
    return 0


def open_for_writing(path: Path, migrations: Sequence[tuple[str, ...]] = MIGRATIONS) -> sqlite3.Connection:
    """Open the history, made or brought up to date as needed. Raises OSError, sqlite3.Error or `NewerSchemaError`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _keep_private(path)
    try:
        return _opened(path, migrations)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode not in _NO_SHARED_MEMORY:
            raise
    return _opened(path, migrations, log=False)


def _opened(path: Path, migrations: Sequence[tuple[str, ...]], *, log: bool = True) -> sqlite3.Connection:
    """Open it with a log beside the file, or with the older journal.

    A log wants memory that is shared through a file, which many file systems over the network do not have.
    """
    refuse_odd(path)
    connection = _legible(sqlite3.connect(path, timeout=BUSY_S, isolation_level=None))
    try:
        if not log:
            _end_log(connection)
        version = version_of(connection)
        if version > len(migrations):
            raise NewerSchemaError
        connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # has an effect before the first table only
        connection.execute(f"PRAGMA journal_mode = {'WAL' if log else 'DELETE'}")
        connection.execute(f"PRAGMA synchronous = {'NORMAL' if log else 'FULL'}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA wal_autocheckpoint = 500")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
        connection.execute("PRAGMA journal_size_limit = 2097152")
        _migrate(connection, path, version, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def _end_log(connection: sqlite3.Connection) -> None:
    """Take in the log that is there: that needs no shared memory while nobody else is there."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA locking_mode = NORMAL")


def _keep_private(path: Path) -> None:
    """Have the file made so that only the user reads it; what SQLite puts beside it is then alike.

    One that is there is not opened: closing it would end the locks that this process has on it.
    """
    with contextlib.suppress(OSError):  # what is wrong with it SQLite says better
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        elif os.name == "posix" and path.is_file() and path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _migrate(connection: sqlite3.Connection, path: Path, version: int, migrations: Sequence[tuple[str, ...]]) -> None:
    if 0 < version < len(migrations):
        _back_up(connection, path, version)
    # also where nothing is to be done: a file that cannot be written is to be known now, not at the first outage
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        if version < len(migrations):
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                message = f"the migration from version {version} leaves rows without their parents"
                raise sqlite3.IntegrityError(message)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        # written in any case, for a transaction that writes nothing asks nobody whether it may
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    target = path.with_name(f"{path.stem}.version-{version}{path.suffix}")
    with contextlib.closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Open the history without a right to change anything; also in a folder that nothing can be written to."""
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if fault_of(error) is not Fault.ENVIRONMENT or _unfinished(path):
            raise
        # WAL wants a file for shared memory; where none can be made, nobody else writes either
        return _connect(path, "mode=ro&immutable=1")
    except BaseException:
        connection.close()
        raise
    return connection


def _unfinished(path: Path) -> bool:
    """Tell whether something was committed that is not in the file itself yet."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    refuse_odd(path)
    address = f"{path.absolute().as_uri()}?{mode}"
    return _legible(sqlite3.connect(address, uri=True, timeout=BUSY_S, isolation_level=None))


def _legible(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Have every text read: bytes that are none, on a disk that forgets, are shown as such and stop nobody."""
    connection.text_factory = partial(str, encoding="utf-8", errors="replace")
    return connection


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a broken history, with its companions, so that a new one can be begun. Raises OSError."""
    stem = f"{path.stem}.corrupt-{now:%Y%m%dT%H%M%SZ}"
    target = path.with_name(stem + path.suffix)
    count = 1
    while target.exists():
        count += 1
        target = path.with_name(f"{stem}-{count}{path.suffix}")
    path.rename(target)
    for companion in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(target.with_name(target.name + companion))
    return target
