"""A notification server that dies of what it is asked for, and is started anew each time: it is spared, by and by."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest
from dbus_fast import Message
from pytestqt.qtbot import QtBot

from notifier.desktop.notify.dbus import NAME, DBusAdapter
from notifier.desktop.notify.dispatcher import RETURNS_S
from notifier.desktop.notify.model import Delivered, News, Notification, Reply, Revived
from notifier.desktop.notify.notifier import KEPT_S, RETRY_MS
from tests.desktop_parts.bus import Server, bus
from tests.desktop_parts.test_notify_dbus import Heard, run
from tests.desktop_parts.test_notify_hostile import nothing
from tests.desktop_parts.test_notify_moods import Moody, World

__all__ = ["bus"]

pytestmark = pytest.mark.fault("notification servers that die of each notice, and are started anew")

DOWN = Notification("incident-1", "WhatsApp is down", "Since 14:02", alert="down")
UP = Notification("incident-1", "WhatsApp works again", "It took 5 minutes", alert="up")
OTHER = Notification("incident-2", "Signal is down", "Since 14:03", alert="other")


class Keeper(World):
    """Starts the server anew as often as it dies; each dies of a title in `poison`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, poison: set[str]) -> None:
        super().__init__(random.Random(0), monkeypatch)
        self.poison, self.deaths_s, self.returns, self.delivered = poison, list[float](), 0, list[str]()
        self._news = asyncio.Event()
        self.notifier.heard.connect(self._note)
        self.server: Mortal = Mortal(self)

    def _note(self, news: News) -> None:
        self.returns += isinstance(news, Revived)
        if isinstance(news, Delivered):
            self.delivered.append(news.notification.alert)
        self._news.set()

    async def keep(self) -> None:
        while True:
            await self.server.dead.wait()
            await self.server.stop()
            self.server = Mortal(self)
            await self.server.start()

    async def settle(self) -> None:
        """Wait until every death was answered by a start, and all that was asked for has an outcome."""
        async with asyncio.timeout(20):
            while self.returns < len(self.deaths_s) or self.under_way > 0:
                self._news.clear()
                await self._news.wait()

    async def let_pass(self, seconds: float) -> None:
        """Let time pass, with the notifier's tries."""
        until_s = self.now_s + seconds
        while self.now_s < until_s:
            self.now_s += RETRY_MS / 1000
            self.notifier.try_again()
            await self.settle()


class Mortal(Moody):
    """Dies of some titles."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(keeper.seen)
        self.dead = asyncio.Event()
        self._keeper = keeper

    def _notify(self, message: Message) -> Message | None:
        self.reply = "dies" if message.body[3] in self._keeper.poison else "ok"
        if self.reply == "dies":
            self._keeper.deaths_s.append(self._keeper.now_s)
            self.dead.set()
        return super()._notify(message)


@contextlib.asynccontextmanager
async def keeping(monkeypatch: pytest.MonkeyPatch, *poison: Notification) -> AsyncIterator[Keeper]:
    world = Keeper(monkeypatch, {each.title for each in poison})
    world.server.is_frozen = False
    await world.server.start()
    keeper = asyncio.create_task(world.keep())
    world.notifier.attach(world.submit)
    try:
        yield world
    finally:
        for task in (keeper, *world.tasks):
            task.cancel()
        await asyncio.gather(keeper, *world.tasks, return_exceptions=True)
        await world.server.stop()


def test_it_is_asked_again_at_once_once_then_after_pauses_that_grow(
    bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        async with keeping(monkeypatch, DOWN) as world:
            world.notifier.show(DOWN)
            await world.settle()
            await world.let_pass(3 * 3600)
            gaps = [after - before for before, after in pairwise(world.deaths_s)]
            assert gaps[0] == 0, "one death may be chance"
            assert [gap // 20 * 20 for gap in gaps[1:6]] == [*RETURNS_S[1:], RETURNS_S[-1]]
            world.poison.clear()
            await world.let_pass(RETURNS_S[-1] + RETRY_MS / 1000)
            assert world.delivered == ["down"]
            assert world.seen == [DOWN.title]
            world.poison.add(OTHER.title)
            world.notifier.show(OTHER)
            await world.settle()
            assert world.deaths_s[-2:] == [world.now_s] * 2, "what was shown since counts: it begins anew"

    asyncio.run(main())


def test_one_notice_that_kills_takes_the_others_way_for_a_while_only(
    bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        async with keeping(monkeypatch, DOWN) as world:
            world.notifier.show(DOWN)
            world.notifier.show(OTHER)
            await world.let_pass(KEPT_S)
            assert world.seen == [OTHER.title]
            world.notifier.show(UP)
            await world.let_pass(RETURNS_S[-1])
            assert world.seen == [OTHER.title, UP.title]
            assert world.notifier.waiting == ()
            assert len(world.deaths_s) <= 2 * len(RETURNS_S)

    asyncio.run(main())


def test_a_server_that_comes_and_goes_by_itself_is_not_spared(
    bus: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        async with keeping(monkeypatch) as world:
            world.notifier.show(OTHER)
            await world.settle()
            for _ in range(5):
                world.deaths_s.append(world.now_s)
                world.server.dead.set()
                await world.settle()
            world.notifier.show(DOWN)
            await world.settle()
            assert world.seen == [OTHER.title, DOWN.title]

    asyncio.run(main())


class Leaves(Server):
    """Gives way to the next one as soon as it is to take something away."""

    def __init__(self) -> None:
        super().__init__()
        self.following = Server()
        self.tasks: list[asyncio.Task[None]] = []

    def _answer(self, message: Message) -> Message | None:
        if message.member != "CloseNotification":
            return super()._answer(message)
        self.tasks.append(asyncio.create_task(self._give_way(Message.new_method_return(message))))
        return nothing()

    async def _give_way(self, answer: Message) -> None:
        await self.bus.release_name(NAME)
        await self.following.start()
        await self.bus.send(answer)


def test_a_press_is_heard_of_a_server_that_came_while_the_one_before_was_being_asked(bus: str, tmp_path: Path) -> None:
    async def test(first: Server, heard: Heard) -> None:
        assert isinstance(first, Leaves)
        file = tmp_path / "notices.json"
        earlier = DBusAdapter("Outage Notifier", "icon-name", Heard(), file)
        await earlier.send(Notification("practice-1", "a", "b"))
        earlier.close()
        adapter = DBusAdapter("Outage Notifier", "icon-name", heard, file)
        await adapter.send(DOWN)
        first.following.invoke(1, "page")
        await heard.until(Reply)
        adapter.close()
        await first.following.stop()

    run(test, Leaves)
