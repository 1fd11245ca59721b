"""The settings as they stand: changed by the user here, or in the file by hand or by the command line meanwhile.

Saved at once and atomically; what cannot be saved holds until the program ends, and is told. What the settings mean is
others' affair.
"""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from notifier.config import file
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.core.failure import UserError

CALM_MS: Final = 150
"""Programs write a file in several steps."""


class Wishes(QObject):
    """Keeps the settings.

    Signals: `changed` with the settings before and now; `own_services_changed` when their folder was touched;
    `problem` with a `UserError`.
    """

    changed = Signal(object, object)
    own_services_changed = Signal()
    problem = Signal(object)

    def __init__(self, path: Path, loaded: Loaded, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = loaded.settings
        self._path = path
        self._known_problem = loaded.problem
        self._watcher: QFileSystemWatcher | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._read)

    def begin(self, own_services: Path) -> None:
        """Tell what was wrong at the start, and watch the file and the folder from now on."""
        if self._known_problem is not None:
            self.problem.emit(self._known_problem)
        self._watcher = QFileSystemWatcher([str(self._path.parent), str(own_services)], self)
        self._watcher.directoryChanged.connect(self._on_touched)
        self._watcher.fileChanged.connect(self._on_touched)
        self._follow_file()

    @Slot(object)
    def change(self, settings: Settings) -> None:
        """Hold these settings from now on, and save them."""
        if settings == self.settings:
            return
        self._hold(settings)
        try:
            file.save(self._path, settings)
        except UserError as error:
            self.problem.emit(error)

    def _hold(self, settings: Settings) -> None:
        before, self.settings = self.settings, settings
        self.changed.emit(before, settings)

    @Slot(str)
    def _on_touched(self, touched: str) -> None:
        if Path(touched) not in (self._path, self._path.parent):
            self.own_services_changed.emit()
        self._calm.start()

    def _follow_file(self) -> None:
        """A file edited in place does not touch its folder, and one that was replaced is not followed any more."""
        if self._watcher is not None and not self._watcher.files() and self._path.exists():
            self._watcher.addPath(str(self._path))

    @Slot()
    def _read(self) -> None:
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
            self._hold(loaded.settings)
