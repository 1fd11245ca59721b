"""Settings are found by what the pages say, in the user's language, and one is led to the field."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QGroupBox, QListView, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from notifier.config.keys import FIELDS
from notifier.config.place import place_of
from notifier.ui import i18n
from notifier.ui.settings.dialog import PAGES, SettingsDialog
from notifier.ui.settings.search import Sidebar
from notifier.words.language import said

Open = Callable[..., SettingsDialog]


def looked_for(dialog: SettingsDialog, words: str, qtbot: QtBot) -> list[str]:
    side = dialog.findChild(Sidebar)
    assert side is not None
    side.field.setText(words)
    qtbot.waitUntil(lambda: not side._reading.isActive())
    return [side.results.item(row).text() for row in range(side.results.count())]


def go_to(dialog: SettingsDialog, words: str, qtbot: QtBot) -> QWidget:
    looked_for(dialog, words, qtbot)
    side = dialog.findChild(Sidebar)
    assert side is not None
    side.field.setFocus()
    QTest.keyClick(side.field, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def page(dialog: SettingsDialog) -> str:
    side = dialog.findChild(Sidebar)
    assert side is not None
    return PAGES[side.list.currentRow()]


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_setting_with_a_label_is_found_by_it(open_dialog: Open, qtbot: QtBot, language: str) -> None:
    i18n.install(language)
    dialog = open_dialog("general")
    labels = [said(place.label) for field in FIELDS.values() if (place := place_of(field)) is not None]
    for label in labels:
        words = label.replace("&", "").rstrip(":")
        assert any(each.split("\n")[0] == words for each in looked_for(dialog, words, qtbot)), words


def test_a_label_leads_to_its_field(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("general")
    field = go_to(dialog, "metered", qtbot)
    assert isinstance(field, QCheckBox)
    assert field.text().replace("&", "") == "Less often on metered connections"
    assert page(dialog) == "checking"
    frame = next(each for each in dialog.findChildren(QWidget) if type(each).__name__ == "_Frame")
    assert frame.geometry().contains(field.geometry())
    with qtbot.waitSignal(frame.destroyed, timeout=8_000):
        pass


def test_a_choice_leads_to_its_box(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("apps")
    field = go_to(dialog, "dark", qtbot)
    assert isinstance(field, QComboBox)
    assert field.accessibleName() == "Appearance"


def test_the_name_of_a_group_leads_into_it(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("apps")
    field = go_to(dialog, "proxy", qtbot)
    assert page(dialog) == "connection"
    assert any(
        isinstance(each, QGroupBox) and each.title() == "Proxy" and each.isAncestorOf(field) for each in above(field)
    )


def above(widget: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    parent = widget.parentWidget()
    while parent is not None:
        found.append(parent)
        parent = parent.parentWidget()
    return found


def test_what_lies_below_the_edge_is_scrolled_to(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("apps")
    dialog.resize(640, 380)
    field = go_to(dialog, "keep the history", qtbot)
    area = next(each for each in above(field) if isinstance(each, QScrollArea))
    at = field.mapTo(area.viewport(), field.rect().center())
    qtbot.waitUntil(lambda: area.viewport().rect().contains(field.mapTo(area.viewport(), field.rect().center())))
    assert at is not None


def test_help_is_found_by_its_words(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("apps")
    assert any("which apps are offered" in each for each in looked_for(dialog, "offered first", qtbot))


def test_apps_are_found_too(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("general")
    assert "WhatsApp\nApps" in looked_for(dialog, "whatsap", qtbot), "a slip is forgiven"
    side = dialog.findChild(Sidebar)
    assert side is not None
    row = next(row for row in range(side.results.count()) if side.results.item(row).text().startswith("WhatsApp\n"))
    side.results.itemClicked.emit(side.results.item(row))
    assert page(dialog) == "apps"
    apps = next(each for each in dialog.findChildren(QListView) if each.accessibleName() == "Apps")
    assert apps.currentIndex().data() == "WhatsApp"


def test_nothing_found_is_said_and_esc_empties_the_search_first(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("general")
    assert looked_for(dialog, "qqqqqq", qtbot) == []
    side = dialog.findChild(Sidebar)
    assert side is not None
    assert side._nothing.isVisible()
    QTest.keyClick(side.field, Qt.Key.Key_Escape)
    assert side.field.text() == ""
    assert dialog.isVisible()
    assert side.list.isVisible()
    QTest.keyClick(side.field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
