"""What a click on the tray icon does, and when an outage counts as seen: with real windows."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.app.tray_use import JUST_NOW_S
from notifier.config.model import Settings, WatchedService
from notifier.ui.history.window import HistoryWindow
from tests.app.scene import ANCHORS, Scene
from tests.ui.samples import NAMES, snapshot, status

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "No such signal QPlatformNativeInterface")


@pytest.fixture
def scene(qapp: QApplication, tmp_path: Path) -> Iterator[Scene]:
    watched = (WatchedService("test-stage"),)
    made = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none", first_run_done=True, watched=watched))
    yield made
    assert made.program.close()


def click_until(scene: Scene, qtbot: QtBot, shown: bool) -> None:
    scene.tray.clicked.emit()
    qtbot.waitUntil(lambda: scene.program.windows.shows_history(in_front=shown) is shown)


def test_a_click_shows_the_window_and_another_one_hides_it(scene: Scene, qtbot: QtBot) -> None:
    click_until(scene, qtbot, shown=True)
    click_until(scene, qtbot, shown=False)
    assert scene.window(HistoryWindow) is None
    click_until(scene, qtbot, shown=True)


def test_a_window_behind_another_one_comes_to_the_front(scene: Scene, qtbot: QtBot) -> None:
    time_s = [100.0]
    scene.program.tray_use.clock_s = lambda: time_s[0]
    click_until(scene, qtbot, shown=True)
    scene.program.windows.show_settings()
    qtbot.waitUntil(lambda: not scene.program.windows.shows_history(in_front=True))
    time_s[0] += JUST_NOW_S
    click_until(scene, qtbot, shown=True)


def test_a_panel_that_takes_the_focus_with_the_click_hides_it_all_the_same(scene: Scene, qtbot: QtBot) -> None:
    click_until(scene, qtbot, shown=True)
    scene.program.windows.show_settings()  # in the panel's place
    qtbot.waitUntil(lambda: not scene.program.windows.shows_history(in_front=True))
    click_until(scene, qtbot, shown=False)
    assert scene.window(HistoryWindow) is None


def test_whoever_looks_at_the_window_has_seen_the_outage(scene: Scene, qtbot: QtBot) -> None:
    scene.program.supervisor.close()  # from here on the snapshots are told here
    scene.view.show(snapshot())
    assert scene.tray.marks_unseen()
    click_until(scene, qtbot, shown=True)
    qtbot.waitUntil(lambda: not scene.tray.marks_unseen())
    scene.view.show(snapshot(status("gopay")))
    scene.view.show(snapshot())
    assert not scene.tray.marks_unseen(), "it began before the user's eyes"
    click_until(scene, qtbot, shown=False)
    scene.view.show(snapshot(*map(status, NAMES)))
    scene.view.show(snapshot())
    assert scene.tray.marks_unseen()


def test_the_quiet_icon_is_a_setting_that_holds_at_once(scene: Scene) -> None:
    scene.program.supervisor.close()
    now = scene.view.now()
    scene.view.show(snapshot(*(msgspec.structs.replace(status(each), checked=now) for each in NAMES)))
    before = scene.tray.icon.cacheKey()
    scene.program.settings.change(quiet_icon=True)
    assert scene.tray.icon.isMask()
    scene.program.settings.change(quiet_icon=False)
    assert scene.tray.icon.cacheKey() == before
