"""The program as a whole in this process, for tests."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.app.program import Program
from notifier.config import file
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.desktop.notify import Notification
from notifier.desktop.single_instance import Request
from notifier.ui.tray import Tray

ANCHORS = ("http://localhost:9/", "127.1.0.1:9", "127.2.0.1:9")
SERVICE = """format = 1
id = "test-stage"
name = "Test Stage"
owner = "The test"
category = "social"

[[component]]
id = "web"
target = [{ kind = "http", url = "http://127.9.0.1:9/" }]
"""


class Scene:
    """Real engine, real history, real windows, in folders of their own; a loopback world without answers."""

    def __init__(
        self, application: QApplication, folder: Path, settings: Settings, practice: Request | None = None
    ) -> None:
        self.paths = Paths(folder / "config", folder / "data")
        (self.paths.own_services / "test-stage.toml").write_text(SERVICE)
        file.save(self.paths.settings_file, settings)
        self.application = application
        loaded = file.load(self.paths.settings_file)
        self.program = Program(application, self.paths, loaded, practice=practice, has_host=_yes)
        self.shown: list[Notification] = []
        self.program.start()

    def up(self, qtbot: QtBot) -> None:
        """Wait until the engine works; from then on what would be shown is kept."""
        qtbot.waitUntil(lambda: self.program._shown.snapshot is not None, timeout=20_000)
        assert self.program._around is not None
        self.program._around.notifier._fallback = self._show
        self.program._around.notifier._submit = None

    @property
    def tray(self) -> Tray:
        made = self.program._placing.tray
        assert made is not None
        return made

    def _show(self, notification: Notification) -> bool:
        self.shown.append(notification)
        return True

    def window(self, kind: type) -> object:
        found = [each for each in self.application.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
        return found[0] if found else None


def _yes() -> bool:
    return True
