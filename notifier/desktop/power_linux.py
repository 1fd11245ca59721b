"""Linux's power: logind says that sleep or the machine's end is near, UPower (or else /sys) whether a battery is used.

All over the system bus and without ever waiting for it; where there is none, only /sys is read.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor, QDBusVariant

log = logging.getLogger(__name__)

LAST_WORDS_MS: Final = 400
"""So long sleep is held up, for the engine to note it."""

LOGIND: Final = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
UPOWER: Final = ("org.freedesktop.UPower", "/org/freedesktop/UPower", "org.freedesktop.UPower")
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
SUPPLIES: Final = Path("/sys/class/power_supply")


class LinuxPower(QObject):
    """Listens to the system bus.

    Signals: `sleep_near` with true before sleep and false after it; `end_near` before the machine is shut down, which
    waits until `close`; `battery` with whether the battery is used.
    """

    sleep_near = Signal(bool)
    end_near = Signal()
    battery = Signal(bool)

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._lock: QDBusUnixFileDescriptor | None = None
        self._upower = False

    @property
    def holds_up_sleep(self) -> bool:
        """Whether sleep, or the machine's end, would wait a moment for the engine's last words."""
        return self._lock is not None

    def start(self) -> None:
        """Begin to listen."""
        if not self._bus.isConnected():
            log.info("no system bus: sleep is noticed by the clock, the battery by /sys")
            self.look()
            return
        # the stubs ask for bytes, which PySide refuses
        sleep: Any = SLOT("_on_prepare_for_sleep(bool)")
        end: Any = SLOT("_on_prepare_for_shutdown(bool)")
        changes: Any = SLOT("_on_properties(QDBusMessage)")
        self._bus.connect(*LOGIND, "PrepareForSleep", self, sleep)
        self._bus.connect(*LOGIND, "PrepareForShutdown", self, end)
        self._bus.connect(*UPOWER[:2], PROPERTIES, "PropertiesChanged", self, changes)
        self._inhibit()
        self._ask_battery()

    @Slot()
    def close(self) -> None:
        """Hold nothing up any more."""
        self._lock = None

    @Slot()
    def look(self) -> None:
        """Read /sys, where UPower says nothing."""
        if not self._upower:
            self.battery.emit(runs_on_battery(SUPPLIES))

    def _inhibit(self) -> None:
        """Ask for a signal before sleep and before the machine's end, and for a moment's delay."""
        ask = QDBusMessage.createMethodCall(*LOGIND, "Inhibit")
        ask.setArguments(["sleep:shutdown", "Outage Notifier", "Notes that it stops watching", "delay"])
        self._call(ask, self._on_inhibited)

    def _ask_battery(self) -> None:
        ask = QDBusMessage.createMethodCall(*UPOWER[:2], PROPERTIES, "Get")
        ask.setArguments([UPOWER[2], "OnBattery"])
        self._call(ask, self._on_battery)

    def _call(self, message: QDBusMessage, answered: Callable[[QDBusPendingCallWatcher], None]) -> None:
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)
        watcher.finished.connect(answered)

    @Slot(QDBusPendingCallWatcher)
    def _on_inhibited(self, watcher: QDBusPendingCallWatcher) -> None:
        values = _values(watcher)
        if values and isinstance(values[0], QDBusUnixFileDescriptor):
            self._lock = values[0]

    @Slot(QDBusPendingCallWatcher)
    def _on_battery(self, watcher: QDBusPendingCallWatcher) -> None:
        values = _values(watcher)
        value = values[0].variant() if values and isinstance(values[0], QDBusVariant) else (values or [None])[0]
        if isinstance(value, bool):
            self._upower = True
            self.battery.emit(value)
        else:
            self._upower = False
            self.look()

    @Slot(QDBusMessage)
    def _on_properties(self, _message: QDBusMessage) -> None:
        self._ask_battery()

    @Slot(bool)
    def _on_prepare_for_sleep(self, near: bool) -> None:
        self.sleep_near.emit(near)
        if near:
            QTimer.singleShot(LAST_WORDS_MS, self, self.close)
        else:
            self._inhibit()

    @Slot(bool)
    def _on_prepare_for_shutdown(self, near: bool) -> None:
        if near:
            self.end_near.emit()


def runs_on_battery(folder: Path) -> bool:
    """Tell from Linux's /sys: a battery that discharges while no mains is connected."""
    discharging = False
    try:
        for supply in folder.iterdir():
            kind = _word(supply / "type")
            if kind in ("Mains", "USB") and _word(supply / "online") == "1":
                return False
            # a mouse has a battery too
            if kind == "Battery" and _word(supply / "scope") != "Device" and _word(supply / "status") == "Discharging":
                discharging = True
    except OSError:
        return False
    return discharging


def _word(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""


def _values(watcher: QDBusPendingCallWatcher) -> list[Any]:
    reply = watcher.reply()
    watcher.deleteLater()
    return list(reply.arguments()) if reply.type() is QDBusMessage.MessageType.ReplyMessage else []
