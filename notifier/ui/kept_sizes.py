"""Sizes that the user gave: of dialogs, of what shares a window, and of columns; found again the next time.

Where the history window stands is kept in `notifier.ui.history.place`.
"""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QSettings, Slot
from PySide6.QtWidgets import QDialog, QHeaderView, QSplitter


def remember(dialog: QDialog, places: QSettings) -> None:
    """Give a dialog the size that it had last, and keep the one that it has when it is closed."""
    _KeptSize(dialog, places)


def places_in(file: Path, parent: QObject | None = None) -> QSettings:
    """Give what is kept in this file, of windows' places and sizes; nobody else on the machine reads it."""
    with suppress(OSError):  # Qt keeps the mode of a file that is there, and lets everybody read a new one
        file.touch(0o600)
        file.chmod(0o600)
    return QSettings(str(file), QSettings.Format.IniFormat, parent)


def remember_parts(parts: QSplitter | QHeaderView, places: QSettings | None, name: str) -> None:
    """Divide the room as it was last divided; `name` says where."""
    if places is not None:
        _KeptParts(parts, places, name)


class _KeptSize(QObject):
    """Goes with its dialog."""

    def __init__(self, dialog: QDialog, places: QSettings) -> None:
        super().__init__(dialog)
        self._dialog, self._places = dialog, places
        self._key = f"dialogs/{type(dialog).__name__}"
        kept = places.value(self._key)
        if isinstance(kept, QByteArray):
            dialog.restoreGeometry(kept)
        self._before = dialog.size()
        dialog.finished.connect(self._keep)

    @Slot()
    def _keep(self) -> None:
        if self._dialog.size() != self._before:  # a size that nobody gave suits other words and fonts
            self._places.setValue(self._key, self._dialog.saveGeometry())


class _KeptParts(QObject):
    """Goes with its parts."""

    def __init__(self, parts: QSplitter | QHeaderView, places: QSettings, name: str) -> None:
        super().__init__(parts)
        self._parts, self._places, self._key = parts, places, f"parts/{name}"
        kept = places.value(self._key)
        if isinstance(kept, QByteArray):
            parts.restoreState(kept)
        moved = parts.splitterMoved if isinstance(parts, QSplitter) else parts.sectionResized
        moved.connect(self._keep)

    @Slot()
    def _keep(self) -> None:
        self._places.setValue(self._key, self._parts.saveState())
