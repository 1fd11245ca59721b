import asyncio
import gc
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from notifier.bridge.worker import OpenRunner, Publish, Worker
from notifier.core.commands import CheckNow, Command, Pause, Resume
from notifier.core.events import EngineFailed, Event, LineChanged, Notice, NoticeKind
from notifier.core.model import LineState, LineStatus
from tests.waiting import until

WHEN = datetime(2026, 1, 1, tzinfo=UTC)


class Echo:
    """A runner that publishes, and remembers where it ran."""

    def __init__(self, publish: Publish) -> None:
        self.publish = publish
        self.stopped = asyncio.Event()
        self.commands: list[Command] = []

    async def run(self) -> None:
        await self.stopped.wait()

    def post(self, command: Command) -> None:
        self.commands.append(command)
        self.publish(Notice(NoticeKind.CATALOGUE_BROKEN, repr(command)))

    def stop(self) -> None:
        self.stopped.set()


class Flood(Echo):
    """A runner that publishes very much."""

    async def run(self) -> None:
        for number in range(100_000):
            line = LineStatus(LineState.ONLINE if number % 2 else LineState.OFFLINE, answering=number)
            self.publish(LineChanged(line))


class Listener(QObject):
    """Receives in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.threads: set[QThread] = set()

    @Slot(object)
    def hear(self, event: Event) -> None:
        self.events.append(event)
        self.threads.add(QThread.currentThread())


class Opened:
    """Opens runners, and remembers them."""

    def __init__(self, kind: Callable[[Publish], Echo] = Echo) -> None:
        self.kind = kind
        self.runners: list[Echo] = []
        self.closed_in: list[str] = []

    @asynccontextmanager
    async def __call__(self, publish: Publish) -> AsyncIterator[Echo]:
        self.runners.append(self.kind(publish))
        try:
            yield self.runners[-1]
        finally:
            self.closed_in.append(threading.current_thread().name)


def started(opened: OpenRunner) -> tuple[Worker, Listener]:
    worker, listener = Worker(opened), Listener()
    worker.published.connect(listener.hear)
    worker.start()
    return worker, listener


def test_events_arrive_in_the_gui_thread_and_commands_in_the_other(qtbot: QtBot) -> None:
    opened = Opened()
    worker, listener = started(opened)
    with qtbot.waitSignal(worker.published):
        worker.post(CheckNow("whatsapp"))
    assert worker.stop()
    assert opened.runners[0].commands == [CheckNow("whatsapp")]
    assert listener.threads == {QCoreApplication.instance().thread()}  # type: ignore[union-attr]
    assert opened.closed_in == ["engine"], "opened and closed in the thread that uses it"


def test_commands_before_the_start_wait_and_keep_their_order(qtbot: QtBot) -> None:
    opened = Opened()
    worker = Worker(opened)
    listener = Listener()
    worker.published.connect(listener.hear)
    commands: list[Command] = [CheckNow("a"), Pause(60), Resume()]
    for command in commands:
        worker.post(command)
    worker.start()
    qtbot.waitUntil(lambda: len(listener.events) == 3)
    assert opened.runners[0].commands == commands
    assert worker.stop()
    worker.post(Resume())  # void, and no error


def test_stopped_before_started_it_never_opens(qtbot: QtBot) -> None:
    opened = Opened()
    worker = Worker(opened)
    assert worker.stop()
    worker.start()
    assert worker.wait(3000)
    assert opened.runners == []


def test_stopped_while_opening_it_closes(qtbot: QtBot) -> None:
    opening, closed = threading.Event(), threading.Event()

    @asynccontextmanager
    async def slow(publish: Publish) -> AsyncIterator[Echo]:
        try:
            opening.set()
            await asyncio.Event().wait()
            yield Echo(publish)
        finally:
            closed.set()

    worker, listener = started(slow)
    assert opening.wait(3)
    assert worker.stop()
    assert closed.is_set()
    assert listener.events == [], "a stop is no failure"


@pytest.mark.expects_log("the engine failed")
@pytest.mark.parametrize("where", ["open", "run"])
def test_an_exception_becomes_an_event(qtbot: QtBot, where: str) -> None:
    class Broken(Echo):
        def __init__(self, publish: Publish) -> None:
            super().__init__(publish)
            if where == "open":
                raise ValueError("no")

        async def run(self) -> None:
            raise ValueError("no")

    worker, listener = started(Opened(Broken))
    qtbot.waitUntil(lambda: bool(listener.events))
    assert listener.events == [EngineFailed("ValueError: no")]
    assert worker.wait(3000)
    assert not worker.submit(lambda: asyncio.sleep(0))
    assert worker.stop()


@pytest.mark.expects_log("did not end within")
def test_a_thread_that_hangs_is_logged_with_its_stacks(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    hang, hanging = threading.Event(), threading.Event()

    class Stubborn(Echo):
        async def run(self) -> None:
            hanging.set()
            hang.wait()

    worker, _ = started(Opened(Stubborn))
    assert hanging.wait(3)
    assert not worker.stop(patience_s=0.05)
    assert "hang.wait()" in caplog.text
    hang.set()
    assert worker.wait(3000)


def test_submitted_work_runs_in_the_loop_and_is_cancelled_at_the_end(qtbot: QtBot) -> None:
    ran, ended = list[str](), threading.Event()
    began = threading.Event()

    async def work() -> None:
        ran.append(threading.current_thread().name)
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    worker, _ = started(Opened())
    assert worker.submit(work)
    assert began.wait(3)
    assert worker.stop()
    assert ended.is_set()
    assert ran == ["engine"]


@pytest.mark.expects_log("work in the engine's loop failed")
def test_submitted_work_that_fails_is_logged_and_stops_nobody(qtbot: QtBot) -> None:
    async def work() -> None:
        raise ValueError("no")

    worker, listener = started(Opened())
    worker.submit(work)
    worker.post(Resume())
    qtbot.waitUntil(lambda: bool(listener.events))
    assert worker.isRunning()
    assert worker.stop()


def test_a_hundred_thousand_events_cross_in_order(qtbot: QtBot) -> None:
    worker, listener = started(Opened(Flood))
    qtbot.waitUntil(lambda: len(listener.events) == 100_000, timeout=60_000)
    assert [event.line.answering for event in listener.events if isinstance(event, LineChanged)] == list(range(100_000))
    assert worker.stop()


def test_fifty_starts_and_stops_leave_nothing_behind(qtbot: QtBot) -> None:
    def once() -> None:
        opened = Opened()
        worker, listener = started(opened)
        with qtbot.waitSignal(worker.published):
            worker.post(Resume())
        assert worker.stop()
        assert opened.closed_in == ["engine"]
        worker.deleteLater()
        listener.deleteLater()
        QCoreApplication.sendPostedEvents(None, 52)  # DeferredDelete

    for _ in range(5):
        once()
    gc.collect()
    threads, memory, handles = running_threads(), rss_kb(), open_files()
    for _ in range(50):
        once()
    gc.collect()
    until(lambda: running_threads() <= threads, 10, "the last thread's end: Qt tells of it a moment before")
    assert open_files() <= handles
    assert rss_kb() - memory < 3_000


def running_threads() -> int:
    """The system's count: Python's own keeps threads of Qt that have ended, until their number is used again."""
    return len(list(Path("/proc/self/task").iterdir()))


def rss_kb() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    raise AssertionError("no VmRSS")


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
