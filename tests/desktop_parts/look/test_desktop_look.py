"""How the desktop looks, asked of a real process; here one without a screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier.desktop.look import asking
from notifier.desktop.look.asking import Asking
from notifier.desktop.look.desktop_look import DesktopLook, Look

NOBODY = 3_600_000


@pytest.fixture
def desktop(qapp: QApplication) -> Iterator[DesktopLook]:
    made = DesktopLook(NOBODY)
    yield made
    made.close()


def test_it_is_known_when_a_window_is_wanted(desktop: DesktopLook, qapp: QApplication) -> None:
    desktop.begin("offscreen")
    desktop.wait()
    look, font = desktop.look, QFont()
    assert look is not None
    assert font.fromString(look.fonts[""])
    assert font.family() == qapp.font().family()
    assert look.palettes["auto"][""]
    assert look.double_click_ms == qapp.doubleClickInterval()


def test_nothing_is_asked_before_it_has_begun(desktop: DesktopLook) -> None:
    desktop.wait()
    assert desktop.look is None


def test_it_is_asked_by_itself_and_told_when_it_changes(qapp: QApplication, qtbot: QtBot) -> None:
    desktop = DesktopLook(0)
    with qtbot.waitSignal(desktop.changed):
        desktop.begin("offscreen")
    known = desktop.look
    assert known is not None
    desktop.look = Look()
    with qtbot.waitSignal(desktop.changed):
        desktop._on_settings()
    assert desktop.look == known
    desktop.close()


@pytest.mark.parametrize("name", ["sys.executable", "notifier.desktop.look.asking.ANSWERING"])
def test_what_cannot_be_asked_changes_nothing(desktop: DesktopLook, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(name, "/nowhere")
    desktop.begin("offscreen")
    desktop.wait()
    assert desktop.look is None


def test_nonsense_changes_nothing(desktop: DesktopLook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "answering.py"
    script.write_text("print('{\"fonts\": 3}')")
    monkeypatch.setattr(asking, "ANSWERING", script)
    desktop.begin("offscreen")
    desktop.wait()
    assert desktop.look is None


def test_who_asks_no_more_is_not_answered(qapp: QApplication, qtbot: QtBot) -> None:
    asked, told = Asking(), list[object]()
    asked.answered.connect(told.append)
    asked.ask("look")
    asked.close()
    assert asked._process.state() is asked._process.ProcessState.NotRunning
    assert told == []
