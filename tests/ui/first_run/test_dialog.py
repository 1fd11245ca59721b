"""The first screen: what is offered where, what is ticked, what is begun."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListView, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from notifier.catalogue.loader import Catalogue
from notifier.config.paths import resources
from notifier.ui import i18n
from notifier.ui.first_run.dialog import OFFERED, TICKED, FirstRunDialog
from notifier.ui.settings.address_dialog import AddressDialog
from notifier.ui.settings.services_model import ServiceRole

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # said by the test platform alone

Open = Callable[[str], FirstRunDialog]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(resources() / "catalogue", tmp_path)


@pytest.fixture
def begin(qtbot: QtBot, catalogue: Catalogue) -> Open:
    def opened(country: str) -> FirstRunDialog:
        dialog = FirstRunDialog(catalogue, country)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return opened


def offered(dialog: FirstRunDialog) -> QListView:
    """Give the list of apps; boxes of choices have lists of their own."""
    (view,) = [each for each in dialog.findChildren(QListView) if each.accessibleName()]
    return view


def take_popular(dialog: FirstRunDialog) -> None:
    next(each for each in dialog.findChildren(QPushButton) if "most &popular" in each.text()).click()


def names(dialog: FirstRunDialog) -> list[str]:
    view = offered(dialog)
    return [str(view.model().index(row, 0).data()) for row in range(view.model().rowCount())]


def search(dialog: FirstRunDialog) -> QLineEdit:
    (field,) = dialog.findChildren(QLineEdit)
    return field


def button(dialog: FirstRunDialog, text: str) -> QAbstractButton:
    (found,) = [each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == text]
    return found


def test_of_apps_of_a_kind_those_used_in_the_country_come_first(begin: Open) -> None:
    firsts = []
    for country in ("ID", "US"):
        dialog = begin(country)
        QTest.keyClicks(search(dialog), "wallet")
        firsts.append(names(dialog)[0])
    assert firsts == ["DANA", "PayPal"]


def press_space(dialog: FirstRunDialog, name: str) -> None:
    view = offered(dialog)
    view.setCurrentIndex(view.model().index(names(dialog).index(name), 0))
    QTest.keyClick(view, Qt.Key.Key_Space)


@pytest.mark.parametrize(("country", "offered"), [("ID", "Gojek"), ("", "WhatsApp"), ("ZZ", "WhatsApp")])
def test_what_is_popular_in_the_country_is_offered(
    begin: Open, catalogue: Catalogue, country: str, offered: str
) -> None:
    dialog = begin(country)
    assert offered in names(dialog)
    assert len(names(dialog)) == OFFERED
    assert dialog.ticked == (), "nothing is ticked that was not asked for"
    assert not button(dialog, "Start watching").isEnabled()
    take_popular(dialog)
    assert dialog.ticked == catalogue.popular(country)[:TICKED]
    assert not button(dialog, f"Tick the {TICKED} most popular").isEnabled()


def live_in_indonesia(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system say so: to Qt, and in the environment, where Linux has it."""
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("id_ID"))
    monkeypatch.setenv("LC_ALL", "id_ID.UTF-8")
    monkeypatch.delenv("LANGUAGE", raising=False)


def test_the_country_is_the_systems(begin: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    live_in_indonesia(monkeypatch)
    assert "Gojek" in names(begin(""))


def test_two_clicks_begin(begin: Open, qtbot: QtBot) -> None:
    dialog = begin("ID")
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    take_popular(dialog)
    with qtbot.waitSignal(dialog.chosen) as said:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert said.args == [dialog.ticked]
    assert not dialog.isVisible()


@pytest.mark.parametrize("across", [0.1, 0.5, 0.9])
def test_a_click_anywhere_on_an_app_ticks_it(begin: Open, across: float) -> None:
    dialog = begin("ID")
    view = offered(dialog)
    cell = view.visualRect(view.model().index(3, 0))
    place = QPoint(cell.left() + round(across * cell.width()), cell.center().y())
    first = view.model().index(3, 0).data(ServiceRole)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.ticked == (first,)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not dialog.ticked


def test_a_double_click_ticks_an_app_once(begin: Open) -> None:
    dialog = begin("ID")
    view = offered(dialog)
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(dialog.ticked) == 1


def test_ticks_survive_a_search(begin: Open) -> None:
    dialog = begin("ID")
    take_popular(dialog)
    was = dialog.ticked
    QTest.keyClicks(search(dialog), "discord")
    press_space(dialog, "Discord")
    search(dialog).clear()
    assert dialog.ticked == (*was, "discord")
    assert names(dialog)[0] == "Discord" or "Discord" in names(dialog)
    press_space(dialog, "Discord")
    assert dialog.ticked == was


def test_enter_in_the_search_does_not_begin(begin: Open, qtbot: QtBot) -> None:
    dialog = begin("ID")
    search(dialog).setFocus()
    QTest.keyClicks(search(dialog), "discord")
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(search(dialog), Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_with_nothing_ticked_there_is_nothing_to_begin(begin: Open) -> None:
    dialog = begin("ID")
    take_popular(dialog)
    for name in names(dialog)[:TICKED]:
        press_space(dialog, name)
    assert dialog.ticked == ()
    assert not button(dialog, "Start watching").isEnabled()
    assert "0 apps chosen" in [each.text() for each in dialog.findChildren(QLabel)]


def test_later_says_nothing(begin: Open, qtbot: QtBot) -> None:
    dialog = begin("ID")
    with qtbot.assertNotEmitted(dialog.chosen):
        button(dialog, "Not now").click()
    assert not dialog.isVisible()


def question(dialog: FirstRunDialog) -> QMessageBox:
    (box,) = dialog.findChildren(QMessageBox)
    return box


def test_escape_does_not_throw_ticks_away(begin: Open, qtbot: QtBot) -> None:
    dialog = begin("ID")
    take_popular(dialog)
    press_space(dialog, names(dialog)[TICKED])
    with qtbot.assertNotEmitted(dialog.put_off):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert question(dialog).text() == "Watch the 5 apps that you have chosen?"
    with qtbot.waitSignal(dialog.chosen) as said:
        (start,) = [each for each in question(dialog).buttons() if each.text() == "&Start watching"]
        start.click()
    assert said.args == [dialog.ticked]
    assert not dialog.isVisible()


def test_ticks_can_be_kept_for_later(begin: Open, qtbot: QtBot, catalogue: Catalogue) -> None:
    dialog = begin("ID")
    take_popular(dialog)
    press_space(dialog, names(dialog)[TICKED])
    dialog.close()
    with qtbot.waitSignal(dialog.put_off) as said:
        QTest.keyClick(question(dialog), Qt.Key.Key_Escape)
    assert said.args is not None
    (kept,) = said.args
    assert len(kept) == TICKED + 1
    again = FirstRunDialog(catalogue, "ID", (*kept, "discord", "gone-since"))
    qtbot.addWidget(again)
    assert again.ticked == (*kept, "discord")
    assert names(again)[0] == "Discord"


def test_without_ticks_of_ones_own_escape_asks_nothing(begin: Open, qtbot: QtBot) -> None:
    dialog = begin("ID")
    with qtbot.waitSignal(dialog.put_off):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_nothing_found_says_what_to_do(begin: Open) -> None:
    dialog = begin("ID")
    QTest.keyClicks(search(dialog), "qqqqqqqqqq")
    told = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert any("No app is called that" in each for each in told)


def test_an_address_of_ones_own_is_watched_from_the_first_start_on(
    begin: Open, qtbot: QtBot, catalogue: Catalogue
) -> None:
    dialog = begin("ID")
    field = search(dialog)
    QTest.keyClicks(field, "intranet.example.org")
    assert names(dialog) == []
    button(dialog, "Add an address…").click()
    asked = dialog.findChild(AddressDialog)
    assert asked is not None
    assert asked.findChildren(QLineEdit)[0].text() == "intranet.example.org", "what was looked for in vain"
    QTest.keyClick(asked, Qt.Key.Key_Return)
    (own,) = dialog.ticked
    assert catalogue.get(own) is not None
    assert names(dialog)[0] == "intranet.example.org", "it is seen, and can be unticked"
    assert field.text() == ""
    with qtbot.waitSignal(dialog.chosen) as chosen:
        button(dialog, "Start watching").click()
    assert chosen.args == [(own,)]


def test_an_address_that_is_in_the_list_is_ticked_there(begin: Open) -> None:
    dialog = begin("ID")
    button(dialog, "Add an address…").click()
    asked = dialog.findChild(AddressDialog)
    assert asked is not None
    QTest.keyClicks(asked.findChildren(QLineEdit)[0], "whatsapp")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert dialog.ticked == ("whatsapp",)


def test_the_language_changes_while_it_is_open(begin: Open, qapp: QCoreApplication) -> None:
    i18n.install("en")
    dialog = begin("ID")
    i18n.install("id")
    qapp.processEvents()
    assert dialog.windowTitle() == "Selamat datang di Outage Notifier"
    assert "0 aplikasi dipilih" in [each.text() for each in dialog.findChildren(QLabel)]


def box(dialog: FirstRunDialog, name: str) -> QComboBox:
    (found,) = [each for each in dialog.findChildren(QComboBox) if each.accessibleName() == name]
    return found


def choose(shown: QComboBox, meant: str) -> None:
    shown.setCurrentIndex(shown.findData(meant))
    shown.activated.emit(shown.currentIndex())


def test_the_country_is_guessed_and_can_be_changed_there(
    begin: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    live_in_indonesia(monkeypatch)
    dialog = begin("")
    assert box(dialog, "Country").currentData() == "ID"
    take_popular(dialog)
    was = dialog.ticked
    with qtbot.waitSignal(dialog.country_chosen) as said:
        choose(box(dialog, "Country"), "NL")
    assert said.args == ["NL"]
    assert "Gojek" not in names(dialog)[TICKED:]
    assert dialog.ticked == was, "what is ticked stays"
    with qtbot.waitSignal(dialog.country_chosen) as said:
        choose(box(dialog, "Country"), "ID")
    assert said.args == [""], "the system's own is not written down"
    assert "Gojek" in names(dialog)


def test_the_language_is_guessed_and_can_be_changed_there(begin: Open, qtbot: QtBot) -> None:
    i18n.install("en")
    dialog = begin("ID")
    assert box(dialog, "Language").currentText() == "English"
    with qtbot.waitSignal(dialog.language_chosen) as said:
        choose(box(dialog, "Language"), "id")
    assert said.args == ["id"]
    i18n.install("id")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Selamat datang di Outage Notifier")
    assert box(dialog, "Bahasa").currentText() == "Bahasa Indonesia"
    assert box(dialog, "Negara").currentText() == "Indonesia"
