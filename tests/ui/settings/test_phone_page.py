"""The page of notices to the phone: adding with a test message, levels, removing, and what is missing."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from notifier.app.phone import PhoneNotices
from notifier.catalogue.loader import Catalogue
from notifier.config import secrets
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.ui.settings import phone_page
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.phone_page import AddPhone, PhoneRow
from notifier.ui.settings.store import SettingsStore
from tests.desktop_parts.phone.conftest import _web as _web
from tests.desktop_parts.phone.servers import Web

pytestmark = pytest.mark.usefixtures("english")
CANARY = "c4n4ry-5ecret"
Open = Callable[..., "Scene"]


class Teller(QObject):
    told = Signal(object, object)


class Scene:
    def __init__(self, dialog: SettingsDialog, notices: PhoneNotices, kept: dict[str, str]) -> None:
        self.dialog, self.notices, self.kept = dialog, notices, kept

    def words(self) -> str:
        return "\n".join(each.text() for each in self.dialog.findChildren(QLabel) if each.isVisibleTo(self.dialog))

    def rows(self) -> list[PhoneRow]:
        return [each for each in self.dialog.findChildren(PhoneRow) if each.isVisibleTo(self.dialog)]

    def press(self, name: str) -> None:
        named = [each for each in self.dialog.findChildren(QPushButton) if each.text().replace("&", "") == name]
        (found,) = [each for each in named if each.isVisibleTo(self.dialog)]
        assert found.isEnabled()
        found.click()

    def enter(self, url: str) -> None:
        (adding,) = self.dialog.findChildren(AddPhone)
        (field,) = adding.findChildren(QLineEdit)
        field.clear()
        QTest.keyClicks(field, url)
        self.press("Add and send a test")


@pytest.fixture
def opened(
    qtbot: QtBot, catalogue: Catalogue, paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Scene]]:
    kept: dict[str, str] = {}
    monkeypatch.setattr(secrets, "get", kept.get)
    monkeypatch.setattr(secrets, "set", kept.__setitem__)
    teller, made = Teller(), []

    def make(*, keyring: bool = True) -> Scene:
        store = SettingsStore(paths.settings_file, Loaded(Settings()))
        dialog = SettingsDialog(store, catalogue, paths, capabilities=Capabilities(keyring=keyring))
        qtbot.addWidget(dialog)
        made.append(PhoneNotices(paths, store, teller.told, dialog))
        dialog.show_context(phones=made[-1])
        dialog.show_page("phone")
        dialog.open()
        return Scene(dialog, made[-1], kept)

    yield make
    for each in made:
        each.close()


def test_an_address_is_added_after_a_test_shown_masked_and_removed(opened: Open, web: Web, qtbot: QtBot) -> None:
    scene = opened()
    scene.enter(f"ntfy://me:{CANARY}@{web.place}/{CANARY}")
    assert "Sending a test message …" in scene.words()
    qtbot.waitUntil(lambda: len(scene.rows()) == 1, timeout=20_000)
    assert "The test message was sent, and the address is kept." in scene.words()
    assert f"ntfy://{web.place}/…" in scene.words()
    assert CANARY not in scene.words()
    assert not any(each.text() for each in scene.dialog.findChildren(QLineEdit))

    levels = scene.rows()[0].findChildren(QComboBox)[0]
    levels.setCurrentIndex(0)
    levels.activated.emit(0)
    assert scene.dialog.store.settings.phones == (f"1 ntfy {web.place} all",)

    web.status = 401
    scene.press("Send a test")
    qtbot.waitUntil(lambda: "refused it (status 401)" in scene.words(), timeout=20_000)
    web.status = 200
    scene.press("Send a test")
    qtbot.waitUntil(lambda: "The last message was sent." in scene.words(), timeout=20_000)
    scene.press("Remove")
    assert scene.rows() == []
    assert scene.kept == {"phone 1": ""}


def test_one_that_fails_is_said_and_not_kept(opened: Open, web: Web, qtbot: QtBot) -> None:
    scene = opened()
    scene.enter("nonsense")
    assert "This is not an address for notices to the phone" in scene.words()
    web.status = 404
    scene.enter(f"ntfy://{web.place}/topic")
    qtbot.waitUntil(lambda: "did not take it (status 404)" in scene.words(), timeout=20_000)
    assert (scene.rows(), scene.kept) == ([], {})


def test_what_is_missing_is_said_with_the_command(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phone_page, "is_installed", lambda: False)
    words = opened(keyring=False).words()
    assert '-m pip install "apprise>=2"' in words
    assert "This needs a keyring of the system's" in words
