"""The page of the apps: searching, ticking, wishes for one app, own addresses."""

from collections.abc import Callable
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.config.model import Settings, WatchedService
from notifier.core.model import PageComponent, PageLevel, Service
from notifier.core.targets import PageTarget
from notifier.core.watch import NotifyLevel
from notifier.ui.settings.address_dialog import AddressDialog
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.parts_group import PartsGroup
from notifier.ui.settings.service_panel import ServicePanel
from notifier.ui.settings.services_model import about
from notifier.words.names import component_name

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # said by the test platform alone

Open = Callable[..., SettingsDialog]
Some = TypeVar("Some", bound=QWidget)
CHECK = Qt.ItemDataRole.CheckStateRole


class Driver:
    """Does what a person would do on the page."""

    def __init__(self, dialog: SettingsDialog, qtbot: QtBot) -> None:
        self.dialog = dialog
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.list = self.one(QListView, "Apps")
        self.search = self.one(QLineEdit, "Search apps")
        qtbot.waitUntil(lambda: len(self.names()) > 300 or self.search.text() != "")

    def one(self, kind: type[Some], name: str) -> Some:
        (found,) = [each for each in self.dialog.findChildren(kind) if each.accessibleName() == name]
        return found

    def names(self) -> list[str]:
        model = self.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def go_to(self, name: str) -> None:
        self.list.setCurrentIndex(self.list.model().index(self.names().index(name), 0))

    def ticked(self, name: str) -> bool:
        index = self.list.model().index(self.names().index(name), 0)
        return Qt.CheckState(index.data(CHECK)) is Qt.CheckState.Checked

    def press_space(self) -> None:
        self.list.setFocus()
        QTest.keyClick(self.list, Qt.Key.Key_Space)

    def box(self, text: str) -> QCheckBox:
        found = [each for each in self.dialog.findChildren(QCheckBox) if each.text().replace("&", "") == text]
        return found[-1]

    def button(self, text: str) -> QAbstractButton:
        (found,) = [b for b in self.dialog.findChildren(QAbstractButton) if b.text().replace("&", "") == text]
        return found

    def texts(self) -> list[str]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return [each.text() for each in self.dialog.findChildren(QLabel)]

    def watched(self) -> list[str]:
        return [each.id for each in self.dialog.store.settings.watched]


@pytest.fixture
def drive(open_dialog: Open, qtbot: QtBot) -> Callable[..., Driver]:
    def begun(*ids: str) -> Driver:
        settings = Settings(country="ID", watched=tuple(WatchedService(each) for each in ids))
        return Driver(open_dialog("apps", settings), qtbot)

    return begun


def test_what_is_watched_comes_first_then_what_is_popular(drive: Callable[..., Driver]) -> None:
    driver = drive("gojek", "bca")
    assert driver.names()[:4] == ["Gojek", "BCA", "WhatsApp", "Instagram"]
    assert driver.ticked("Gojek")
    assert not driver.ticked("WhatsApp")


def test_ticking_with_the_keyboard_watches_and_stops(drive: Callable[..., Driver]) -> None:
    driver = drive("gojek")
    QTest.keyClicks(driver.search, "wa")
    driver.go_to("WhatsApp")
    driver.press_space()
    assert driver.watched() == ["gojek", "whatsapp"]
    assert driver.ticked("WhatsApp")
    driver.press_space()
    assert driver.watched() == ["gojek"]


@pytest.mark.parametrize(
    ("words", "first"), [("wa", "WhatsApp"), ("ig", "Instagram"), ("facebok", "Facebook"), ("wallet", "DANA")]
)
def test_searching_by_short_names_with_slips_and_by_kind(drive: Callable[..., Driver], words: str, first: str) -> None:
    driver = drive()
    QTest.keyClicks(driver.search, words)
    assert driver.names()[0] == first
    assert driver.list.currentIndex().data() == first
    driver.search.clear()
    assert len(driver.names()) > 300


def test_only_what_is_watched(drive: Callable[..., Driver]) -> None:
    driver = drive("tiktok", "gojek")
    driver.box("Only the 2 watched").click()
    assert driver.names() == ["TikTok", "Gojek"]
    QTest.keyClicks(driver.search, "goj")
    assert driver.names() == ["Gojek"]
    driver.press_space()
    assert driver.box("Only the 1 watched").isChecked()


def test_nothing_found_says_what_to_do(drive: Callable[..., Driver]) -> None:
    driver = drive()
    QTest.keyClicks(driver.search, "qqqqqqqq {x} <b>")
    assert driver.names() == []
    told = [each for each in driver.texts() if each.startswith("No app is called")]
    assert told == ["No app is called qqqqqqqq {x} <b>. You can watch its address instead."]


def test_the_level_of_an_app(drive: Callable[..., Driver]) -> None:
    driver = drive("tiktok", "whatsapp")
    driver.go_to("WhatsApp")
    box = [each for each in driver.dialog.findChildren(QComboBox) if each.accessibleName() == "Notify me about"][-1]
    box.setCurrentIndex(box.findData(NotifyLevel.NOTHING))
    box.activated.emit(box.currentIndex())
    assert driver.dialog.store.settings.watched == (
        WatchedService("tiktok"),
        WatchedService("whatsapp", notify=NotifyLevel.NOTHING),
    )


def test_the_parts_of_an_app(drive: Callable[..., Driver], catalogue: Catalogue) -> None:
    driver = drive("whatsapp")
    driver.go_to("WhatsApp")
    service = catalogue.get("whatsapp")
    assert service is not None
    ids = [each.id for each in service.components]
    names = [component_name(each) for each in service.components]
    driver.box(names[0]).click()
    assert driver.dialog.store.settings.watched == (WatchedService("whatsapp", components=tuple(ids[1:])),)
    driver.box(names[0]).click()
    assert driver.dialog.store.settings.watched == (WatchedService("whatsapp"),)
    for name in names:
        driver.box(name).click()
    assert driver.dialog.store.settings.watched == (WatchedService("whatsapp", components=(ids[-1],)),)
    assert "At least one part has to count" in " ".join(driver.texts())


def test_the_parts_of_an_app_have_room(drive: Callable[..., Driver], qtbot: QtBot) -> None:
    driver = drive("whatsapp")
    driver.go_to("WhatsApp")
    panel = driver.dialog.findChild(ServicePanel)
    assert panel is not None
    qtbot.waitUntil(lambda: panel.verticalScrollBar().maximum() > 0)
    assert panel.horizontalScrollBar().maximum() == 0


def test_an_app_that_is_not_watched_has_no_wishes_until_it_is(drive: Callable[..., Driver]) -> None:
    driver = drive()
    driver.go_to("TikTok")
    assert not [each for each in driver.dialog.findChildren(QComboBox) if each.isVisibleTo(driver.dialog)]
    driver.box("Watch this app").click()
    assert driver.watched() == ["tiktok"]
    assert driver.ticked("TikTok")
    assert [each for each in driver.dialog.findChildren(QComboBox) if each.isVisibleTo(driver.dialog)]


def test_whose_an_app_is_is_said_once(drive: Callable[..., Driver], catalogue: Catalogue) -> None:
    drive().go_to("Discord")
    telling = {each: catalogue.get(each) for each in ("discord", "whatsapp")}
    assert [about(each) for each in telling.values() if each] == ["Social networks", "Meta · Messages and calls"]


def test_the_official_page_is_named(drive: Callable[..., Driver]) -> None:
    driver = drive()
    driver.go_to("Discord")
    assert "Official page: discordstatus.com" in driver.texts()


def test_the_parts_of_the_official_page(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("apps", Settings(watched=(WatchedService("discord"),)))
    parts = tuple(PageComponent(f"id{n}", f"Part {n}", PageLevel.OPERATIONAL, group="API") for n in range(12))
    dialog.show_context(page_components=lambda service: parts if service == "discord" else ())
    driver = Driver(dialog, qtbot)
    driver.go_to("Discord")
    shown = [each for each in dialog.findChildren(QListWidget) if each.accessibleName() == "Parts of the official page"]
    item = shown[-1].item(3)
    assert item.text() == "API · Part 3"
    item.setCheckState(Qt.CheckState.Checked)
    assert dialog.store.settings.watched == (WatchedService("discord", page_components=("id3",)),)
    search = [each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "Search the parts"][-1]
    search.setText("part 11")
    assert [row for row in range(12) if not shown[-1].item(row).isHidden()] == [11]
    item.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.store.settings.watched == (WatchedService("discord"),)


def test_an_address_is_added_watched_and_removed(drive: Callable[..., Driver], catalogue: Catalogue) -> None:
    driver = drive("gojek")
    driver.button("Add an address…").click()
    asked = driver.dialog.findChild(AddressDialog)
    assert asked is not None
    field = asked.findChild(QLineEdit)
    assert field is not None
    field.setText("https://intranet.example.org/login")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    (own,) = [each for each in driver.watched() if each != "gojek"]
    assert driver.list.currentIndex().data() == "intranet.example.org"
    assert catalogue.get(own) is not None
    driver.button("Remove this address").click()
    assert driver.watched() == ["gojek"]
    assert catalogue.get(own) is None
    assert "intranet.example.org" not in driver.names()


class Lookout(QObject):
    """Says what the test wants to have found: what looks for real is tried in `tests/app`."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sought: list[Service] = []
        self.says = "Looking for an official page there …"

    def look(self, service: Service) -> None:
        self.sought.append(service)

    def words(self, service: str) -> str:
        return self.says if service in [each.id for each in self.sought] else ""


def test_an_address_is_watched_at_once_and_its_page_found_later(
    open_dialog: Open, qtbot: QtBot, catalogue: Catalogue
) -> None:
    dialog, lookout = open_dialog("apps", Settings(country="ID")), Lookout()
    dialog.show_context(detection=lookout)
    driver = Driver(dialog, qtbot)
    driver.button("Add an address…").click()
    asked = dialog.findChild(AddressDialog)
    assert asked is not None
    asked.findChildren(QLineEdit)[0].setText("status.example.org")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    (service,) = lookout.sought
    assert driver.watched() == [service.id]
    assert "Looking for an official page there …" in driver.texts()
    lookout.says = "This looks like a status page that I cannot read (it wants a login)."
    lookout.told.emit(service.id)
    assert lookout.says in driver.texts()
    lookout.says = ""
    lookout.told.emit(service.id)
    assert "No official status page is known for it." in driver.texts()
    catalogue.own.add(msgspec.structs.replace(service, page=PageTarget("statuspage", "https://status.example.org")))
    lookout.told.emit(service.id)
    assert "Official page: status.example.org" in driver.texts()
    assert driver.list.currentIndex().data() == "status.example.org"


def test_what_was_searched_in_vain_is_offered_as_an_address(drive: Callable[..., Driver]) -> None:
    driver = drive()
    QTest.keyClicks(driver.search, "nowhere.example.net:993")
    driver.button("Add an address…").click()
    asked = driver.dialog.findChild(AddressDialog)
    assert asked is not None
    field = asked.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "nowhere.example.net:993"
    asked.reject()


@pytest.mark.parametrize(
    ("typed", "told", "fine"),
    [
        ("", "Nothing is contacted before you add it.", False),
        ("example.org", "The page https://example.org/ will be fetched.", True),
        ("example.org:993", "A connection to example.org, port 993, will be made.", True),
        ("tls://example.org", "A secure connection to example.org, port 443, will be made.", True),
        ("dns:example.org", "The name example.org will be looked up.", True),
        ("wa", "That is WhatsApp, which is in the list.", True),
        (
            "ftp://example.org",
            "ftp://example.org cannot be watched\nExpected one of ",
            False,
        ),
        ("https://", "is not an address that can be watched", False),
        ("two words", "two words is not an address that can be watched", False),
    ],
)
def test_an_address_is_judged_at_each_key(
    qtbot: QtBot, catalogue: Catalogue, typed: str, told: str, fine: bool
) -> None:
    dialog = AddressDialog(catalogue)
    qtbot.addWidget(dialog)
    dialog.open()
    field = dialog.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, typed)
    texts = [each.text() for each in dialog.findChildren(QLabel) if each.isVisibleTo(dialog)]
    assert any(told in each for each in texts)
    (add,) = [each for each in dialog.findChildren(QAbstractButton) if each.text() == "&Add"]
    assert add.isEnabled() == fine


def test_ticks_follow_the_settings_of_the_list(drive: Callable[..., Driver], qtbot: QtBot) -> None:
    driver = drive()
    index = QPersistentModelIndex(driver.list.model().index(driver.names().index("TikTok"), 0))
    with qtbot.waitSignal(driver.list.model().dataChanged):
        driver.list.model().setData(driver.list.model().index(index.row(), 0), Qt.CheckState.Checked.value, CHECK)
    assert driver.watched() == ["tiktok"]


def changed(driver: Driver, **fields: str) -> None:
    """Press the button of the chosen address, and fill in what is to be another."""
    driver.button("Change this address…").click()
    dialog = [each for each in driver.dialog.findChildren(AddressDialog) if each.isVisible()][-1]
    address, name = dialog.findChildren(QLineEdit)[:2]
    address.setText(fields.get("address", address.text()))
    name.setText(fields.get("name", name.text()))
    (save,) = [each for each in dialog.findChildren(QAbstractButton) if each.text() == "&Save"]
    save.click()


def test_an_own_address_gets_another_name(drive: Callable[..., Driver], catalogue: Catalogue) -> None:
    own = service_from_address("https://intranet.example/login?next=1")
    catalogue.own.add(own)
    driver = drive(own.id)
    driver.go_to("intranet.example")
    changed(driver, name="Our intranet")
    assert driver.watched() == [own.id]
    assert catalogue.get(own.id) == msgspec.structs.replace(own, name="Our intranet")
    assert "Our intranet" in driver.names()
    assert "Our intranet" in driver.texts()


def test_an_own_address_becomes_another_one_and_keeps_its_wishes(
    drive: Callable[..., Driver], catalogue: Catalogue
) -> None:
    own = service_from_address("mail.example:993")
    catalogue.own.add(own)
    driver = drive("gojek", own.id)
    driver.dialog.store.change_service(own.id, notify=NotifyLevel.NOTHING)
    driver.go_to("mail.example:993")
    changed(driver, address="mail.example:143", name="")
    new = service_from_address("mail.example:143")
    assert catalogue.get(own.id) is None
    kept = catalogue.get(new.id)
    assert kept is not None
    assert kept.targets == new.targets
    assert driver.dialog.store.settings.watched == (
        WatchedService("gojek"),
        WatchedService(new.id, notify=NotifyLevel.NOTHING),
    )


@pytest.mark.usefixtures("indonesian")
def test_an_app_has_room_in_a_narrow_window(open_dialog: Open, qtbot: QtBot, qapp: QApplication) -> None:
    usual = qapp.font()
    qapp.setFont(QFont("DejaVu Sans", 10))
    try:
        dialog = open_dialog("apps", Settings(watched=(WatchedService("discord"),)))
        dialog.resize(640, 520)
        (panel,) = dialog.findChildren(ServicePanel)
        qtbot.waitUntil(lambda: bool(panel.findChildren(PartsGroup)))
        qtbot.waitUntil(lambda: dialog.width() == 640 and panel.horizontalScrollBar().maximum() == 0)
    finally:
        qapp.setFont(usual)
