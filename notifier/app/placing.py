"""The tray icon's place: shown at once where there is a tray, and retried where it comes late or never.

Panels come after the programs that start at login, and GNOME has no tray without an extension. What is shown instead of
the icon is the composition root's affair.
"""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from notifier.ui.tray import Tray

RETRY_MS: Final = 1_000
PATIENCE: Final = 4
"""So many times without a tray, and it is told that there is none."""
OFTEN: Final = 300
"""So many times at this pace (five minutes), then rarely."""
RARELY_MS: Final = 30_000


class Placing(QObject):
    """Puts the icon into the tray as soon as there is one.

    Signals: `missing` once, when there is none after a few seconds.
    """

    missing = Signal()

    def __init__(self, tray: Tray, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray = tray
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self._try)

    def begin(self) -> None:
        """Try now, and again until it is there."""
        if not self._try():
            self._timer.start()

    def close(self) -> None:
        """Try no more."""
        self._timer.stop()

    @Slot()
    def _try(self) -> bool:
        if self._tray.available():
            self._tray.show()
            self._timer.stop()
            return True
        self._tries += 1
        if self._tries == PATIENCE:
            self.missing.emit()
        if self._tries == OFTEN:
            self._timer.setInterval(RARELY_MS)
        return False
