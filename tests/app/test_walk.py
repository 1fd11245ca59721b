"""A setting's way, as CONTRIBUTING tells it, followed by a real change: dialog, store, supervisor, thread, engine."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.core.commands import ReplacePlan
from notifier.ui.settings.dialog import SettingsDialog
from tests.app.scene import ANCHORS, PATIENCE_MS, Scene
from tests.walks import Follower, hops

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def scene(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Scene]:
    watched = (WatchedService("test-stage"),)
    made = Scene(qapp, tmp_path, Settings(anchors=ANCHORS, proxy="none", first_run_done=True, watched=watched))
    made.up(qtbot)
    yield made
    sys.setprofile(None)
    assert made.program.close()


def test_a_setting_goes_the_way_that_is_told(scene: Scene, qtbot: QtBot) -> None:
    scene.tray.open_settings.emit()
    dialog = scene.window(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    dialog.show_page("checking")
    (box,) = [each for each in dialog.findChildren(QSpinBox) if each.accessibleName() == "Apps, every"]
    follower = Follower(hops("A setting's way"))
    began = threading.Event()

    async def follow() -> None:
        sys.setprofile(follower)
        began.set()

    assert scene.submit(follow)
    assert began.wait(10)
    sys.setprofile(follower)
    box.setValue(15)
    sys.setprofile(None)
    qtbot.waitUntil(lambda: bool(follower.ends), timeout=PATIENCE_MS)
    follower.check()
    plan = follower.ends[0]["command"]
    assert isinstance(plan, ReplacePlan)
    assert plan.watch.cadence.probe_s == 15
    assert file.load(scene.paths.settings_file).settings.probe_interval_s == 15
