import ctypes
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from notifier.core.commands import MachineSleeps, MachineWoke
from notifier.desktop.power import PowerWatch
from notifier.desktop.power_linux import LOGIND, UPOWER, LinuxPower, runs_on_battery
from notifier.desktop.power_windows import RESUMED, SUSPENDS, WM_POWERBROADCAST, NativeMessage, PowerBroadcasts
from tests.desktop_parts.bus import bus
from tests.desktop_parts.test_notifier import Loop, loop

__all__ = ["bus", "loop"]


class System:
    """logind and UPower on a private bus, in another thread's loop."""

    def __init__(self, loop: Loop, address: str) -> None:
        self.loop = loop
        self.address = address
        self.on_battery = False
        self.inhibited = 0
        self.ready = threading.Event()
        self.pipe = os.pipe()

    async def start(self) -> None:
        self.bus = await MessageBus(self.address, negotiate_unix_fd=True).connect()
        self.bus.add_message_handler(self._answer)
        await self.bus.request_name(LOGIND[0])
        await self.bus.request_name(UPOWER[0])
        self.ready.set()

    def sleep(self, near: bool, what: str = "PrepareForSleep") -> None:
        message = Message.new_signal(LOGIND[1], LOGIND[2], what, "b", [near])
        self.loop.loop.call_soon_threadsafe(self.bus.send, message)

    def battery(self, used: bool) -> None:
        self.on_battery = used
        body: list[Any] = [UPOWER[2], {"OnBattery": Variant("b", used)}, []]
        message = Message.new_signal(
            UPOWER[1], "org.freedesktop.DBus.Properties", "PropertiesChanged", "sa{sv}as", body
        )
        self.loop.loop.call_soon_threadsafe(self.bus.send, message)

    def _answer(self, message: Message) -> Message | None:
        if message.message_type is MessageType.METHOD_CALL and message.member == "Inhibit":
            self.inhibited += 1
            assert message.body[0] == "sleep:shutdown"
            return Message.new_method_return(message, "h", [0], [os.dup(self.pipe[1])])
        if message.message_type is MessageType.METHOD_CALL and message.member == "Get":
            return Message.new_method_return(message, "v", [Variant("b", self.on_battery)])
        return None


@pytest.fixture
def system(bus: str, loop: Loop) -> Iterator[System]:
    made = System(loop, bus)
    loop.submit(made.start)
    assert made.ready.wait(5)
    yield made
    loop.loop.call_soon_threadsafe(made.bus.disconnect)
    for handle in made.pipe:
        os.close(handle)


@pytest.fixture
def connection(bus: str) -> Iterator[QDBusConnection]:
    yield QDBusConnection.connectToBus(bus, "system-of-the-test")
    QDBusConnection.disconnectFromBus("system-of-the-test")


def test_sleep_and_wake_come_from_logind_with_a_moments_delay(
    qtbot: QtBot, system: System, connection: QDBusConnection
) -> None:
    power = LinuxPower(connection)
    power.start()
    qtbot.waitUntil(lambda: power.holds_up_sleep)
    with qtbot.waitSignal(power.sleep_near) as heard:
        system.sleep(True)
    assert heard.args == [True]
    assert power.holds_up_sleep, "sleep is held up for the engine's last words"
    qtbot.waitUntil(lambda: not power.holds_up_sleep)
    with qtbot.waitSignal(power.sleep_near) as heard:
        system.sleep(False)
    assert heard.args == [False]
    qtbot.waitUntil(lambda: power.holds_up_sleep)
    assert system.inhibited == 2


def test_before_the_machine_is_shut_down_the_program_is_asked_to_end_and_holds_that_up(
    qtbot: QtBot, system: System, connection: QDBusConnection
) -> None:
    power = PowerWatch(bus=lambda: connection)
    ends = list[int]()
    power.ends.connect(lambda: ends.append(1))
    power.start()
    (linux,) = power.findChildren(LinuxPower)
    qtbot.waitUntil(lambda: linux.holds_up_sleep)
    system.sleep(False, "PrepareForShutdown")  # called off
    with qtbot.waitSignal(power.ends):
        system.sleep(True, "PrepareForShutdown")
    assert (ends, linux.holds_up_sleep) == ([1], True)
    power.close()
    assert not linux.holds_up_sleep


def test_the_battery_comes_from_upower(qtbot: QtBot, system: System, connection: QDBusConnection) -> None:
    power = LinuxPower(connection)
    with qtbot.waitSignal(power.battery) as heard:
        power.start()
    assert heard.args == [False]
    with qtbot.waitSignal(power.battery) as heard:
        system.battery(True)
    assert heard.args == [True]


def test_without_a_bus_sys_is_read(qtbot: QtBot) -> None:
    power = LinuxPower(QDBusConnection("never connected"))
    with qtbot.waitSignal(power.battery) as heard:
        power.start()
    assert isinstance(heard.args, list)


def test_without_services_on_the_bus_sys_is_read(qtbot: QtBot, connection: QDBusConnection) -> None:
    power = LinuxPower(connection)
    with qtbot.waitSignal(power.battery):
        power.start()
    with qtbot.waitSignal(power.battery):
        power.look()


def supply(folder: Path, name: str, **words: str) -> None:
    (folder / name).mkdir()
    for key, value in words.items():
        (folder / name / key).write_text(value + "\n")


@pytest.mark.parametrize(
    ("supplies", "used"),
    [
        ([], False),
        ([{"type": "Battery", "status": "Discharging"}], True),
        ([{"type": "Battery", "status": "Charging"}], False),
        ([{"type": "Battery", "status": "Discharging"}, {"type": "Mains", "online": "1"}], False),
        ([{"type": "Battery", "status": "Discharging"}, {"type": "Mains", "online": "0"}], True),
        ([{"type": "Battery", "status": "Discharging", "scope": "Device"}], False),
        ([{}], False),
    ],
)
def test_the_battery_from_sys(tmp_path: Path, supplies: list[dict[str, str]], used: bool) -> None:
    for number, words in enumerate(supplies):
        supply(tmp_path, f"S{number}", **words)
    assert runs_on_battery(tmp_path) is used
    assert not runs_on_battery(tmp_path / "not there")


def test_a_gap_in_the_clock_is_a_sleep(qtbot: QtBot) -> None:
    clock = [0.0]
    power = PowerWatch(lambda: clock[0])
    told = list[object]()
    power.changed.connect(told.append)
    for clock[0] in (5.0, 10.0, 40.0):
        power.look()
    assert told == []
    clock[0] = 100.0
    power.look()
    power.look()
    assert told == [MachineWoke()]


def test_on_battery_the_clock_is_looked_at_less_often_and_a_longer_gap_is_none(
    qtbot: QtBot, system: System, connection: QDBusConnection
) -> None:
    clock = [0.0]
    power = PowerWatch(lambda: clock[0], lambda: connection)
    system.on_battery = True
    with qtbot.waitSignal(power.battery_changed):
        power.start()
    told = list[object]()
    power.changed.connect(told.append)
    for clock[0] in (60.0, 120.0):
        power.look()
    assert told == []
    clock[0] = 190.0
    power.look()
    power.close()
    assert told == [MachineWoke()]


def test_a_sleep_that_was_announced_is_told_once(qtbot: QtBot, system: System, connection: QDBusConnection) -> None:
    clock = [0.0]
    power = PowerWatch(lambda: clock[0], lambda: connection)
    power.start()
    qtbot.waitUntil(lambda: system.inhibited == 1)
    told = list[object]()
    power.changed.connect(told.append)
    with qtbot.waitSignal(power.changed):
        system.sleep(True)
    clock[0] = 3600.0
    with qtbot.waitSignal(power.changed):
        system.sleep(False)
    power.look()
    power.close()
    assert told == [MachineSleeps(), MachineWoke()]


def test_windows_broadcasts(qtbot: QtBot) -> None:
    power = PowerWatch()
    told = list[object]()
    power.changed.connect(told.append)
    broadcasts = PowerBroadcasts(power.on_broadcast)
    for what in (SUSPENDS, RESUMED):
        message = NativeMessage(None, WM_POWERBROADCAST, what)
        other = NativeMessage(None, 0x1, what)
        for each in (message, other):
            kind = QByteArray(b"windows_generic_MSG")
            assert broadcasts.nativeEventFilter(kind, ctypes.addressof(each)) == (False, 0)
            assert broadcasts.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert told == [MachineSleeps(), MachineWoke()]


def test_it_starts_and_closes_on_this_machine(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    power = PowerWatch()
    power.start()
    power.close()
    assert not any(each.isActive() for each in power.findChildren(QTimer))
