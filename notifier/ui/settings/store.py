"""The settings as they stand: changed by the user here, or in the file by hand or by the command line meanwhile.

Saved at once and atomically; what cannot be saved holds until the program ends, and is reported. What the settings mean
is not known here.
"""

from pathlib import Path
from typing import Any, Final

import msgspec
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from notifier.config import file
from notifier.config.file import Loaded
from notifier.config.model import WatchedService
from notifier.core.failure import UserError

CALM_MS: Final = 150
"""Programs write a file in several steps."""


class SettingsStore(QObject):
    """Keeps the settings.

    Signals: `changed` with the settings before and now; `reloaded` when they came from the file;
    `own_services_changed` when their folder was touched; `problem` with a `UserError`.
    """

    changed = Signal(object, object)
    reloaded = Signal()
    own_services_changed = Signal()
    problem = Signal(object)

    def __init__(self, path: Path, loaded: Loaded, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = loaded.settings
        self._path = path
        self._known_problem = loaded.problem
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_touched)
        self._watcher.fileChanged.connect(self._on_touched)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self.read)

    def begin(self, own_services: Path) -> None:
        """Tell what was wrong at the start, and watch the file and the folder from now on."""
        if self._known_problem is not None:
            self.problem.emit(self._known_problem)
        self._watcher.addPaths([str(self._path.parent), str(own_services)])
        self._follow_file()

    def change(self, **values: Any) -> None:
        """Hold these values of settings from now on, and save them."""
        before, self.settings = self.settings, msgspec.structs.replace(self.settings, **values)
        if self.settings == before:
            return
        self.changed.emit(before, self.settings)
        try:
            file.save(self._path, self.settings)
        except UserError as error:
            self.problem.emit(error)

    def watched(self, service: str) -> WatchedService | None:
        """Give what is set for a service; None where it is not watched."""
        return next((each for each in self.settings.watched if each.id == service), None)

    def watch(self, service: str, *, on: bool) -> None:
        """Watch a service or no longer."""
        others = tuple(each for each in self.settings.watched if each.id != service)
        if on and self.watched(service) is None:
            self.change(watched=(*others, WatchedService(service)))
        elif not on:
            self.change(watched=others)

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
