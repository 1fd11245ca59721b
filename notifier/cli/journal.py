"""The history as the command line uses it: read, never written, unless `watch` is the only one that watches.

`status` and `check` take what was learned of the targets from here and leave nothing behind. Three readings within ten
seconds would distort what the minutes' rhythm has learned, an address that was only tried is not to be remembered, and
a second writer could make the tray wait just when it has to keep an outage before it tells of it.
"""

import logging
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import msgspec

from notifier.core.ports import Batch, Restored
from notifier.store.database import open_for_reading, version_of
from notifier.store.restoring import restore
from notifier.store.schema import VERSION

log = logging.getLogger(__name__)


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
        except (sqlite3.Error, msgspec.MsgspecError) as error:
            log.info("the history %s cannot be read: %s", self._path, error)
            return Restored()
