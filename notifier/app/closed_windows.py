"""Lets go of windows a while after they were closed, and then of what they alone needed: a history takes some 15 MB.

Which windows there are, and how one is ended, is the affair of `notifier.app.windows`.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication, QWidget

from notifier.desktop.heap import give_back
from notifier.ui import marks

KEPT_MS: Final = 60_000
"""A closed window is kept for so long: it opens at once then, and where it was."""
DELETED_MS: Final = 1_000
"""After so long Qt has deleted what it was told to delete."""


class ClosedWindows(QObject):
    """Calls `let_go`, which ends the windows that are not shown, a while after one was hidden.

    Where none is left on the screen, `forget` is called, too: it lets go of what only windows want.
    """

    def __init__(self, let_go: Callable[[], None], forget: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._let_go, self._forget = let_go, forget
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(self._on_time)

    def watch(self, window: QWidget) -> None:
        """Notice when this window is hidden or gone."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Notice that a window is hidden; the event goes on to it."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._timer.start()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_time(self) -> None:
        self._let_go()
        QTimer.singleShot(DELETED_MS, self, self._give_back)

    @Slot()
    def _give_back(self) -> None:
        if not any(each.isVisible() for each in QApplication.topLevelWidgets()):
            marks.forget()
            forget_pictures()
            self._forget()
        give_back()


def forget_pictures() -> None:
    """Forget what the style has painted once and keeps.

    Fusion remembers the names of all such pictures, in which stands the number of a widget's palette; where the
    application has a palette of its own, Qt gives every widget a new one. They would stay as long as the style does.
    """
    QPixmapCache.clear()
    style = QApplication.style().name()
    if style == "fusion":
        QApplication.setStyle(style)
