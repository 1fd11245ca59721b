"""What the operating system knows of the network: reachable, captive portal, metered, and whether it is another one.

It is one witness among the anchors, and often silent; the line is judged in `notifier.core`.
"""

import socket
import sys
from collections.abc import Callable
from typing import Protocol

import msgspec
from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from notifier.core.commands import NetworkChanged
from notifier.desktop.beat import Beat


class System(Protocol):
    """What an operating system knows of the network, once started. `changed` says that it may be another one."""

    @property
    def changed(self) -> SignalInstance:
        """May be another one."""

    def start(self) -> None:
        """Begin to listen."""

    def close(self) -> None:
        """Listen no more."""

    def reachable(self) -> bool | None:
        """Tell whether the internet is; None: only a nearer network is, or it is not known."""

    def behind_portal(self) -> bool | None:
        """Tell whether the network wants a sign-in first; None: nobody knows."""

    def metered(self) -> bool:
        """Tell whether what is sent may cost money."""


def own_address() -> str:
    """The address under which this machine speaks to the internet; empty without a way there. Nothing is sent."""
    found = []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((far, 9))
                address = str(probe.getsockname()[0])
        except OSError:
            continue
        # of IPv6 the network's half: the other changes with every privacy address
        found.append(address if family == socket.AF_INET else ":".join(address.split(":")[:4]))
    return " ".join(found)


def this_system() -> System:
    """Give what this operating system knows."""
    linux: bool = sys.platform == "linux"  # said so that mypy looks at both
    if linux:
        from PySide6.QtDBus import QDBusConnection

        from notifier.desktop.network_linux import LinuxNetwork

        return LinuxNetwork(QDBusConnection.systemBus())
    from notifier.desktop.network_qt import QtNetwork

    return QtNetwork()


class NetworkWatch(QObject):
    """Watches the network.

    Signals: `changed` carries a `NetworkChanged` command; the first one comes right after `start`.
    """

    changed = Signal(object)

    def __init__(
        self,
        address: Callable[[], str] = own_address,
        system: Callable[[], System] = this_system,
        fingerprint: Callable[[], str] = str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._address = address
        self._system = system()
        self._fingerprint = fingerprint
        self._on_battery = False
        self._there = ""
        """The last address that was not empty."""
        self._last = NetworkChanged(changed=False)
        self._beat = Beat(self)
        self._beat.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch; where the system says nothing only the own address is watched."""
        self._there = self._address()
        self._system.changed.connect(self.look)
        self._system.start()
        self._beat.begin()
        self._last = self._now(changed=False)
        self.changed.emit(self._last)

    def close(self) -> None:
        """Stop watching."""
        self._beat.stop()
        self._system.close()

    @Slot(bool)
    def set_on_battery(self, on_battery: bool) -> None:
        """Pass on what the power watch says: both slow the reading down."""
        self._on_battery = on_battery
        self._beat.set_on_battery(on_battery)
        self.look()

    @Slot()
    def look(self) -> None:
        """Emit what is different from the last time."""
        address = self._address()
        moved = bool(address) and address != self._there
        if address:
            self._there = address
        now = self._now(changed=moved or (self._last.reachable is False and self._system.reachable() is True))
        if now.changed or now != msgspec.structs.replace(self._last, changed=False):
            self._last = now
            self.changed.emit(now)

    def _now(self, *, changed: bool) -> NetworkChanged:
        network = self._fingerprint() or ("" if changed else self._last.network)  # the gateway is silent at times
        system = self._system
        told = system.reachable(), system.behind_portal(), system.metered()
        return NetworkChanged(*told, self._on_battery, changed, network)
