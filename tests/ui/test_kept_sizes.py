"""Sizes that the user gave are found again; those that nobody gave are not kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QDialog, QSplitter, QTableView, QWidget
from pytestqt.qtbot import QtBot

from notifier.ui.fitting import screen_of
from notifier.ui.kept_sizes import remember, remember_parts

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def places(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "windows.ini"), QSettings.Format.IniFormat)


def opened(qtbot: QtBot, places: QSettings) -> QDialog:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.resize(400, 300)
    remember(dialog, places)
    dialog.open()
    return dialog


def test_a_dialog_has_the_size_that_it_was_given(qtbot: QtBot, places: QSettings) -> None:
    first = opened(qtbot, places)
    first.reject()
    assert places.allKeys() == [], "nobody gave it a size"
    second = opened(qtbot, places)
    second.resize(510, 410)
    second.reject()
    assert opened(qtbot, places).size() == QSize(510, 410)


def test_a_size_for_a_larger_screen_is_cut_to_this_one(qtbot: QtBot, places: QSettings) -> None:
    first = opened(qtbot, places)
    room = screen_of(first).availableSize()
    first.resize(room * 3)
    first.reject()
    again = opened(qtbot, places)
    assert again.width() <= room.width()
    assert again.height() <= room.height()


def divided(qtbot: QtBot, places: QSettings | None) -> QSplitter:
    split = QSplitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(split)
    for _ in range(2):
        split.addWidget(QWidget())
    split.resize(600, 100)
    split.setSizes([300, 300])
    remember_parts(split, places, "apps")
    split.show()
    return split


def test_a_window_is_divided_as_it_was(qtbot: QtBot, places: QSettings) -> None:
    split = divided(qtbot, places)
    split.moveSplitter(100, 1)
    assert divided(qtbot, places).sizes() == split.sizes() != divided(qtbot, None).sizes()


def table_of(qtbot: QtBot, places: QSettings) -> QTableView:
    table = QTableView()
    qtbot.addWidget(table)
    table.setModel(QStandardItemModel(1, 3, table))
    remember_parts(table.horizontalHeader(), places, "history")
    return table


def test_columns_are_as_wide_as_they_were(qtbot: QtBot, places: QSettings) -> None:
    table = table_of(qtbot, places)
    table.setColumnWidth(1, 177)
    again = table_of(qtbot, places)
    assert again.columnWidth(1) == 177
