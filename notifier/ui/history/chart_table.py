"""The table behind the charts: each day and each measured time in words, for whoever cannot see or point at them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from notifier.ui.history.card import on_ground
from notifier.ui.table import WordsTable
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
            column.addWidget(on_ground(self, WordsTable(name, [_("When"), name], rows)))
        line = self.fontMetrics()
        self.resize(line.averageCharWidth() * 70, line.height() * 30)
