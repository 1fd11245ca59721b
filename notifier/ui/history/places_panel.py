"""Where an incident was seen: the map, and the table behind it that says the same to everybody."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QWidget

from notifier.core.outside.findings import Place
from notifier.ui import theme
from notifier.ui.history.card import on_ground
from notifier.ui.history.world_map import STATES, WorldMap
from notifier.ui.scale import NEAR, TIGHT
from notifier.ui.table import Table
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.places import found_words, nearest_first, place_name, tests_briefly, tests_words
from notifier.words.times import Clock

_FOUND: Final = 1
_TESTS: Final = 2
_READ: Final = 3
"""Columns; the first is the country's."""
_LEAST: Final = 18
"""Characters of the last column; where less is left, when and by whom a country was tried is not shown."""


class PlacesPanel(QWidget):
    """Shows the countries that were asked; nothing at all where none was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: Sequence[Place] = ()
        self._map = WorldMap(self)
        self._table, self._rows = Table(self), QStandardItemModel(0, 4, self)
        self._rows.setHorizontalHeaderLabels([_("Country"), _("Found"), _("Tests failed"), _("Read")])
        self._table.setModel(self._rows)
        self._table.setAccessibleName(_("Countries"))
        self._table.verticalHeader().setDefaultSectionSize(self._table.fontMetrics().height() + TIGHT)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(_READ, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(True)  # the one before it, where that is hidden
        self._ground = on_ground(self, self._table)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(NEAR)
        row.addWidget(self._map)
        row.addWidget(self._ground, 1)
        self.setVisible(False)

    def forget(self) -> None:
        """Write what was found anew when it is shown next: in the colours of then."""
        self._places = ()

    def show_places(self, places: Sequence[Place], home: str, clock: Clock) -> None:
        """Show what was found; the same is not written twice, so that a reader keeps the place."""
        self.setVisible(bool(places))
        if places == self._places:
            return
        self._places = places
        self._ground.setFixedHeight(self._map.sizeHint().height())  # only now: it reads the map
        self._map.show_places([each for each in places if not each.name], home)
        ranked = nearest_first(places, home)
        self._rows.setRowCount(0)
        for place in ranked:
            read = clock.moment(place.time)
            by = _("{time} by {source}").format(time=read, source=place.source) if place.source else read
            cells = (place_name(place), found_words(place.found), tests_briefly(place), by)
            self._rows.appendRow([_cell(words) for words in cells])
            found, tests = (self._rows.item(self._rows.rowCount() - 1, column) for column in (_FOUND, _TESTS))
            found.setForeground(QBrush(theme.state_color(STATES[place.found], self.palette())))
            _say(tests, tests_words(place))
        self._show_read()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Show what has room."""
        super().resizeEvent(event)
        self._show_read()

    def _show_read(self) -> None:
        header = self._table.horizontalHeader()
        wide = [max(self._table.sizeHintForColumn(each), header.sectionSizeHint(each)) for each in range(_READ)]
        left = self.width() - self._map.sizeHint().width() - sum(wide) - NEAR
        self._table.setColumnHidden(_READ, left < _LEAST * self.fontMetrics().averageCharWidth())


def _cell(words: str) -> QStandardItem:
    item = QStandardItem(words)
    _say(item, words)
    return item


def _say(item: QStandardItem, words: str) -> None:
    """Have it said by ear, and under the mouse."""
    item.setData(words, Qt.ItemDataRole.AccessibleTextRole)
    item.setToolTip(tip(words))
