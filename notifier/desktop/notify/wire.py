"""The way to the session's bus: one connection, made when it is first needed and again when it was lost.

What is said over it, and what its signals mean, is the adapter's affair.
"""

from asyncio import Future
from collections.abc import Callable, Sequence
from typing import Any, Final

from dbus_fast import Message, MessageFlag, MessageType
from dbus_fast.aio import MessageBus

from notifier.desktop.notify.model import DeliveryError

Whom = tuple[str, str, str]
"""Whose object is called: the name on the bus, the object's path, its interface."""
BUS: Final[Whom] = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")


class Wire:
    """Calls, and hands over every signal of the `rules`; tells when what was heard over an earlier connection is void.

    A connection is used once its signals are sure to come: who does not hear that a server has gone takes the next one
    for it.
    """

    def __init__(self, rules: Sequence[str], hear: Callable[[Message], None], lost: Callable[[], None]) -> None:
        self._rules, self._hear, self._lost = rules, hear, lost
        self._bus: MessageBus | None = None

    async def call(self, whom: Whom, member: str, signature: str = "", *body: Any, answer: str = "") -> list[Any]:
        """Call, and give an answer that begins with the types `answer`. Raises DeliveryError for all others."""
        return await _ask(await self.connect(), whom, member, signature, *body, answer=answer)

    def say(self, whom: Whom, member: str, signature: str, *body: Any) -> None:
        """Call over the connection that there is, and want no answer."""
        if self._bus is not None and self._bus.connected:
            call = _made(whom, member, signature, *body)
            call.flags |= MessageFlag.NO_REPLY_EXPECTED
            self._bus.send(call).add_done_callback(_was_sent)

    def close(self) -> None:
        """Leave the bus."""
        if self._bus is not None:
            self._bus.disconnect()
            self._bus = None

    async def connect(self) -> MessageBus:
        """Have a connection. Raises DeliveryError."""
        if self._bus is not None and self._bus.connected:
            return self._bus
        self._lost()
        try:
            bus = MessageBus()  # without an address there is none, which it finds out here
            await bus.connect()
        except Exception as error:  # an address that is missing or wrong, a socket that is gone: all mean no bus
            raise DeliveryError(f"no session bus: {type(error).__name__}") from error
        bus.add_message_handler(self._on_message)
        try:
            for rule in self._rules:
                await _ask(bus, BUS, "AddMatch", "s", rule)
        except BaseException:
            bus.disconnect()
            raise
        self._bus = bus
        return bus

    def _on_message(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL:
            self._hear(message)


def _was_sent(sent: "Future[None]") -> None:
    """Take no notice of a failure: whoever calls next finds out that the connection is lost."""
    if not sent.cancelled():
        sent.exception()


def _made(whom: Whom, member: str, signature: str, *body: Any) -> Message:
    name, path, interface = whom
    return Message(
        destination=name, path=path, interface=interface, member=member, signature=signature, body=list(body)
    )


async def _ask(
    bus: MessageBus, whom: Whom, member: str, signature: str = "", *body: Any, answer: str = ""
) -> list[Any]:
    try:
        reply = await bus.call(_made(whom, member, signature, *body))
    except (OSError, EOFError) as error:
        raise DeliveryError(f"the bus is gone: {type(error).__name__}") from error
    if reply.message_type is MessageType.ERROR:
        raise DeliveryError(f"{reply.error_name}: {' '.join(str(each) for each in reply.body)}"[:300])
    if not reply.signature.startswith(answer):
        raise DeliveryError(f"{member} is answered otherwise than the standard says")
    return list(reply.body)
