"""A notification server that does what no good one does: dies in the middle, answers errors, never, or can do less."""

import asyncio
from enum import Enum
from typing import Final

from dbus_fast import ErrorType, Message, MessageType

from tests.desktop.bus import DBUS, NOTIFICATIONS, Bus
from tests.desktop.session import Session

LATE_S: Final = 8.0
"""The program waits for half as long."""


class Fails(Enum):
    """What the server does when it is asked to show something."""

    DIES = "dies"
    ERRS = "answers with an error"
    IS_SILENT = "never answers"
    IS_LATE = "shows it, and says so when nobody waits any more"
    CAN_LESS = "has neither buttons nor markup"


class NoticeServer:
    """Stands in dunst's place, which has ended."""

    def __init__(self, session: Session, fails: Fails) -> None:
        self.fails = fails
        self.asked = 0
        self._bus = Bus(session.environment["DBUS_SESSION_BUS_ADDRESS"])
        self._bus.connection.add_message_handler(self._answer)
        self._bus.call(*DBUS, DBUS[0], "RequestName", "su", NOTIFICATIONS, 0)

    def _answer(self, message: Message) -> Message | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != NOTIFICATIONS:
            return None
        if message.member == "GetServerInformation":
            return Message.new_method_return(message, "ssss", ["odd", "nobody", "1", "1.2"])
        if message.member == "GetCapabilities":
            able = ["body"] if self.fails is Fails.CAN_LESS else ["body", "actions", "body-markup"]
            return Message.new_method_return(message, "as", [able])
        if message.member != "Notify":
            return None
        self.asked += 1
        if self.fails is Fails.IS_LATE:
            shown = Message.new_method_return(message, "u", [self.asked])
            asyncio.get_running_loop().call_later(LATE_S, self._bus.connection.send, shown)
            return True
        if self.fails is Fails.CAN_LESS:
            return Message.new_method_return(message, "u", [self.asked])
        if self.fails is Fails.ERRS:
            return Message.new_error(message, ErrorType.FAILED, "not today")
        if self.fails is Fails.DIES:
            self._bus.connection.disconnect()
        return True  # it was for us, and nobody answers

    def close(self) -> None:
        """Make room."""
        self._bus.close()
