"""The table behind the charts: each day and each measured time in words, for whoever cannot see or point at them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialog, QHeaderView, QVBoxLayout, QWidget

from notifier.ui.history.card import on_ground
from notifier.ui.table import Table
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
            column.addWidget(on_ground(self, _table(name, rows)))
        line = self.fontMetrics()
        self.resize(line.averageCharWidth() * 70, line.height() * 30)


def _table(name: str, rows: Sequence[Row]) -> Table:
    table = Table()
    model = QStandardItemModel(0, 2, table)
    model.setHorizontalHeaderLabels([_("When"), name])
    for cells in rows:
        model.appendRow([QStandardItem(words) for words in cells])
    table.setModel(model)
    table.setAccessibleName(name)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    return table
