"""The table behind the charts: each day and each measured time in words, for whoever cannot see or point at them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from notifier.ui.scale import NEAR
from notifier.ui.softened import soften
from notifier.words import _

Row = tuple[str, str]


class ChartTable(QDialog):
    """Shows rows of two cells each, under a heading each. Show it with `open()`."""

    def __init__(self, title: str, parts: Sequence[tuple[str, Sequence[Row]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        for name, rows in parts:
            column.addWidget(_table(name, rows))
        line = self.fontMetrics()
        self.resize(line.averageCharWidth() * 70, line.height() * 30)


def _table(name: str, rows: Sequence[Row]) -> QTableWidget:
    table = QTableWidget(len(rows), 2)
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels([_("When"), name])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    soften(table)
    lines = table.verticalHeader()
    lines.hide()
    lines.setDefaultSectionSize(table.fontMetrics().height() + NEAR)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    for place, cells in enumerate(rows):
        for at, words in enumerate(cells):
            table.setItem(place, at, QTableWidgetItem(words))
    return table
