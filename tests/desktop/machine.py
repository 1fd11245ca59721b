"""The machine behind a session: a system bus on which login1 says that sleep is near, and UPower what power there is.

Sleep is played as a program notices it: it is stopped, and goes on; the clocks run meanwhile, as they do in sleep.
"""

import os
import signal
from contextlib import suppress

from dbus_fast import Message, MessageType, Variant

from tests.desktop.bus import DBUS
from tests.desktop.session import Session
from tests.waiting import until

LOGIN = ("org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")
UPOWER = ("org.freedesktop.UPower", "/org/freedesktop/UPower", "org.freedesktop.UPower")
PROPERTIES = "org.freedesktop.DBus.Properties"
HELD_UP_MOST_S = 5.0
"""So long login1 waits for those who asked for a delay, as it does in the world."""


class Machine:
    """Has the system's names on a bus of its own; the session's programs find it where the system bus is looked for."""

    def __init__(self, session: Session) -> None:
        address = f"unix:path={session.environment['XDG_RUNTIME_DIR']}/sys"
        session.environment["DBUS_SYSTEM_BUS_ADDRESS"] = address
        self.on_battery = False
        self._held: list[int] = []
        self._given: list[int] = []
        self._bus = session.start_bus(address)
        self._bus.connection.add_message_handler(self._answer)
        for name in (LOGIN[0], UPOWER[0]):
            self._bus.call(*DBUS, DBUS[0], "RequestName", "su", name, 0)

    def _answer(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        if message.interface == LOGIN[2] and message.member == "Inhibit":
            read, write = os.pipe()
            os.set_blocking(read, False)
            self._held.append(read)
            self._given.append(write)
            return Message.new_method_return(message, "h", [0], [write])
        if message.interface == PROPERTIES and message.member == "Get" and message.path == UPOWER[1]:
            return Message.new_method_return(message, "v", [Variant("b", self.on_battery)])
        return None

    def fall_asleep(self, pid: int, *, announced: bool = True) -> None:
        """Send the machine to sleep; `announced`: login1 says so before, and waits until it may."""
        if announced:
            self._say(LOGIN[1], LOGIN[2], "PrepareForSleep", "b", True)
            until(self._let_go, HELD_UP_MOST_S, "who holds up sleep lets it go")
        os.kill(pid, signal.SIGSTOP)

    def wake(self, pid: int, *, announced: bool = True) -> None:
        """Wake it."""
        os.kill(pid, signal.SIGCONT)
        if announced:
            self._say(LOGIN[1], LOGIN[2], "PrepareForSleep", "b", False)

    def shut_down(self) -> None:
        """Say that the machine is about to end, and wait until that is held up no more."""
        self._say(LOGIN[1], LOGIN[2], "PrepareForShutdown", "b", True)
        until(self._let_go, HELD_UP_MOST_S, "who holds up the machine's end lets it go")

    @property
    def held_up(self) -> bool:
        """Whether somebody asked for a delay before sleep and has not let it go."""
        return not self._let_go()

    def _let_go(self) -> bool:
        """Tell whether nobody holds up sleep; a pipe says by its end that the other side closed what it was given."""
        while self._given:
            os.close(self._given.pop())  # the other side has its own by now
        for pipe in self._held[:]:
            with suppress(BlockingIOError):
                os.read(pipe, 1)
                os.close(pipe)
                self._held.remove(pipe)
        return not self._held

    def use_battery(self, on_battery: bool) -> None:
        """Pull the plug, or put it in."""
        self.on_battery = on_battery
        changed = {"OnBattery": Variant("b", on_battery)}
        self._say(UPOWER[1], PROPERTIES, "PropertiesChanged", "sa{sv}as", UPOWER[2], changed, [])

    def _say(self, path: str, interface: str, member: str, signature: str, *body: object) -> None:
        self._bus.emit(Message.new_signal(path, interface, member, signature, list(body)))

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()
        for each in (*self._held, *self._given):
            os.close(each)
