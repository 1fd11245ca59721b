"""The settings window: each page changes just what it says, at once; faults are told in place."""

import gc
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from notifier.catalogue.loader import Catalogue
from notifier.config import file
from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.config.file import Loaded
from notifier.config.keys import FIELDS
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths, resources
from notifier.config.place import Group, Place, place_of
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.desktop.notify.model import Capabilities as NotificationCapabilities
from notifier.ui import i18n
from notifier.ui.settings.apps import AppsPage
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.dialog import PAGES, SettingsDialog
from notifier.ui.settings.service_panel import ServicePanel
from notifier.ui.settings.store import SettingsStore
from notifier.ui.table import WordsTable

Open = Callable[..., SettingsDialog]
WATCHED = tuple(WatchedService(each) for each in ("whatsapp", "tiktok", "gojek"))


def store(paths: Paths, settings: Settings) -> SettingsStore:
    return SettingsStore(paths.settings_file, Loaded(settings))


def button(dialog: QWidget, text: str) -> QAbstractButton:
    """Find the visible button with this text."""
    found = [
        each for each in dialog.findChildren(QAbstractButton) if each.text().replace("&", "") == text and shown(each)
    ]
    assert found, f"no button {text!r}"
    return found[0]


def shown(widget: QWidget) -> bool:
    return widget.isVisibleTo(widget.window())


def named(dialog: QWidget, kind: type[QWidget], name: str) -> QWidget:
    """Find a field by its accessible name."""
    (found,) = [each for each in dialog.findChildren(kind) if each.accessibleName() == name and shown(each)]
    return found


def named_list(dialog: QWidget) -> QListView:
    found = named(dialog, QListView, "Apps")
    assert isinstance(found, QListView)
    return found


def faults(dialog: QWidget) -> list[str]:
    return [each.text() for each in dialog.findChildren(QLabel) if type(each).__name__ == "Fault" and shown(each)]


@pytest.mark.parametrize("page", PAGES)
def test_opening_a_page_changes_nothing(open_dialog: Open, qtbot: QtBot, page: str) -> None:
    settings = Settings(
        watched=WATCHED, proxy="socks5h://[::1]:9050", anchors=("1.1.1.1:443", "9.9.9.9:53", "a.org:80")
    )
    dialog = open_dialog(page, settings)
    with qtbot.assertNotEmitted(dialog.store.changed, wait=20):
        QApplication.processEvents()
    assert dialog.store.settings == settings


class _Counting(Catalogue):
    """Counts the services that are asked for."""

    asked = 0

    def get(self, service: str) -> Service | None:
        self.asked += 1
        return super().get(service)


def test_opening_reads_few_files_and_the_rest_follows(paths: Paths, qtbot: QtBot) -> None:
    counting = _Counting(resources() / "catalogue", paths.own_services)
    dialog = SettingsDialog(store(paths, Settings(watched=WATCHED)), counting, paths)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.grab()
    assert 0 < counting.asked < 40
    qtbot.waitUntil(lambda: named_list(dialog).model().rowCount() == len(counting.ids()))


PAGE_OF = {
    Group.NOTIFICATIONS: "notifications",
    Group.INTERVALS: "checking",
    Group.SPARING: "checking",
    Group.START: "general",
    Group.LOOK: "general",
    Group.HISTORY: "general",
    Group.NEWS: "elsewhere",
    Group.NAMES: "connection",
}
PLACED = [(key, place) for key, field in FIELDS.items() if (place := place_of(field)) is not None]


@pytest.mark.parametrize(("key", "place"), PLACED, ids=[key for key, _ in PLACED])
def test_every_setting_that_names_a_place_is_there_and_is_set(
    open_dialog: Open, paths: Paths, key: str, place: Place
) -> None:
    dialog = open_dialog(PAGE_OF[place.group])
    label = place.label.replace("&", "")
    box: QWidget
    match getattr(Settings(), key):
        case bool() as was:
            wanted: object = not was
            button(dialog, label).click()
        case int() | float():
            wanted = 86
            box = named(dialog, QSpinBox, label)
            assert isinstance(box, QSpinBox)
            box.setValue(86)
        case _:
            box = named(dialog, QComboBox, label.rstrip(":"))
            assert isinstance(box, QComboBox)
            box.setCurrentIndex(box.count() - 1)
            box.activated.emit(box.currentIndex())
            wanted = box.currentData()
            assert wanted
    expected = msgspec.structs.replace(Settings(), **{key: wanted})
    assert dialog.store.settings == expected
    assert file.load(paths.settings_file).settings == expected


def test_a_number_stays_within_its_limits(open_dialog: Open) -> None:
    dialog = open_dialog("general")
    field = named(dialog, QSpinBox, "Keep the history for")
    assert isinstance(field, QSpinBox)
    field.setValue(1)
    assert dialog.store.settings.history_days == 7


def test_what_needs_a_switch_can_be_set_only_while_it_is_on(open_dialog: Open) -> None:
    dialog = open_dialog("notifications", Settings(notifications=False))
    sound = button(dialog, "With a sound")
    assert not sound.isEnabled()
    button(dialog, "Show notifications").click()
    assert sound.isEnabled()


def test_a_number_is_said_when_it_is_whole(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("checking")
    said: list[Settings] = []
    dialog.store.changed.connect(lambda _before, now: said.append(now))
    field = named(dialog, QSpinBox, "Apps, every")
    assert isinstance(field, QSpinBox)
    field.selectAll()
    QTest.keyClicks(field, "45")
    assert said == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [each.probe_interval_s for each in said] == [45]
    assert dialog.isVisible()


def test_the_wheel_scrolls_and_changes_nothing(open_dialog: Open) -> None:
    dialog = open_dialog("checking")
    field = named(dialog, QSpinBox, "Apps, every")
    none, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    wheel = QWheelEvent(
        QPointF(3, 3), QPointF(3, 3), QPoint(), QPoint(0, -120), buttons, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QCoreApplication.sendEvent(field, wheel)
    assert dialog.store.settings == Settings()


def test_the_files_are_shown(open_dialog: Open, paths: Paths) -> None:
    dialog = open_dialog("general")
    texts = {each.text() for each in dialog.findChildren(QLineEdit)}
    assert {str(paths.settings_file), str(paths.own_services), str(paths.history_file), str(paths.log_file)} <= texts


def test_the_buttons_of_the_notifications_page(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("notifications")
    with qtbot.waitSignals([dialog.test_asked, dialog.practice_asked]):
        button(dialog, "Send a test").click()
        button(dialog, "Begin a practice outage").click()


def test_what_the_system_allows_is_told(open_dialog: Open) -> None:
    notify = NotificationCapabilities("dunst", buttons=True, click=False, inhibited=True)
    dialog = open_dialog("notifications", capabilities=Capabilities(notify=notify, tray=None))
    texts = [each.text() for each in dialog.findChildren(QLabel)]
    assert texts.count("yes") == 2
    assert texts.count("no") == 2
    assert texts.count("not known yet") == 1
    assert "They are shown by dunst." in texts
    assert any("Do not disturb" in each for each in texts)
    dialog.show_context(capabilities=Capabilities(notify=NotificationCapabilities(problem="no server")))
    texts = [each.text() for each in dialog.findChildren(QLabel) if shown(each)]
    assert "no server" in texts


class TestProxy:
    """The proxy, from the system's to one of one's own."""

    @staticmethod
    def use(dialog: SettingsDialog, name: str, data: str) -> None:
        box = named(dialog, QComboBox, name)
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())

    @staticmethod
    def host(dialog: SettingsDialog) -> QLineEdit:
        (field,) = [each for each in dialog.findChildren(QLineEdit) if each.placeholderText() == "proxy.example.com"]
        return field

    def test_none(self, open_dialog: Open) -> None:
        dialog = open_dialog("connection")
        self.use(dialog, "Proxy", "none")
        assert dialog.store.settings == Settings(proxy="none")

    @pytest.mark.parametrize(("typed", "place"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), (" p.org ", "p.org")])
    def test_own(self, open_dialog: Open, typed: str, place: str) -> None:
        dialog = open_dialog("connection")
        assert not shown(self.host(dialog))
        self.use(dialog, "Proxy", "own")
        assert dialog.store.settings == Settings()
        self.host(dialog).setText(typed)
        self.host(dialog).editingFinished.emit()
        assert dialog.store.settings == Settings(proxy=f"http://{place}:8080")
        self.use(dialog, "Kind", "socks5")
        port = named(dialog, QSpinBox, "Port")
        assert isinstance(port, QSpinBox)
        port.setValue(1080)
        assert dialog.store.settings == Settings(proxy=f"socks5://{place}:1080")
        self.use(dialog, "Proxy", "")
        assert dialog.store.settings == Settings()

    def test_a_fault_is_told_below_the_field_and_nothing_is_changed(self, open_dialog: Open) -> None:
        dialog = open_dialog("connection")
        self.use(dialog, "Proxy", "own")
        self.host(dialog).setText("user:secret@host")
        self.host(dialog).editingFinished.emit()
        assert dialog.store.settings == Settings()
        (fault,) = faults(dialog)
        assert "Proxy cannot be read" in fault
        assert self.host(dialog).accessibleDescription() == fault
        self.host(dialog).setText("host")
        self.host(dialog).editingFinished.emit()
        assert faults(dialog) == []

    def test_what_is_set_is_shown(self, open_dialog: Open) -> None:
        dialog = open_dialog("connection", Settings(proxy="socks5h://[::1]:9050", proxy_user="me"))
        assert self.host(dialog).text() == "::1"
        kind = named(dialog, QComboBox, "Kind")
        assert isinstance(kind, QComboBox)
        assert kind.currentData() == "socks5h"
        assert "me" in [each.text() for each in dialog.findChildren(QLineEdit)]

    def test_the_password_goes_to_the_keyring_only(self, open_dialog: Open) -> None:
        kept: list[str] = []
        dialog = open_dialog("connection", Settings(proxy="http://a:1"), set_password=kept.append)
        (field,) = [each for each in dialog.findChildren(QLineEdit) if each.echoMode() is QLineEdit.EchoMode.Password]
        QTest.keyClicks(field, "secret")
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert kept == ["secret"]
        assert field.text() == ""
        assert "secret" not in repr(dialog.store.settings)
        field.editingFinished.emit()
        assert kept == ["secret"]

    def test_a_keyring_that_refuses(self, open_dialog: Open) -> None:
        def refuse(_text: str) -> None:
            raise UserError("the keyring is locked")

        dialog = open_dialog("connection", Settings(proxy="http://a:1"), set_password=refuse)
        (field,) = [each for each in dialog.findChildren(QLineEdit) if each.echoMode() is QLineEdit.EchoMode.Password]
        QTest.keyClicks(field, "secret")
        field.editingFinished.emit()
        assert faults(dialog) == ["The keyring is locked"]
        assert field.text() == "secret"

    def test_without_a_keyring_there_is_no_field_to_fill(self, open_dialog: Open) -> None:
        settings, unable = Settings(proxy="http://a:1"), Capabilities(keyring=False)
        dialog = open_dialog("connection", settings, set_password=print, capabilities=unable)
        (field,) = [each for each in dialog.findChildren(QLineEdit) if each.echoMode() is QLineEdit.EchoMode.Password]
        assert not field.isEnabled()


def test_another_name_server_is_nobody_until_one_is_chosen(open_dialog: Open) -> None:
    dialog = open_dialog("connection")
    box = named(dialog, QComboBox, "When names fail, ask")
    assert isinstance(box, QComboBox)
    assert box.currentData() == ""
    box.setCurrentIndex(box.findData("9.9.9.9"))
    box.activated.emit(box.currentIndex())
    assert dialog.store.settings.other_resolver == "9.9.9.9"
    other = open_dialog("connection", Settings(other_resolver="192.0.2.7"))
    own = named(other, QComboBox, "When names fail, ask")
    assert isinstance(own, QComboBox)
    assert own.currentText() == "192.0.2.7"


def test_own_anchors(open_dialog: Open) -> None:
    dialog = open_dialog("connection")
    switch = button(dialog, "Use my own addresses instead")
    switch.click()
    assert len(dialog.store.settings.anchors) == len(DEFAULT_ANCHORS)
    field = named(dialog, QPlainTextEdit, "Own addresses, one on each line")
    assert isinstance(field, QPlainTextEdit)
    before = dialog.store.settings
    field.setPlainText("1.1.1.1:443\n9.9.9.9:53")
    assert dialog.store.settings == before
    assert len(faults(dialog)) == 1
    field.setPlainText("1.1.1.1:443\n9.9.9.9:53\n\nhttps://www.example.org\n")
    assert dialog.store.settings.anchors == ("1.1.1.1:443", "9.9.9.9:53", "https://www.example.org")
    assert faults(dialog) == []
    switch.click()
    assert dialog.store.settings == Settings()


def test_every_host_is_listed(open_dialog: Open, catalogue: Catalogue) -> None:
    chosen = (WatchedService("whatsapp", components=("web",)),)
    dialog = open_dialog("addresses", Settings(watched=chosen))
    table = named(dialog, WordsTable, "Addresses that are contacted")
    assert isinstance(table, WordsTable)
    rows = {row[0]: row[1] for row in table.words()}
    assert rows["web.whatsapp.com"] == "WhatsApp"
    assert rows["metastatus.com"] == "WhatsApp: official page"
    assert rows["9.9.9.9"] == "Your own connection (Quad9)"
    assert "e1.whatsapp.net" not in rows
    button(dialog, "Copy the list").click()
    assert "web.whatsapp.com\tWhatsApp" in QApplication.clipboard().text().splitlines()


def test_news_of_the_system_leave_other_pages_alone(open_dialog: Open) -> None:
    dialog = open_dialog("apps")
    search = named(dialog, QLineEdit, "Search apps")
    QTest.keyClicks(search, "tik")
    dialog.show_context(capabilities=Capabilities(tray=True))
    assert named(dialog, QLineEdit, "Search apps") is search
    dialog.show_page("notifications")
    assert "yes" in [each.text() for each in dialog.findChildren(QLabel) if shown(each)]


def test_a_page_is_made_when_it_is_seen(catalogue: Catalogue, paths: Paths, qtbot: QtBot) -> None:
    counting = _Counting(resources() / "catalogue", paths.own_services)
    dialog = SettingsDialog(store(paths, Settings(watched=WATCHED)), counting, paths)
    qtbot.addWidget(dialog)
    dialog.show_context(page_components=lambda service: ())
    assert counting.asked == 0
    dialog.open()
    assert counting.asked > 0


def test_settings_changed_in_the_file_are_shown(open_dialog: Open, paths: Paths) -> None:
    dialog = open_dialog("checking")
    file.save(paths.settings_file, Settings(probe_interval_s=30))
    dialog.store.read()
    field = named(dialog, QSpinBox, "Apps, every")
    assert isinstance(field, QSpinBox)
    assert field.value() == 30


def test_the_language_changes_while_it_is_open(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("general", Settings(theme="dark"))
    dialog.store.changed.connect(lambda _before, now: i18n.install(now.language))
    box = named(dialog, QComboBox, "Language")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData("id"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QCheckBox)) and dialog.windowTitle() == "Pengaturan")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert button(dialog, "Mulai saat saya masuk ke komputer").isEnabled()
    look = named(dialog, QComboBox, "Tampilan")
    assert isinstance(look, QComboBox)
    assert look.currentText() == "Gelap"
    assert dialog.store.settings.language == "id"


def test_escape_closes(open_dialog: Open) -> None:
    dialog = open_dialog("apps")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("page", PAGES)
def test_keys_of_a_page_are_different(open_dialog: Open, language: str, page: str) -> None:
    i18n.install(language)
    dialog = open_dialog(page, Settings(watched=WATCHED, proxy="http://a:1"))
    texts = [each.text() for each in dialog.findChildren(QAbstractButton) if shown(each)]
    texts += [each.text() for each in dialog.findChildren(QLabel) if each.buddy() is not None and shown(each)]
    keys = [QKeySequence.mnemonic(each).toString() for each in texts]
    used = [each for each in keys if each]
    assert sorted(used) == sorted(set(used))


@pytest.mark.parametrize("page", PAGES)
def test_every_field_has_a_name_that_can_be_read_out(open_dialog: Open, page: str) -> None:
    dialog = open_dialog(
        page, Settings(watched=WATCHED, proxy="http://a:1", anchors=("1.1.1.1:1", "9.9.9.9:1", "a.b:1"))
    )
    buddies = {each.buddy() for each in dialog.findChildren(QLabel)}
    kinds = (QComboBox, QSpinBox, QLineEdit, QPlainTextEdit, WordsTable, QPushButton)
    fields = [each for kind in kinds for each in dialog.findChildren(kind) if shown(each)]
    nameless = [
        each
        for each in fields
        if not each.accessibleName()
        and each not in buddies
        and not (isinstance(each, QPushButton) and each.text())
        and not isinstance(each.parent(), QSpinBox | QComboBox)
    ]
    assert nameless == []


def test_closed_dialogs_leave_nothing_behind(catalogue: Catalogue, paths: Paths, qapp: QApplication) -> None:
    def living() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return sum(isinstance(each, SettingsDialog | AppsPage | ServicePanel) for each in gc.get_objects())

    before = living()
    for _ in range(3):
        dialog = SettingsDialog(store(paths, Settings(watched=WATCHED)), catalogue, paths)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        for page in PAGES:
            dialog.show_page(page)
        dialog.close()
        del dialog
    assert living() == before
