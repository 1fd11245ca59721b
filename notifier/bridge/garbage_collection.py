"""Python's cyclic garbage is collected in the GUI thread only.

The collector runs in whichever thread allocates; in the engine's thread it could destroy a Qt object of the GUI thread,
which Qt does not survive. So the automatic collector is off, and a timer of the GUI thread collects by its thresholds.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from notifier.desktop.beat import PERIOD_MS, Beat
from notifier.desktop.heap import give_back

STARTED_MS: Final = 3_000
"""So long after the start the first readings are under way: until then nothing is looked over for garbage …"""
SETTLED_MS: Final = 20_000
"""… so long after it everything is imported, restored and read once: what that took is given back …"""
AGAIN_MS: Final = 1_800_000
"""… and as often what bad times took."""


class GarbageCollection(QObject):
    """Collects cyclic garbage in the thread in which it was made, until closed."""

    def __init__(self, period_ms: int = PERIOD_MS) -> None:
        super().__init__()
        gc.disable()
        self._beat = Beat(self, period_ms)
        self._beat.timeout.connect(self._collect)
        self._beat.begin()
        self._again = QTimer(self)
        self._again.timeout.connect(self._give_back)

    @Slot(bool)
    def set_on_battery(self, on_battery: bool) -> None:
        """Collect less often there."""
        self._beat.set_on_battery(on_battery)

    def settle(self) -> None:
        """Call once when the program has started: what is there soon stays, and need not be looked at again."""
        QTimer.singleShot(STARTED_MS, self, self._keep)
        QTimer.singleShot(SETTLED_MS, self, self._give_back)
        self._again.start(AGAIN_MS)

    def close(self) -> None:
        """Give the collector back."""
        self._beat.stop()
        self._again.stop()
        gc.unfreeze()
        gc.enable()

    @Slot()
    def _keep(self) -> None:
        gc.collect()
        gc.freeze()

    @Slot()
    def _give_back(self) -> None:
        give_back()

    @Slot()
    def _collect(self) -> None:
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation]:
                gc.collect(generation)
                return
