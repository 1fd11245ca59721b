"""Where the history window stands and how its parts share it: kept when it is closed, found again when it is opened.

The widths of its tables' columns are kept as they are changed.
"""

from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QSplitter, QTableView, QWidget

from notifier.ui.fitting import fit
from notifier.ui.kept_sizes import remember_parts

_GEOMETRY: Final = "history/geometry"
_COLUMNS: Final = "history/columns"
_ROWS: Final = "history/rows"


class Place:
    """The place of a window that two splitters share; without `places` nothing is kept."""

    def __init__(self, window: QWidget, places: QSettings | None) -> None:
        self._window, self._places = window, places
        self._shared: dict[str, QSplitter] = {}

    def divide(self, columns: QSplitter, rows: QSplitter) -> None:
        """Let these share the window as those before them did; the first ones find its place again."""
        shared, before = {_COLUMNS: columns, _ROWS: rows}, self._shared
        if not before:
            self._restore(columns, rows)
        for key, each in shared.items():
            kept = before[key].saveState() if before else self._kept(key)
            if isinstance(kept, QByteArray):
                each.restoreState(kept)
        for number, table in enumerate(columns.findChildren(QTableView)):
            remember_parts(table.horizontalHeader(), self._places, f"history-{number}")
        self._shared = shared

    def _restore(self, columns: QSplitter, rows: QSplitter) -> None:
        """Find the window's place again, or take one that suits the font."""
        window, wide = self._window, self._window.fontMetrics().averageCharWidth()
        fit(window, QSize(wide * 146, window.fontMetrics().height() * 54))
        columns.setSizes([wide * 40, wide * 106])
        rows.setSizes([window.height() * 3 // 4, window.height() // 4])
        if isinstance(kept := self._kept(_GEOMETRY), QByteArray):
            window.restoreGeometry(kept)

    def _kept(self, key: str) -> object:
        return self._places.value(key) if self._places is not None else None

    def keep(self) -> None:
        """Keep the place."""
        if self._places is not None:
            self._places.setValue(_GEOMETRY, self._window.saveGeometry())
            for key, each in self._shared.items():
                self._places.setValue(key, each.saveState())
