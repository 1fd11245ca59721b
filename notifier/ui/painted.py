"""What is painted here, as a picture: screen readers call it an image, and read out its name and description.

What it shows stands in the description; whoever goes through it with the keys hears each part instead of the whole.
"""

from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QStyle, QWidget

from notifier.ui import theme

LINE: Final = 2.0
"""How thick the line is around what the keys are at."""
ROUND: Final = 6.0
"""Radius of the corners."""
BY_KEYS: Final = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange


def frame_focus(painter: QPainter, widget: QWidget) -> None:
    """Draw a line around all that is painted, where the keys are at this widget."""
    if widget.hasFocus() and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
        draw_focus(painter, painter.window(), widget.palette())


def draw_focus(painter: QPainter, area: QRect, palette: QPalette) -> None:
    """Draw the line around what the keys are at; the style's own (Fusion's) is too faint to be seen on many grounds."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.focus_color(palette), LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = LINE / 2
    painter.drawRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), ROUND, ROUND)
    painter.restore()


def paint_ground(painter: QPainter, area: QRect, palette: QPalette) -> None:
    """Paint a ground that is lighter (in the dark: darker) than the window's, with a thin line around it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge, base = theme.edge_color(palette), palette.color(QPalette.ColorRole.Base)
    for inset, color in ((0, edge), (1, base)):  # a line drawn around it would take ten times as long
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), ROUND, ROUND)
        painter.fillPath(ground, color)


class Painted(QLabel):
    """Base of what is painted; `summary` says all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPixmap(QPixmap(1, 1))  # never drawn: a label with a picture is an image, any other widget is nothing

    def summary(self) -> str:
        """Say all that there is to see: nothing, before it is painted."""
        return ""

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 Qt's name
        """Say all of it again."""
        super().focusOutEvent(event)
        self.setAccessibleDescription(self.summary())
