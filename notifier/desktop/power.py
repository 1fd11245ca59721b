"""Sleep, wake and battery, as the operating system tells them; silent where it tells nothing.

Linux: logind, UPower, /sys. Windows: power broadcasts. Everywhere, and the only witness on macOS: a clock that also
runs in sleep, watched for gaps. What follows from it is decided by the engine.
"""

import logging
import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from notifier.core.commands import MachineSleeps, MachineWoke
from notifier.desktop import power_windows
from notifier.desktop.beat import Beat
from notifier.desktop.power_linux import LinuxPower

log = logging.getLogger(__name__)

LATE_S: Final = 35.0
"""A beat that comes so late was held up by sleep (or by a machine that stood still: the readings are as old)."""


def clock_through_sleep_s() -> float:
    """Seconds on a clock that goes on while the machine sleeps."""
    if sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class PowerWatch(QObject):
    """Watches the machine's power.

    Signals: `changed` carries `MachineSleeps` before sleep and `MachineWoke` after it (also after a sleep that nobody
    announced), `battery_changed` whether the machine runs on its battery; `ends` before it is shut down, which on Linux
    waits until `close`.
    """

    changed = Signal(object)
    ends = Signal()
    battery_changed = Signal(bool)

    def __init__(
        self,
        clock_s: Callable[[], float] = clock_through_sleep_s,
        bus: Callable[[], QDBusConnection] = QDBusConnection.systemBus,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.on_battery = False
        self._bus = bus
        self._clock_s = clock_s
        self._last_s = clock_s()
        self._linux: LinuxPower | None = None
        self._broadcasts: power_windows.PowerBroadcasts | None = None
        self._beat = Beat(self)
        self._beat.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch; what is not there is done without."""
        self._beat.begin()
        if sys.platform == "linux":
            self._linux = LinuxPower(self._bus(), self)
            self._linux.sleep_near.connect(self._on_sleep_near)
            self._linux.end_near.connect(self.ends)
            self._linux.battery.connect(self._set_battery)
            self._linux.start()
        elif sys.platform == "win32":
            self._start_windows()

    def close(self) -> None:
        """Let go of the system."""
        self._beat.stop()
        if self._linux is not None:
            self._linux.close()
        application = QCoreApplication.instance()
        if self._broadcasts is not None and application is not None:
            application.removeNativeEventFilter(self._broadcasts)
            self._broadcasts = None

    def _start_windows(self) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            self._broadcasts = power_windows.PowerBroadcasts(self.on_broadcast)
            application.installNativeEventFilter(self._broadcasts)
        self._set_battery(power_windows.runs_on_battery())

    def on_broadcast(self, what: int) -> None:
        """Take a power broadcast of Windows."""
        if what == power_windows.STATUS_CHANGED:
            self._set_battery(power_windows.runs_on_battery())
        elif what in (power_windows.SUSPENDS, power_windows.RESUMED):
            self._on_sleep_near(what == power_windows.SUSPENDS)

    @Slot(bool)
    def _on_sleep_near(self, near: bool) -> None:
        if near:
            self.changed.emit(MachineSleeps())
        else:
            self._wake()

    def _wake(self) -> None:
        self._last_s = self._clock_s()
        self.changed.emit(MachineWoke())

    @Slot()
    def look(self) -> None:
        """Look whether the clock jumped, and at the battery."""
        now_s = self._clock_s()
        gap_s, self._last_s = now_s - self._last_s, now_s
        if gap_s > self._beat.period_s + LATE_S:
            log.info("the clock jumped by %.0f s: the machine slept", gap_s)
            self._wake()
        if self._linux is not None:
            self._linux.look()
        elif self._broadcasts is not None:
            self._set_battery(power_windows.runs_on_battery())  # without a window no broadcast may come

    @Slot(bool)
    def _set_battery(self, on_battery: bool) -> None:
        if on_battery != self.on_battery:
            self.on_battery = on_battery
            self._beat.set_on_battery(on_battery)
            self.battery_changed.emit(on_battery)
