"""Linux's network: what NetworkManager says, and where it is not, whether the kernel knows a way out.

Over the system bus without ever waiting for it, and over netlink (rtnetlink(7)), which tells each change of addresses
and ways; the same that Qt's own knowledge of networks comes from, without the 5 MB of its libraries.
"""

import contextlib
import socket
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, QSocketNotifier, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

MANAGER: Final = ("org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager", "org.freedesktop.NetworkManager")
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
ASKED: Final = ("State", "Connectivity", "Metered")
DISCONNECTED: Final = (20, 30)
"""NMState: disconnected, disconnecting."""
ONLINE: Final = 70
PORTAL: Final = 2
"""Of NMConnectivityState."""
METERED: Final = (1, 3)
"""NMMetered: yes, guessed yes."""
PROC: Final = Path("/proc/net")
ROUTE_GROUPS: Final = 0x1 | 0x10 | 0x40 | 0x100 | 0x400
"""Of rtnetlink(7): links; addresses and routes of IPv4 and of IPv6."""


class LinuxNetwork(QObject):
    """What the system knows of the network, once started.

    Signals: `changed` when it may be another one.
    """

    changed = Signal()

    def __init__(self, bus: QDBusConnection, proc: Path = PROC) -> None:
        super().__init__()
        self._bus, self._proc = bus, proc
        self._told: dict[str, int] = {}
        """By NetworkManager; empty: it is not there."""
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None

    def start(self) -> None:
        """Begin to listen."""
        if self._bus.isConnected():
            slot: Any = SLOT("_on_properties(QDBusMessage)")  # the stubs ask for bytes, which PySide refuses
            self._bus.connect(*MANAGER[:2], PROPERTIES, "PropertiesChanged", self, slot)
            self._ask()
        with contextlib.suppress(OSError):
            self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)  # type: ignore[attr-defined,unused-ignore]
            self._socket.bind((0, ROUTE_GROUPS))
            self._socket.setblocking(False)
            self._notifier = QSocketNotifier(self._socket.fileno(), QSocketNotifier.Type.Read, self)
            self._notifier.activated.connect(self._on_kernel)

    def close(self) -> None:
        """Listen no more."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
        if self._socket is not None:
            self._socket.close()

    def reachable(self) -> bool | None:
        """Tell whether the internet is; None: only a nearer network is, or it is not known."""
        if not self._told:
            return has_way_out(self._proc)
        state = self._told.get("State")
        return False if state in DISCONNECTED else True if state == ONLINE else None

    def behind_portal(self) -> bool | None:
        """Tell whether the network wants a sign-in first; None: nobody knows."""
        return self._told["Connectivity"] == PORTAL if "Connectivity" in self._told else None

    def metered(self) -> bool:
        """Tell whether what is sent may cost money."""
        return self._told.get("Metered") in METERED

    @Slot(QDBusMessage)
    def _on_properties(self, _message: QDBusMessage) -> None:
        self._ask()

    @Slot()
    def _on_kernel(self) -> None:
        with contextlib.suppress(OSError):
            while self._socket is not None and self._socket.recv(65_536):
                pass
        self.changed.emit()

    def _ask(self) -> None:
        for name in ASKED:
            ask = QDBusMessage.createMethodCall(*MANAGER[:2], PROPERTIES, "Get")
            ask.setArguments([MANAGER[2], name])
            ask.setAutoStartService(False)
            watcher = QDBusPendingCallWatcher(self._bus.asyncCall(ask), self)
            watcher.setObjectName(name)
            watcher.finished.connect(self._on_property)

    @Slot(QDBusPendingCallWatcher)
    def _on_property(self, watcher: QDBusPendingCallWatcher) -> None:
        name, reply = watcher.objectName(), watcher.reply()
        watcher.deleteLater()
        value = (reply.arguments() or [None])[0]
        value = value.variant() if isinstance(value, QDBusVariant) else value
        before = dict(self._told)
        if reply.type() is QDBusMessage.MessageType.ReplyMessage and isinstance(value, int):
            self._told[name] = value
        else:
            self._told.pop(name, None)
        if self._told != before:
            self.changed.emit()


def has_way_out(proc: Path) -> bool | None:
    """Tell from the kernel's tables (proc(5)) whether there is a default route; None where they cannot be read."""
    known = False
    for name, columns in (("route", (1, 7)), ("ipv6_route", (0, 1))):
        try:
            rows = [line.split() for line in (proc / name).read_text("ascii", "replace").splitlines()]
        except OSError:
            continue
        known = True
        for row in rows:
            far = [row[each] for each in columns] if len(row) > 7 else []
            # that of IPv6's own loopback rejects all that has no other way
            if far and not "".join(far).strip("0") and row[-1] != "lo":
                return True
    return False if known else None
