"""The page of one's other computers: pairing, answering, who was heard, removing; secrets go to the keyring alone."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from notifier.app.own_machines import OwnMachines
from notifier.catalogue.loader import Catalogue
from notifier.config import secrets
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.core.failure import UserError
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.messages import Answer
from notifier.sources.machines.pairing import PASSWORD_SECRET, read_code
from notifier.sources.remote import RemoteCheck, Try
from notifier.ui import i18n
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.store import SettingsStore

Open = Callable[..., "Scene"]
OFFICE = Answer("0123456789abcdef" * 2, 1.0, "office", "MY", done=True, works=True)


class Scene:
    def __init__(self, dialog: SettingsDialog, paths: Paths, kept: dict[str, str]) -> None:
        self.dialog = dialog
        self.paths = paths
        self.kept = kept
        self.anew = 0

    @property
    def settings(self) -> Settings:
        return self.dialog.store.settings

    def words(self) -> str:
        return "\n".join(each.text() for each in self.dialog.findChildren(QLabel) if each.isVisibleTo(self.dialog))

    def button(self, text: str) -> QAbstractButton:
        named = [each for each in self.dialog.findChildren(QAbstractButton) if each.text().replace("&", "") == text]
        (found,) = [each for each in named if each.isVisibleTo(self.dialog)]
        return found

    def field(self, name: str) -> QLineEdit:
        named = [each for each in self.dialog.findChildren(QLabel) if each.text().replace("&", "") == name]
        (found,) = [each.buddy() for each in named if each.isVisibleTo(self.dialog)]
        assert isinstance(found, QLineEdit)
        return found

    def count_anew(self) -> None:
        self.anew += 1


@pytest.fixture
def opened(qtbot: QtBot, catalogue: Catalogue, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> Open:
    kept: dict[str, str] = {}
    monkeypatch.setattr(secrets, "get", kept.get)
    monkeypatch.setattr(secrets, "set", kept.__setitem__)

    def make(settings: Settings | None = None, *, keyring: bool = True) -> Scene:
        store = SettingsStore(paths.settings_file, Loaded(settings or Settings()))
        dialog = SettingsDialog(store, catalogue, paths, capabilities=Capabilities(keyring=keyring))
        qtbot.addWidget(dialog)
        machines = OwnMachines(paths, store, dialog)
        scene = Scene(dialog, paths, kept)
        machines.another_key.connect(scene.count_anew)
        machines.answered.connect(dialog.show_machines)
        dialog.machines_asked.connect(machines.ask)
        dialog.show_context(machines=machines)
        dialog.show_page("machines")
        dialog.open()
        return scene

    return make


def paired(opened: Open) -> Scene:
    scene = opened()
    QTest.keyClicks(scene.field("Where this computer is:"), " home ")
    QTest.keyClicks(scene.field("Broker:"), "mqtts://broker.example.com")
    QTest.keyClicks(scene.field("User name:"), "anna")
    QTest.keyClicks(scene.field("Password:"), "a pass word")
    scene.button("Make a code for the others").click()
    return scene


def test_the_first_computer_makes_a_code_and_the_next_one_joins_with_it(opened: Open, tmp_path: Path) -> None:
    scene = paired(opened)
    assert (scene.settings.broker, scene.settings.place) == ("mqtts://anna@broker.example.com:8883", "home")
    assert scene.kept[PASSWORD_SECRET] == "a pass word"
    assert "It is called “home”; the broker is mqtts://anna@broker.example.com:8883." in scene.words()
    scene.button("Show the code").click()
    scene.button("Copy").click()
    code = QGuiApplication.clipboard().text()
    broker, key = read_code(code)
    assert broker.url == scene.settings.broker
    first = dict(scene.kept)
    written = "".join(each.read_text("utf-8", "replace") for each in tmp_path.rglob("*") if each.is_file())
    assert not any(secret in written for secret in (*first.values(), code)), "in the keyring alone"

    scene.button("Leave the others").click()
    assert (scene.settings.broker, set(scene.kept.values())) == ("", {""})
    QTest.keyClicks(scene.field("Code:"), code)
    QTest.keyClicks(scene.field("Password of the broker:"), "a pass word")
    scene.button("Join").click()
    assert scene.kept == first
    assert scene.settings.broker == broker.url
    assert key


def test_what_is_wrong_is_told_and_changes_nothing(opened: Open) -> None:
    scene = opened()
    scene.button("Make a code for the others").click()
    assert "This is not a broker's address" in scene.words()
    QTest.keyClicks(scene.field("Broker:"), "mqtts://broker.example.com")
    scene.button("Make a code for the others").click()
    assert "This machine's place has no name" in scene.words()
    scene.button("Join").click()
    assert "This is not a machine's code" in scene.words()
    assert (scene.kept, scene.settings) == ({}, Settings())


def test_answering_is_switched_on(opened: Open) -> None:
    scene = paired(opened)
    before = scene.settings
    assert not before.answer_machines
    scene.button("Answer my other computers while this program runs").click()
    assert scene.settings == msgspec.structs.replace(before, answer_machines=True)
    scene.button("Leave the others").click()
    assert scene.settings == msgspec.structs.replace(before, broker="")


def test_who_was_heard_is_listed_with_what_it_found_and_can_be_removed(opened: Open) -> None:
    scene = paired(opened)
    assert "None yet." in scene.words()
    known = KnownMachines(scene.paths.machines_file)
    known.answered([OFFICE], RemoteCheck(Try.WEB, "whatsapp.com"))
    known.asked("cabin")
    scene.dialog.show_machines(None)
    assert "“office” (Malaysia)" in scene.words()
    assert "whatsapp.com worked from there." in scene.words()
    assert "“cabin”\n" in scene.words()
    removes = [each for each in scene.dialog.findChildren(QAbstractButton) if each.text() == "Remove"]
    (office,) = [each for each in removes if "office" in each.accessibleDescription()]
    before, old = scene.dialog._context.machines, dict(scene.kept)
    assert before is not None
    old_code = before.code()
    office.click()
    assert [each.place for each in known.all()] == ["cabin"]
    assert "“office” can neither ask nor answer any more. There is a new code; enter it on “cabin”" in scene.words()
    shown = [each.text() for each in scene.dialog.findChildren(QLineEdit) if each.text().startswith("onm1-")]
    assert shown == [before.code()] != [old_code], "the code with another key is shown at once"
    assert scene.kept[PASSWORD_SECRET] == old[PASSWORD_SECRET]
    assert scene.anew == 1, "who works begins anew with it"


def test_what_came_of_asking_is_told(opened: Open) -> None:
    scene = paired(opened)
    scene.button("Ask who is there").click()
    assert "Nobody can be asked just now" in scene.words()
    scene.dialog.show_machines(UserError("the broker does not answer ({reason})", "x", reason="it wants a login"))
    assert "The broker does not answer (it wants a login)" in scene.words()
    scene.dialog.show_machines(None)
    assert "does not answer" not in scene.words()


def test_another_key_at_the_same_broker_is_news_for_who_works(opened: Open) -> None:
    scene = paired(opened)
    assert scene.anew == 0, "the settings tell it"
    context = scene.dialog._context.machines
    assert context is not None
    context.join(context.code(), "a pass word", "home")
    assert scene.anew == 1


def test_without_a_keyring_nothing_can_be_paired(opened: Open) -> None:
    scene = opened(keyring=False)
    assert "There is no open keyring here" in scene.words()
    assert not scene.button("Join").isEnabled()


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("broker", ["", "mqtts://broker.example.com:8883"])
def test_everything_can_be_reached_and_is_named(opened: Open, language: str, broker: str) -> None:
    i18n.install(language)
    scene = opened(Settings(broker=broker, place="home" if broker else ""))
    page = scene.dialog._made["machines"]
    fields: list[QWidget] = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit)]
    labels = [each.buddy() for each in page.findChildren(QLabel)]
    for each in fields:
        named = each.accessibleName() or (isinstance(each, QAbstractButton) and each.text()) or each in labels
        assert named, each
        assert each.focusPolicy() & Qt.FocusPolicy.TabFocus
