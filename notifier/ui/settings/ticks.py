"""A tick box that can be seen in the dark.

WORKAROUND: Qt's Fusion style draws the frame of a tick box a shade darker than the window, which cannot be seen
on a dark one (src/widgets/styles/qfusionstyle.cpp, `outline`). A thin frame is drawn over it.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QStyle, QStyleOptionButton

from notifier.ui.theme import is_dark


class TickBox(QCheckBox):
    """A tick box."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Draw it, and its frame where that would not show."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        area = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        frame_tick(QPainter(self), area, self.palette())


def frame_tick(painter: QPainter, area: QRect, palette: QPalette) -> None:
    """Draw the frame of a tick box where the style's own does not show."""
    if is_dark(palette) and QApplication.style().name() == "fusion":
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
