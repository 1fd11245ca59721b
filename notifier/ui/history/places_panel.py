"""Where an incident was seen: the map, and the table behind it that says the same to everybody."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from notifier.core.findings import Place
from notifier.ui import theme
from notifier.ui.history.world_map import STATES, WorldMap
from notifier.ui.softened import soften
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.places import found_words, nearest_first, place_name, tests_briefly, tests_words
from notifier.words.times import Clock

_FOUND: Final = 1
_TESTS: Final = 2
_READ: Final = 3
"""Columns; the first is the country's."""


class PlacesPanel(QWidget):
    """Shows the countries that were asked; nothing at all where none was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: Sequence[Place] = ()
        self._map = WorldMap(self)
        self._table = QTableWidget(0, 4, self)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(False)
        rows = self._table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self._table.fontMetrics().height() + 4)
        self._table.setShowGrid(False)
        soften(self._table)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_READ, QHeaderView.ResizeMode.Stretch)  # what has no room there, its tip says
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._map)
        row.addWidget(self._table, 1)
        self.setVisible(False)

    def translate(self) -> None:
        """Speak the language of the program: what was found is written anew when it is shown next."""
        self._places = ()
        self._table.setAccessibleName(_("Countries"))
        self._table.setHorizontalHeaderLabels([_("Country"), _("Found"), _("Tests failed"), _("Read")])

    def show_places(self, places: Sequence[Place], home: str, clock: Clock) -> None:
        """Show what was found; the same is not written twice, so that a reader keeps the place."""
        self.setVisible(bool(places))
        if places == self._places:
            return
        self._places = places
        self._table.setFixedHeight(self._map.sizeHint().height())  # only now: it reads the map
        self._map.show_places([each for each in places if not each.name], home)
        ranked = nearest_first(places, home)
        self._table.setRowCount(len(ranked))
        for row, place in enumerate(ranked):
            read = clock.moment(place.time)
            by = _("{time} by {source}").format(time=read, source=place.source) if place.source else read
            cells = (place_name(place), found_words(place.found), tests_briefly(place), by)
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                whole = tests_words(place) if column == _TESTS else words
                item.setData(Qt.ItemDataRole.AccessibleTextRole, whole)
                item.setToolTip(tip(whole))
                if column == _FOUND:
                    item.setForeground(QBrush(theme.state_color(STATES[place.found], self.palette())))
                self._table.setItem(row, column, item)
