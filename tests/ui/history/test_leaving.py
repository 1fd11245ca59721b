"""Closing the window and quitting: with a tray, and where the window is all that there is of the program."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from notifier.core.commands import Pause, Resume
from notifier.store.reader import HistoryReader
from notifier.ui.history.leaving import LeavingBox
from notifier.ui.history.window import HistoryWindow
from tests.ui import samples
from tests.ui.samples import NOW, snapshot

pytestmark = [
    pytest.mark.usefixtures("english"),
    pytest.mark.qt_log_ignore("This plugin does not support"),  # said by the test platform alone
]
Make = Callable[[bool], HistoryWindow]


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Make]:
    made: list[HistoryWindow] = []

    def window(lacks_tray: bool) -> HistoryWindow:
        def reader() -> HistoryReader:
            return HistoryReader(tmp_path / "none.db")

        result = HistoryWindow(reader, samples.service_of, clock=lambda: NOW, lacks_tray=lambda: lacks_tray)
        qtbot.addWidget(result)
        result.show_snapshot(snapshot())
        result.show()
        result.activateWindow()
        qtbot.waitUntil(result.isActiveWindow)
        made.append(result)
        return result

    yield window
    for each in made:
        each.shut_down()


def question(window: HistoryWindow) -> LeavingBox:
    (found,) = window.findChildren(LeavingBox)
    return found


def test_with_a_tray_closing_and_ctrl_q_only_close(make: Make, qtbot: QtBot) -> None:
    window = make(False)
    with qtbot.assertNotEmitted(window.quit_wanted):
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()


def test_without_a_tray_ctrl_q_quits(make: Make, qtbot: QtBot) -> None:
    window = make(True)
    with qtbot.waitSignal(window.quit_wanted):
        QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


def test_without_a_tray_closing_asks_and_goes_on(make: Make, qtbot: QtBot) -> None:
    window = make(True)
    window.close()
    assert window.isVisible()
    assert "You will still be notified." in question(window).informativeText()
    with qtbot.assertNotEmitted(window.quit_wanted):
        question(window).stays.click()
    assert not window.isVisible()


def test_without_a_tray_closing_can_quit(make: Make, qtbot: QtBot) -> None:
    window = make(True)
    window.close()
    with qtbot.waitSignal(window.quit_wanted):
        question(window).quits.click()


def test_escape_takes_the_question_back(make: Make, qtbot: QtBot) -> None:
    window = make(True)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(window.quit_wanted):
        QTest.keyClick(question(window), Qt.Key.Key_Escape)
    assert window.isVisible()


def test_the_end_of_the_program_asks_nothing(make: Make) -> None:
    window = make(True)
    window.shut_down()
    window.close()
    assert not window.isVisible()


def test_the_windows_menu_pauses_and_quits(make: Make, qtbot: QtBot) -> None:
    window = make(True)
    (button,) = [each for each in window.header.findChildren(QPushButton) if each.text() == "&Menu"]
    assert button.menu() is window.header.menu
    given: list[object] = []
    window.commanded.connect(given.append)
    (pauses,) = window.header.menu.findChildren(QMenu)
    pauses.actions()[0].trigger()
    window.show_snapshot(snapshot(paused=True))
    shown = {each.text(): each for each in window.header.menu.actions() if each.isVisible()}
    assert "&Pause" not in shown
    shown["&Resume checking"].trigger()
    assert given == [Pause(3600.0), Resume()]
    with qtbot.waitSignal(window.quit_wanted):
        shown["&Quit"].trigger()
