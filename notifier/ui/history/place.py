"""Where the history window stands and how its parts share it: kept when it is closed, found again when it is opened.

The widths of its tables' columns are kept as they are changed.
"""

from typing import Final

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QTableView, QWidget

from notifier.ui.fitting import fit
from notifier.ui.kept_sizes import remember_parts
from notifier.ui.splitter import Splitter

_GEOMETRY: Final = "history/geometry"
_COLUMNS: Final = "history/columns"
_ROWS: Final = "history/rows"


class Place:
    """The place of a window that two splitters share; without `places` nothing is kept."""

    def __init__(self, window: QWidget, places: QSettings | None) -> None:
        self._window, self._places = window, places
        self._shared: dict[str, Splitter] = {}

    def divide(self, columns: Splitter, rows: Splitter) -> None:
        """Let these share the window as the user had those before them do; the first ones find its place again."""
        window, wide, shared = self._window, self._window.fontMetrics().averageCharWidth(), self._shared
        columns.setSizes([wide * 40, wide * 106])
        if not shared:
            fit(window, QSize(wide * 146, window.fontMetrics().height() * 54))
            if isinstance(place := self._kept(_GEOMETRY), QByteArray):
                window.restoreGeometry(place)
        self._shared = {_COLUMNS: columns, _ROWS: rows}
        for key, each in self._shared.items():
            before = shared.get(key)
            kept = self._kept(key) if before is None else before.saveState() if before.moved else None
            each.moved = isinstance(kept, QByteArray) and each.restoreState(kept)
        for number, table in enumerate(columns.findChildren(QTableView)):
            remember_parts(table.horizontalHeader(), self._places, f"history-{number}")

    def _kept(self, key: str) -> object:
        return self._places.value(key) if self._places is not None else None

    def keep(self) -> None:
        """Keep the place."""
        if self._places is not None:
            self._places.setValue(_GEOMETRY, self._window.saveGeometry())
            for key, each in self._shared.items():
                if each.moved:
                    self._places.setValue(key, each.saveState())
