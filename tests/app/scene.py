"""The program as a whole in this process, for tests."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.app.program import Program, Submit
from notifier.app.supervisor import Work
from notifier.app.tray_retry import TrayRetry
from notifier.app.view_state import ViewState
from notifier.app.watching import Watching
from notifier.config import file
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.core.model import Snapshot
from notifier.desktop.notify import Notification, Reply
from notifier.desktop.single_instance import Request
from notifier.ui.tray import Tray
from tests.desktop_parts.desk import Desk
from tests.stage import stage

PATIENCE_MS = 30_000
ANCHORS = ("http://localhost:9/", "127.1.0.1:9", "127.2.0.1:9")


class Scene:
    """Real engine, real history, real windows, in folders of their own; a loopback world without answers."""

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        settings: Settings,
        practice: Request | None = None,
        desk: Desk | None = None,
        *,
        tray: bool = True,
    ) -> None:
        self.paths = Paths(folder / "config", folder / "data")
        (self.paths.own_services / "test-stage.toml").write_text(stage("http://127.9.0.1:9/"))
        file.save(self.paths.settings_file, settings)
        self.application = application
        self.view = ViewState()
        self.trays: list[Tray] = []
        self.retry = TrayRetry(partial(Tray, clock=self.view.now), lambda: tray, retry_ms=1_000 if tray else 10)
        self.retry.when_made(self.trays.append)
        self.retry.begin()
        self.desk = desk or Desk()
        self.loops: list[Submit] = []
        self.watching = Watching(self.paths, file.load(self.paths.settings_file))
        if practice is not None:
            self.watching.supervisor.rest()
        self.watching.begin()
        self.program = Program(self.paths, self.watching, self.view, self.retry, adapters=[self.desk])
        self.finished: list[bool] = []
        self.program.finished.connect(lambda: self.finished.append(True))
        self.watching.supervisor.when_renewed(self.loops.append)
        self.program.begin(practice)

    def up(self, qtbot: QtBot) -> None:
        """Wait until the engine works."""
        qtbot.waitUntil(lambda: self.view.snapshot is not None, timeout=PATIENCE_MS)

    def told(self, qtbot: QtBot, words: str) -> Notification:
        """Wait for a notification with these words in its title."""
        qtbot.waitUntil(lambda: any(words in each.title for each in self.shown), timeout=PATIENCE_MS)
        return next(each for each in self.shown if words in each.title)

    @property
    def shown(self) -> list[Notification]:
        """What the notification server was to show."""
        return self.desk.shown

    @property
    def snapshot(self) -> Snapshot:
        """What is shown."""
        assert self.view.snapshot is not None
        return self.view.snapshot

    @property
    def tray(self) -> Tray:
        (made,) = self.trays
        return made

    def submit(self, work: Work) -> bool:
        """Run a coroutine in the engine's loop."""
        return self.loops[-1](work)

    def press(self, thread: str, button: str = "") -> None:
        """Press a notification."""
        self.program.notifier.replied.emit(Reply(thread, button))

    def window(self, kind: type) -> object:
        found = [each for each in self.application.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]
        return found[0] if found else None
