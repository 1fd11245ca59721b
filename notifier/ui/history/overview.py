"""All services on one page: what is going on now on top, then each with its mark, its state in words, and its days.

Rows are painted by a delegate, so that hundreds cost no more than what is seen of them. Days come later than the rows,
service by service.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from notifier.core.model import Snapshot, State
from notifier.core.story import Day
from notifier.ui import theme
from notifier.ui.history.day_bars import paint_days
from notifier.ui.history.overview_model import OverviewModel, OverviewRole
from notifier.ui.scale import APART
from notifier.words import _
from notifier.words.times import Clock

_Index = QModelIndex | QPersistentModelIndex
_GAP: Final = APART
_BARS_LEAST: Final = 120
_BARS_MOST: Final = 900
"""Ten pixels a day: wider ones tell no more."""
_DAY_LEAST: Final = 4
"""Pixels of a day that can be told from the next; where there are fewer, the last month has all of them."""
_MONTH: Final = 30
_WORDS: Final = 26
"""Characters of a name and its state that are not cut for the bars' sake."""


class _RowDelegate(QStyledItemDelegate):
    """Paints mark, name over state, bars, and the share of the time that it was up."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        filled = QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        icon, filled.text = filled.icon, ""
        filled.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration
        widget: QWidget | None = option.widget
        style = QApplication.style() if widget is None else widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, filled, painter, option.widget)
        room = QRect(option.rect).adjusted(_GAP, 0, -_GAP, 0)
        side = filled.decorationSize.height()
        icon.paint(painter, QRect(room.left(), room.center().y() - side // 2, side, side))
        room.setLeft(room.left() + side + _GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        room = self._paint_days(painter, filled, index, room, chosen=chosen)
        self._paint_words(painter, filled, index, room, chosen=chosen)
        painter.restore()

    def _paint_days(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, room: QRect, *, chosen: bool
    ) -> QRect:
        """Paint what stands at the end, where there is room for it; give the room that is left."""
        wide = option.fontMetrics.averageCharWidth()
        bars = min(_BARS_MOST, room.width() * 3 // 5, room.width() - _WORDS * wide - 9 * wide)
        if bars < _BARS_LEAST:
            return room
        share = QRect(room.right() - 8 * wide, room.top(), 8 * wide, room.height())
        painter.setPen(self._color(option, chosen=chosen, quiet=True))
        painter.drawText(
            share, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(OverviewRole.UP)
        )
        place = QRectF(share.left() - bars - wide, room.top() + 7, bars, room.height() - 14)
        role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base
        days = index.data(OverviewRole.DAYS) or ()
        shown = days if bars >= _DAY_LEAST * len(days) else days[-_MONTH:]
        paint_days(painter, shown, place, QBrush(option.palette.color(role)))
        return QRect(room.left(), room.top(), int(place.left()) - room.left() - _GAP, room.height())

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, room: QRect, *, chosen: bool
    ) -> None:
        name, _newline, state = str(index.data(Qt.ItemDataRole.DisplayRole)).partition("\n")
        half = room.height() // 2
        for words, place, loud in (
            (name, room.adjusted(0, 0, 0, -half), True),
            (state, room.adjusted(0, half, 0, 0), False),
        ):
            font = option.font
            font.setBold(loud)
            painter.setFont(font)
            problem = index.data(OverviewRole.STATE)
            if loud or chosen or problem in (State.OK, State.UNKNOWN, None):
                painter.setPen(self._color(option, chosen=chosen, quiet=not loud))
            else:
                painter.setPen(theme.state_color(problem, option.palette))
            vertical = Qt.AlignmentFlag.AlignBottom if loud else Qt.AlignmentFlag.AlignTop
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | vertical, cut)

    def _color(self, option: QStyleOptionViewItem, *, chosen: bool, quiet: bool) -> object:
        if chosen:
            return option.palette.color(QPalette.ColorRole.HighlightedText)
        return theme.quiet_color(option.palette) if quiet else option.palette.color(QPalette.ColorRole.Text)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 Qt's name
        """Be two lines high, and some."""
        return QSize(super().sizeHint(option, index).width(), 2 * option.fontMetrics.height() + 14)


class Overview(QWidget):
    """The page. `opened` carries a service's id."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = OverviewModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_RowDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = 2 * self.list.fontMetrics().height()
        self.list.setIconSize(QSize(side, side))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.translate()

    def translate(self) -> None:
        """Speak the language of the program."""
        self.list.setAccessibleName(_("All services, with their last 90 days"))

    def show_snapshot(self, snapshot: Snapshot, clock: Clock) -> bool:
        """Show everything as it stands; tell whether there are services whose days were not yet shown."""
        return self.model.show_snapshot(snapshot, clock)

    def show_days(self, service: str, days: Sequence[Day]) -> None:
        """Show the days of one service."""
        self.model.show_days(service, days)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(OverviewRole.SERVICE)))
