"""Notifications on Linux: org.freedesktop.Notifications, spoken directly.

desktop-notifier always asks for a new notification (its `replaces_id` is 0) and forgets one when it has left the screen
for the desktop's list, so a click there would be lost; hence not it, but the library beneath it. Time limits and what
happens after a failure are the dispatcher's affair.
"""

import contextlib
import logging
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any, Final

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

from notifier.core.alerts.trial import End
from notifier.desktop.notify.model import (
    Capabilities,
    Closed,
    DeliveryError,
    Notification,
    Reply,
    Revived,
    Tell,
)
from notifier.desktop.notify.standing import Standing

log = logging.getLogger(__name__)

NAME: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"
BUS: Final = "org.freedesktop.DBus"
BUS_PATH: Final = "/org/freedesktop/DBus"
DEFAULT: Final = "default"
XFCE: Final = "Xfce Notify Daemon"
"""A click on its notifications only closes them; the buttons work."""
DESKTOP_ENTRY: Final = "outage-notifier"
LONGEST_BODY: Final = 1_000

PROPERTIES: Final = "org.freedesktop.DBus.Properties"
OF_THE_STANDARD: Final = (NAME, PATH, PROPERTIES, "Get", (NAME, "Inhibited"))
XFCONF: Final = "org.xfce.Xfconf"
ASKED_FOR_PEACE: Final = {
    "dunst": (NAME, PATH, PROPERTIES, "Get", ("org.dunstproject.cmd0", "paused")),
    XFCE: (XFCONF, "/org/xfce/Xfconf", XFCONF, "GetProperty", ("xfce4-notifyd", "/do-not-disturb")),
}
"""Where servers that do not know the standard's property say that the user wants peace."""
GNOME: Final = "gnome-shell"
GNOME_MOST: Final = 3
"""It shows so many buttons; the click on the notification itself does what the first one does."""

_ENDS: Final = frozenset(end.value for end in End)
_SIGNALS = (
    f"type='signal',interface='{NAME}',path='{PATH}'",
    f"type='signal',sender='{BUS}',interface='{BUS}',member='NameOwnerChanged',arg0='{NAME}'",
)


class DBusAdapter:
    """Shows notifications through the session's server; survives its restart, that of the bus, and its own.

    For the last it needs a file: there it finds what an earlier run of the program has left on the screen.
    """

    def __init__(
        self,
        app_name: str,
        icon: str,
        tell: Tell,
        file: Path | None = None,
        watched: Callable[[], Iterable[str]] | None = None,
    ) -> None:
        self._app_name = app_name
        self._icon = icon
        self._tell = tell
        self._bus: MessageBus | None = None
        self._server: Capabilities | None = None
        self._standing = Standing(file, watched)
        self._token = (0, "")
        """The number and the token of the notification that was pressed last."""
        self._early: list[Message] | None = None
        """What is said of unknown numbers while a server has been asked for one: we may be slow to hear which."""

    async def send(self, notification: Notification) -> None:
        """Show it, in the place of the earlier one of its thread; an update only where that is still to be seen."""
        server = self._server or await self.capabilities()
        if notification.update and not self._standing.number(notification.thread):
            return
        body = [
            self._app_name,
            await self._place(notification.thread, server),
            self._icon,
            plain(notification.title),
            _body(notification.body, server.markup),
            _actions(notification, server),
            _hints(notification, urgent=notification.urgent and not await self._inhibited(server.server)),
            -1,
        ]
        early = self._early = []
        try:
            number, *_ = await self._call(NAME, PATH, NAME, "Notify", "susssasa{sv}i", body, answer="u")
            alert, about = bool(notification.alert), notification.about
            self._standing.add(notification.thread, number, alert=alert, about=about)
        finally:
            self._early = None
        for message in early:
            self._on_message(message)

    async def capabilities(self) -> Capabilities:
        """Ask the server who it is and what it can do."""
        name, _vendor, version, *_ = await self._call(NAME, PATH, NAME, "GetServerInformation", answer="sss")
        can, *_ = await self._call(NAME, PATH, NAME, "GetCapabilities", answer="as")
        self._server = Capabilities(
            server=name,
            version=version,
            buttons="actions" in can,
            click="actions" in can and name != XFCE,
            markup="body-markup" in can,
            sound="sound" in can,
            inhibited=await self._inhibited(name),
        )
        await self._take_up()
        return self._server

    async def _take_up(self) -> None:
        """Know again what an earlier run has left there, and take away what ended with it."""
        bus, *_ = await self._call(BUS, BUS_PATH, BUS, "GetId", answer="s")
        owner, *_ = await self._call(BUS, BUS_PATH, BUS, "GetNameOwner", "s", [NAME], answer="s")
        for number in self._standing.begin(f"{bus} {owner}"):
            with contextlib.suppress(DeliveryError):  # some call it an error that it has gone already
                await self._call(NAME, PATH, NAME, "CloseNotification", "u", [number])

    def close(self) -> None:
        """Leave the bus; what is shown stays."""
        if self._bus is not None:
            self._bus.disconnect()
            self._bus = None

    async def _place(self, thread: str, server: Capabilities) -> int:
        """Give the number of the one that is to be replaced; 0: it comes as a new one.

        WORKAROUND: GNOME's shell (seen in 43.9) takes the buttons from what it shows when that is replaced, and puts
        none back (`NotificationBanner._onUpdated` comes before the new ones are added); so the earlier one goes.
        """
        number = self._standing.number(thread)
        if number and server.server == GNOME:
            self._standing.drop(number)
            await self._call(NAME, PATH, NAME, "CloseNotification", "u", [number])
            return 0
        return number

    async def _inhibited(self, server: str) -> bool | None:
        """Tell whether the desktop is asked not to disturb; None: it does not say, as GNOME's, and decides by itself.

        What it keeps back then is in its own list, and is never handed over again: it is not shown twice.
        """
        destination, path, interface, member, arguments = ASKED_FOR_PEACE.get(server, OF_THE_STANDARD)
        try:
            value, *_ = await self._call(destination, path, interface, member, "ss", list(arguments), answer="v")
        except DeliveryError:
            return None
        return value.value if value.signature == "b" else None

    async def _call(
        self,
        name: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        body: list[Any] | None = None,
        *,
        answer: str = "",
    ) -> list[Any]:
        """Call, and give an answer that begins with the types `answer`. Raises DeliveryError for all others."""
        bus = await self._connected()
        try:
            reply = await bus.call(
                Message(
                    destination=name,
                    path=path,
                    interface=interface,
                    member=member,
                    signature=signature,
                    body=body or [],
                )
            )
        except (OSError, EOFError) as error:
            raise DeliveryError(f"the bus is gone: {type(error).__name__}") from error
        if reply.message_type is MessageType.ERROR:
            raise DeliveryError(f"{reply.error_name}: {' '.join(str(each) for each in reply.body)}"[:300])
        if not reply.signature.startswith(answer):
            raise DeliveryError(f"{member} is answered otherwise than the standard says")
        return list(reply.body)

    async def _connected(self) -> MessageBus:
        if self._bus is not None and self._bus.connected:
            return self._bus
        self._forget()
        try:
            bus = MessageBus()  # without an address there is none, which it finds out here
            await bus.connect()
        except Exception as error:  # an address that is missing or wrong, a socket that is gone: all mean no bus
            raise DeliveryError(f"no session bus: {type(error).__name__}") from error
        bus.add_message_handler(self._on_message)
        self._bus = bus
        for rule in _SIGNALS:
            await self._call(BUS, BUS_PATH, BUS, "AddMatch", "s", [rule])
        return bus

    def _on_message(self, message: Message) -> None:
        if message.message_type is not MessageType.SIGNAL:
            return
        match (message.interface, message.member, message.body):
            case (_, _, [int(number), *_]) if self._early is not None and not self._standing.thread(number):
                self._early.append(message)
            case (_, "NameOwnerChanged", [name, _, owner]) if message.interface == BUS and name == NAME:
                self._forget()
                if owner:
                    self._tell(Revived())
            case (_, "ActionInvoked", [int(number), str(key)]) if thread := self._standing.thread(number):
                token = self._token[1] if self._token[0] == number else ""
                self._standing.gone(number)  # it closes now: what answers the press must not be put there, and close
                self._tell(Reply(thread, "" if key == DEFAULT else key, token))
            case (_, "NotificationClosed", [int(number), int(reason)]) if thread := self._standing.thread(number):
                self._standing.gone(number)
                self._tell(Closed(thread, End(reason) if reason in _ENDS else End.UNKNOWN))
            case (_, "ActivationToken", [int(number), str(token)]) if self._standing.thread(number):
                self._token = (number, token)
            case _:
                pass

    def _forget(self) -> None:
        """A new server counts from the start: the old numbers mean others' notifications now."""
        self._server = None
        self._standing.forget()


def plain(text: str) -> str:
    """Take control characters out, and those that turn the writing around; line breaks stay."""
    spaced = (" " if each.isspace() and each != "\n" else each for each in text)
    return "".join(each for each in spaced if each == "\n" or each.isprintable())


def _body(text: str, markup: bool) -> str:
    text = plain(text)
    if len(text) > LONGEST_BODY:
        text = text[: LONGEST_BODY - 1] + "…"
    return escape(text, quote=False) if markup else text


def _actions(notification: Notification, server: Capabilities) -> list[str]:
    """Pairs of key and label; the default one is the click on the notification itself and has no label."""
    if not server.buttons:
        return []
    pairs = [(DEFAULT, "")] if server.click else []
    buttons = notification.buttons
    if server.server == GNOME and len(buttons) > GNOME_MOST:
        buttons = buttons[1:]
    pairs += [(each.key, plain(each.label)) for each in buttons]
    return [each for pair in pairs for each in pair]


def _hints(notification: Notification, *, urgent: bool) -> dict[str, Variant]:
    hints = {
        "urgency": Variant("y", 2 if urgent else 0 if notification.low else 1),
        "desktop-entry": Variant("s", DESKTOP_ENTRY),
        "category": Variant("s", "network.error" if notification.urgent else "network"),
        "suppress-sound": Variant("b", not notification.sound),
        # after a restart the server's numbers are not known any more; dunst replaces by this, others do not look at it
        "x-dunst-stack-tag": Variant("s", notification.thread),
    }
    if notification.sound:
        hints["sound-name"] = Variant("s", "dialog-warning" if notification.urgent else "message-new-instant")
    return hints
