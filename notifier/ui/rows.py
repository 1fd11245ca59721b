"""Rows of two lines, as the lists of services have them: a picture, a name, how it stands; at the end what else is.

A row that is chosen, or under the mouse, lies on a tinted ground with round corners, so that colours that mean a state
stay what they are on it. Everything is painted: hundreds of rows cost no more than those that are seen.
"""

from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from notifier.core.model import State
from notifier.ui import theme
from notifier.ui.laid_out import LaidOut
from notifier.ui.painted import BY_KEYS, ROUND, draw_focus
from notifier.ui.scale import NEAR, TIGHT, scaled
from notifier.ui.scrolled import stand_bare
from notifier.ui.softened import frame_by_keys

Index = QModelIndex | QPersistentModelIndex
_QUIET: Final = (None, State.OK, State.UNKNOWN)
"""What is no news has no colour."""


class RowDelegate(QStyledItemDelegate):
    """Paints a row. Whoever has more to show paints it in `paint_end` and gives the room that is left.

    Asked for `state_role` a model gives the state that the second line tells of, or None.
    """

    state_role: ClassVar[int]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = LaidOut()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; only what is shown of it is asked of the model."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        room = QRect(option.rect).adjusted(NEAR, 0, -NEAR, 0)
        side = option.decorationSize.height()
        picture = QRect(room.left(), room.center().y() - side // 2 + 1, side, side)
        if (icon := index.data(Qt.ItemDataRole.DecorationRole)) is not None:
            icon.paint(painter, self.mirrored(option, picture))
        room.setLeft(room.left() + side + NEAR + TIGHT // 2)
        room = self.paint_end(painter, option, index, room)
        middle = room.center().y() + 1
        upper = QRect(room.left(), room.top(), room.width(), middle - room.top())
        lower = QRect(room.left(), middle, room.width(), room.bottom() - middle)
        name, _newline, state = str(index.data()).partition("\n")
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        self.lines.paint(painter, option, name, scaled(option.font, 1, bold=True), upper, down=1)
        painter.setPen(self._state_color(index.data(self.state_role), option.palette))
        self.lines.paint(painter, option, state, option.font, lower, down=0)
        painter.restore()

    def paint_end(self, _painter: QPainter, _option: QStyleOptionViewItem, _index: Index, room: QRect) -> QRect:
        """Paint what stands at the end of a row; give the room that is left for name and state."""
        return room

    def mirrored(self, option: QStyleOptionViewItem, place: QRect) -> QRect:
        """Give where a place of the row is in the language's direction."""
        return QStyle.visualRect(option.direction, option.rect, place)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            ground = QPainterPath()
            ground.addRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), ROUND, ROUND)
            painter.fillPath(ground, theme.chosen_color(option.palette, chosen=chosen))
        if option.state & BY_KEYS == BY_KEYS:
            draw_focus(painter, option.rect, option.palette)

    def _state_color(self, state: State | None, palette: QPalette) -> QColor:
        return theme.quiet_color(palette) if state in _QUIET else theme.state_color(state, palette)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 Qt's name
        """Be two lines high, and some; a row is as wide as its list."""
        return QSize(option.decorationSize.width(), 2 * option.fontMetrics.height() + NEAR + TIGHT)


def list_of_rows(delegate: type[RowDelegate], parent: QWidget) -> QListView:
    """Make a list without a frame, on the ground of whatever it stands on, whose rows are painted by a delegate."""
    made = QListView(parent)
    stand_bare(made)
    made.setItemDelegate(delegate(made))
    frame_by_keys(made)
    made.setUniformItemSizes(True)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # what has no room is cut short
    made.setMouseTracking(True)
    side = 2 * made.fontMetrics().height()
    made.setIconSize(QSize(side, side))
    return made
