"""A table as it is read: whole rows, no grid, no frame, a quiet header without relief."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from notifier.ui import theme
from notifier.ui.painted import frame_focus
from notifier.ui.scale import APART
from notifier.ui.scrolled import stand_bare
from notifier.ui.softened import soften


class _CellDelegate(QStyledItemDelegate):
    """Paints no frame around the cell where the keys are: rows are gone through, and the table has one itself."""

    def initStyleOption(  # noqa: N802 Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Take the focus off."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class Table(QTableView):
    """Shows a model's rows to be chosen one at a time; the last column takes what is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        stand_bare(self)
        self.setItemDelegate(_CellDelegate(self))
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
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        soften(self)
        self._flatten()

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
