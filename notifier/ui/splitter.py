"""A splitter whose handle is empty room, with a short line that shows under the mouse where it can be taken."""

from PySide6.QtCore import QEvent, QRectF, Qt, Slot
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from notifier.ui.scale import APART, TIGHT

_LENGTH = 36


class Splitter(QSplitter):
    """Parts beside or below each other, as far apart as groups are; `moved`: the user has divided the room."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(APART)
        self.setChildrenCollapsible(False)
        self.moved = False
        self.splitterMoved.connect(self._take)

    @Slot()
    def _take(self) -> None:
        self.moved = True

    def createHandle(self) -> QSplitterHandle:  # noqa: N802 Qt's name
        """Make the handle between two parts."""
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Paint a line where the mouse is on it, and nothing else."""
        if not self.underMouse():
            return
        across = self.orientation() is Qt.Orientation.Horizontal
        wide, high = (TIGHT, _LENGTH) if across else (_LENGTH, TIGHT)
        line = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(line, TIGHT / 2, TIGHT / 2)
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 Qt's name
        """Show the line."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Take it away."""
        super().leaveEvent(event)
        self.update()
