"""A setting's way, as CONTRIBUTING tells it, followed by a real change: dialog, store, supervisor, thread, engine."""

import re
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from PySide6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.core.commands import ReplacePlan
from notifier.ui.settings.dialog import SettingsDialog
from tests.app.scene import ANCHORS, PATIENCE_MS, Scene

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "notifier"
Hop = tuple[str, str]


def hops() -> list[Hop]:
    """Read the list in CONTRIBUTING."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    section = text.split("## A setting's way\n")[1].split("\n## ")[0]
    return re.findall(r"^\d+\. `([\w/]+\.py)` `(?:\w+\.)?(\w+)`", section, re.MULTILINE)


def hop_of(frame: FrameType) -> Hop | None:
    path = Path(frame.f_code.co_filename)
    return (path.relative_to(PACKAGE).as_posix(), frame.f_code.co_name) if path.is_relative_to(PACKAGE) else None


class Follower:
    """Notes each hop of the list as it is called, in whichever thread, and the file that called it."""

    def __init__(self, wanted: list[Hop]) -> None:
        self.wanted = wanted
        self.passed: list[Hop] = []
        self.callers: set[str] = set()
        self.plans: list[ReplacePlan] = []
        self._lock = threading.Lock()

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        hop = hop_of(frame) if event == "call" else None
        if hop is None or hop not in self.wanted:
            return
        with self._lock:
            self.passed.append(hop)
            caller = frame.f_back
            while caller is not None and hop_of(caller) is None:
                caller = caller.f_back
            if caller is not None and (of := hop_of(caller)) is not None:
                self.callers.add(of[0])
            command = frame.f_locals.get("command")
            if hop == self.wanted[-1] and isinstance(command, ReplacePlan):
                self.plans.append(command)


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
    follower = Follower(hops())
    began = threading.Event()

    async def follow() -> None:
        sys.setprofile(follower)
        began.set()

    assert scene.submit(follow)
    assert began.wait(10)
    sys.setprofile(follower)
    box.setValue(15)
    sys.setprofile(None)
    qtbot.waitUntil(lambda: bool(follower.plans), timeout=PATIENCE_MS)
    assert follower.passed == follower.wanted
    assert follower.callers <= {each for each, _ in follower.wanted}, "nobody else stands between two of them"
    assert follower.plans[0].watch.cadence.probe_s == 15
    assert file.load(scene.paths.settings_file).settings.probe_interval_s == 15


def test_it_is_short() -> None:
    way = hops()
    assert 0 < len(way) <= 12
    assert len({each for each, _ in way}) <= 8
