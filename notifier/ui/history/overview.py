"""All services on one page: what is going on now on top, then each with its mark, its state in words, and its days.

Rows are painted by a delegate, so that hundreds cost no more than what is seen of them. Days come later than the rows,
service by service.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from notifier.core.model import Snapshot
from notifier.core.past.story import Day
from notifier.ui import theme
from notifier.ui.history.card import on_ground
from notifier.ui.history.day_bars import paint_days, up_share
from notifier.ui.history.overview_model import MONTH, QUARTER, OverviewModel, OverviewRole
from notifier.ui.note import Note
from notifier.ui.rows import Index, RowDelegate, list_of_rows
from notifier.ui.scale import APART, NEAR, TIGHT
from notifier.words import _
from notifier.words.times import Clock, percent

_BARS_LEAST: Final = 100
_BARS_MOST: Final = 900
"""Ten pixels a day: wider ones tell no more."""
_DAY_LEAST: Final = 3
"""Pixels of a day that can be told from the next; where there are fewer, the last month has all of them."""
_WORDS: Final = 56
_WORDS_LEAST: Final = 46
"""Characters of a name and its state that the bars leave room for; in a narrow window at least."""
_PICTURES: Final = 64
"""Rows that are seen at once, on a large screen."""
_SHARE: Final = 10
"""Characters of the share of the time, and a gap."""


def bars_width(width: int, wide: int) -> int:
    """Give the pixels of the bars in a row of so many, beside words in letters so wide; 0: there is no room for any."""
    left = width - _SHARE * wide
    bars = min(_BARS_MOST, max(left - _WORDS * wide, _BARS_LEAST))
    return bars if left - bars >= _WORDS_LEAST * wide else 0


def share_width(wide: int) -> int:
    """Give the pixels of the share of the time, in letters so wide."""
    return (_SHARE - 1) * wide


def days_in(bars: int) -> int:
    """Give how many days have room in bars so wide."""
    return QUARTER if bars >= _DAY_LEAST * QUARTER else MONTH


class _OverviewDelegate(RowDelegate):
    """Paints the bars, and the share of the time that the service was up, at the end of its row."""

    state_role = OverviewRole.STATE

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bars = lru_cache(_PICTURES)(_bars_picture)

    def paint_end(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, room: QRect) -> QRect:
        """Paint bars and share, where there is room for them."""
        wide = option.fontMetrics.averageCharWidth()
        bars = bars_width(room.width(), wide)
        if not bars:
            return room
        share = QRect(room.right() - share_width(wide), room.top(), share_width(wide), room.height())
        painter.setPen(theme.quiet_color(option.palette))
        days = index.data(OverviewRole.DAYS) or ()
        up = up_share(days)
        self.lines.paint(painter, option, "" if up is None else percent(up), option.font, share, at_end=True)
        place = QRect(share.left() - bars - wide, room.top() + NEAR, bars, room.height() - 2 * NEAR)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = theme.chosen_color(option.palette) if chosen else option.palette.color(QPalette.ColorRole.Base)
        picture = self._bars(
            tuple(days), place.width(), place.height(), ground.rgb(), painter.device().devicePixelRatio()
        )
        painter.drawPixmap(self.mirrored(option, place).topLeft(), picture)
        return QRect(room.left(), room.top(), place.left() - room.left() - APART, room.height())


def _bars_picture(days: tuple[Day, ...], width: int, height: int, ground: int, ratio: float) -> QPixmap:
    """Paint bars once for all the times that their row is seen."""
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_days(painter, days, QRectF(0, 0, width, height), QBrush(QColor(ground)))
    painter.end()
    return picture


class Overview(QWidget):
    """The page, no higher than its rows. `opened` carries a service's id."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = OverviewModel(self)
        self.list = list_of_rows(_OverviewDelegate, self)
        self.list.setModel(self.model)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self._caption = Note("", self)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._caption.setContentsMargins(NEAR, 0, NEAR, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(on_ground(self, self._caption, self.list))
        self.list.viewport().installEventFilter(self)
        self._say_days()

    def _say_days(self) -> None:
        """Say what the bars are, where there are any."""
        room = self.list.viewport().width() - 2 * NEAR - self.list.iconSize().width() - NEAR - TIGHT // 2
        bars = bars_width(room, self.fontMetrics().averageCharWidth())
        quarter = not bars or days_in(bars) == QUARTER
        self.model.show_length(QUARTER if quarter else MONTH)
        self._caption.setText(_("Last 90 days") if quarter else _("Last 30 days"))
        self._caption.setVisible(bars > 0)
        self._caption.updateGeometry()  # again: a layout under way would go on with the places from before
        with_days = (
            _("All services, with their last 90 days") if quarter else _("All services, with their last 30 days")
        )
        self.list.setAccessibleName(with_days if bars else _("All services"))
        caption = self._caption.sizeHint().height() + TIGHT if bars > 0 else 0
        rows = max(1, self.model.rowCount()) * self.list.sizeHintForRow(0)
        self.setMaximumHeight(rows + caption + 3 * TIGHT)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Show as many days as have room."""
        if event.type() == QEvent.Type.Resize:
            self._say_days()
        return super().eventFilter(watched, event)

    def show_snapshot(self, snapshot: Snapshot, clock: Clock) -> bool:
        """Show everything as it stands; tell whether there are services whose days were not yet shown."""
        rows, news = self.model.rowCount(), self.model.show_snapshot(snapshot, clock)
        if self.model.rowCount() != rows:
            self._say_days()
        return news

    def show_days(self, service: str, days: Sequence[Day]) -> None:
        """Show the days of one service."""
        self.model.show_days(service, days)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(str(index.data(OverviewRole.SERVICE)))
