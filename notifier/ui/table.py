"""A table as it is read: whole rows, no grid, no frame, a quiet header without relief; and one of mere words."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QTableView,
    QWidget,
)

from notifier.ui import theme
from notifier.ui.painted import frame_focus
from notifier.ui.scale import APART
from notifier.ui.scrolled import stand_bare
from notifier.ui.softened import BareDelegate, soften
from notifier.ui.tips import tip


class Table(QTableView):
    """Shows a model's rows to be chosen one at a time; the last column takes what is left, be it little."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        stand_bare(self)
        self.setItemDelegate(BareDelegate(self))  # rows are gone through, and the table has a frame itself
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + APART)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        soften(self)
        self._flatten()

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 Qt's name
        """Show a model."""
        super().setModel(model)
        last = self.horizontalHeader().count() - 1
        self.horizontalHeader().setSectionResizeMode(last, QHeaderView.ResizeMode.Stretch)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Follow another theme's colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._flatten()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Show that the keys are here."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        frame_focus(painter, self)
        painter.end()

    def _flatten(self) -> None:
        whole, header = QApplication.palette(self), self.horizontalHeader()
        flat = header.palette()
        flat.setColor(QPalette.ColorRole.Button, whole.color(QPalette.ColorRole.Base))
        flat.setColor(QPalette.ColorRole.ButtonText, theme.quiet_color(whole))
        header.setPalette(flat)


class WordsTable(Table):
    """Shows rows of words under these headings; what has no room is told by a tip."""

    def __init__(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> None:
        super().__init__()
        self._rows = QStandardItemModel(0, len(headings), self)
        self._rows.setHorizontalHeaderLabels(headings)
        self.setModel(self._rows)
        self.setAccessibleName(name)
        for column in range(len(headings) - 1):
            self.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.fill(rows)

    def words(self) -> list[tuple[str, ...]]:
        """Give what is shown."""
        places = [range(count) for count in (self._rows.rowCount(), self._rows.columnCount())]
        return [tuple(self._rows.item(row, column).text() for column in places[1]) for row in places[0]]

    def fill(self, rows: Iterable[Sequence[str]]) -> None:
        """Show these rows instead."""
        self._rows.setRowCount(0)
        for cells in rows:
            items = [QStandardItem(words) for words in cells]
            for item in items:
                item.setToolTip(tip(item.text()))
            self._rows.appendRow(items)
