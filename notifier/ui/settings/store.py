"""The settings as they stand: changed by the user here, or in the file by hand or by the command line meanwhile.

Saved at once and atomically; what cannot be saved holds until the program ends, and is reported. The last changes can
be taken back one by one, until the file is changed by somebody else. What the settings mean is not known here.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from notifier.config import file
from notifier.config.file import Loaded
from notifier.config.keys import FIELDS
from notifier.config.model import Settings, WatchedService
from notifier.core.failure import UserError

CALM_MS: Final = 150
"""Programs write a file in several steps."""


STEPS_MOST: Final = 50


class Deed(msgspec.Struct, frozen=True):
    """Something that is done beside the settings, how it is taken back, and what it is called. Both raise UserError."""

    do: Callable[[], None]
    take_back: Callable[[], None]
    words: str = ""


class Step(msgspec.Struct, frozen=True):
    """One change of the user's."""

    before: Settings
    after: Settings
    deed: Deed | None = None


class SettingsStore(QObject):
    """Keeps the settings.

    Signals: `changed` with the settings before and now; `reloaded` when they came from the file, or from a step back;
    `stepped` when another step can be taken back; `own_services_changed` when their folder was touched; `problem` with
    a `UserError`.
    """

    changed = Signal(object, object)
    reloaded = Signal()
    stepped = Signal()
    own_services_changed = Signal()
    problem = Signal(object)

    def __init__(self, path: Path, loaded: Loaded, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = loaded.settings
        self._path = path
        self._known_problem = loaded.problem
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_touched)
        self._watcher.fileChanged.connect(self._on_touched)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self.read)

    def begin(self, own_services: Path) -> None:
        """Tell what was wrong at the start, and watch the file and the folder from now on."""
        self.forget_steps()
        if self._known_problem is not None:
            self.problem.emit(self._known_problem)
        self._watcher.addPaths([str(self._path.parent), str(own_services)])
        self._follow_file()

    def change(self, deed: Deed | None = None, **values: Any) -> None:
        """Hold these values of settings from now on, and save them; with a `deed` beside them, which may raise."""
        step = Step(self.settings, msgspec.structs.replace(self.settings, **values), deed)
        if deed is not None:
            deed.do()
        elif step.before == step.after:
            return
        self._done = [*self._done, step][-STEPS_MOST:]
        self._undone.clear()
        self._hold(step.after)
        if deed is not None:  # not by the box that shows it
            self.reloaded.emit()
        self.stepped.emit()

    @property
    def last_step(self) -> Step | None:
        """What would be taken back next."""
        return self._done[-1] if self._done else None

    @property
    def next_step(self) -> Step | None:
        """What was taken back last, and can be done again."""
        return self._undone[-1] if self._undone else None

    @Slot()
    def undo(self) -> None:
        """Take the last change back. Raises UserError where what was done beside it cannot be taken back."""
        if self._done:
            step = self._done[-1]
            if step.deed is not None:
                step.deed.take_back()
            self._undone.append(self._done.pop())
            self._go(step.after, step.before)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last. Raises UserError as `undo`."""
        if self._undone:
            step = self._undone[-1]
            if step.deed is not None:
                step.deed.do()
            self._done.append(self._undone.pop())
            self._go(step.before, step.after)

    def _go(self, here: Settings, there: Settings) -> None:
        """Change what is different between the two, and nothing else."""
        different = [key for key in FIELDS if getattr(here, key) != getattr(there, key)]
        self._hold(msgspec.structs.replace(self.settings, **{key: getattr(there, key) for key in different}))
        self.reloaded.emit()
        self.stepped.emit()

    def _hold(self, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        if before == settings:
            return
        self.changed.emit(before, settings)
        try:
            file.save(self._path, settings)
        except UserError as error:
            self.problem.emit(error)

    def forget_steps(self) -> None:
        """Let nothing of before be taken back."""
        self._done.clear()
        self._undone.clear()
        self.stepped.emit()

    def watched(self, service: str) -> WatchedService | None:
        """Give what is set for a service; None where it is not watched."""
        return next((each for each in self.settings.watched if each.id == service), None)

    def watch(self, service: str, *, on: bool, deed: Deed | None = None) -> None:
        """Watch a service or no longer; with a `deed` beside it, which may raise."""
        others = tuple(each for each in self.settings.watched if each.id != service)
        if on and self.watched(service) is None:
            self.change(deed, watched=(*others, WatchedService(service)))
        elif not on:
            self.change(deed, watched=others)

    def change_service(self, service: str, **values: Any) -> None:
        """Change some of what is set for a watched service."""
        watched = self.settings.watched
        replaced = (msgspec.structs.replace(each, **values) if each.id == service else each for each in watched)
        self.change(watched=tuple(replaced))

    @Slot()
    def read(self) -> None:
        """Take over what the file says; one that cannot be read changes nothing, and is reported once."""
        self._follow_file()
        loaded = file.load(self._path)
        if loaded.problem is not None:
            # somebody is writing it perhaps: what is held is better than half a file
            if str(loaded.problem) != str(self._known_problem):
                self.problem.emit(loaded.problem)
            self._known_problem = loaded.problem
            return
        self._known_problem = None
        if loaded.settings != self.settings and self._path.exists():
            self.forget_steps()
            before, self.settings = self.settings, loaded.settings
            self.changed.emit(before, self.settings)
            self.reloaded.emit()

    @Slot(str)
    def _on_touched(self, touched: str) -> None:
        if Path(touched) not in (self._path, self._path.parent):
            self.own_services_changed.emit()
        self._calm.start()

    def _follow_file(self) -> None:
        """A file edited in place does not touch its folder, and one that was replaced is not followed any more."""
        if self._watcher.directories() and not self._watcher.files() and self._path.exists():
            self._watcher.addPath(str(self._path))
