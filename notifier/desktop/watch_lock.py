"""Who writes the history: the tray program where it runs, else the first `watch` in a terminal.

A `watch` holds a lock of its own and only looks whether the tray program holds the one of `single_instance`: the tray
can start at any time, and then the terminal steps back. No event loop is needed here.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile, QSysInfo

import notifier.desktop.plain_imports  # noqa: F401 a command imports much after this

INSTANCE_LOCK: Final = "instance.lock"
WATCH_LOCK: Final = "watch.lock"


class WatchLock:
    """The right of a `watch` to write the history in a folder."""

    def __init__(self, folder: Path) -> None:
        self._instance = lock_of(folder / INSTANCE_LOCK)
        self._watch = lock_of(folder / WATCH_LOCK)

    def take(self) -> bool:
        """Take the right; False where the tray program or another `watch` has it."""
        return not self.tray_runs() and (self._watch.isLocked() or self._watch.tryLock(0))

    def tray_runs(self) -> bool:
        """Tell whether the tray program runs on this folder."""
        if self._instance.tryLock(0):
            self._instance.unlock()
            return False
        return is_held(self._instance)

    def release(self) -> None:
        """Give the right back."""
        self._watch.unlock()


def lock_of(path: Path) -> QLockFile:
    """Make a lock, which nobody holds yet."""
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # only the owner's death makes it stale
    return lock


def is_held(lock: QLockFile) -> bool:
    """Tell whether somebody else holds a lock that could not be taken.

    Where a folder cannot be written nobody can; and who died there has left his lock behind, for nobody takes it away.
    """
    if lock.error() is not QLockFile.LockError.LockFailedError:
        return False
    owner, host, _program = lock.getLockInfo()
    elsewhere = os.name != "posix" or host != QSysInfo.machineHostName()
    return elsewhere or _lives(owner) or _can_be_written(Path(lock.fileName()).parent)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return process > 0


def _can_be_written(folder: Path) -> bool:
    """Try it: after an error of the disk a system may say so of a folder that takes nothing."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False
