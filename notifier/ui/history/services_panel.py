"""The watched services to choose from, with a box that narrows them down."""

from PySide6.QtCore import QModelIndex, QRect, QSignalBlocker, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem, QVBoxLayout, QWidget

from notifier.core.model import Snapshot
from notifier.ui import theme
from notifier.ui.clearable_field import ClearableField
from notifier.ui.history.services_model import Role, ServicesModel
from notifier.ui.rows import Index, RowDelegate, list_of_rows
from notifier.ui.scale import NEAR, scaled
from notifier.words import _
from notifier.words.times import Clock


class _ServiceDelegate(RowDelegate):
    """Writes a time at the end of the name's line, where the name leaves room for it."""

    state_role = Role.STATE

    def paint_end(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect) -> QRect:
        """Paint the time; words may stand below it."""
        if time := str(index.data(Role.END) or ""):
            name = str(index.data()).partition("\n")[0]
            bold = QFontMetrics(scaled(option.font, 1, bold=True))
            left = room.width() - bold.horizontalAdvance(name) - NEAR
            if option.fontMetrics.horizontalAdvance(time) < left:
                painter.setPen(theme.quiet_color(option.palette))
                upper = QRect(room.left(), room.top(), room.width(), room.height() // 2)
                self.lines.paint(painter, option, time, option.font, upper, at_end=True, down=1)
        return room


class ServicesPanel(QWidget):
    """The list at the left. `chosen` carries a service's id; empty: all services."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ServicesModel(self)
        self._service = ""
        caption = QLabel(_("Ser&vices"), self)
        self.filter = ClearableField(_("Find a service"), self)
        self.filter.textChanged.connect(self._narrow)
        self.list = list_of_rows(_ServiceDelegate, self)
        self.list.setModel(self.model)
        self.list.setMinimumWidth(self.list.fontMetrics().averageCharWidth() * 22)
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.setAccessibleName(_("Watched services"))
        caption.setBuddy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(caption)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._find)
        self.choose("")

    def go_on(self, before: "ServicesPanel") -> None:
        """Show what another panel showed of these services, at the same place, and tell of no choice."""
        with QSignalBlocker(self):
            self.filter.setText(before.filter.text())
            self.choose(before.service)
        self.list.doItemsLayout()
        self.list.verticalScrollBar().setValue(before.list.verticalScrollBar().value())

    @property
    def service(self) -> str:
        """The chosen service; empty: all."""
        return self._service

    def show_snapshot(self, snapshot: Snapshot, clock: Clock) -> None:
        """Show everything as it stands; what was chosen stays chosen."""
        self.model.show_snapshot(snapshot, clock)
        self._keep_choice()

    def choose(self, service: str) -> None:
        """Choose a service, or all of them where it is not watched."""
        if self.model.row_of(service) < 0:
            self.filter.clear()
        row = max(0, self.model.row_of(service))
        self.list.setCurrentIndex(self.model.index(row))
        self.list.scrollTo(self.model.index(row))

    def clear_filter(self) -> bool:
        """Take the filter away; tell whether there was one."""
        if not self.filter.text():
            return False
        self.filter.clear()
        return True

    def _keep_choice(self) -> None:
        row = self.model.row_of(self._service)
        if row >= 0 and self.list.currentIndex().row() != row:
            self.list.setCurrentIndex(self.model.index(row))

    @Slot(str)
    def _narrow(self, words: str) -> None:
        self.model.set_filter(words)
        if self.model.rowCount() == 2:
            self.list.setCurrentIndex(self.model.index(1))
        else:
            self._keep_choice()

    @Slot()
    def _find(self) -> None:
        self.filter.setFocus()
        self.filter.selectAll()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not current.isValid():
            return
        service = str(current.data(Role.SERVICE) or "")
        if service != self._service:
            self._service = service
            self.chosen.emit(service)
