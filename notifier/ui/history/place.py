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
    """The place of a window with two splitters; without `places` nothing is kept."""

    def __init__(self, window: QWidget, columns: QSplitter, rows: QSplitter, places: QSettings | None) -> None:
        self._window, self._columns, self._rows, self._places = window, columns, rows, places

    def restore(self) -> None:
        """Find the place again, or take one that suits the font."""
        window = self._window
        wide = window.fontMetrics().averageCharWidth()
        fit(window, QSize(wide * 146, window.fontMetrics().height() * 54))
        self._columns.setSizes([wide * 40, wide * 106])
        self._rows.setSizes([window.height() * 3 // 4, window.height() // 4])
        if self._places is None:
            return
        for key, restore in (
            (_GEOMETRY, window.restoreGeometry),
            (_COLUMNS, self._columns.restoreState),
            (_ROWS, self._rows.restoreState),
        ):
            kept = self._places.value(key)
            if isinstance(kept, QByteArray):
                restore(kept)
        for number, table in enumerate(self._window.findChildren(QTableView)):
            remember_parts(table.horizontalHeader(), self._places, f"history-{number}")

    def keep(self) -> None:
        """Keep the place."""
        if self._places is not None:
            self._places.setValue(_GEOMETRY, self._window.saveGeometry())
            self._places.setValue(_COLUMNS, self._columns.saveState())
            self._places.setValue(_ROWS, self._rows.saveState())
