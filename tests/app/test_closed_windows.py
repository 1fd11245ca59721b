"""What was closed costs nothing at rest, and comes back when it is wanted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.config.model import Settings, WatchedService
from notifier.ui import marks
from notifier.ui.history.window import HistoryWindow
from notifier.ui.settings.dialog import SettingsDialog
from tests.app.scene import ANCHORS, Scene

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def scene(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    monkeypatch.setattr("notifier.app.closed_windows.KEPT_MS", 1)
    watched = (WatchedService("test-stage"),)
    made = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none", first_run_done=True, watched=watched))
    yield made
    assert made.program.close()


def history(qtbot: QtBot) -> HistoryWindow:
    def shown() -> list[HistoryWindow]:
        return [each for each in QApplication.topLevelWidgets() if isinstance(each, HistoryWindow) and each.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def test_a_closed_history_is_let_go_and_another_one_comes(scene: Scene, qtbot: QtBot) -> None:
    scene.program.windows.show_history()
    first = history(qtbot)
    first.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(first))
    scene.program.windows.show_history()
    assert history(qtbot) is not first


def test_what_windows_alone_needed_is_forgotten_with_the_last_of_them(
    scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifier.app.closed_windows.DELETED_MS", 0)
    given = list[bool]()
    monkeypatch.setattr("notifier.app.closed_windows.give_back", lambda: given.append(True))
    windows, catalogue = scene.program.windows, scene.program.catalogue
    windows.show_history()
    windows.show_settings()
    qtbot.waitUntil(lambda: catalogue._shipped.keys() > {"whatsapp", "telegram"} or bool(catalogue._searchable))
    marks.mark_icon("whatsapp", "WhatsApp")
    settings = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, SettingsDialog) and each.isVisible()
    )
    settings.close()
    qtbot.waitUntil(lambda: bool(given))
    assert marks._icon.cache_info().currsize, "the history is open still"
    given.clear()
    history(qtbot).close()
    qtbot.waitUntil(lambda: bool(given))
    assert marks._icon.cache_info().currsize == marks._known.cache_info().currsize == 0
    assert not catalogue._searchable
    assert not catalogue._shipped
    service = catalogue.get("whatsapp")
    assert service is not None
    assert service.name == "WhatsApp", "read again"


def test_one_that_is_open_again_by_then_stays(scene: Scene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = list[bool]()
    monkeypatch.setattr("notifier.app.closed_windows.DELETED_MS", 0)
    monkeypatch.setattr("notifier.app.closed_windows.give_back", lambda: looked.append(True))
    scene.program.windows.show_history()
    first = history(qtbot)
    first.hide()
    scene.program.windows.show_history()
    qtbot.waitUntil(lambda: bool(looked))
    assert history(qtbot) is first
