"""Notifications on Linux: org.freedesktop.Notifications, spoken directly.

desktop-notifier always asks for a new notification (its `replaces_id` is 0) and forgets one when it has left the screen
for the desktop's list, so a click there would be lost; hence not it, but the library beneath it. Time limits and what
happens after a failure are the dispatcher's affair.
"""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from dbus_fast import Message

from notifier.core.alerts.trial import End
from notifier.desktop.notify.model import (
    Capabilities,
    Closed,
    Delivered,
    DeliveryError,
    Notification,
    Reply,
    Revived,
    Tell,
)
from notifier.desktop.notify.request import DEFAULT, GNOME, actions, body, hints, plain
from notifier.desktop.notify.standing import Standing
from notifier.desktop.notify.wire import BUS, Whom, Wire

log = logging.getLogger(__name__)

NAME: Final = "org.freedesktop.Notifications"
PATH: Final = "/org/freedesktop/Notifications"
SERVER: Final[Whom] = (NAME, PATH, NAME)
XFCE: Final = "Xfce Notify Daemon"
"""A click on its notifications only closes them; the buttons work."""

PROPERTIES: Final[Whom] = (NAME, PATH, "org.freedesktop.DBus.Properties")
OF_THE_STANDARD: Final = (PROPERTIES, "Get", NAME, "Inhibited")
ASKED_FOR_PEACE: Final = {
    "dunst": (PROPERTIES, "Get", "org.dunstproject.cmd0", "paused"),
    XFCE: (
        ("org.xfce.Xfconf", "/org/xfce/Xfconf", "org.xfce.Xfconf"),
        "GetProperty",
        "xfce4-notifyd",
        "/do-not-disturb",
    ),
}
"""Where servers that do not know the standard's property say that the user wants peace."""
PEACE_S: Final = 1.0
"""A server that has not said by then whether the user wants peace is not waited for."""
LATE_S: Final = 120.0
"""A server that was frozen for so long may show still what it was asked for before; later it is asked anew. Chosen."""
EARLY: Final = 100
"""So many signals about numbers that are not known yet are kept."""

_ENDS: Final = frozenset(end.value for end in End)
_SIGNALS = (
    f"type='signal',interface='{NAME}',path='{PATH}'",
    f"type='signal',sender='{BUS[0]}',interface='{BUS[2]}',member='NameOwnerChanged',arg0='{NAME}'",
)


class Waits:
    """Who has asked for something to be shown, as long as it waits for the answer."""

    def __init__(self, notification: Notification) -> None:
        self.notification, self.is_over = notification, False


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
        self._icon = plain(icon)  # a folder's name may be no text
        self._tell = tell
        self._wire = Wire(_SIGNALS, self._on_signal, self._forget)
        self._server: Capabilities | None = None
        self._servers = 0
        """How many have come and gone so far."""
        self._owner = ""
        """The server's own name on the bus: nobody else has a say about its notifications."""
        self._standing = Standing(file, watched)
        self._token = (0, "")
        """The number and the token of the notification that was pressed last."""
        self._asked: dict[str, asyncio.Task[str]] = {}
        """What the server was asked to show and has not answered yet, by thread."""
        self._late: dict[str, Notification] = {}
        """What it has shown when nobody waited any more, by thread."""
        self._early: deque[Message] = deque(maxlen=EARLY)
        """What is said of unknown numbers meanwhile: we may be slow to hear which is ours."""

    async def send(self, notification: Notification) -> None:
        """Show it, in the place of the earlier one of its thread; an update only where that is still to be seen.

        What a server is slow to answer is not asked for once more: who waits no longer is told when it was shown.
        """
        if (earlier := self._asked.get(notification.thread)) is not None:
            await asyncio.shield(earlier)
        if self._late.pop(notification.thread, None) is notification:
            return
        server = await self._known()
        if notification.update and not self._standing.number(notification.thread):
            return
        waits = Waits(notification)
        asked = self._asked[notification.thread] = asyncio.create_task(self._show(waits, server))
        try:
            problem = await asyncio.shield(asked)
        except asyncio.CancelledError:
            waits.is_over = True
            if asked.done() and not asked.result():
                self._was_late(notification)
            raise
        if problem:
            raise DeliveryError(problem)

    async def _known(self) -> Capabilities:
        """Give what the server can do; of one that does not say, nothing but to show words."""
        await self._wire.connect()
        with contextlib.suppress(DeliveryError):
            while self._server is None:  # the next one may come while one is being asked
                await self.capabilities()
            return self._server
        return Capabilities()

    async def _show(self, waits: Waits, server: Capabilities) -> str:
        """Have it shown, and give why it was not; empty: it was. Where nobody waits any more, that it was is told."""
        notification, owner, problem = waits.notification, self._owner, ""
        thread, alert = notification.thread, bool(notification.alert)
        try:
            async with asyncio.timeout(LATE_S):
                number = await self._notify(notification, server, owner)
            if number is not None and owner == self._owner:
                self._standing.add(thread, number, alert=alert, about=notification.about)
                for old in self._standing.outdated(notification.over, thread):
                    self._standing.drop(old)
                    self._wire.say(SERVER, "CloseNotification", "u", old)
        except (DeliveryError, TimeoutError) as error:
            problem = str(error) or "the notification server has never answered"
        if self._asked.get(thread) is asyncio.current_task():
            del self._asked[thread]
        if waits.is_over and not problem:
            self._was_late(notification)
        early, self._early = self._early, deque(maxlen=EARLY)
        for message in early:
            self._on_signal(message)
        return problem

    def _was_late(self, notification: Notification) -> None:
        self._late[notification.thread] = notification
        self._tell(Delivered(notification, late=True))

    async def _notify(self, notification: Notification, server: Capabilities, owner: str) -> int | None:
        """Ask the server to show it, and give the number; None: there is nothing any more that it would update."""
        urgent = notification.urgent and not await self._inhibited(server.server)
        place = await self._place(notification.thread, server)
        words = [self._icon, plain(notification.title), body(notification.body, server.markup)]
        what = [*words, actions(notification, server), hints(notification, urgent=urgent), -1]
        try:
            return await self._number_of(place, what)
        except DeliveryError:
            if not place or owner != self._owner:
                raise
        self._standing.drop(place)  # it does not know this one any more
        return None if notification.update else await self._number_of(0, what)

    async def _number_of(self, place: int, what: list[Any]) -> int:
        types = "susssasa{sv}i"
        number, *_ = await self._wire.call(SERVER, "Notify", types, self._app_name, place, *what, answer="u")
        return int(number)

    async def capabilities(self) -> Capabilities:
        """Ask the server who it is and what it can do."""
        servers = self._servers
        name, _vendor, version, *_ = await self._wire.call(SERVER, "GetServerInformation", answer="sss")
        can, *_ = await self._wire.call(SERVER, "GetCapabilities", answer="as")
        inhibited = await self._inhibited(name)
        await self._take_up()
        found = Capabilities(
            server=name,
            version=version,
            buttons="actions" in can,
            click="actions" in can and name != XFCE,
            markup="body-markup" in can,
            sound="sound" in can,
            inhibited=inhibited,
        )
        if servers == self._servers:
            self._server = found
        return found

    async def _take_up(self) -> None:
        """Know again what an earlier run has left there, and take away what ended with it."""
        bus, *_ = await self._wire.call(BUS, "GetId", answer="s")
        self._owner, *_ = await self._wire.call(BUS, "GetNameOwner", "s", NAME, answer="s")
        for number in self._standing.begin(f"{bus} {self._owner}"):
            with contextlib.suppress(DeliveryError):  # some call it an error that it has gone already
                await self._wire.call(SERVER, "CloseNotification", "u", number)

    def close(self) -> None:
        """Leave the bus; what is shown stays."""
        self._wire.close()

    async def _place(self, thread: str, server: Capabilities) -> int:
        """Give the number of the one that is to be replaced; 0: it comes as a new one.

        WORKAROUND: GNOME's shell (seen in 43.9) takes the buttons from what it shows when that is replaced, and puts
        none back (`NotificationBanner._onUpdated` comes before the new ones are added); so the earlier one goes.
        """
        number = self._standing.number(thread)
        if number and server.server == GNOME:
            self._standing.drop(number)
            await self._wire.call(SERVER, "CloseNotification", "u", number)
            return 0
        return number

    async def _inhibited(self, server: str) -> bool | None:
        """Tell whether the desktop is asked not to disturb; None: it does not say, as GNOME's, and decides by itself.

        What it keeps back then is in its own list, and is never handed over again: it is not shown twice.
        """
        whom, member, *where = ASKED_FOR_PEACE.get(server, OF_THE_STANDARD)
        try:
            async with asyncio.timeout(PEACE_S):
                value, *_ = await self._wire.call(whom, member, "ss", *where, answer="v")
        except (DeliveryError, TimeoutError):
            return None
        return value.value if value.signature == "b" else None

    def _on_signal(self, message: Message) -> None:
        if message.sender == BUS[0]:
            if message.member == "NameOwnerChanged" and message.signature == "sss" and message.body[0] == NAME:
                self._forget()
                if message.body[2]:
                    self._tell(Revived())
            return
        if message.sender != self._owner:
            return
        match (message.member, message.body):
            case (_, [int(number), *_]) if self._asked and not self._standing.thread(number):
                self._early.append(message)
            case ("ActionInvoked", [int(number), str(key)]) if thread := self._standing.thread(number):
                token = self._token[1] if self._token[0] == number else ""
                self._standing.gone(number)  # it closes now: what answers the press must not be put there, and close
                self._wire.say(SERVER, "CloseNotification", "u", number)  # dunst leaves it there after some presses
                self._tell(Reply(thread, "" if key == DEFAULT else key, token))
            case ("NotificationClosed", [int(number), int(reason)]) if thread := self._standing.thread(number):
                self._standing.gone(number)
                self._tell(Closed(thread, End(reason) if reason in _ENDS else End.UNKNOWN))
            case ("ActivationToken", [int(number), str(token)]) if self._standing.thread(number):
                self._token = (number, token)
            case _:
                pass

    def _forget(self) -> None:
        """A new server counts from the start: the old numbers mean others' notifications now."""
        self._server, self._owner = None, ""
        self._servers += 1
        self._asked.clear()
        self._early.clear()
        self._standing.forget()
