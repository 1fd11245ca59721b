import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from notifier.app.watching import Watching, watch_for
from notifier.bridge.worker import OpenRunner, Publish
from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.config.model import Settings, watch_of
from notifier.config.paths import Paths
from notifier.core.commands import CheckNow, Command, NetworkChanged, Pause, ReplacePlan, Resume
from notifier.core.events import EngineFailed, Event, Notice, NoticeKind
from notifier.core.model import Service


class Engines:
    """Opens runners that keep what they were told; those in `failing` fail at once."""

    def __init__(self) -> None:
        self.opened: list[Settings] = []
        self.commands: list[Command] = []
        self.failing = 0
        self.closed = threading.Semaphore(0)

    def __call__(self, paths: Paths, settings: Settings, services: tuple[Service, ...]) -> OpenRunner:
        @asynccontextmanager
        async def open_runner(publish: Publish) -> AsyncIterator["Engine"]:
            self.opened.append(settings)
            if self.failing:
                self.failing -= 1
                raise ValueError("no")
            yield Engine(self, publish)
            self.closed.release()

        return open_runner


class Engine:
    def __init__(self, engines: Engines, publish: Publish) -> None:
        self.engines = engines
        self.publish = publish
        self.stopped = asyncio.Event()

    async def run(self) -> None:
        await self.stopped.wait()

    def post(self, command: Command) -> None:
        self.engines.commands.append(command)
        self.publish(Notice(NoticeKind.CATALOGUE_BROKEN, "heard"))

    def stop(self) -> None:
        self.stopped.set()


class Scene:
    def __init__(self, folder: Path) -> None:
        self.engines = Engines()
        self.clock = [0.0]
        self.watching = Watching(Paths(folder, folder), opened=self.engines, now_s=lambda: self.clock[0])
        self.watching._again.setInterval(1)
        self.told: list[Event] = []
        self.renewed: list[bool] = []
        self.watching.told.connect(self.told.append)
        self.watching.renewed.connect(lambda: self.renewed.append(True))


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    assert made.watching.close()


def test_events_come_out_and_commands_go_in(scene: Scene, qtbot: QtBot) -> None:
    scene.watching.begin(Settings(), ())
    scene.watching.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert scene.engines.commands == [CheckNow()]
    assert scene.renewed == [True]


def test_most_settings_are_handed_to_the_engine_that_runs(scene: Scene, qtbot: QtBot) -> None:
    scene.watching.begin(Settings(), ())
    faster = Settings(probe_interval_s=10.0)
    scene.watching.replace(faster, ())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert scene.engines.commands == [ReplacePlan((), watch_of(faster))]
    assert len(scene.engines.opened) == 1


def test_another_proxy_needs_another_engine_which_knows_the_network(scene: Scene, qtbot: QtBot) -> None:
    scene.watching.begin(Settings(), ())
    scene.watching.post(NetworkChanged(True, False, metered=True, on_battery=True, changed=True))
    qtbot.waitUntil(lambda: len(scene.told) == 1)
    scene.watching.replace(Settings(proxy="none"), ())
    assert scene.engines.closed.acquire(timeout=0), "the old one ended before the new one began"
    qtbot.waitUntil(lambda: len(scene.told) == 2)
    assert [each.proxy for each in scene.engines.opened] == ["", "none"]
    assert scene.engines.commands[-1] == NetworkChanged(True, False, metered=True, on_battery=True, changed=False)
    assert scene.renewed == [True, True]


@pytest.mark.expects_log("the engine failed")
def test_one_that_failed_is_begun_again_silently(scene: Scene, qtbot: QtBot) -> None:
    scene.engines.failing = 2
    scene.watching.begin(Settings(), ())
    qtbot.waitUntil(lambda: len(scene.engines.opened) == 3)
    scene.watching.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert not any(isinstance(each, EngineFailed) for each in scene.told)


@pytest.mark.expects_log("the engine failed")
def test_one_that_fails_again_and_again_is_given_up_and_told(scene: Scene, qtbot: QtBot) -> None:
    scene.engines.failing = 10
    scene.watching.begin(Settings(), ())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert scene.told == [EngineFailed("ValueError: no")]
    assert len(scene.engines.opened) == 3
    assert not scene.watching._again.isActive()
    assert not scene.watching.submit(lambda: asyncio.sleep(0))


@pytest.mark.expects_log("the engine failed")
def test_failures_long_ago_do_not_count(scene: Scene, qtbot: QtBot) -> None:
    scene.watching._again.setInterval(100_000)
    scene.engines.failing = 10
    scene.watching.begin(Settings(), ())
    for _ in range(5):
        qtbot.waitUntil(scene.watching._again.isActive)
        scene.clock[0] += 700
        scene.watching._again.stop()
        scene.watching._begin()
    qtbot.waitUntil(scene.watching._again.isActive)
    assert scene.told == []


@pytest.mark.expects_log("different owners")
def test_anchors_that_cannot_judge_are_replaced_by_the_built_in_ones() -> None:
    watch = watch_for(Settings(anchors=("https://a.example",), country="ID"))
    assert watch.anchors == DEFAULT_ANCHORS
    assert watch.country == "ID"


def test_while_it_rests_nothing_works_and_nothing_is_forgotten(scene: Scene, qtbot: QtBot) -> None:
    scene.watching.begin(Settings(), ())
    scene.watching.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert scene.watching.rest()
    assert scene.engines.closed.acquire(timeout=0), "it ended before the call came back"
    scene.watching.post(NetworkChanged(True, False, metered=True, on_battery=False, changed=True))
    scene.watching.replace(Settings(proxy="none"), ())
    assert not scene.watching.submit(lambda: asyncio.sleep(0))
    assert len(scene.engines.opened) == 1
    scene.watching.go_on()
    qtbot.waitUntil(lambda: len(scene.told) == 2)
    assert [each.proxy for each in scene.engines.opened] == ["", "none"]
    assert scene.engines.commands[-1] == NetworkChanged(True, False, metered=True, on_battery=False, changed=False)


def test_what_it_told_last_is_heard_when_it_rests_already(scene: Scene, qtbot: QtBot) -> None:
    scene.watching.begin(Settings(), ())
    worker = scene.watching._worker
    assert worker is not None
    worker.post(CheckNow())
    while not scene.engines.commands:
        assert not worker.wait(1)  # this thread hears nothing meanwhile
    assert scene.watching.rest()
    assert scene.told == []
    qtbot.waitUntil(lambda: scene.told == [Notice(NoticeKind.CATALOGUE_BROKEN, "heard")])


def test_one_that_rests_from_the_beginning_begins_when_it_goes_on(scene: Scene, qtbot: QtBot) -> None:
    assert scene.watching.rest()
    scene.watching.begin(Settings(proxy="none"), ())
    assert scene.engines.opened == []
    scene.watching.go_on()
    scene.watching.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert [each.proxy for each in scene.engines.opened] == ["none"]


def test_the_users_pause_outlasts_a_rest(scene: Scene, qtbot: QtBot) -> None:
    def commands_after_rest() -> list[Command]:
        before = len(scene.engines.commands)
        scene.watching.rest()
        scene.watching.go_on()
        scene.watching.post(CheckNow())
        qtbot.waitUntil(lambda: CheckNow() in scene.engines.commands[before:])
        return scene.engines.commands[before:]

    scene.watching.begin(Settings(), ())
    scene.watching.post(Pause(3600.0))
    qtbot.waitUntil(lambda: scene.engines.commands == [Pause(3600.0)])
    scene.clock[0] += 600.0
    assert commands_after_rest() == [Pause(3000.0), CheckNow()]
    scene.clock[0] += 3000.0
    assert commands_after_rest()[-1] == CheckNow()
    assert Pause(0.0) not in scene.engines.commands
    scene.watching.post(Pause(None))
    qtbot.waitUntil(lambda: scene.engines.commands[-1] == Pause(None))
    assert commands_after_rest() == [Pause(None), CheckNow()]
    scene.watching.post(Resume())
    qtbot.waitUntil(lambda: scene.engines.commands[-1] == Resume())
    assert commands_after_rest() == [CheckNow()]
