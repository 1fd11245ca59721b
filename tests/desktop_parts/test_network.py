import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from PySide6.QtCore import QObject, Signal
from PySide6.QtDBus import QDBusConnection
from PySide6.QtNetwork import QNetworkInformation
from pytestqt.qtbot import QtBot

from notifier.core.commands import NetworkChanged
from notifier.desktop.network import NetworkWatch, own_address
from notifier.desktop.network_linux import MANAGER, LinuxNetwork, has_way_out
from notifier.desktop.network_qt import QtNetwork
from tests.desktop_parts.bus import bus
from tests.desktop_parts.test_notifier import Loop, loop

__all__ = ["bus", "loop"]

Reachability = QNetworkInformation.Reachability
Feature = QNetworkInformation.Feature


class System(QObject):
    """What a system knows, set by the test."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_reachable: bool | None = True
        self.portal: bool | None = False
        self.is_metered = False

    def start(self) -> None:
        """Listen to nothing."""

    def close(self) -> None:
        """Nor any more."""

    def reachable(self) -> bool | None:
        return self.is_reachable

    def behind_portal(self) -> bool | None:
        return self.portal

    def metered(self) -> bool:
        return self.is_metered


class Scene:
    def __init__(self) -> None:
        self.address = "10.0.0.2"
        self.system = System()
        self.heard: list[NetworkChanged] = []
        self.watch = NetworkWatch(lambda: self.address, lambda: self.system)
        self.watch.changed.connect(self.heard.append)
        self.watch.start()
        self.heard.clear()

    def look(self) -> list[NetworkChanged]:
        self.heard.clear()
        self.watch.look()
        return list(self.heard)


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    return Scene()


def test_the_first_word_comes_at_the_start_and_changes_nothing(qtbot: QtBot) -> None:
    watch = NetworkWatch(lambda: "")
    with qtbot.waitSignal(watch.changed) as heard:
        watch.start()
    assert heard.args is not None
    assert not heard.args[0].changed
    watch.close()


def test_nothing_new_is_not_told(scene: Scene) -> None:
    assert scene.look() == []


def test_what_the_system_knows_is_passed_on(scene: Scene) -> None:
    scene.system.portal = True
    assert scene.look() == [NetworkChanged(True, True, changed=False)]
    scene.heard.clear()
    scene.system.is_metered = True
    scene.system.changed.emit()
    assert scene.heard == [NetworkChanged(True, True, metered=True, changed=False)], "at once"
    scene.watch.set_on_battery(True)
    assert scene.heard[-1] == NetworkChanged(True, True, metered=True, on_battery=True, changed=False)


def test_what_the_system_cannot_know_is_none(scene: Scene) -> None:
    scene.system.is_reachable = scene.system.portal = None
    assert scene.look() == [NetworkChanged(None, None, changed=False)]


def test_another_address_is_another_network(scene: Scene) -> None:
    scene.address = "192.168.1.7"
    assert scene.look() == [NetworkChanged(True, False, changed=True)]
    assert scene.look() == []


def test_a_drop_and_return_is_a_change_when_it_returns(scene: Scene) -> None:
    scene.system.is_reachable = False
    scene.address = ""
    assert scene.look() == [NetworkChanged(False, False, changed=False)]
    scene.system.is_reachable = True
    scene.address = "10.0.0.2"
    assert scene.look() == [NetworkChanged(True, False, changed=True)]


def test_the_own_address_is_found_without_a_packet(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_way(*_arguments: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr("socket.socket.connect", no_way)
    assert own_address() == ""


# what Linux knows


class Manager:
    """NetworkManager on a private bus, in another thread's loop."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.ready, self.gone = threading.Event(), threading.Event()
        self.values = {"State": 70, "Connectivity": 4, "Metered": 0}

    async def start(self) -> None:
        self.bus = await MessageBus(self.address).connect()
        self.bus.add_message_handler(self._answer)
        await self.bus.request_name(MANAGER[0])
        self.ready.set()

    def tell(self, **values: int) -> None:
        self.values |= values
        body: list[Any] = [MANAGER[2], {name: Variant("u", value) for name, value in values.items()}, []]
        message = Message.new_signal(
            MANAGER[1], "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", body
        )
        self.bus.send(message)

    async def stop(self) -> None:
        self.bus.disconnect()
        await self.bus.wait_for_disconnect()  # type: ignore[no-untyped-call]
        self.gone.set()

    def _answer(self, message: Message) -> Message | None:
        if message.message_type is MessageType.METHOD_CALL and message.member == "Get":
            return Message.new_method_return(message, "v", [Variant("u", self.values[message.body[1]])])
        return None


def no_routes(folder: Path) -> Path:
    for name in ("route", "ipv6_route"):
        (folder / name).write_text("")
    return folder


@pytest.fixture
def connection(bus: str) -> Iterator[QDBusConnection]:
    yield QDBusConnection.connectToBus(bus, "network-test")
    QDBusConnection.disconnectFromBus("network-test")


def test_what_networkmanager_says(
    connection: QDBusConnection, bus: str, loop: Loop, qtbot: QtBot, tmp_path: Path
) -> None:
    manager = Manager(bus)
    loop.submit(manager.start)
    assert manager.ready.wait(20)
    linux = LinuxNetwork(connection, no_routes(tmp_path))
    assert linux.reachable() is False, "as the kernel says, until NetworkManager has answered"
    linux.start()
    qtbot.waitUntil(lambda: linux.reachable() is True and linux.behind_portal() is False)
    assert not linux.metered()
    with qtbot.waitSignal(linux.changed):
        loop.loop.call_soon_threadsafe(lambda: manager.tell(State=60, Connectivity=2, Metered=3))
    qtbot.waitUntil(lambda: linux.reachable() is None and linux.behind_portal() is True and linux.metered())
    loop.loop.call_soon_threadsafe(lambda: manager.tell(State=20))
    qtbot.waitUntil(lambda: linux.reachable() is False)
    linux.close()
    loop.submit(manager.stop)
    assert manager.gone.wait(20)


def test_without_networkmanager_the_kernel_is_believed(
    connection: QDBusConnection, qtbot: QtBot, tmp_path: Path
) -> None:
    linux = LinuxNetwork(connection, no_routes(tmp_path))
    linux.start()
    assert linux.reachable() is False
    assert linux.behind_portal() is None
    assert not linux.metered()
    (tmp_path / "route").write_text(ROUTES)
    assert linux.reachable() is True
    linux.close()


ROUTES = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
"""
ZERO = "0" * 32
NEAR = f"fe80{'0' * 28} 40 {ZERO} 00 {ZERO} 00000100 00000002 00000000 00000001     eth0"
FAR = f"{ZERO} 00 {ZERO} 00 fd{'0' * 29}1 00000400 00000003 00000000 00000003     eth0"
REJECTED = f"{ZERO} 00 {ZERO} 00 {ZERO} ffffffff 00000001 00000000 00200200       lo"


@pytest.mark.parametrize(
    ("route", "ipv6_route", "known"),
    [
        (ROUTES, "", True),
        (ROUTES.replace("eth0\t00000000", "eth0\t000000AC"), "", False),
        ("", f"{NEAR}\n{FAR}\n{REJECTED}", True),
        ("", f"{NEAR}\n{REJECTED}", False),
        ("nonsense", "nonsense", False),
        (None, None, None),
    ],
)
def test_a_way_out_is_a_default_route(
    tmp_path: Path, route: str | None, ipv6_route: str | None, known: bool | None
) -> None:
    for name, text in (("route", route), ("ipv6_route", ipv6_route)):
        if text is not None:
            (tmp_path / name).write_text(text)
    assert has_way_out(tmp_path) is known


# what others know, through Qt


class Information(QObject):
    """What Qt knows, set by the test."""

    reachabilityChanged = Signal(QNetworkInformation.Reachability)  # noqa: N815 Qt's names
    isBehindCaptivePortalChanged = Signal(bool)  # noqa: N815
    isMeteredChanged = Signal(bool)  # noqa: N815
    transportMediumChanged = Signal(QNetworkInformation.TransportMedium)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.state = Reachability.Online
        self.features = {Feature.CaptivePortal, Feature.Metered}

    def supports(self, feature: Feature) -> bool:
        return feature in self.features

    def reachability(self) -> Reachability:
        return self.state

    def isBehindCaptivePortal(self) -> bool:  # noqa: N802
        return True

    def isMetered(self) -> bool:  # noqa: N802
        return True


def test_what_qt_knows(qtbot: QtBot) -> None:
    system, information = QtNetwork(), Information()
    assert (system.reachable(), system.behind_portal(), system.metered()) == (None, None, False)
    system.follow(cast(QNetworkInformation, information))
    with qtbot.waitSignal(system.changed):
        information.isMeteredChanged.emit(True)
    assert (system.reachable(), system.behind_portal(), system.metered()) == (True, True, True)
    information.state, information.features = Reachability.Site, set()
    assert (system.reachable(), system.behind_portal(), system.metered()) == (None, None, False)
    information.state = Reachability.Disconnected
    assert system.reachable() is False
    system.close()


def test_what_qt_knows_here_is_asked(qtbot: QtBot) -> None:
    system = QtNetwork()
    system.start()
    assert system.reachable() in (True, False, None)
    system.close()
