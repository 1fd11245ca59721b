"""Delivers notifications: the adapters in order, each within a time limit, none waited for again soon after it hung.

It lives in the engine's loop, so a server that hangs never holds up the user interface. What to do with what could not
be delivered is decided by the `Notifier`, in the GUI thread.
"""

import asyncio
import logging
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

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

PATIENCE_S: Final = 4.0
PAUSE_S: Final = 60.0
"""An adapter that hung is left alone for so long, unless its server says that it is back."""

MakeAdapter = Callable[[Tell], Adapter]


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
        self._makers = list(adapters)
        self._made: dict[int, Adapter] = {}
        self._hung: dict[int, float] = {}
        self._tell = tell
        self._patience_s = patience_s
        self._now_s = now_s
        self._turn = asyncio.Lock()

    async def live(self) -> None:
        """Let go of the adapters when the loop ends; runs beside the rest."""
        try:
            await asyncio.Event().wait()
        finally:
            for adapter in self._made.values():
                adapter.close()

    async def deliver(self, notification: Notification) -> None:
        """Show it, or tell that it could not be shown. One at a time, so that an update finds what it replaces.

        An adapter may tell later that it was shown after all.
        """
        async with self._turn:
            reason = "no way to show notifications is known here"
            for index in range(len(self._makers)):
                try:
                    adapter = self._adapter(index)
                    async with asyncio.timeout(self._patience_s):
                        await adapter.send(notification)
                except (DeliveryError, TimeoutError) as error:
                    reason = self._failed(index, error)
                else:
                    self._hung.pop(index, None)
                    self._tell(Delivered(notification))
                    return
            self._tell(Undelivered(notification, reason))

    async def ask(self) -> Capabilities:
        """Ask the first adapter that answers what it can do, and tell it."""
        async with self._turn:
            found = Capabilities(problem="no way to show notifications is known here")
            for index in range(len(self._makers)):
                try:
                    adapter = self._adapter(index)
                    async with asyncio.timeout(self._patience_s):
                        found = await adapter.capabilities()
                except (DeliveryError, TimeoutError) as error:
                    found = Capabilities(problem=self._failed(index, error))
                else:
                    break
            self._tell(found)
            return found

    async def report(self) -> None:
        """As `ask`, for whoever only listens."""
        await self.ask()

    def _adapter(self, index: int) -> Adapter:
        if self._hung.get(index, 0.0) > self._now_s():
            raise DeliveryError("the notification server did not answer a moment ago")
        if index not in self._made:
            self._made[index] = self._makers[index](self._hear)
        return self._made[index]

    def _failed(self, index: int, error: DeliveryError | TimeoutError) -> str:
        if isinstance(error, TimeoutError):
            self._hung[index] = self._now_s() + PAUSE_S
            log.info("the notification server does not answer")
            return "the notification server does not answer"
        log.info("a notification could not be shown: %s", error)
        return str(error)

    def _hear(self, news: News) -> None:
        if isinstance(news, Revived | Delivered):  # it is back, or has only been slow
            self._hung.clear()
        self._tell(news)


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


async def capabilities_of_this_system(app_name: str = "Outage Notifier") -> Capabilities:
    """Tell what notifications can do here, for the command line; never raises, never takes long."""
    dispatcher = Dispatcher(adapters_of_this_system(app_name, ""), _nobody)
    live = asyncio.create_task(dispatcher.live())
    await asyncio.sleep(0)
    try:
        return await dispatcher.ask()
    finally:
        live.cancel()
        await asyncio.gather(live, return_exceptions=True)


def _nobody(_news: News) -> None:
    """Hear nothing."""
