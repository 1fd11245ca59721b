"""The journal on disk: keeps what happened, and goes on when the disk does not.

What goes wrong with the file is told to the user once, as a `Notice`, and never raised; what is our fault is raised.
How rows are written is in `ledger`, what is forgotten in `retention`, what is read again in `restoring`.
"""

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

import msgspec

from notifier.core.events import Notice, NoticeKind
from notifier.core.ports import Batch, Restored
from notifier.store.codec import ODD
from notifier.store.database import (
    Fault,
    NewerSchemaError,
    fault_of,
    open_for_reading,
    open_for_writing,
    set_aside,
    version_of,
)
from notifier.store.going_on import GoingOn
from notifier.store.ledger import Ledger
from notifier.store.restoring import restore
from notifier.store.retention import Retention
from notifier.store.schema import VERSION

log = logging.getLogger(__name__)

RETRY: Final = timedelta(minutes=1)
"""How often a file that could not be opened is tried again."""
MOST_HELD: Final = 10_000
"""Batches that wait for the disk in memory; beyond, the oldest go."""
MAINTENANCE_S: Final = 0.03
"""How long `maintain` works at a time; its last step may take a few milliseconds more."""


class _Open(NamedTuple):
    connection: sqlite3.Connection
    ledger: Ledger
    retention: Retention
    file: tuple[int, int]
    """Device and number: which file it is, whatever stands under its name by now."""


class HistoryWriter:
    """Implements `notifier.core.ports.Journal`. Belongs to the thread that opens it, and is closed there."""

    def __init__(
        self,
        path: Path,
        notify: Callable[[Notice], None],
        now: Callable[[], datetime],
        history_days: int,
    ) -> None:
        self._path = path
        self._notify = notify
        self._now = now
        self._history_days = history_days
        self._file: _Open | None = None
        self._refused = False
        """The file belongs to a newer version of the program and is left alone."""
        self._tried = datetime.min.replace(tzinfo=UTC)
        self._held: list[Batch] = []
        self._going_on = GoingOn()
        self._is_another = False
        """The file is not the one, or not the same as before, in which all of that was kept."""
        self._complained = False

    @classmethod
    def open(
        cls,
        path: Path,
        notify: Callable[[Notice], None],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        history_days: int = 400,
    ) -> Self:
        """Open the history, or begin one. Where that cannot be done the user is told, and memory takes its place."""
        writer = cls(path, notify, now, history_days)
        writer._connect()
        writer._is_another = writer._file is None
        return writer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def commit(self, batch: Batch) -> None:
        """Keep everything of the batch, in one transaction; if the disk refuses, hold it until the disk agrees."""
        fault: Fault | None = Fault.ENVIRONMENT
        if self._ready():
            fault = self._write(batch)
            if fault is Fault.CORRUPT and self._begin_anew():
                fault = self._write(batch)
        self._going_on.note(batch)
        if fault is not None:
            self._hold(batch)

    def restore(self, now: datetime) -> Restored:
        """What was kept; also from a file that can be read but not written."""
        kept = self._restored(now)
        self._going_on.take_up(kept)
        return kept or Restored()

    def _restored(self, now: datetime) -> Restored | None:
        if self._file is None:
            return self._restore_unwritable(now)
        try:
            return restore(self._file.connection, now)
        except sqlite3.Error as error:
            anew = self._judge(error) is Fault.CORRUPT and self._begin_anew()
        except ODD:
            log.exception("the history holds something else than what was written")
            anew = self._begin_anew()
        return restore(self._file.connection, now) if anew and self._file is not None else None

    def maintain(self, now: datetime) -> bool:
        """Forget what is old, for some hundredths of a second; tells whether there is more to do. Called hourly."""
        self._going_on.forget()
        if not self._ready() or self._file is None:
            return False
        try:
            return self._file.retention.work(now, MAINTENANCE_S)
        except sqlite3.Error as error:
            if self._judge(error) is Fault.CORRUPT:
                self._begin_anew()
            return False

    def close(self) -> None:
        """Keep what waits, and let go of the file."""
        if self._file is not None:
            try:
                self._file.ledger.finish()
            except sqlite3.Error as error:
                self._judge(error)
            self._let_go()

    def _ready(self) -> bool:
        if self._file is not None and self._file.file != _identity(self._path):
            # the system would go on writing into what nobody can open any more
            log.warning("the history %s is gone, a new one is begun", self._path)
            self._let_go()
            self._connect()
        if self._file is None and not self._refused and abs(self._now() - self._tried) >= RETRY:  # a clock is set back
            self._connect()
        return self._file is not None

    def _write(self, batch: Batch) -> Fault | None:
        if self._file is None:
            return Fault.ENVIRONMENT
        try:
            if self._is_another:
                self._go_on_in(self._file)
            self._file.ledger.write((*self._held, batch))
        except sqlite3.Error as error:
            return self._judge(error)
        if self._complained:
            log.info("the history can be written again")
            self._complained = False
        self._held.clear()
        return None

    def _go_on_in(self, file: _Open) -> None:
        """Bring a file up to date in which something else may stand: a new one, or an earlier one that is back."""
        file.ledger.write(self._held)
        self._held.clear()
        try:
            there = restore(file.connection, self._now())
        except ODD:
            there = Restored()  # what is odd in it is found with the next start
        file.ledger.write((self._going_on.beyond(there),))
        self._is_another = False

    def _hold(self, batch: Batch) -> None:
        """Keep in memory what a person would miss; a reading more or less is not among it."""
        kept = msgspec.structs.replace(batch, readings=())
        if kept != _NOTHING and not self._refused:
            self._held.append(kept)
            del self._held[:-MOST_HELD]

    def _connect(self) -> None:
        self._tried = self._now()
        try:
            self._take(open_for_writing(self._path))
        except NewerSchemaError:
            self._refused = True
            log.warning("the history %s belongs to a newer version", self._path)
            self._notify(Notice(NoticeKind.HISTORY_NEWER, str(self._path)))
        except OSError as error:
            self._complain(error.strerror or str(error))
        except sqlite3.Error as error:
            if self._judge(error) is Fault.CORRUPT:
                self._begin_anew()

    def _take(self, connection: sqlite3.Connection) -> None:
        ledger, retention = Ledger(connection), Retention(connection, self._history_days)
        self._file = _Open(connection, ledger, retention, _identity(self._path))
        self._is_another = True

    def _begin_anew(self) -> bool:
        """Set the broken file aside and begin a new one, with what can still be read of the other."""
        self._let_go()
        try:
            aside = set_aside(self._path, self._now())
            self._notify(Notice(NoticeKind.HISTORY_CORRUPT, str(aside)))
            self._take(open_for_writing(self._path))
            self._take_over(aside)
        except OSError as error:
            self._complain(error.strerror or str(error))
        except sqlite3.Error as error:
            self._judge(error)
        return self._file is not None

    def _take_over(self, broken: Path) -> None:
        # only where a history was broken: nobody else needs it in memory
        from notifier.store.rescue import rescue

        if self._file is not None:
            log.info("%d rows of the broken history were taken over", rescue(broken, self._file.connection))

    def _let_go(self) -> None:
        if self._file is not None:
            with suppress(sqlite3.Error):  # a broken file may refuse its last checkpoint
                self._file.connection.close()
            self._file = None

    def _judge(self, error: sqlite3.Error) -> Fault:
        """Tell whose fault it is: ours is raised, the environment's is told to the user."""
        fault = fault_of(error)
        if fault is Fault.BUG:
            raise error
        if fault is Fault.ENVIRONMENT:
            self._complain(str(error))
        else:
            log.warning("the history %s is broken: %s", self._path, error)
        return fault

    def _complain(self, text: str) -> None:
        if not self._complained:
            self._complained = True
            log.warning("the history %s cannot be written: %s", self._path, text)
            self._notify(Notice(NoticeKind.HISTORY_UNWRITABLE, text))

    def _restore_unwritable(self, now: datetime) -> Restored | None:
        if self._refused:
            return None
        try:
            with closing(open_for_reading(self._path)) as connection:
                return restore(connection, now) if version_of(connection) == VERSION else None
        except (sqlite3.Error, *ODD) as error:
            log.info("the history %s cannot be read either: %s", self._path, error)
            return None


def _identity(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


_NOTHING: Final = Batch()
