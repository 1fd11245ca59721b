"""The tray icon, shown at once where there is a tray, and retried where the tray comes late or never.

Panels come after the programs that start at login, and GNOME has no tray without an extension. What is shown instead
of the icon is decided in `notifier.app.program`.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from notifier.desktop.tray_host import balloon_is_independent, has_tray_host
from notifier.ui.tray import Tray

RETRY_MS: Final = 1_000
PATIENCE: Final = 4
"""So many tries without a tray, and `missing` says that there is none."""
OFTEN: Final = 300
"""So many tries at this pace (five minutes), then rarely."""
RARELY_MS: Final = 30_000


class TrayRetry(QObject):
    """Makes the tray icon and shows it, as soon as there is a tray.

    Signals: `made` once, with the `Tray`; `missing` once, when there is none after a few seconds.
    """

    made = Signal(object)
    missing = Signal()

    def __init__(
        self,
        make: Callable[[], Tray],
        has_host: Callable[[], bool] = has_tray_host,
        *,
        retry_ms: int = RETRY_MS,
    ) -> None:
        super().__init__()
        self._tray: Tray | None = None
        self._has_own_balloon = False
        self._make = make
        self._has_host = has_host
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setInterval(retry_ms)
        self._timer.timeout.connect(self._try)

    def begin(self) -> None:
        """Try now, and again until it is there."""
        self._timer.start()
        self._try()

    def close(self) -> None:
        """Take the icon away, and try no more."""
        self._timer.stop()
        if self._tray is not None:
            self._tray.hide()

    def when_made(self, use: Callable[[Tray], None]) -> None:
        """Call a slot with the tray icon: now where it is made already, else then."""
        self.made.connect(use)
        if self._tray is not None:
            use(self._tray)

    @property
    def is_shown(self) -> bool:
        """Whether the icon is in a tray."""
        return self._tray is not None and self._tray.is_shown()

    def is_missing(self) -> bool:
        """Tell whether there was none for some seconds, and still is none."""
        return self._tries >= PATIENCE and not self.is_shown

    @property
    def pace_ms(self) -> int:
        """How long until the next try, at most; 0 where there is none."""
        return self._timer.interval() if self._timer.isActive() else 0

    def show_balloon(self, title: str, body: str) -> bool:
        """Show a balloon at the icon; False where there is none, or where it takes the way that has just failed."""
        if self._tray is None or not self._tray.is_shown() or not self._has_own_balloon:
            return False
        self._tray.show_message(title, body)
        return True

    @Slot()
    def _try(self) -> None:
        if self._tray is None and self._has_host():
            self._tray = self._make()
            self._has_own_balloon = balloon_is_independent()  # as it was made: later the bus may be gone
            self.made.emit(self._tray)
        if self._tray is not None and self._tray.available():
            self._tray.show()
            self._timer.stop()
            return
        self._tries += 1
        if self._tries == PATIENCE:
            self.missing.emit()
        if self._tries == OFTEN:
            self._timer.setInterval(RARELY_MS)
