"""All services on one page: what is going on now on top, then each with its mark, its state in words, and its days.

Rows are painted by a delegate, so that hundreds cost no more than what is seen of them. Days come later than the rows,
service by service.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from notifier.core.model import Snapshot
from notifier.core.story import Day
from notifier.ui import theme
from notifier.ui.history.card import on_ground
from notifier.ui.history.day_bars import paint_days
from notifier.ui.history.overview_model import OverviewModel, OverviewRole
from notifier.ui.rows import Index, RowDelegate, list_of_rows
from notifier.ui.scale import APART, NEAR
from notifier.words import _
from notifier.words.times import Clock

_BARS_LEAST: Final = 120
_BARS_MOST: Final = 900
"""Ten pixels a day: wider ones tell no more."""
_DAY_LEAST: Final = 4
"""Pixels of a day that can be told from the next; where there are fewer, the last month has all of them."""
_MONTH: Final = 30
_WORDS: Final = 26
"""Characters of a name and its state that are not cut for the bars' sake."""


class _OverviewDelegate(RowDelegate):
    """Paints the bars, and the share of the time that the service was up, at the end of its row."""

    state_role = OverviewRole.STATE

    def paint_end(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect) -> QRect:
        """Paint bars and share, where there is room for them."""
        wide = option.fontMetrics.averageCharWidth()
        bars = min(_BARS_MOST, room.width() * 3 // 5, room.width() - _WORDS * wide - 9 * wide)
        if bars < _BARS_LEAST:
            return room
        share = QRect(room.right() - 8 * wide, room.top(), 8 * wide, room.height())
        painter.setPen(theme.quiet_color(option.palette))
        painter.drawText(
            share, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(OverviewRole.UP)
        )
        place = QRectF(share.left() - bars - wide, room.top() + NEAR, bars, room.height() - 2 * NEAR)
        days = index.data(OverviewRole.DAYS) or ()
        shown = days if bars >= _DAY_LEAST * len(days) else days[-_MONTH:]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = theme.chosen_color(option.palette) if chosen else option.palette.color(QPalette.ColorRole.Base)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        paint_days(painter, shown, place, QBrush(ground))
        return QRect(room.left(), room.top(), int(place.left()) - room.left() - APART, room.height())


class Overview(QWidget):
    """The page. `opened` carries a service's id."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = OverviewModel(self)
        self.list = list_of_rows(_OverviewDelegate, self)
        self.list.setModel(self.model)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(on_ground(self, self.list))
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
