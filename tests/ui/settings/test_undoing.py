"""What was changed in the settings is said, and taken back by button and key, several steps."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths
from notifier.ui import i18n
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.undoing import UndoBar

Open = Callable[..., SettingsDialog]


def in_front(dialog: SettingsDialog, qtbot: QtBot) -> SettingsDialog:
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def box(dialog: QWidget, words: str) -> QCheckBox:
    boxes = [each for each in dialog.findChildren(QCheckBox) if each.isVisibleTo(dialog)]
    return next(each for each in boxes if each.text().replace("&", "") == words)


def bar(dialog: SettingsDialog) -> tuple[str, QPushButton, QPushButton]:
    found = dialog.findChild(UndoBar)
    assert found is not None
    undo, redo = found.findChildren(QPushButton)
    (words,) = found.findChildren(QLabel)
    return words.text(), undo, redo


def test_several_steps_by_key_and_by_button(open_dialog: Open, paths: Paths, qtbot: QtBot) -> None:
    dialog = in_front(open_dialog("notifications"), qtbot)
    assert bar(dialog)[0] == ""
    assert not bar(dialog)[1].isVisible()
    for words in ("Tell me when it works again", "With a sound", "Show notifications"):
        box(dialog, words).click()
    assert bar(dialog)[0] == "Changed: Show notifications"
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.store.settings == Settings(notify_recovery=False, notification_sound=True)
    assert box(dialog, "Show notifications").isChecked(), "the box shows it"
    bar(dialog)[1].click()
    bar(dialog)[1].click()
    assert dialog.store.settings == file.load(paths.settings_file).settings == Settings()
    assert bar(dialog)[0] == "Taken back: Changed: Tell me when it works again"
    assert not bar(dialog)[1].isEnabled()
    bar(dialog)[2].click()
    assert dialog.store.settings == Settings(notify_recovery=False)
    assert not box(dialog, "Tell me when it works again").isChecked()


def test_one_stays_where_one_was(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = in_front(open_dialog("notifications"), qtbot)
    changed = box(dialog, "With a sound")
    changed.setFocus()
    changed.click()
    dialog.store.undo()
    assert box(dialog, "With a sound").hasFocus()
    assert box(dialog, "With a sound") is not changed


def test_the_chosen_app_stays_chosen(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("apps", Settings(watched=(WatchedService("whatsapp"), WatchedService("gojek"))))
    box(dialog, "Watch this app").click()
    assert bar(dialog)[0] == "No longer watched: WhatsApp"
    dialog.store.undo()
    assert box(dialog, "Watch this app").isChecked()
    assert [each.id for each in dialog.store.settings.watched] == ["whatsapp", "gojek"]


def test_a_number_that_was_typed_is_taken_back_by_the_same_key(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = in_front(open_dialog("general"), qtbot)
    days = next(each for each in dialog.findChildren(QSpinBox) if each.accessibleName() == "Keep the history for")
    days.setFocus()
    days.selectAll()
    QTest.keyClicks(days, "30")
    QTest.keyClick(days, Qt.Key.Key_Return)
    assert dialog.store.settings.history_days == 30
    QTest.keyClick(days.lineEdit(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert dialog.store.settings.history_days == Settings().history_days


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"watched": (WatchedService("gojek"), WatchedService("whatsapp"))}, "The order was changed."),
        ({"watched": (WatchedService("whatsapp"),)}, "No longer watched: Gojek"),
        ({"watched": (WatchedService("whatsapp"), WatchedService("gojek", group="Work"))}, "Changed: Gojek"),
        ({"watched": (WatchedService("tiktok"),)}, "Your list of apps was changed."),
        ({"theme": "dark", "country": "ID"}, "2 settings changed"),
        ({"proxy": "none"}, "1 setting changed"),
    ],
)
def test_what_was_changed_is_said(open_dialog: Open, values: dict[str, Any], words: str) -> None:
    dialog = open_dialog("general", Settings(watched=(WatchedService("whatsapp"), WatchedService("gojek"))))
    dialog.store.change(**values)
    assert bar(dialog)[0] == words


def test_it_is_said_in_the_language_that_is_spoken(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("notifications")
    box(dialog, "With a sound").click()
    i18n.install("id")
    qtbot.waitUntil(lambda: bar(dialog)[1].text() == "Urungkan")
    assert bar(dialog)[0] == "Diubah: Dengan suara"
