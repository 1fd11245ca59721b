"""An engine with a history on disk that is killed at any point, and started again with what the disk had by then.

A process that is killed leaves the files as they are: so at each point the history's files are copied as they are, in
the middle of a transaction, too. Such an image is taken up by another engine, which plays on. The notification server
is part of the world: what it was asked to show stays shown.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from heapq import heappop, heappush
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec

from notifier.core.commands import AlertHanded
from notifier.core.events import AlertDue, Event, Notice
from notifier.core.model import Alert, Reading, Service
from notifier.core.ports import Batch, Read, Restored
from notifier.core.watch import Watch
from notifier.engine.engine import Engine
from notifier.store.writer import HistoryWriter
from tests.core.making import T, anchored
from tests.engine.playing import Answer, good

APART_S = 30.0
"""Where a point changes nothing but readings, so many virtual seconds lie between two images."""


class Image(msgspec.Struct, frozen=True):
    """What a kill leaves: the files, the time, and what the notification server was asked to show before."""

    point: str
    at: float
    files: dict[str, bytes]
    shown: tuple[Alert, ...]
    marked: frozenset[str]


class Story(msgspec.Struct, frozen=True):
    """What happens in the world, and how long it is watched."""

    services: tuple[Service, ...]
    answer: Callable[[], Answer]
    until: float
    watch: Watch = anchored()
    begins: float = 300.0
    """Nothing is worth an image before."""


class Desk:
    """The notification server: what it was asked to show, and which of it was marked as handed."""

    def __init__(self, shown: Sequence[Alert] = ()) -> None:
        self.shown = list(shown)
        self.marked: set[str] = set()


class Run:
    """One run of the program over a history. `point` is called wherever it could be killed."""

    def __init__(self, path: Path, story: Story, answer: Answer, desk: Desk, begin: float) -> None:
        self.point: Callable[[str, bool], None] = _nowhere
        self.now = begin
        self.desk = desk
        self._answer = answer
        self._due: list[Alert] = []
        self._arrivals: list[tuple[float, int, Read, Reading]] = []
        self.writer = HistoryWriter.open(path, _complain, self._wall)
        self._engine = Engine(story.services, story.watch, self, random.Random(1), self._publish)
        self._engine.start(T + begin)

    def _wall(self) -> datetime:
        return datetime.fromtimestamp(T + self.now, UTC)

    # the journal

    def commit(self, batch: Batch) -> None:
        is_change = msgspec.structs.replace(batch, readings=(), trust=()) != Batch()
        self.point("before a commit", is_change)
        self.writer.commit(batch)
        self.point("after a commit", is_change)

    def restore(self, now: datetime) -> Restored:
        return self.writer.restore(now)

    # the world

    def _publish(self, event: Event) -> None:
        self.point(f"before {type(event).__name__}", isinstance(event, AlertDue))
        if isinstance(event, AlertDue):
            self._due.append(event.alert)

    def _hand_over(self) -> None:
        """Do what the dispatcher does: call the server, then tell the engine."""
        for alert in self._due:
            self.point("before the server is called", True)
            self.desk.shown.append(alert)
            self.point("after the server was called", True)
            self._engine.handle(AlertHanded(alert.id), T + self.now)
            self.desk.marked.add(alert.id)
            self.point("after the mark", True)
        self._due.clear()

    def play(self, until: float) -> "Run":
        while True:
            due = self._engine.next_due() - T
            at = min(due, self._arrivals[0][0] if self._arrivals else due)
            if at > until:
                return self
            self.now = max(self.now, at)
            if self._arrivals and self._arrivals[0][0] <= self.now:
                _, _, read, told = heappop(self._arrivals)
                self._engine.finish(read, told, T + self.now)
            else:
                for read in self._engine.due(T + self.now):
                    told = self._answer(read, self.now) or good(read, self.now)
                    heappush(self._arrivals, (self.now + 0.1, read.id, read, told))
            self._hand_over()


def _nowhere(_point: str, _is_change: bool) -> None:
    """Live on."""


def _complain(notice: Notice) -> None:
    raise AssertionError(notice)


def images_of(story: Story, folder: Path) -> tuple[list[Alert], list[Image]]:
    """Play the story once; what was shown in the end, and what a kill at each of its points would have left."""
    folder.mkdir()
    path = folder / "history.db"
    images: list[Image] = []
    seen: set[tuple[int, int]] = set()
    is_change = False
    run: Run | None = None

    def at_statement(sql: str) -> None:
        if run is not None:
            run.point(sql, is_change)

    with statements(at_statement):
        run = Run(path, story, story.answer(), Desk(), 0.0)
        run.play(story.begins)

        def take(point: str, changes: bool) -> None:
            nonlocal is_change
            is_change = changes
            files = {each.name: each.read_bytes() for each in folder.iterdir() if not each.name.endswith("-shm")}
            key = (hash(tuple(sorted(files.items()))), len(run.desk.shown))
            if key not in seen and (changes or not images or run.now >= images[-1].at + APART_S):
                seen.add(key)
                images.append(Image(point, run.now, files, tuple(run.desk.shown), frozenset(run.desk.marked)))

        run.point = take
        run.play(story.until)
        run.point = _nowhere
        run.writer.close()
    return run.desk.shown, images


def played_on(story: Story, image: Image, folder: Path, pause: float = 5.0) -> tuple[list[Alert], Path]:
    """Start again with what the kill left, and play to the end; what the server was asked to show in all."""
    folder.mkdir()
    for name, content in image.files.items():
        (folder / name).write_bytes(content)
    path = folder / "history.db"
    run = Run(path, story, story.answer(), Desk(image.shown), image.at + pause)
    run.play(max(story.until, image.at + pause + 1500.0))
    run.writer.close()
    return run.desk.shown, path


@contextmanager
def statements(point: Callable[[str], None]) -> Iterator[None]:
    """Call `point` before each statement that any connection to a database executes."""

    class Watched(sqlite3.Connection):
        def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
            if not sql.lstrip().startswith(("SELECT", "PRAGMA")):
                point(sql)
            return super().execute(sql, parameters)

    connect = sqlite3.connect

    def connected(*args: Any, **more: Any) -> sqlite3.Connection:
        return connect(*args, factory=Watched, **more)

    with patch("sqlite3.connect", connected):
        yield
