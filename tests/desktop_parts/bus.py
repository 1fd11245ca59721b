"""A private message bus and a notification server that does as it is told, for tests."""

import asyncio
import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest
from dbus_fast import Message, MessageType, NameFlag, Variant
from dbus_fast.aio import MessageBus

from notifier.desktop.notify.dbus import NAME, PATH

CONFIG = """<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>"""


@contextlib.contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """Run a session bus of our own, that starts no service of its own accord; gives its address."""
    program = shutil.which("dbus-daemon")
    if program is None:
        pytest.skip("dbus-daemon is not installed")
    config = folder / "bus.conf"
    config.write_text(CONFIG)
    command = [program, f"--config-file={config}", "--nofork", "--print-address=1"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


class Server:
    """A notification server: keeps what it was told, answers as `reply` says ("ok", "hang", "error")."""

    def __init__(self, capabilities: tuple[str, ...] = ("body", "body-markup", "actions")) -> None:
        self.capabilities = list(capabilities)
        self.name = "Test"
        self.reply = "ok"
        self.inhibited = False
        self.pressed_at_once = ""
        """The button that is pressed before the notification's number is known."""
        self.calls: list[list[Any]] = []
        self.asked: list[list[Any]] = []
        """The properties that were asked for: whose, and which."""
        self.taken_away: list[int] = []
        self.last = 0
        self.closed: set[int] = set()
        self.came = asyncio.Event()
        self.bus = MessageBus()

    async def start(self) -> Self:
        await self.bus.connect()
        self.bus.add_message_handler(self._answer)
        await self.bus.request_name(NAME, NameFlag.REPLACE_EXISTING)
        return self

    async def stop(self) -> None:
        self.bus.disconnect()
        await self.bus.wait_for_disconnect()  # type: ignore[no-untyped-call]

    def emit(self, member: str, signature: str, body: list[Any]) -> None:
        self.bus.send(Message.new_signal(PATH, NAME, member, signature, body))

    def invoke(self, number: int, key: str) -> None:
        self.emit("ActivationToken", "us", [number, f"token-{number}"])
        self.emit("ActionInvoked", "us", [number, key])
        self.emit("NotificationClosed", "uu", [number, 2])
        self.closed.add(number)

    async def answered(self) -> None:
        """Wait until a notification has come, and the answer to it is on its way."""
        await self.came.wait()
        path, interface = "/org/freedesktop/DBus", "org.freedesktop.DBus"
        await self.bus.call(Message(destination=interface, path=path, interface=interface, member="GetId"))

    def _answer(self, message: Message) -> Message | None:
        if message.message_type is not MessageType.METHOD_CALL:
            return None
        match message.member:
            case "GetServerInformation":
                return Message.new_method_return(message, "ssss", [self.name, "us", "1.0", "1.2"])
            case "GetCapabilities":
                return Message.new_method_return(message, "as", [self.capabilities])
            case "Get" | "GetProperty":
                self.asked.append(message.body)
                return Message.new_method_return(message, "v", [Variant("b", self.inhibited)])
            case "Notify":
                return self._notify(message)
            case "CloseNotification":
                self.taken_away.append(message.body[0])
                if message.body[0] not in self.closed:
                    self.emit("NotificationClosed", "uu", [message.body[0], 3])
                return Message.new_method_return(message)
            case _:
                return None

    def _notify(self, message: Message) -> Message | None:
        self.calls.append(message.body)
        self.came.set()
        if self.reply == "error":
            return Message.new_error(message, "org.example.Failed", "the server refuses")
        if self.reply == "hang":
            # handled, and never answered
            return Message(message_type=MessageType.SIGNAL, path=PATH, interface="org.example.Void", member="Nothing")
        replaces = int(message.body[1])
        if not replaces:
            self.last += 1
        if self.pressed_at_once:
            self.invoke(replaces or self.last, self.pressed_at_once)
        return Message.new_method_return(message, "u", [replaces or self.last])


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The session bus is a private one."""
    with private_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


def no_bus(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no session bus."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={os.devnull}")
