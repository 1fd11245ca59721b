"""Help shows every sign there is, and what it means; about says what runs here, and under which licences."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from notifier import __version__
from notifier.core.model import Scope
from notifier.ui import i18n, icons
from notifier.ui.icons import Look
from notifier.ui.settings.about_page import AboutPage
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.help_page import HelpPage, look_words
from notifier.ui.table import WordsTable
from notifier.words.phrases import capital, scope_word

Open = Callable[..., SettingsDialog]


def texts(dialog: SettingsDialog) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if each.isVisibleTo(dialog)]


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_sign_and_scope_has_its_line(open_dialog: Open, language: str) -> None:
    i18n.install(language)
    dialog = open_dialog("help")
    said = texts(dialog)
    for look in Look:
        name, meaning = look_words(look)
        assert name in said
        assert meaning in said
    assert {capital(scope_word(scope)) for scope in Scope} <= set(said)
    names = [look_words(look)[0] for look in Look]
    assert len(set(names)) == len(names)


def test_the_signs_are_those_of_the_tray(open_dialog: Open) -> None:
    dialog = open_dialog("help")
    page = dialog.findChild(HelpPage)
    assert page is not None
    shown = [each.pixmap().toImage() for each in page.findChildren(QLabel) if not each.pixmap().isNull()]
    side = shown[0].width()
    for look in Look:
        assert icons.pixmap(look, side).toImage() in [each for each in shown if each.width() == side]


def test_f1_leads_to_it(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("general")
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    assert isinstance(dialog._pages.currentWidget(), HelpPage)


def test_about_names_version_catalogue_and_the_command_that_updates(open_dialog: Open) -> None:
    dialog = open_dialog("about")
    said = texts(dialog)
    assert "Outage Notifier" in said
    assert [each for each in said if __version__ in each] == [__version__], "once"
    assert any("sources" in each for each in said)
    command = next(each for each in dialog.findChildren(QLineEdit) if each.accessibleName().startswith("Command"))
    assert command.text().startswith("git -C ")
    copy = next(each for each in dialog.findChildren(AboutPage))
    copy._copy()
    assert QApplication.clipboard().text() == command.text()
    assert any("Simple Icons" in each for each in said)
    assert any("Natural Earth" in each for each in said)


def test_licences_are_those_of_the_installed_packages(open_dialog: Open) -> None:
    dialog = open_dialog("about")
    table = dialog.findChild(WordsTable)
    assert table is not None
    rows = {name: licence for name, _version, licence in table.words()}
    assert {"httpx", "msgspec", "Python"} <= set(rows)
    assert rows["httpx"] == "BSD-3-Clause"
    assert "LGPL" in next(licence for name, licence in rows.items() if name.casefold() == "pyside6_essentials")
