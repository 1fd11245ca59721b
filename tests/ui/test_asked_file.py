"""Asking for a file: Qt's own dialog, or one that another process shows."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QColorDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from notifier.desktop.look import asking
from notifier.ui.asked_file import DesktopDialog, color_dialog, file_dialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # said by the test platform alone

T = TypeVar("T", bound=QWidget)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def left_out(qapp: QApplication) -> Iterator[None]:
    qapp.setProperty("gtkIsLeftOut", True)
    yield
    qapp.setProperty("gtkIsLeftOut", False)


def answer(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Have a process answer that runs this."""
    script = folder / "answering.py"
    script.write_text(code)
    monkeypatch.setattr(asking, "ANSWERING", script)


def test_qts_own_dialogs_where_it_has_the_desktops(window: QWidget, tmp_path: Path) -> None:
    file = file_dialog(window, "Export", "list.json", "Lists (*.json)", str(tmp_path))
    assert isinstance(file, QFileDialog)
    assert (file.acceptMode(), file.defaultSuffix()) == (QFileDialog.AcceptMode.AcceptSave, "json")
    existing = file_dialog(window, "Import")
    assert isinstance(existing, QFileDialog)
    assert existing.fileMode() is QFileDialog.FileMode.ExistingFile
    color = color_dialog(window, "#123456")
    assert isinstance(color, QColorDialog)
    assert color.currentColor() == QColor("#123456")


@pytest.mark.usefixtures("left_out")
def test_what_is_asked_and_chosen(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    answer(
        monkeypatch, tmp_path, f"import sys; open({str(tmp_path / 'asked')!r}, 'w').write(sys.argv[1]); print('\"/a\"')"
    )
    dialog = file_dialog(window, "Export", "list.json", folder="/home")
    with qtbot.waitSignal(dialog.fileSelected) as chosen, qtbot.waitSignal(dialog.accepted):
        dialog.open()
    assert chosen.args == ["/a"]
    asked = (tmp_path / "asked").read_text()
    for words in ('"title": "Export"', '"name": "list.json"', '"suffix": "json"', '"folder": "/home"'):
        assert words in asked
    answer(monkeypatch, tmp_path, "print('\"#a1b2c3\"')")
    colors = color_dialog(window, "#123456")
    with qtbot.waitSignal(colors.colorSelected) as color:
        colors.open()
    assert color.args == [QColor("#a1b2c3")]


@pytest.mark.usefixtures("left_out")
def test_what_is_not_chosen(window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot) -> None:
    answer(monkeypatch, tmp_path, "print('\"\"')")
    dialog = file_dialog(window, "Import")
    with qtbot.assertNotEmitted(dialog.fileSelected), qtbot.waitSignal(dialog.rejected):
        dialog.open()


@pytest.mark.usefixtures("left_out")
def test_the_window_behind_keeps_still_until_the_dialog_is_closed(window: QWidget, qtbot: QtBot) -> None:
    dialog = file_dialog(window, "Import")  # a real process shows one, that nobody answers
    assert isinstance(dialog, DesktopDialog)
    dialog.open()
    assert QApplication.activeModalWidget() is dialog
    process = dialog._asking._process
    qtbot.waitUntil(lambda: process.state() is process.ProcessState.Running)
    dialog.reject()
    assert process.state() is process.ProcessState.NotRunning
    assert QApplication.activeModalWidget() is None


@pytest.mark.usefixtures("left_out")
def test_qts_own_dialog_where_the_process_fails(
    window: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    def shown(kind: type[T]) -> T:
        def look() -> bool:
            return any(each.isVisible() for each in window.findChildren(kind))

        qtbot.waitUntil(look)
        return next(each for each in window.findChildren(kind) if each.isVisible())

    answer(monkeypatch, tmp_path, "raise SystemExit(1)")
    dialog = file_dialog(window, "Export", "list.json")
    dialog.open()
    own = shown(QFileDialog)
    with qtbot.waitSignal(dialog.fileSelected) as chosen, qtbot.waitSignal(dialog.finished):
        own.fileSelected.emit("/b")
        own.reject()
    assert chosen.args == ["/b"]
    colors = color_dialog(window, "#123456")
    colors.open()
    with qtbot.waitSignal(colors.finished):
        shown(QColorDialog).close()
