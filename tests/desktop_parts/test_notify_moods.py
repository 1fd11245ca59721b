"""Notification servers in changing moods, and what is told meanwhile: each notice is seen once, and the last one stays.

A server is well, frozen, refuses, dies and comes back, or gives way to another; threads begin, are brought up to date
and end; the user closes notices, and time passes. Real bus, real adapter, dispatcher and notifier; only their clocks
are the test's.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

import pytest
from dbus_fast import Message
from pytestqt.qtbot import QtBot

from notifier.desktop.notify import Notifier
from notifier.desktop.notify import notifier as notifier_module
from notifier.desktop.notify.dispatcher import PAUSE_S, RETURNS_S, Dispatcher
from notifier.desktop.notify.model import Delivered, News, Notification, Undelivered
from notifier.desktop.notify.notifier import RETRY_MS
from tests.desktop_parts.bus import bus
from tests.desktop_parts.test_notify_dbus import adapter_for
from tests.desktop_parts.test_notify_hostile import Slow, nothing

__all__ = ["bus"]

THREADS = ("one", "two", "line")
STEPS = 40
SEEDS = 30
"""1,500 were tried once."""
PATIENCE_S = 0.05


class Moody(Slow):
    """A server whose mood changes: `reply` is "ok", "error" or "dies"; frozen, it answers when it is thawed."""

    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self.is_frozen = False
        self.seen = seen

    def _notify(self, message: Message) -> Message | None:
        if not self.is_frozen and self.reply == "dies":
            asyncio.get_running_loop().call_soon(self.bus.disconnect)
            return nothing()
        if not self.is_frozen and self.reply == "ok":
            self.seen.append(message.body[3])
        return super()._notify(message)

    def thaw(self) -> None:
        if self.reply != "error":
            self.seen += [each.body[3] for each in self.waiting]
        super().thaw()


class World:
    """The servers one after the other, the program's notifier, and the user."""

    def __init__(self, luck: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
        self.luck, self.now_s = luck, 0.0
        self.seen: list[str] = []
        self.wanted: dict[str, str] = {}
        self.under_way = 0
        self.count = 0
        self._answered = asyncio.Event()
        quick = partial(Dispatcher, patience_s=PATIENCE_S, now_s=lambda: self.now_s)
        monkeypatch.setattr(notifier_module, "Dispatcher", quick)
        monkeypatch.setattr(notifier_module, "KEPT_S", 1e9)  # what waited for longer the engine tells again
        self.notifier = Notifier([adapter_for], lambda _notification: False, now_s=lambda: self.now_s)
        self.notifier.heard.connect(self._hear)
        self.tasks: set[asyncio.Task[None]] = set()
        self.server = Moody(self.seen)

    def _hear(self, news: News) -> None:
        if isinstance(news, Undelivered) or (isinstance(news, Delivered) and not news.late):
            self.under_way -= 1
        self._answered.set()

    def submit(self, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        self.under_way += getattr(work, "__name__", "") != "live"
        self.tasks.add(asyncio.create_task(work()))
        return True

    async def rest(self) -> None:
        """Wait until all that was asked for has an outcome."""
        async with asyncio.timeout(20):
            while self.under_way > 0:
                self._answered.clear()
                await self._answered.wait()

    def tell(self) -> None:
        thread = self.luck.choice(THREADS)
        self.count += 1
        update = thread in self.wanted and self.luck.random() < 0.4
        title = f"{thread} {self.count}"
        self.notifier.show(Notification(thread, title, "", alert=title, update=update))
        if not update:
            self.wanted[thread] = title

    async def change(self) -> None:
        if self.luck.random() < 0.3:
            await self.rest()  # what one has shown that dies before it says so is shown again by the next
            await self.server.stop()
            self.server = await Moody(self.seen).start()
            return
        if self.server.is_frozen:
            self.server.thaw()
        self.server.reply = self.luck.choice(("ok", "ok", "error", "dies"))
        self.server.is_frozen = self.luck.random() < 0.3
        if not self.server.bus.connected:
            self.server = await Moody(self.seen).start()

    async def step(self) -> None:
        what = self.luck.random()
        if what < 0.4:
            self.tell()
        elif what < 0.6:
            await self.change()
        elif what < 0.7 and self.server.last and self.server.bus.connected:
            self.server.emit("NotificationClosed", "uu", [self.luck.randint(1, self.server.last), 2])
        else:
            self.now_s += self.luck.choice((1.0, RETRY_MS / 1000, PAUSE_S))
            self.notifier.try_again()
        if self.luck.random() < 0.6:
            await self.rest()

    async def end(self) -> None:
        """All is well again, and there is time."""
        if self.server.is_frozen:
            self.server.thaw()
        self.server.reply = "ok"
        for _ in range(4):
            if not self.server.bus.connected:  # it may be dying just now of what it was shown before
                self.server = await Moody(self.seen).start()
            await self.rest()
            self.now_s += RETURNS_S[-1] + 1.0
            self.notifier.try_again()
        await self.rest()


@pytest.mark.fault("notification servers in changing moods")
@pytest.mark.parametrize("seed", range(SEEDS))
def test_each_notice_is_seen_once_and_the_last_one_of_each_thread_is(
    bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    async def main() -> None:
        world = World(random.Random(seed), monkeypatch)
        await world.server.start()
        world.notifier.attach(world.submit)
        for _ in range(STEPS):
            await world.step()
        await world.end()
        for task in world.tasks:
            task.cancel()
        await asyncio.gather(*world.tasks, return_exceptions=True)
        await world.server.stop()
        assert {title: times for title, times in Counter(world.seen).items() if times > 1} == {}
        last = {title.split()[0]: title for title in world.seen}
        newest = {thread: int(title.split()[1]) for thread, title in world.wanted.items()}
        assert {
            thread for thread, number in newest.items() if int(last.get(thread, "- 0").split()[1]) < number
        } == set()
        assert world.notifier.waiting == ()

    asyncio.run(main())
