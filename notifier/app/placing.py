"""The tray icon's place: made and shown at once where there is a tray, and retried where it comes late or never.

Panels come after the programs that start at login, and GNOME has no tray without an extension. What is shown instead of
the icon is the composition root's affair.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from notifier.desktop.tray_host import has_tray_host
from notifier.ui.tray import Tray

RETRY_MS: Final = 1_000
PATIENCE: Final = 4
"""So many times without a tray, and it is told that there is none."""
OFTEN: Final = 300
"""So many times at this pace (five minutes), then rarely."""
RARELY_MS: Final = 30_000


class Placing(QObject):
    """Makes the tray icon and shows it, as soon as there is a tray.

    Signals: `made` once, with the `Tray`; `missing` once, when there is none after a few seconds.
    """

    made = Signal(object)
    missing = Signal()

    def __init__(
        self,
        make: Callable[[], Tray] = Tray,
        has_host: Callable[[], bool] = has_tray_host,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.tray: Tray | None = None
        self._make = make
        self._has_host = has_host
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self._try)

    def begin(self) -> None:
        """Try now, and again until it is there."""
        self._timer.start()
        self._try()

    def close(self) -> None:
        """Take the icon away, and try no more."""
        self._timer.stop()
        if self.tray is not None:
            self.tray.hide()

    @property
    def is_shown(self) -> bool:
        """Whether the icon is in a tray."""
        return self.tray is not None and self.tray.is_shown()

    @Slot()
    def _try(self) -> None:
        if self.tray is None and self._has_host():
            self.tray = self._make()
            self.made.emit(self.tray)
        if self.tray is not None and self.tray.available():
            self.tray.show()
            self._timer.stop()
            return
        self._tries += 1
        if self._tries == PATIENCE:
            self.missing.emit()
        if self._tries == OFTEN:
            self._timer.setInterval(RARELY_MS)
