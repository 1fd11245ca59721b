"""The session bus seen from the test: blocking calls, and an ear for every notification that is shown on it."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple, TypeVar

from dbus_fast import Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

from tests.waiting import heard

T = TypeVar("T")

NOTIFICATIONS = "org.freedesktop.Notifications"
DBUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
CALL_TIMEOUT_S = 30.0


class RefusedError(Exception):
    """The other side answered with an error."""


class Note(NamedTuple):
    """A notification that a program asked for: `number` is what the server called it, `replaces` the one before it.

    `thread` is what the program calls its place.
    """

    number: int
    replaces: int
    app: str
    summary: str
    body: str
    actions: tuple[str, ...]
    urgency: int
    time: float
    thread: str = ""

    @property
    def text(self) -> str:
        """All of its words."""
        return f"{self.summary}\n{self.body}"


def of_the_program(note: Note) -> bool:
    """Tell whether Outage Notifier asked for it."""
    return note.app == "Outage Notifier"


def other_than(note: Note) -> Callable[[Note], bool]:
    """Want another one of the program's."""
    return lambda each: of_the_program(each) and each is not note


class Bus:
    """One connection to a message bus, in a thread of its own; `call` blocks."""

    def __init__(self, address: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="bus", daemon=True)
        self._thread.start()
        self.connection = self._wait(self._connect(address))

    @staticmethod
    async def _connect(address: str) -> MessageBus:
        return await MessageBus(bus_address=address, negotiate_unix_fd=True).connect()

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(CALL_TIMEOUT_S)

    def call(
        self, destination: str, path: str, interface: str, member: str, signature: str = "", *body: object
    ) -> list[Any]:
        """Call a method and return what it answers."""
        request = Message(
            destination=destination,
            path=path,
            interface=interface,
            member=member,
            signature=signature,
            body=list(body),
            flags=MessageFlag.NO_AUTOSTART,
        )
        reply = self._wait(self.connection.call(request))
        if reply.message_type is MessageType.ERROR:
            message = f"{interface}.{member}: {reply.body}"
            raise RefusedError(message)
        return list(reply.body)

    def emit(self, signal: Message) -> None:
        """Send a signal."""

        async def send() -> None:
            await self.connection.send(signal)

        self._wait(send())

    def value(self, destination: str, path: str, interface: str, name: str) -> Any:
        """Read a property."""
        return self.call(destination, path, "org.freedesktop.DBus.Properties", "Get", "ss", interface, name)[0].value

    def owned(self, name: str) -> bool:
        """Tell whether somebody has this name."""
        return bool(self.call(*DBUS, DBUS[0], "NameHasOwner", "s", name)[0])

    def close(self) -> None:
        """Leave the bus and end the thread."""

        async def leave() -> None:
            self.connection.disconnect()

        self._wait(leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(CALL_TIMEOUT_S)
        self._loop.close()


class Ear:
    """Overhears what programs ask the notification server to show. It never says anything itself."""

    def __init__(self, address: str) -> None:
        self._notes: list[Note] = []
        self._asked: dict[tuple[str, int], Note] = {}
        self._news = threading.Condition()
        self._bus = Bus(address)
        rules = [f"interface='{NOTIFICATIONS}',member='Notify'", "type='method_return'"]
        self._bus.call(*DBUS, "org.freedesktop.DBus.Monitoring", "BecomeMonitor", "asu", rules, 0)
        self._bus.connection.add_message_handler(self._hear)

    def _hear(self, message: Message) -> bool:
        if message.message_type is MessageType.METHOD_CALL and message.member == "Notify":
            self._asked[message.sender or "", message.serial] = _note(message.body)
        elif message.message_type is MessageType.METHOD_RETURN:
            asked = self._asked.pop((message.destination or "", message.reply_serial), None)
            if asked is not None:
                with self._news:
                    self._notes.append(asked._replace(number=message.body[0]))
                    self._news.notify_all()
        return True  # heard, and never to be answered: it was said to somebody else

    def notes(self) -> list[Note]:
        """All notifications so far, oldest first."""
        with self._news:
            return list(self._notes)

    def news(self) -> list[Note]:
        """All of the program's so far, oldest first."""
        return list(filter(of_the_program, self.notes()))

    def wait(self, wanted: Callable[[Note], bool], timeout_s: float, what: str) -> Note:
        """Return the first notification that is wanted, past or to come."""
        with self._news:
            found = heard(
                self._news,
                lambda: next(filter(wanted, self._notes), None),
                timeout_s,
                lambda: f"the notification: {what}; heard:{self._told()}",
            )
        assert found is not None
        return found

    def _told(self) -> str:
        return "".join(f"\n  {note.summary!r}: {note.body!r}" for note in self._notes) or " nothing"

    def close(self) -> None:
        """Stop listening."""
        self._bus.close()


def _note(body: list[Any]) -> Note:
    app, replaces, _icon, summary, text, actions, hints, _expires = body
    urgency = hints["urgency"].value if "urgency" in hints else 1
    thread = hints["x-dunst-stack-tag"].value if "x-dunst-stack-tag" in hints else ""
    return Note(0, replaces, app, summary, text, tuple(actions), urgency, time.time(), thread)
