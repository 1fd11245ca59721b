"""What is painted here, as a picture: screen readers call it an image, and read out its name and description.

What it shows stands in the description; whoever goes through it with the keys hears each part instead of the whole.
"""

from PySide6.QtGui import QFocusEvent, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionFocusRect, QWidget


def frame_focus(painter: QPainter, widget: QWidget) -> None:
    """Draw the style's frame around all that is painted, where the keys are at this widget."""
    if widget.hasFocus():
        frame = QStyleOptionFocusRect()
        frame.initFrom(widget)
        frame.rect = painter.window()
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, frame, painter, widget)


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
