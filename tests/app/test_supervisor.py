import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from notifier.app.supervisor import EngineSupervisor, watch_for
from notifier.bridge.worker import OpenRunner, Publish
from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.config.model import Settings, WatchedService, watch_of
from notifier.config.paths import Paths
from notifier.core.commands import AlertHanded, CheckNow, Command, NetworkChanged, Pause, ReplacePlan, Resume
from notifier.core.events import BeginAnew, EngineFailed, Event, Notice, NoticeKind
from notifier.core.model import Service


class Engines:
    """Opens runners that keep what they were told; those in `failing` fail at once."""

    def __init__(self) -> None:
        self.opened: list[Settings] = []
        self.services: list[tuple[Service, ...]] = []
        self.commands: list[Command] = []
        self.failing = 0
        self.put_back = False
        self.opening: Callable[[], object] = list
        self.published = threading.Semaphore(0)
        self.closed = threading.Semaphore(0)

    def __call__(self, paths: Paths, settings: Settings, services: tuple[Service, ...]) -> OpenRunner:
        self.services.append(services)

        @asynccontextmanager
        async def open_runner(publish: Publish) -> AsyncIterator["Engine"]:
            self.opened.append(settings)
            self.opening()
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
        self.publish(
            BeginAnew("the computer's clock was put back")
            if self.engines.put_back
            else Notice(NoticeKind.CATALOGUE_BROKEN, "heard")
        )
        self.engines.put_back = False
        self.engines.published.release()

    def stop(self) -> None:
        self.stopped.set()


class Scene:
    def __init__(self, folder: Path, again_ms: int = 1) -> None:
        self.engines = Engines()
        self.services: dict[str, Service] = {}
        self.clock = [0.0]
        self.supervisor = EngineSupervisor(
            Paths(folder, folder),
            self._service,
            opened=self.engines,
            now_s=lambda: self.clock[0],
            again_ms=again_ms,
        )
        self.told: list[Event] = []
        self.renewed: list[object] = []
        self.supervisor.published.connect(self.told.append)
        self.supervisor.renewed.connect(self.renewed.append)

    def _service(self, service: str) -> Service | None:
        return self.services.get(service)

    def set(self, settings: Settings) -> None:
        self.supervisor.on_settings(Settings(), settings)

    def submit(self) -> bool:
        submit = self.renewed[-1]
        assert callable(submit)
        return bool(submit(lambda: asyncio.sleep(0)))

    def ten_minutes_later(self) -> None:
        self.clock[0] += 700.0


@pytest.fixture
def scene(qtbot: QtBot, tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    assert made.supervisor.close()


def test_events_come_out_and_commands_go_in(scene: Scene, qtbot: QtBot) -> None:
    scene.supervisor.begin(Settings())
    scene.supervisor.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert scene.engines.commands == [CheckNow()]
    assert len(scene.renewed) == 1


def test_most_settings_are_handed_to_the_engine_that_runs(scene: Scene, qtbot: QtBot) -> None:
    scene.supervisor.begin(Settings())
    faster = Settings(probe_interval_s=10.0)
    scene.set(faster)
    qtbot.waitUntil(lambda: bool(scene.told))
    assert scene.engines.commands == [ReplacePlan((), watch_of(faster))]
    assert len(scene.engines.opened) == 1


def test_what_the_engine_does_not_work_by_is_not_handed_to_it(scene: Scene, qtbot: QtBot) -> None:
    shown = Settings(language="id", theme="dark", start_at_login=True, first_run_done=True, notification_sound=True)
    scene.supervisor.begin(Settings())
    scene.set(shown)
    scene.set(msgspec.structs.replace(shown, notify_line=False))
    qtbot.waitUntil(lambda: bool(scene.told))
    (plan,) = scene.engines.commands
    assert isinstance(plan, ReplacePlan)
    assert not plan.watch.notify_line


def test_services_are_those_that_the_catalogue_knows_in_the_users_order(scene: Scene, qtbot: QtBot) -> None:
    one, other = (Service(each, each, "owner", "social", "", (), ()) for each in ("one", "other"))
    scene.services = {"one": one, "other": other}
    settings = Settings(watched=tuple(WatchedService(each) for each in ("other", "unknown", "one")))
    scene.supervisor.begin(settings)
    assert scene.engines.services == [(other, one)]
    scene.supervisor.on_own_services()
    scene.services["one"] = msgspec.structs.replace(one, name="One")
    scene.supervisor.on_own_services()
    qtbot.waitUntil(lambda: bool(scene.told))
    (plan,) = scene.engines.commands
    assert isinstance(plan, ReplacePlan)
    assert [each.name for each in plan.services] == ["other", "One"]


def test_another_proxy_needs_another_engine_which_knows_the_network(scene: Scene, qtbot: QtBot) -> None:
    scene.supervisor.begin(Settings())
    scene.supervisor.post(NetworkChanged(True, False, metered=True, on_battery=True, changed=True))
    qtbot.waitUntil(lambda: len(scene.told) == 1)
    scene.set(Settings(proxy="none"))
    assert scene.engines.closed.acquire(timeout=0), "the old one ended before the new one began"
    qtbot.waitUntil(lambda: len(scene.told) == 2)
    assert [each.proxy for each in scene.engines.opened] == ["", "none"]
    assert scene.engines.commands[-1] == NetworkChanged(True, False, metered=True, on_battery=True, changed=False)
    assert len(scene.renewed) == 2


@pytest.mark.expects_log("the engine failed")
def test_one_that_failed_is_begun_again_silently(scene: Scene, qtbot: QtBot) -> None:
    scene.engines.failing = 2
    scene.supervisor.begin(Settings())
    qtbot.waitUntil(lambda: len(scene.engines.opened) == 3)
    scene.supervisor.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert not any(isinstance(each, EngineFailed) for each in scene.told)


@pytest.mark.fault("clock: put back while it runs")
def test_on_a_clock_that_was_put_back_it_is_begun_anew(scene: Scene, qtbot: QtBot) -> None:
    scene.supervisor.begin(Settings())
    qtbot.waitUntil(lambda: len(scene.engines.opened) == 1)
    scene.engines.put_back = True
    scene.supervisor.post(CheckNow())
    qtbot.waitUntil(lambda: len(scene.engines.opened) == 2)
    scene.supervisor.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert not any(isinstance(each, BeginAnew | EngineFailed) for each in scene.told)


@pytest.mark.expects_log("the engine failed")
def test_one_that_fails_again_and_again_is_given_up_and_told(scene: Scene, qtbot: QtBot) -> None:
    scene.engines.failing = 10
    scene.supervisor.begin(Settings())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert scene.told == [EngineFailed("ValueError: no")]
    assert len(scene.engines.opened) == 3
    assert not scene.supervisor.tries_again
    assert not scene.supervisor.is_at_work
    assert not scene.submit()


@pytest.mark.expects_log("the engine failed")
def test_failures_long_ago_do_not_count(scene: Scene, qtbot: QtBot) -> None:
    scene.engines.failing = 10
    scene.engines.opening = scene.ten_minutes_later
    scene.supervisor.begin(Settings())
    qtbot.waitUntil(lambda: len(scene.engines.opened) == 11 and scene.supervisor.is_at_work)
    assert scene.told == []


@pytest.mark.expects_log("different owners")
def test_anchors_that_cannot_judge_are_replaced_by_the_built_in_ones() -> None:
    watch = watch_for(Settings(anchors=("https://a.example",), country="ID"))
    assert watch.anchors == DEFAULT_ANCHORS
    assert watch.country == "ID"


def test_while_it_rests_nothing_works_and_nothing_is_forgotten(scene: Scene, qtbot: QtBot) -> None:
    scene.supervisor.begin(Settings())
    scene.supervisor.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert scene.supervisor.rest()
    assert scene.engines.closed.acquire(timeout=0), "it ended before the call came back"
    scene.supervisor.post(NetworkChanged(True, False, metered=True, on_battery=False, changed=True))
    scene.set(Settings(proxy="none"))
    assert not scene.submit()
    assert len(scene.engines.opened) == 1
    scene.supervisor.go_on()
    qtbot.waitUntil(lambda: len(scene.told) == 2)
    assert [each.proxy for each in scene.engines.opened] == ["", "none"]
    assert scene.engines.commands[-1] == NetworkChanged(True, False, metered=True, on_battery=False, changed=False)


def test_what_is_handed_over_while_no_engine_is_there_is_kept_by_the_next_one(scene: Scene, qtbot: QtBot) -> None:
    scene.supervisor.begin(Settings())
    assert scene.supervisor.rest()
    scene.supervisor.post(AlertHanded("a1"))
    for _ in range(2):
        scene.supervisor.go_on()
        scene.supervisor.post(CheckNow())
        qtbot.waitUntil(lambda: scene.engines.commands[-1:] == [CheckNow()])
        assert scene.supervisor.rest()
        scene.engines.commands.append(Resume())
    assert scene.engines.commands == [AlertHanded("a1"), CheckNow(), Resume(), CheckNow(), Resume()]


def test_what_it_told_last_is_heard_when_it_rests_already(scene: Scene, qtbot: QtBot) -> None:
    scene.supervisor.begin(Settings())
    scene.supervisor.post(CheckNow())
    assert scene.engines.published.acquire(timeout=5)  # this thread hears nothing meanwhile
    assert scene.supervisor.rest()
    assert scene.told == []
    qtbot.waitUntil(lambda: scene.told == [Notice(NoticeKind.CATALOGUE_BROKEN, "heard")])


def test_one_that_rests_from_the_beginning_begins_when_it_goes_on(scene: Scene, qtbot: QtBot) -> None:
    assert scene.supervisor.rest()
    scene.supervisor.begin(Settings(proxy="none"))
    assert scene.engines.opened == []
    scene.supervisor.go_on()
    scene.supervisor.post(CheckNow())
    qtbot.waitUntil(lambda: bool(scene.told))
    assert [each.proxy for each in scene.engines.opened] == ["none"]


def test_the_users_pause_outlasts_a_rest(scene: Scene, qtbot: QtBot) -> None:
    def commands_after_rest() -> list[Command]:
        before = len(scene.engines.commands)
        scene.supervisor.rest()
        scene.supervisor.go_on()
        scene.supervisor.post(CheckNow())
        qtbot.waitUntil(lambda: CheckNow() in scene.engines.commands[before:])
        return scene.engines.commands[before:]

    scene.supervisor.begin(Settings())
    scene.supervisor.post(Pause(3600.0))
    qtbot.waitUntil(lambda: scene.engines.commands == [Pause(3600.0)])
    scene.clock[0] += 600.0
    assert commands_after_rest() == [Pause(3000.0), CheckNow()]
    scene.clock[0] += 3000.0
    assert commands_after_rest()[-1] == CheckNow()
    assert Pause(0.0) not in scene.engines.commands
    scene.supervisor.post(Pause(None))
    qtbot.waitUntil(lambda: scene.engines.commands[-1] == Pause(None))
    assert commands_after_rest() == [Pause(None), CheckNow()]
    scene.supervisor.post(Resume())
    qtbot.waitUntil(lambda: scene.engines.commands[-1] == Resume())
    assert commands_after_rest() == [CheckNow()]
