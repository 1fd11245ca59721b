"""Timers that go off together: what has to be looked at now and then is looked at in one waking of the machine."""

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

PERIOD_MS: Final = 10_000


class Beat(QTimer):
    """Goes off whenever a multiple of its period has passed on the clock that all timers share."""

    def __init__(self, parent: QObject | None = None, period_ms: int = PERIOD_MS) -> None:
        super().__init__(parent)
        self._period_ms = period_ms
        self.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Go off from now on."""
        self.start(self._period_ms - int(time.monotonic() * 1000) % self._period_ms)

    @Slot()
    def _go_on(self) -> None:
        if self.interval() != self._period_ms:  # that was the way to the first beat
            self.setInterval(self._period_ms)
