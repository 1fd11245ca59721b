"""A practice outage beside the real watching: its engine, its thread, and a history of its own that is deleted.

The real engine goes on meanwhile, in its own thread with its own history, and what it finds is told as ever; what is of
the practice is marked. What a practice looks like is not known here: `view_state` and `windows` show it.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from notifier.app.supervisor import stopped
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


class PracticeRun(QObject):
    """One scenario being played, from `start` to `close`.

    Signals: `published` carries every event of it; `over` when it has ended by itself.
    """

    published = Signal(object)
    over = Signal()

    def __init__(self, scenario: "Scenario", speed: float, *, alone: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speed = speed
        self.alone = alone
        """Nothing real waits for its end."""
        self.services = {each.id: each for each in scenario.services}
        self._folder = TemporaryDirectory(prefix="outage-notifier-practice-", ignore_cleanup_errors=True)
        self._closed = False
        # of the same parent, which outlives it: a thread that hangs must not be destroyed
        self.worker = Worker(opened(scenario, speed, self.history_file), parent)
        self.worker.published.connect(self._on_event)
        self.worker.finished.connect(self._on_finished)

    @property
    def history_file(self) -> Path:
        """The history of this practice alone."""
        return Path(self._folder.name) / "history.db"

    def close(self) -> bool:
        """Stop it; nothing of it is heard any more. False when its thread hangs."""
        self._closed = True
        return stopped(self.worker)

    def delete_history(self) -> None:
        """Delete what it wrote; called when nobody reads in it any more."""
        self._folder.cleanup()
        self.deleteLater()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if not self._closed:  # it may have been on its way
            self.published.emit(event)

    @Slot()
    def _on_finished(self) -> None:
        if not self._closed:
            self.over.emit()


class Practice(QObject):
    """Plays one practice outage at a time.

    Signals: `published` carries every event of the practice; `began` with the `PracticeRun`, and `ended`, stand around
    them; `renewed` when its thread is the only one, with what submits coroutines to its loop; `failed` with what
    went wrong, before it ended by a fault of ours.
    """

    published = Signal(object)
    began = Signal(object)
    renewed = Signal(object)
    ended = Signal()
    failed = Signal(str)

    def __init__(self, service_of: Callable[[str], Service | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service_of = service_of
        self._run: PracticeRun | None = None
        self.alone = False
        """The program was started for a practice alone: nothing real is watched."""

    @property
    def goes_on(self) -> bool:
        """Whether a practice is being played."""
        return self._run is not None

    def service(self, service: str) -> Service | None:
        """Find a service: of the practice first, for a scenario may bring its own."""
        own = self._run.services if self._run is not None else {}
        return own.get(service) or self._service_of(service)

    def begin(self, name: str, speed: float) -> None:
        """Play a scenario (a shipped one's name or a file; empty: the usual one). Raises UserError."""
        from notifier.simulation.practice import DEFAULT_SCENARIO, scenario_path
        from notifier.simulation.scenario import load

        scenario = load(scenario_path(name or DEFAULT_SCENARIO, resources() / "scenarios"), self._service_of)
        before = self._run
        if before is not None:
            before.close()
        self._run = run = PracticeRun(scenario, speed, alone=self.alone, parent=self)
        run.published.connect(self._on_event)
        run.over.connect(self.end)
        run.worker.start()
        if self.alone:  # there is no other loop
            self.renewed.emit(run.worker.submit)
        self.began.emit(run)
        if before is not None:
            before.delete_history()

    @Slot(object)
    def post(self, command: Command) -> None:
        """Hand the practice a command."""
        if self._run is not None:
            self._run.worker.post(command)

    @Slot()
    def end(self) -> None:
        """Go back to the real world."""
        run, self._run = self._run, None
        if run is None:
            return
        run.close()
        self.ended.emit()
        run.delete_history()

    def close(self) -> bool:
        """End it for good, for the program ends; False when its thread hangs."""
        run, self._run = self._run, None
        if run is None:
            return True
        has_ended = run.close()
        run.delete_history()
        return has_ended

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, EngineFailed):
            self.failed.emit(event.text)
            self.end()
        else:
            self.published.emit(event)
