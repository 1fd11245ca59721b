"""The notifier in the GUI thread, with the dispatcher in a worker's loop."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import QThread, QTimer
from pytestqt.qtbot import QtBot

from notifier.desktop.notify import Notifier
from notifier.desktop.notify.model import Delivered, Notification, Reply, Revived
from tests.desktop_parts.desk import Desk

DOWN = Notification("incident-1", "WhatsApp is down", "Since 14:02", True)
UP = Notification("incident-1", "WhatsApp is back", "It took 5 minutes")


class Loop(QThread):
    """A loop in a thread, as the worker has one."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.tasks: set[asyncio.Task[None]] = set()

    def run(self) -> None:
        self.loop.run_forever()
        for task in self.tasks:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*self.tasks, return_exceptions=True))
        self.loop.close()

    def submit(self, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        self.loop.call_soon_threadsafe(lambda: self.tasks.add(self.loop.create_task(work())))
        return True


class Balloon:
    """The fallback."""

    def __init__(self) -> None:
        self.there = True
        self.shown: list[Notification] = []

    def __call__(self, notification: Notification) -> bool:
        if self.there:
            self.shown.append(notification)
        return self.there


@pytest.fixture
def loop() -> Iterator[Loop]:
    made = Loop()
    made.start()
    yield made
    made.loop.call_soon_threadsafe(made.loop.stop)
    assert made.wait(3000)


def waits(notifier: Notifier, notification: Notification) -> bool:
    return notifier.waiting == (notification,)


def test_it_shows_and_what_is_pressed_comes_back_in_the_gui_thread(qtbot: QtBot, loop: Loop) -> None:
    desk, balloon = Desk(), Balloon()
    notifier = Notifier([desk], balloon)
    notifier.attach(loop.submit)
    notifier.show(DOWN)
    qtbot.waitUntil(lambda: desk.shown == [DOWN])
    with qtbot.waitSignal(notifier.replied) as heard:
        loop.loop.call_soon_threadsafe(desk.tell, Reply("incident-1", "details"))
    assert heard.args == [Reply("incident-1", "details")]
    assert balloon.shown == []


def test_capabilities_are_known_after_asking(qtbot: QtBot, loop: Loop) -> None:
    notifier = Notifier([Desk()], Balloon())
    notifier.attach(loop.submit)
    with qtbot.waitSignal(notifier.capabilities_changed):
        notifier.refresh()
    assert notifier.capabilities.server == "Desk"


def test_a_correction_is_no_balloon_and_takes_the_place_of_what_waits(qtbot: QtBot, loop: Loop) -> None:
    desk, balloon = Desk(), Balloon()
    notifier = Notifier([desk], balloon)
    correction = Notification("incident-1", "WhatsApp is down for everyone", "Since 14:02", True, update=True)
    notifier.show(correction)
    assert (notifier.waiting, balloon.shown) == ((correction,), [])
    balloon.there = False
    notifier.show(DOWN)
    notifier.show(correction)
    notifier.attach(loop.submit)
    qtbot.waitUntil(lambda: desk.shown == [msgspec.structs.replace(correction, update=False)])


def test_a_correction_that_was_not_taken_waits_and_stays_one(qtbot: QtBot, loop: Loop) -> None:
    desk, balloon = Desk(), Balloon()
    notifier = Notifier([desk], balloon)
    notifier.attach(loop.submit)
    desk.works = False
    first, second = (Notification("incident-1", "a", words, update=True, alert=words) for words in ("a1", "a2"))
    for each in (first, second):
        notifier.show(each)
        qtbot.waitUntil(partial(waits, notifier, each))
    desk.works = True
    with qtbot.waitSignal(notifier.handed) as handed:
        loop.loop.call_soon_threadsafe(desk.tell, Revived())
    assert (handed.args, desk.shown, balloon.shown) == (["a2"], [second], [])


@pytest.mark.parametrize("newer", [False, True])
def test_what_was_shown_late_is_not_shown_again_and_what_is_newer_is(qtbot: QtBot, loop: Loop, newer: bool) -> None:
    desk, balloon = Desk(), Balloon()
    desk.works = balloon.there = False
    notifier = Notifier([desk], balloon)
    notifier.attach(loop.submit)
    late = msgspec.structs.replace(DOWN, alert="a1")
    for each in (late, UP) if newer else (late,):
        notifier.show(each)
        qtbot.waitUntil(partial(waits, notifier, each))
    with qtbot.waitSignal(notifier.handed) as handed:
        loop.loop.call_soon_threadsafe(desk.tell, Delivered(late, late=True))
    assert handed.args == ["a1"]
    assert notifier.waiting == ((UP,) if newer else ())
    desk.works = True
    notifier.show(msgspec.structs.replace(UP, thread="incident-2"))
    qtbot.waitUntil(lambda: len(desk.shown) == 1)
    notifier.try_again()
    qtbot.waitUntil(lambda: desk.shown[1:] == ([UP] if newer else []))


def test_without_a_loop_the_balloon_shows_it(qtbot: QtBot) -> None:
    balloon = Balloon()
    Notifier([Desk()], balloon).show(DOWN)
    assert balloon.shown == [DOWN]


def test_what_the_desktop_refuses_the_balloon_shows_once(qtbot: QtBot, loop: Loop) -> None:
    desk, balloon = Desk(), Balloon()
    desk.works = False
    notifier = Notifier([desk], balloon)
    notifier.attach(loop.submit)
    notifier.show(DOWN)
    qtbot.waitUntil(lambda: balloon.shown == [DOWN])
    desk.works = True
    notifier.try_again()
    notifier.show(UP)
    qtbot.waitUntil(lambda: bool(desk.shown))
    assert desk.shown == [UP]


def test_what_nothing_can_show_waits_for_the_server_and_only_the_newest_is_shown(qtbot: QtBot, loop: Loop) -> None:
    desk, balloon = Desk(), Balloon()
    desk.works = balloon.there = False
    notifier = Notifier([desk], balloon)
    notifier.attach(loop.submit)
    notifier.show(DOWN)
    qtbot.waitUntil(lambda: notifier.waiting == (DOWN,))
    notifier.show(UP)
    qtbot.waitUntil(lambda: notifier.waiting == (UP,))
    assert desk.refused == [DOWN, UP]
    desk.works = True
    loop.loop.call_soon_threadsafe(desk.tell, Revived())
    qtbot.waitUntil(lambda: desk.shown == [UP])
    notifier.try_again()
    assert notifier.waiting == ()


def test_what_was_said_before_is_not_said_again_in_the_place_of_what_waits(qtbot: QtBot, loop: Loop) -> None:
    desk, balloon = Desk(), Balloon()
    balloon.there = False
    notifier = Notifier([desk], balloon)
    notifier.attach(loop.submit)
    joined = Notification("incident-1", "WhatsApp and Signal are down", "Since 14:02", True)
    for words in (DOWN, joined, DOWN):
        desk.works = words is DOWN
        with qtbot.waitSignal(notifier.heard):
            notifier.show(msgspec.structs.replace(words, update=bool(desk.shown) and words is DOWN))
    assert desk.shown == [DOWN, msgspec.structs.replace(DOWN, update=True)], "to correct what may be seen still"
    notifier.try_again()
    assert notifier.waiting == ()


def test_what_waited_too_long_is_dropped(qtbot: QtBot, loop: Loop) -> None:
    clock = [0.0]
    desk, balloon = Desk(), Balloon()
    desk.works = balloon.there = False
    notifier = Notifier([desk], balloon, now_s=lambda: clock[0])
    notifier.attach(loop.submit)
    notifier.show(DOWN)
    qtbot.waitUntil(lambda: notifier.waiting == (DOWN,))
    clock[0] = 601.0
    notifier.try_again()
    assert notifier.waiting == ()
    assert not any(each.isActive() for each in notifier.findChildren(QTimer))
