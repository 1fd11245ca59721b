"""The history as the command line uses it: read, and written by `watch` alone, while nobody else watches.

`status` and `check` take what was learned of the targets from here and leave nothing behind. Three readings within ten
seconds would distort what the minutes' rhythm has learned, an address that was only tried is not to be remembered, and
a second writer could make the tray wait just when it has to keep an outage before it tells of it.
"""

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from notifier.core.events import NoticeKind
from notifier.core.failure import UserError
from notifier.core.model import Incident
from notifier.core.ports import Batch, Restored
from notifier.store.codec import ODD
from notifier.store.database import open_for_reading, version_of
from notifier.store.restoring import restore
from notifier.store.schema import VERSION
from notifier.words import _

if TYPE_CHECKING:  # `status` and `check` need neither: Qt and the writing take 80 ms
    from notifier.desktop.watch_lock import WatchLock
    from notifier.store.reader import HistoryReader
    from notifier.store.writer import HistoryWriter

LOOK_S: Final = 5.0
"""How often `watch` looks whether the tray program has started."""

log = logging.getLogger(__name__)


def refuse_unreadable(reader: "HistoryReader") -> None:
    """Raise UserError where there is a history that cannot be read; nothing was changed."""
    notice = reader.notice()
    if notice is None:
        return
    title = _("the history {file} cannot be read").format(file=reader.path)
    match notice.kind:
        case NoticeKind.HISTORY_NEWER:
            hint = _("it was written by a newer version of this program; please update")
        case NoticeKind.HISTORY_CORRUPT:
            hint = _("it is broken; the next start sets it aside and begins a new one")
        case _:
            hint = notice.text
    raise UserError(title, hint)


class ReadOnlyJournal:
    """Implements `notifier.core.ports.Journal`: remembers what others kept, keeps nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def commit(self, batch: Batch) -> None:
        """Let it go."""

    def restore(self, now: datetime) -> Restored:
        """What was kept; nothing where there is no history that this version can read."""
        if not self._path.exists():
            return Restored()
        try:
            with closing(open_for_reading(self._path)) as connection:
                return restore(connection, now) if version_of(connection) == VERSION else Restored()
        except (sqlite3.Error, *ODD) as error:
            log.info("the history %s cannot be read: %s", self._path, error)
            return Restored()

    def going_on(self, now: datetime) -> dict[str, Incident]:
        """What goes on by the history, by service."""
        return {each.service: each for each in self.restore(now).incidents if each.until is None}

    def maintain(self, _now: datetime) -> bool:
        """There is nothing to do."""
        return False

    def close(self) -> None:
        """Nothing is open."""


class SharedJournal:
    """Implements `notifier.core.ports.Journal` for `watch`: writes while nobody else does, then only reads.

    `stepped_back` is called once, when the tray program takes the history over.
    """

    def __init__(self, lock: "WatchLock", writer: "HistoryWriter", stepped_back: Callable[[], None]) -> None:
        self._lock = lock
        self._writer: HistoryWriter | None = writer
        self._stepped_back = stepped_back
        self._looked_s = time.monotonic()

    def commit(self, batch: Batch) -> None:
        """Keep it, unless the tray program keeps its own by now."""
        if self._writer is not None and self._tray_came():
            self.close()
            self._stepped_back()
        if self._writer is not None:
            self._writer.commit(batch)

    def restore(self, now: datetime) -> Restored:
        """What was kept."""
        return Restored() if self._writer is None else self._writer.restore(now)

    def maintain(self, now: datetime) -> bool:
        """Forget what is old; tells whether there is more to do."""
        return self._writer is not None and self._writer.maintain(now)

    def close(self) -> None:
        """Let the history go, and the right to write it."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
            self._lock.release()

    def _tray_came(self) -> bool:
        now_s = time.monotonic()
        if now_s - self._looked_s < LOOK_S:
            return False
        self._looked_s = now_s
        return self._lock.tray_runs()
