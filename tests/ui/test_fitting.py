"""No window is larger than the screen, whatever its own wishes."""

import gc
import re
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from notifier.ui.fitting import fit, present, screen_of


def test_a_window_takes_what_it_wants_where_there_is_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit(window, QSize(300, 200), QSize(100, 90))
    assert (window.size(), window.minimumSize()) == (QSize(300, 200), QSize(100, 90))


def test_a_window_is_not_larger_than_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit(window, QSize(30_000, 20_000), QSize(10_000, 9_000))
    room = screen_of(window).availableSize()
    assert window.width() < room.width()
    assert window.height() < room.height()
    assert window.minimumHeight() < room.height()


class _Knot(QWidget):
    """A window that holds itself, so that only the garbage collector ends it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_the_screen_stays_when_windows_are_collected_as_garbage(qapp: QApplication) -> None:
    ended: list[bool] = []
    QGuiApplication.primaryScreen().destroyed.connect(lambda: ended.append(True))
    for _ in range(3):
        window = _Knot()
        fit(window, QSize(300, 200))
        present(window, asked=False)
        assert screen_of(window) is QGuiApplication.primaryScreen()
    del window
    gc.collect()
    assert not ended


def test_nobody_asks_a_widget_for_its_screen() -> None:
    package = Path(__file__).parents[2]
    sources = [file for folder in ("notifier", "tests") for file in (package / folder).rglob("*.py")]
    assert not [str(file) for file in sources if re.search(r"\w\.screen\(\)", file.read_text(encoding="utf-8"))]
