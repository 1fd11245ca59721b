"""No window is larger than the screen, whatever its own wishes."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from notifier.ui.fitting import fit


def test_a_window_takes_what_it_wants_where_there_is_room(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit(window, QSize(300, 200), QSize(100, 90))
    assert (window.size(), window.minimumSize()) == (QSize(300, 200), QSize(100, 90))


def test_a_window_is_not_larger_than_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit(window, QSize(30_000, 20_000), QSize(10_000, 9_000))
    room = window.screen().availableSize()
    assert window.width() < room.width()
    assert window.height() < room.height()
    assert window.minimumHeight() < room.height()
