"""Notification servers that speak otherwise than the standard has it: what cannot be shown is said, nothing fails."""

import asyncio
from typing import Any

import pytest
from dbus_fast import Message, MessageType, Variant

from notifier.desktop.notify.dispatcher import Dispatcher
from notifier.desktop.notify.model import Delivered, Notification, Reply, Undelivered
from tests.desktop_parts.bus import Server, bus
from tests.desktop_parts.test_notify_dbus import DOWN, Heard, adapter_for, run

__all__ = ["bus"]

ODD: dict[str, tuple[str, str, list[Any]]] = {
    "GetServerInformation of old": ("GetServerInformation", "sss", ["old", "us", "1.0"]),
    "GetServerInformation without words": ("GetServerInformation", "", []),
    "GetServerInformation in numbers": ("GetServerInformation", "uuuu", [1, 2, 3, 4]),
    "GetCapabilities without a list": ("GetCapabilities", "", []),
    "GetCapabilities as a number": ("GetCapabilities", "u", [7]),
    "GetCapabilities as numbers": ("GetCapabilities", "au", [[7]]),
    "Get gives nothing": ("Get", "", []),
    "Get gives much": ("Get", "vs", [Variant("b", True), "x"]),
    "Notify gives nothing": ("Notify", "", []),
    "Notify gives a word": ("Notify", "s", ["seven"]),
    "Notify gives a list": ("Notify", "au", [[7]]),
    "Notify gives much": ("Notify", "uu", [7, 8]),
}


class Odd(Server):
    """Answers one question oddly."""

    def __init__(self, member: str, signature: str, body: list[Any]) -> None:
        super().__init__()
        self._odd = member, signature, body

    def _answer(self, message: Message) -> Message | None:
        member, signature, body = self._odd
        if message.message_type is MessageType.METHOD_CALL and message.member == member:
            return Message.new_method_return(message, signature, body)
        return super()._answer(message)


@pytest.mark.fault("notification servers that speak otherwise")
@pytest.mark.parametrize("what", ODD)
def test_an_odd_answer_is_told_or_does_no_harm(bus: str, what: str) -> None:
    async def test(_server: Server, heard: Heard) -> None:
        dispatcher = Dispatcher([adapter_for], heard)
        live = asyncio.create_task(dispatcher.live())
        await dispatcher.deliver(DOWN)
        await dispatcher.ask()
        live.cancel()
        assert sum(isinstance(each, Delivered | Undelivered) for each in heard.news) == 1

    run(test, lambda: Odd(*ODD[what]))


@pytest.mark.fault("notification servers that speak otherwise")
def test_odd_signals_are_passed_over(bus: str) -> None:
    bodies: list[tuple[str, list[Any]]] = [
        ("", []),
        ("s", ["x"]),
        ("au", [[1]]),
        ("a{su}", [{"x": 1}]),
        ("v", [Variant("u", 1)]),
        ("d", [1.0]),
    ]
    bodies += [("us", [99, "details"]), ("usu", [1, "details", 2]), ("uu", [1, 2])]

    async def test(server: Server, heard: Heard) -> None:
        adapter = adapter_for(heard)
        server.reply = "hang"
        waiting = asyncio.create_task(adapter.send(DOWN))
        await server.answered()
        for hung in (True, False):
            for member in ("ActionInvoked", "NotificationClosed", "ActivationToken", "Strange"):
                for signature, body in bodies:
                    server.emit(member, signature, body)
            if hung:
                waiting.cancel()
                await asyncio.gather(waiting, return_exceptions=True)
                server.reply = "ok"
                await adapter.send(Notification("incident-2", "Signal is down", "Since 14:03"))
        server.invoke(server.last, "details")
        await heard.until(Reply)
        adapter.close()
        assert [each.button for each in heard.news if isinstance(each, Reply)] == ["details"]

    run(test)
