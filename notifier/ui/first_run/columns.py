"""The apps that are offered at the first start: a list in columns, in which a click anywhere on an app ticks it."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from notifier.ui.scrolled import stand_bare
from notifier.ui.settings.ticks import TickDelegate
from notifier.ui.softened import soften

_COLUMN: Final = 190


class Columns(QListView):
    """A list in as many columns as fit, all of one width."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_CellDelegate(self))
        stand_bare(self)
        soften(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Divide the new width."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        width = self.width() - bar - 4  # also where the bar comes and goes
        columns = max(1, width // _COLUMN)
        self.setGridSize(QSize(width // columns, self.fontMetrics().height() + 14))
        super().resizeEvent(event)


class _CellDelegate(TickDelegate):
    """Lets a name fill its cell, and a click anywhere in it tick the box: there is nothing else to do here."""

    _again = False
    """The click that is under way is the second of a double one, and turns nothing back."""

    def editorEvent(  # noqa: N802 Qt's name
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Turn the tick."""
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() is Qt.MouseButton.LeftButton:
            again, self._again = self._again, False
            on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
            turned = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return not again and model.setData(index, turned, Qt.ItemDataRole.CheckStateRole)
        self._again = event.type() == QEvent.Type.MouseButtonDblClick
        return False

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: N802
        """Give the size of the cell."""
        view = self.parent()
        return view.gridSize() if isinstance(view, Columns) else super().sizeHint(option, index)
