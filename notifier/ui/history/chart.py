"""What the charts have in common: the arrow keys go through them, and what is chosen or under the mouse is told.

In a tooltip, and what is chosen in the accessible description, too; Home and End lead to the first and the last.
"""

from typing import ClassVar

from PySide6.QtCore import QEvent, QMarginsF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from notifier.ui.painted import Painted, frame_focus
from notifier.ui.tips import tip


class Chart(Painted):
    """A low, wide picture of things in order of time. What they are, whoever is a chart says."""

    around: ClassVar[QMarginsF]
    """The frame's distance from what is chosen."""
    high = 0
    """Pixels."""

    def __init__(self, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.count, self._chosen = 0, -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def words_of(self, _place: int) -> str:
        """Tell of one of them."""
        return ""

    def words_at(self, _x: float) -> str:
        """Tell what is there; nothing where nothing is."""
        return ""

    def room_of(self, _place: int) -> QRectF:
        """Give where one of them is painted."""
        return QRectF(self.rect())

    def show_anew(self, name: str, count: int) -> None:
        """Paint and tell so many other things; none of them is chosen."""
        self.count, self._chosen = count, -1
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.summary())
        self.update()

    def paint_chosen(self, painter: QPainter) -> None:
        """Show where the keys are."""
        if 0 <= self._chosen < self.count and self.hasFocus():
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawRect(self.room_of(self._chosen).marginsAdded(self.around))
        else:
            frame_focus(painter, self)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be low and wide."""
        return QSize(360, self.high)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be wide enough for each to be seen."""
        return QSize(180, self.high)

    def event(self, event: QEvent) -> bool:
        """Tell what is under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), tip(self.words_at(event.pos().x())), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Go from one to the next, and tell of it."""
        chosen = self._led_to(Qt.Key(event.key()))
        if chosen is None:
            super().keyPressEvent(event)
            return
        self._chosen = chosen
        words = self.words_of(chosen)
        self.setAccessibleDescription(words)
        QToolTip.showText(self.mapToGlobal(self.room_of(chosen).bottomLeft().toPoint()), tip(words), self)
        self.update()

    def _led_to(self, key: Qt.Key) -> int | None:
        """Give the place that a key leads to; None: it is no such key, or there is nothing."""
        last = self.count - 1
        match key:
            case _ if last < 0:
                return None
            case Qt.Key.Key_Left:
                return last if self._chosen < 0 else max(0, self._chosen - 1)
            case Qt.Key.Key_Right:
                return last if self._chosen < 0 else min(last, self._chosen + 1)
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return last
            case _:
                return None
