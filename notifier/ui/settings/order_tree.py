"""The tree of the page of order: its rows are moved by dragging, or by the keys that the page gives it."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from notifier.ui.scrolled import stand_bare
from notifier.ui.softened import soften


class OrderTree(QTreeWidget):
    """Two levels of rows. `keys` names what keys do; `dropped` tells that rows have moved."""

    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[QKeySequence, Callable[[], None]] = {}
        self.setHeaderLabels([""])
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        stand_bare(self)
        soften(self)
        side = self.fontMetrics().height() + 4
        self.setIconSize(QSize(side, side))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)

    def top(self) -> list[QTreeWidgetItem]:
        """Give the rows of the upper level."""
        return rows_below(self.invisibleRootItem())

    def every(self) -> Iterator[QTreeWidgetItem]:
        """Give all rows, from top to bottom."""
        for item in self.top():
            yield item
            yield from rows_below(item)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 Qt's name
        """Let Qt move the row, then tell."""
        super().dropEvent(event)
        self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Take the keys that move a row."""
        pressed = self.keys.get(QKeySequence(event.keyCombination()))
        if pressed is None:
            super().keyPressEvent(event)
        else:
            pressed()


def rows_below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Give the rows that stand in another one."""
    return [below for place in range(item.childCount()) if (below := item.child(place)) is not None]
