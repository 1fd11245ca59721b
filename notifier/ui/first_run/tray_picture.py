"""A picture of a screen with its panel, and an arrow to where the program's icon stands in it."""

from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF, QScreen
from PySide6.QtWidgets import QWidget

from notifier.ui import icons, theme

_SIZE: Final = QSize(230, 104)
_PANEL: Final = 24
_ICON: Final = 18
_OTHERS: Final = 3
_CLOCK: Final = 40


def panel_is_above(screen: QScreen) -> bool:
    """Tell whether the panel with the tray is at the screen's upper edge, by what windows may not cover."""
    whole, free = screen.geometry(), screen.availableGeometry()
    return free.top() - whole.top() > whole.bottom() - free.bottom()


class TrayPicture(QWidget):
    """The picture; `above` where the panel is at the upper edge."""

    def __init__(self, *, above: bool) -> None:
        super().__init__()
        self._above = above
        self.setMinimumSize(_SIZE)
        self.setMaximumHeight(_SIZE.height())

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Give the size that it is drawn for."""
        return _SIZE

    def icon_place(self) -> QRectF:
        """Give where the program's icon is drawn."""
        top = 1.0 if self._above else self.height() - _PANEL - 1.0
        left = self.width() - _CLOCK - 10.0 - _ICON
        return QRectF(left, top + (_PANEL - _ICON) / 2, _ICON, _ICON)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Draw the screen, the panel with other icons and the clock, ours among them, and the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        screen = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.quiet_color(self.palette()), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(screen, 5, 5)
        icon = self.icon_place()
        edge = icon.bottom() + 3 if self._above else icon.top() - 3
        painter.drawLine(QLineF(screen.left(), edge, screen.right(), edge))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.edge_color(self.palette()))
        for place in range(1, _OTHERS + 1):
            painter.drawEllipse(icon.translated(-place * (_ICON + 6), 0).adjusted(3, 3, -3, -3))
        clock = QRectF(icon.right() + 8, icon.top() + 4, _CLOCK - 8, _ICON - 8)
        painter.drawRoundedRect(clock, 3, 3)
        scale = self.devicePixelRatioF()
        picture = icons.pixmap(icons.Look.FINE, round(_ICON * scale))
        painter.drawPixmap(icon, picture, QRectF(picture.rect()))
        self._arrow(painter, icon)

    def _arrow(self, painter: QPainter, icon: QRectF) -> None:
        color = theme.focus_color(self.palette())
        way = -1 if self._above else 1  # the icon lies below the arrow, or above it
        tip = QPointF(icon.center().x(), (icon.bottom() + 7) if self._above else (icon.top() - 7))
        tail = QPointF(tip.x() - 46, tip.y() - way * 40)
        painter.setPen(QPen(color, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QLineF(tail, tip - QPointF(4, way * 6)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, tip - QPointF(13, way * 7), tip - QPointF(2, way * 14)]))
