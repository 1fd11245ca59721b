"""Notification servers that do harm, or are slow: nothing is lost, nothing is shown twice, nobody else has a say."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from notifier.desktop.notify import dbus
from notifier.desktop.notify.dbus import NAME, PATH
from notifier.desktop.notify.dispatcher import Dispatcher
from notifier.desktop.notify.model import Delivered, News, Notification, Reply, Revived, Undelivered
from notifier.desktop.notify.wire import BUS
from tests.desktop_parts.bus import Server, bus
from tests.desktop_parts.test_notify_dbus import DOWN, Heard, adapter_for, run

__all__ = ["bus"]

pytestmark = pytest.mark.fault("notification servers that do harm")
OTHER = Notification("incident-2", "Signal is down", "Since 14:03")
BACK = Notification("incident-1", "WhatsApp works again", "It took 5 minutes")


class Slow(Server):
    """Shows what it is asked for when it is let, and answers then."""

    def __init__(self) -> None:
        super().__init__()
        self.is_frozen = True
        self.waiting: list[Message] = []

    def _notify(self, message: Message) -> Message | None:
        if not self.is_frozen:
            return super()._notify(message)
        self.waiting.append(message)
        return nothing()

    def thaw(self) -> None:
        self.is_frozen = False
        for message in self.waiting:
            answer = super()._notify(message)
            assert answer is not None
            self.bus.send(answer)
        self.waiting.clear()


class Odd(Server):
    """Is silent about some of what it is asked, or answers with errors."""

    def __init__(self, silent: tuple[str, ...] = (), refuses: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.silent, self.refuses = silent, refuses

    def _answer(self, message: Message) -> Message | None:
        if message.message_type is MessageType.METHOD_CALL and message.member in self.silent:
            return nothing()
        if message.message_type is MessageType.METHOD_CALL and message.member in self.refuses:
            return Message.new_error(message, "org.example.Failed", "not today")
        return super()._answer(message)


class Forgetful(Server):
    """Knows no number any more, and calls it an error to be asked for one."""

    def _notify(self, message: Message) -> Message | None:
        if message.body[1]:
            return Message.new_error(message, "org.example.Unknown", "no such notification")
        return super()._notify(message)


class Counting(Server):
    """Gives the numbers that it is told to."""

    def __init__(self, *numbers: int) -> None:
        super().__init__()
        self._numbers = list(numbers)

    def _notify(self, message: Message) -> Message | None:
        self.calls.append(message.body)
        return Message.new_method_return(message, "u", [self._numbers.pop(0)])


def nothing() -> Message:
    """Handled, and not answered."""
    return Message(message_type=MessageType.SIGNAL, path=PATH, interface="org.example.Void", member="Nothing")


@contextlib.asynccontextmanager
async def dispatching(heard: Heard, patience_s: float = 0.3) -> AsyncIterator[tuple[Dispatcher, list[float]]]:
    """A dispatcher, and its clock."""
    clock = [0.0]
    dispatcher = Dispatcher([adapter_for], heard, patience_s=patience_s, now_s=lambda: clock[0])
    live = asyncio.create_task(dispatcher.live())
    await asyncio.sleep(0)
    try:
        yield dispatcher, clock
    finally:
        live.cancel()
        await asyncio.gather(live, return_exceptions=True)


def handed(heard: Heard) -> list[News]:
    return [each for each in heard.news if isinstance(each, Delivered | Undelivered)]


def words(server: Server) -> list[tuple[int, str]]:
    """What the server was asked to show: in which one's place, and the titles."""
    return [(call[1], call[3]) for call in server.calls]


def test_what_a_slow_server_shows_after_all_is_told_and_replaced_as_any_other(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        assert isinstance(server, Slow)
        async with dispatching(heard) as (dispatcher, _clock):
            await dispatcher.deliver(DOWN)
            assert [type(each) for each in handed(heard)] == [Undelivered]
            server.thaw()
            await heard.until(Delivered)
            assert handed(heard)[1:] == [Delivered(DOWN, late=True)]
            await dispatcher.deliver(BACK)
            assert words(server) == [(0, DOWN.title), (1, BACK.title)], "it is not left alone any more"
            server.invoke(1, "page")
            await heard.until(Reply)

    run(test, Slow)


def test_what_a_slow_server_was_asked_for_is_not_asked_for_once_more(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        assert isinstance(server, Slow)
        async with dispatching(heard) as (dispatcher, clock):
            for clock[0] in (0.0, 61.0, 122.0):
                await dispatcher.deliver(DOWN)
            assert len(server.waiting) == 1
            clock[0] = 183.0
            again = asyncio.create_task(dispatcher.deliver(DOWN))
            await asyncio.sleep(0)
            server.thaw()
            await again
            assert words(server) == [(0, DOWN.title)]
            assert isinstance(handed(heard)[-1], Delivered)

    run(test, Slow)


def test_what_is_newer_waits_for_its_place(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        assert isinstance(server, Slow)
        async with dispatching(heard) as (dispatcher, clock):
            await dispatcher.deliver(DOWN)
            clock[0] = 61.0
            newer = asyncio.create_task(dispatcher.deliver(BACK))
            await asyncio.sleep(0)
            server.thaw()
            await newer
            assert words(server) == [(0, DOWN.title), (1, BACK.title)]

    run(test, Slow)


def test_what_a_server_never_answers_is_asked_for_anew_one_day(bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbus, "LATE_S", 0.0)

    async def test(server: Server, heard: Heard) -> None:
        assert isinstance(server, Slow)
        async with dispatching(heard) as (dispatcher, clock):
            await dispatcher.deliver(DOWN)
            server.is_frozen = False
            clock[0] = 61.0
            await dispatcher.deliver(DOWN)
            assert isinstance(handed(heard)[0], Undelivered)

    run(test, Slow)


def test_what_the_next_server_is_asked_for_does_not_wait_for_the_one_before(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        async with dispatching(heard) as (dispatcher, _clock):
            await dispatcher.deliver(DOWN)
            await server.bus.release_name(NAME)  # it goes on without
            second = await Server().start()
            await heard.until(Revived)
            await dispatcher.deliver(OTHER)
            await dispatcher.deliver(DOWN)
            assert words(second) == [(0, OTHER.title), (0, DOWN.title)]
            assert isinstance(server, Slow)
            server.thaw()
            await dispatcher.deliver(BACK)
            assert words(second)[2:] == [(2, BACK.title)], "the first one's numbers mean nothing"
            await second.stop()

    run(test, Slow)


def test_a_number_that_the_server_does_not_know_any_more_is_no_reason_to_be_silent(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        async with dispatching(heard) as (dispatcher, _clock):
            for each in (DOWN, BACK):
                await dispatcher.deliver(each)
            await dispatcher.deliver(Notification(BACK.thread, "a correction", "", update=True))
            await dispatcher.deliver(Notification(BACK.thread, "a correction", "", update=True))
            assert words(server) == [(0, DOWN.title), (0, BACK.title)]
            assert [type(each) for each in handed(heard)] == [Delivered] * 4

    run(test, Forgetful)


@pytest.mark.parametrize("member", ["GetServerInformation", "GetCapabilities", "Get"])
def test_a_server_that_says_nothing_of_itself_shows_words_all_the_same(bus: str, member: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        async with dispatching(heard) as (dispatcher, _clock):
            await dispatcher.deliver(DOWN)
            await dispatcher.deliver(BACK)
            assert words(server) == [(0, DOWN.title), (1, BACK.title)]

    run(test, lambda: Odd(refuses=(member,)))


def test_who_is_silent_about_peace_is_not_waited_for(bus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbus, "PEACE_S", 0.05)

    async def test(server: Server, heard: Heard) -> None:
        async with dispatching(heard, patience_s=2.0) as (dispatcher, _clock):
            await dispatcher.deliver(DOWN)
            assert handed(heard) == [Delivered(DOWN)]
            assert server.calls[0][6]["urgency"].value == 2

    run(test, lambda: Odd(silent=("Get",)))


@pytest.mark.parametrize("numbers", [(7, 7, 7, 7), (0, 0, 0, 0)])
def test_a_number_that_is_given_twice_is_the_last_one_s(bus: str, numbers: tuple[int, ...]) -> None:
    async def test(server: Server, heard: Heard) -> None:
        async with dispatching(heard) as (dispatcher, _clock):
            await dispatcher.deliver(DOWN)
            await dispatcher.deliver(OTHER)
            await dispatcher.deliver(Notification(DOWN.thread, "a correction", "", update=True))
            await dispatcher.deliver(BACK)
            assert words(server) == [(0, DOWN.title), (0, OTHER.title), (0, BACK.title)]
            server.emit("ActionInvoked", "us", [numbers[0], "page"])
            await heard.until(Reply)
            assert [each.thread for each in heard.news if isinstance(each, Reply)] == [BACK.thread]

    run(test, lambda: Counting(*numbers))


@pytest.mark.parametrize("reason", [1, 2, 3, 4, 99])
def test_what_is_closed_at_once_was_shown_and_is_shown_anew_only_where_it_is_news(bus: str, reason: int) -> None:
    class Closing(Server):
        def _notify(self, message: Message) -> Message | None:
            self.emit("NotificationClosed", "uu", [self.last + 1, reason])
            return super()._notify(message)

    async def test(server: Server, heard: Heard) -> None:
        async with dispatching(heard) as (dispatcher, _clock):
            await dispatcher.deliver(DOWN)
            await dispatcher.deliver(Notification(DOWN.thread, "a correction", "", update=True))
            await dispatcher.deliver(BACK)
            assert words(server) == [(0, DOWN.title), (0, BACK.title)]
            assert [type(each) for each in handed(heard)] == [Delivered] * 3

    run(test, Closing)


STRANGE: list[tuple[str, str, list[Any]]] = [
    ("ActivationToken", "us", [1, "stolen"]),
    ("ActionInvoked", "us", [1, "snooze"]),
    ("NotificationClosed", "uu", [1, 2]),
]


def test_nobody_but_the_server_has_a_say_about_what_it_shows(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        stranger = await MessageBus().connect()
        async with dispatching(heard) as (dispatcher, _clock):
            await dispatcher.deliver(DOWN)
            to = (await ours(stranger)) - {server.bus.unique_name}
            for destination in (None, *to):
                for member, signature, body in STRANGE:
                    await say(stranger, NAME, PATH, member, signature, body, destination)
                body = [NAME, server.bus.unique_name, ""]
                await say(stranger, BUS[2], BUS[1], "NameOwnerChanged", "sss", body, destination)
            await call(stranger, "GetId")  # all of it has been handed on
            await dispatcher.deliver(BACK)
            assert words(server) == [(0, DOWN.title), (1, BACK.title)]
            server.emit("ActionInvoked", "us", [1, "page"])
            await heard.until(Reply)
            assert [each for each in heard.news if isinstance(each, Reply)] == [Reply(DOWN.thread, "page")]
        stranger.disconnect()
        await stranger.wait_for_disconnect()  # type: ignore[no-untyped-call]

    run(test)


async def ours(stranger: MessageBus) -> set[str]:
    """The names of all others on the bus."""
    (names,) = await call(stranger, "ListNames")
    return {name for name in names if name.startswith(":")} - {str(stranger.unique_name)}


async def call(stranger: MessageBus, member: str) -> list[Any]:
    name, path, interface = BUS
    reply = await stranger.call(Message(destination=name, path=path, interface=interface, member=member))
    assert reply is not None
    return list(reply.body)


async def say(
    stranger: MessageBus, interface: str, path: str, member: str, signature: str, body: list[Any], to: str | None
) -> None:
    signal = Message.new_signal(path, interface, member, signature, body)
    signal.destination = to
    await stranger.send(signal)


def test_asked_at_the_same_time_it_goes_to_the_bus_once(bus: str) -> None:
    async def test(server: Server, heard: Heard) -> None:
        async with dispatching(heard, patience_s=2.0) as (dispatcher, _clock):
            await asyncio.gather(dispatcher.report(), dispatcher.deliver(DOWN), dispatcher.report())
            server.invoke(1, "page")
            await dispatcher.ask()
            assert [each.button for each in heard.news if isinstance(each, Reply)] == ["page"], "a press is heard once"

    run(test)


class Gate:
    """A way to the bus that is shut as soon as somebody wants to hear signals, until it is opened."""

    def __init__(self, address: str, path: Path) -> None:
        self._there, self._path = address.partition("path=")[2].partition(",")[0], path
        self._is_open = asyncio.Event()
        self._pumps: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Gate":
        self._server = await asyncio.start_unix_server(self._serve, self._path)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for each in self._pumps:
            each.cancel()
        await asyncio.gather(*self._pumps, return_exceptions=True)

    def open(self) -> None:
        self._is_open.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_unix_connection(self._there)
        self._pumps |= {asyncio.create_task(self._pump(*each)) for each in ((reader, back), (there, writer))}

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while piece := await source.read(65536):
                if b"AddMatch" in piece:
                    await self._is_open.wait()
                sink.write(piece)
                await sink.drain()
        finally:
            sink.close()


def test_a_connection_whose_signals_may_not_come_is_not_used(
    bus: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def test(server: Server, heard: Heard) -> None:
        async with Gate(bus, tmp_path / "gate") as gate, dispatching(heard) as (dispatcher, clock):
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'gate'}")
            await dispatcher.deliver(DOWN)
            gate.open()
            clock[0] = 61.0
            await dispatcher.deliver(DOWN)
            assert [type(each) for each in handed(heard)] == [Undelivered, Delivered]
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
            await server.stop()
            second = await Server().start()
            await heard.until(Revived)
            await dispatcher.deliver(BACK)
            assert words(second) == [(0, BACK.title)], "it was heard that the first has gone"
            await second.stop()

    run(test)
