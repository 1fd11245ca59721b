"""Delivers notifications: the adapters in order, each within a time limit, none waited for again soon after it hung.

It lives in the engine's loop, so a server that hangs never holds up the user interface. What to do with what could not
be delivered is decided by the `Notifier`, in the GUI thread.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, TypeVar

from notifier.desktop.notify.model import (
    Adapter,
    Capabilities,
    Delivered,
    DeliveryError,
    News,
    Notification,
    Revived,
    Tell,
    Undelivered,
)

log = logging.getLogger(__name__)

T = TypeVar("T")

NO_WAY: Final = "no way to show notifications is known here"
PATIENCE_S: Final = 4.0
PAUSE_S: Final = 60.0
"""An adapter that hung is left alone for so long, unless its server says that it is back."""
RETURNS_S: Final = (0.0, 20.0, 60.0, 300.0, 3600.0)
"""A server that is back after it failed is left alone for so long, by how often that was so since it last showed
anything: it may die of what it is asked to show. Chosen."""

MakeAdapter = Callable[[Tell], Adapter]


class Way:
    """An adapter, made when it is first needed, and when it is to be left alone."""

    def __init__(self, make: MakeAdapter, tell: Tell, now_s: Callable[[], float]) -> None:
        self._make, self._tell, self._now_s = make, tell, now_s
        self._adapter: Adapter | None = None
        self._spared_until_s = 0.0
        self._has_failed = False
        """Since its server last came back, or showed anything."""
        self._returns = 0
        """How often its server has come back from a failure, and shown nothing since."""

    async def go(self, work: Callable[[Adapter], Awaitable[T]], patience_s: float) -> T:
        """Have the adapter do this. Raises DeliveryError."""
        if self._spared_until_s > self._now_s():
            raise DeliveryError("the notification server has failed, and is left alone for a while")
        try:
            if self._adapter is None:
                self._adapter = self._make(self._hear)
            async with asyncio.timeout(patience_s):
                return await work(self._adapter)
        except (DeliveryError, TimeoutError) as error:
            self._has_failed = True
            if not isinstance(error, TimeoutError):
                raise
            self._spared_until_s = self._now_s() + PAUSE_S
            raise DeliveryError("the notification server does not answer") from None

    def shows(self) -> None:
        """Note that something was shown."""
        self._spared_until_s, self._has_failed, self._returns = 0.0, False, 0

    def _hear(self, news: News) -> None:
        if isinstance(news, Delivered):  # it has only been slow
            self.shows()
        elif isinstance(news, Revived) and self._has_failed:
            self._has_failed = False
            self._spared_until_s = self._now_s() + RETURNS_S[min(self._returns, len(RETURNS_S) - 1)]
            self._returns += 1
        self._tell(news)

    def close(self) -> None:
        """Let go of the adapter."""
        if self._adapter is not None:
            self._adapter.close()


class Dispatcher:
    """Tries the adapters in order. `tell` hears of replies, of what was not delivered, and of a server's return."""

    def __init__(
        self,
        adapters: Sequence[MakeAdapter],
        tell: Tell,
        *,
        patience_s: float = PATIENCE_S,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ways = [Way(make, tell, now_s) for make in adapters]
        self._tell = tell
        self._patience_s = patience_s
        self._turn = asyncio.Lock()

    async def live(self) -> None:
        """Let go of the adapters when the loop ends; runs beside the rest."""
        try:
            await asyncio.Event().wait()
        finally:
            for way in self._ways:
                way.close()

    async def deliver(self, notification: Notification) -> None:
        """Show it, or tell that it could not be shown. One at a time, so that an update finds what it replaces.

        An adapter may tell later that it was shown after all.
        """
        async with self._turn:
            reason = NO_WAY
            for way in self._ways:
                try:
                    await way.go(lambda adapter: adapter.send(notification), self._patience_s)
                except DeliveryError as error:
                    reason = str(error)
                    log.info("a notification could not be shown: %s", reason)
                else:
                    way.shows()
                    self._tell(Delivered(notification))
                    return
            self._tell(Undelivered(notification, reason))

    async def ask(self) -> Capabilities:
        """Ask the first adapter that answers what it can do, and tell it."""
        async with self._turn:
            found = Capabilities(problem=NO_WAY)
            for way in self._ways:
                try:
                    found = await way.go(lambda adapter: adapter.capabilities(), self._patience_s)
                except DeliveryError as error:
                    found = Capabilities(problem=str(error))
                else:
                    break
            self._tell(found)
            return found

    async def report(self) -> None:
        """As `ask`, for whoever only listens."""
        await self.ask()


def adapters_of_this_system(
    app_name: str, icon: str, standing: Path | None = None, watched: Callable[[], Iterable[str]] | None = None
) -> list[MakeAdapter]:
    """The adapters for this platform; their libraries are imported when the first notification is due.

    `standing` is the file where it is kept, for the next start, what stands on the screen (Linux; elsewhere the system
    knows notifications by names of ours); of that is taken away what names services alone that are not `watched`.
    """
    if sys.platform in ("win32", "darwin"):

        def native(tell: Tell) -> Adapter:
            from notifier.desktop.notify.native import NativeAdapter

            return NativeAdapter(app_name, icon, tell)

        return [native]

    def dbus(tell: Tell) -> Adapter:
        from notifier.desktop.notify.dbus import DBusAdapter

        return DBusAdapter(app_name, icon, tell, standing, watched)

    return [dbus]


async def capabilities_of_this_system() -> Capabilities:
    """Tell what notifications can do here, for the command line; never raises, never takes long."""
    dispatcher = Dispatcher(adapters_of_this_system("Outage Notifier", ""), _nobody)
    live = asyncio.create_task(dispatcher.live())
    await asyncio.sleep(0)
    try:
        return await dispatcher.ask()
    finally:
        live.cancel()
        await asyncio.gather(live, return_exceptions=True)


def _nobody(_news: News) -> None:
    """Hear nothing."""
