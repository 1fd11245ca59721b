"""What scrolls where there is no room for all of it: as high as its words need, and content with three lines.

With the keys it is reached where there is something to scroll, and then shows it; else it is passed over.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QScrollArea, QWidget

from notifier.ui.painted import frame_focus

LEAST: Final = 3
"""Lines that are always seen."""


def stand_bare(area: QAbstractScrollArea) -> None:
    """Take frame and ground off an area: what it stands on is seen.

    The viewport is made here, for Python to know it: to hand out one that Qt made it gets all kinds of widgets ready
    first, a tenth of what a window takes to open.
    """
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setViewport(QWidget(area))


class KeyScrolled(QScrollArea):
    """Has no frame, and scrolls to where the keys go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._scroll_to)

    @Slot(QWidget, QWidget)
    def _scroll_to(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Qt does it for who comes from within only."""
        if now is not None and self.isAncestorOf(now) and now.visibleRegion().isEmpty():
            self.ensureWidgetVisible(now)


class Scrolled(KeyScrolled):
    """Shows `body`, which is filled by whoever made this. It never scrolls sideways."""

    def __init__(self, parent: QWidget | None = None, body: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = body or QWidget(self)
        self._frame = _Frame(self)
        self._high = (-1, 0)
        """A width, and how high everything is at it: splitters ask for it again and again."""
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.body)
        self.body.setAutoFillBackground(False)
        self.verticalScrollBar().rangeChanged.connect(self._follow_range)

    @Slot(int, int)
    def _follow_range(self, _least: int, most: int) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be high enough for everything at this width."""
        layout, hint = self.body.layout(), self.body.sizeHint()
        if layout is not None and layout.hasHeightForWidth() and self.isVisible():
            if self._high[0] != self.width():
                self._high = self.width(), layout.totalHeightForWidth(self.width())
            hint.setHeight(self._high[1])
        return hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be wide enough for everything, and high enough for a few lines."""
        least = self.body.minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(least.width() + bar, min(least.height(), LEAST * self.fontMetrics().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Ask for another height when what is shown has another one: nothing else is watched by a scroll area."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._high = (-1, 0)
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Ask for the height that wrapped words have at this width."""
        super().resizeEvent(event)
        self._frame.setGeometry(self.rect())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 Qt's name
        """Show that the keys are here."""
        super().focusInEvent(event)
        self._frame.raise_()
        self._frame.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 Qt's name
        """Show it no more."""
        super().focusOutEvent(event)
        self._frame.hide()


class _Frame(QWidget):
    """The style's frame around all that is seen, above it."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Draw it."""
        frame_focus(QPainter(self), self._area)
