"""A practice outage in place of the real watching: its engine, its thread, and a history of its own that is deleted.

The real engine rests meanwhile and goes on afterwards; it then finds out itself what happened. So its history is not
touched, no notification comes from two worlds at once, and nothing is checked twice. What a practice looks like is the
affair of the windows and the tray.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from notifier.app.watching import Watching, Work, stopped
from notifier.bridge.worker import OpenRunner, Publish, Runner, Worker
from notifier.config.paths import resources
from notifier.core.commands import Command
from notifier.core.events import EngineFailed, Event
from notifier.core.model import Service

if TYPE_CHECKING:
    from notifier.simulation.scenario import Scenario


def opened(scenario: "Scenario", speed: float, history: Path) -> OpenRunner:
    """Make what opens the practice inside its thread, and closes everything there."""

    @asynccontextmanager
    async def open_runner(publish: Publish) -> AsyncIterator[Runner]:
        from notifier.simulation.practice import PracticeRunner
        from notifier.store.writer import HistoryWriter

        with HistoryWriter.open(history, publish) as journal:
            yield PracticeRunner(scenario, journal, publish, speed=speed)

    return open_runner


class Practising(QObject):
    """Plays one practice outage at a time.

    Signals: `told` carries every event of the practice; `began` and `ended` stand around them; `renewed` when another
    thread works from now on; `failed` with what went wrong, before it ended by a fault of ours.
    """

    told = Signal(object)
    began = Signal()
    renewed = Signal()
    ended = Signal()
    failed = Signal(str)

    def __init__(
        self, watching: Watching, service_of: Callable[[str], Service | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._watching = watching
        self._service_of = service_of
        self._services: dict[str, Service] = {}
        self._worker: Worker | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self.speed = 1.0
        self.alone = False
        """The program was started for a practice alone: nothing real is watched afterwards."""

    @property
    def goes_on(self) -> bool:
        """Whether a practice is being played."""
        return self._worker is not None

    @property
    def history_file(self) -> Path:
        """The history of the practice that goes on."""
        assert self._folder is not None  # noqa: S101 - there while a practice goes on
        return Path(self._folder.name) / "history.db"

    def service(self, service: str) -> Service | None:
        """Find a service: of the practice first, for a scenario may bring its own."""
        return self._services.get(service) or self._service_of(service)

    def begin(self, name: str, speed: float) -> None:
        """Play a scenario (a shipped one's name or a file; empty: the usual one). Raises UserError."""
        from notifier.simulation.practice import DEFAULT_SCENARIO, find_scenario

        scenario = find_scenario(name or DEFAULT_SCENARIO, resources() / "scenarios", self._service_of)
        before = self._folder
        if self.goes_on:
            self._stop()
        else:
            self._watching.rest()
        self.speed = speed
        self._services = {each.id: each for each in scenario.services}
        self._folder = TemporaryDirectory(prefix="outage-notifier-practice-", ignore_cleanup_errors=True)
        self._worker = Worker(opened(scenario, speed, self.history_file), self)
        self._worker.published.connect(self._hear)
        self._worker.finished.connect(self._on_finished)
        self._worker.start()
        self.renewed.emit()
        self.began.emit()
        _delete(before)

    def post(self, command: Command) -> None:
        """Hand the practice a command."""
        if self._worker is not None:
            self._worker.post(command)

    def submit(self, work: Work) -> bool:
        """Run a coroutine in the loop of the practice; False where there is none."""
        return self._worker is not None and self._worker.submit(work)

    @Slot()
    def end(self) -> None:
        """Go back to the real world."""
        if self._worker is None:
            return
        self._stop()
        if not self.alone:
            self._watching.go_on()
        self.ended.emit()
        _delete(self._folder)  # nobody reads in it any more
        self._folder = None

    def close(self) -> bool:
        """End it for good, for the program ends; False when its thread hangs."""
        has_ended = self._stop()
        _delete(self._folder)
        return has_ended

    def _stop(self) -> bool:
        worker, self._worker = self._worker, None
        self._services = {}
        return worker is None or stopped(worker)

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if self._worker is None or self.sender() is not self._worker:
            return  # it was on its way when the practice ended
        if isinstance(event, EngineFailed):
            self.failed.emit(event.text)
            self.end()
        else:
            self.told.emit(event)

    @Slot()
    def _on_finished(self) -> None:
        if self.sender() is self._worker:
            self.end()


def _delete(folder: TemporaryDirectory[str] | None) -> None:
    if folder is not None:
        folder.cleanup()
