"""What the operating system knows of the network: reachable, captive portal, metered, and whether it is another one.

It is one witness among the anchors, and often silent; the line is judged in `notifier.core`.
"""

import logging
import socket
from collections.abc import Callable
from typing import Final

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation

from notifier.core.commands import NetworkChanged

log = logging.getLogger(__name__)

LOOK_MS: Final = 10_000

Reachability = QNetworkInformation.Reachability
Feature = QNetworkInformation.Feature


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


def system_information() -> QNetworkInformation | None:
    """What Qt knows of the network here; None without a backend of Qt."""
    return QNetworkInformation.instance() if QNetworkInformation.loadDefaultBackend() else None


class NetworkWatch(QObject):
    """Watches the network.

    Signals: `changed` carries a `NetworkChanged` command; the first one comes right after `start`.
    """

    changed = Signal(object)

    def __init__(
        self,
        address: Callable[[], str] = own_address,
        information: Callable[[], QNetworkInformation | None] = system_information,
        fingerprint: Callable[[], str] = str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._address = address
        self._ask_system = information
        self._fingerprint = fingerprint
        self._on_battery = False
        self._there = ""
        """The last address that was not empty."""
        self._last = NetworkChanged(changed=False)
        self._information: QNetworkInformation | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to watch; where the system says nothing only the own address is watched."""
        self._there = self._address()
        self._information = self._ask_system()
        if self._information is not None:
            self._information.reachabilityChanged.connect(self.look)
            self._information.isBehindCaptivePortalChanged.connect(self.look)
            self._information.isMeteredChanged.connect(self.look)
            self._information.transportMediumChanged.connect(self.look)
        else:
            log.info("the operating system says nothing about the network")
        self._timer.start()
        self._last = self._now(changed=False)
        self.changed.emit(self._last)

    def close(self) -> None:
        """Stop watching."""
        self._timer.stop()

    @Slot(bool)
    def set_on_battery(self, on_battery: bool) -> None:
        """Pass on what the power watch says: both slow the reading down."""
        self._on_battery = on_battery
        self.look()

    @Slot()
    def look(self) -> None:
        """Emit what is different from the last time."""
        address = self._address()
        moved = bool(address) and address != self._there
        if address:
            self._there = address
        now = self._now(changed=moved or (self._last.reachable is False and self._reachable() is True))
        if now.changed or now != _unchanged(self._last):
            self._last = now
            self.changed.emit(now)

    def _now(self, *, changed: bool) -> NetworkChanged:
        information = self._information
        portal = metered = None
        if information is not None and information.supports(Feature.CaptivePortal):
            portal = information.isBehindCaptivePortal()
        if information is not None and information.supports(Feature.Metered):
            metered = information.isMetered()
        network = self._fingerprint() or ("" if changed else self._last.network)  # the gateway is silent at times
        return NetworkChanged(self._reachable(), portal, bool(metered), self._on_battery, changed, network)

    def _reachable(self) -> bool | None:
        """Only "connected to nothing" and "connected to the internet" are taken at their word."""
        if self._information is None:
            return None
        match self._information.reachability():
            case Reachability.Disconnected:
                return False
            case Reachability.Online:
                return True
            case _:
                return None


def _unchanged(state: NetworkChanged) -> NetworkChanged:
    return msgspec.structs.replace(state, changed=False)
