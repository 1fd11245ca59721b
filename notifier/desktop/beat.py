"""Timers that go off together: what has to be looked at now and then is looked at in one waking of the machine.

On battery they go off less often.
"""

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

PERIOD_MS: Final = 10_000
ON_BATTERY: Final = 3
"""So many times as long is the period then."""


class Beat(QTimer):
    """Goes off whenever a multiple of its period has passed on the clock that all timers share."""

    def __init__(self, parent: QObject | None = None, period_ms: int = PERIOD_MS) -> None:
        super().__init__(parent)
        self._usual_ms = self._period_ms = period_ms
        self.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Go off from now on."""
        self.start(self._period_ms - int(time.monotonic() * 1000) % self._period_ms)

    @Slot(bool)
    def set_on_battery(self, on_battery: bool) -> None:
        """Spare the machine from now on, or no longer."""
        self._period_ms = self._usual_ms * (ON_BATTERY if on_battery else 1)
        if self.isActive():
            self.begin()

    @property
    def period_s(self) -> float:
        """How long it is from one beat to the next."""
        return self._period_ms / 1000.0

    @Slot()
    def _go_on(self) -> None:
        if self.interval() != self._period_ms:  # that was the way to the first beat
            self.setInterval(self._period_ms)
