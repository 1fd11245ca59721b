"""Who writes the history: the tray program where it runs, else the first `watch` in a terminal.

A `watch` holds a lock of its own and only looks whether the tray program holds the one of `single_instance`: the tray
can start at any time, and then the terminal steps back. No event loop is needed here.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

import notifier.desktop.plain_imports  # noqa: F401 a command imports much after this

INSTANCE_LOCK: Final = "instance.lock"
WATCH_LOCK: Final = "watch.lock"


class WatchLock:
    """The right of a `watch` to write the history in a folder."""

    def __init__(self, folder: Path) -> None:
        self._instance = _lock(folder / INSTANCE_LOCK)
        self._watch = _lock(folder / WATCH_LOCK)

    def take(self) -> bool:
        """Take the right; False where the tray program or another `watch` has it."""
        return not self.tray_runs() and (self._watch.isLocked() or self._watch.tryLock(0))

    def tray_runs(self) -> bool:
        """Tell whether the tray program runs on this folder."""
        if self._instance.tryLock(0):
            self._instance.unlock()
            return False
        return self._instance.error() is QLockFile.LockError.LockFailedError

    def release(self) -> None:
        """Give the right back."""
        self._watch.unlock()


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # only the owner's death makes it stale
    return lock
