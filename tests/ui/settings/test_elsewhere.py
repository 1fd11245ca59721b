"""The page of the sources outside: the question, a switch for each, what it did, its key."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from notifier.config import file
from notifier.config.consent import answered
from notifier.config.model import Settings, may_ask, watch_of
from notifier.core.editions import Edition
from notifier.core.failure import UserError
from notifier.core.outside.source import Key, Usage
from notifier.sources.outside_sources import told_sources
from notifier.ui import i18n
from notifier.ui.note import Note
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.fields import ChoiceBox
from notifier.ui.settings.source_card import SourceCard
from notifier.ui.table import WordsTable
from tests.ui.settings.conftest import Open

SOURCES = told_sources()
KEYLESS = {each.name: each.id for each in SOURCES if each.key is not Key.NEEDED}
"""What a yes lets be asked; what works with a key of the user's own alone is switched on by itself."""
YES = Settings(**answered(SOURCES, on=True))
NOW = datetime.now(UTC)


def opened(open_dialog: Open, settings: Settings, page: str = "elsewhere", **usage: Usage) -> SettingsDialog:
    dialog = open_dialog(page, settings, capabilities=Capabilities(keyring=True))
    dialog.show_context(outside=lambda: SOURCES, outside_usage=lambda: usage)
    return dialog


def shown(dialog: QWidget, text: str) -> QAbstractButton | None:
    found = [each for each in dialog.findChildren(QAbstractButton) if each.text().replace("&", "") == text]
    return next((each for each in found if each.isVisibleTo(dialog)), None)


def press(dialog: QWidget, text: str) -> None:
    button = shown(dialog, text)
    assert button is not None, f"no button {text!r}"
    button.click()


def card(dialog: SettingsDialog, name: str) -> SourceCard:
    (found,) = [each for each in dialog.findChildren(SourceCard) if each.accessibleName() == name]
    return found


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget))


def boxes(dialog: SettingsDialog) -> dict[str, bool]:
    return {
        each.accessibleName(): each.findChildren(QCheckBox)[0].isChecked() for each in dialog.findChildren(SourceCard)
    }


def test_the_question_stands_there_until_it_is_answered(open_dialog: Open) -> None:
    dialog = opened(open_dialog, Settings())
    assert "may I ask other places" in words(dialog)
    assert not any(boxes(dialog).values())
    press(dialog, "Yes, ask them")
    assert may_ask(dialog.store.settings) == tuple(KEYLESS.values())
    assert boxes(dialog) == {each.name: each.name in KEYLESS for each in SOURCES}
    assert shown(dialog, "Yes, ask them") is None
    assert "may I ask other places" not in words(dialog)
    press(dialog, "Ask other places when something looks down")
    assert may_ask(dialog.store.settings) == ()
    assert not any(boxes(dialog).values())


def test_no_is_an_answer(open_dialog: Open) -> None:
    dialog = opened(open_dialog, Settings())
    press(dialog, "No")
    assert (dialog.store.settings.outside_answered, dialog.store.settings.outside) == (True, ())
    assert shown(dialog, "No") is None


def test_who_is_asked_and_what_they_learn_stands_beside_the_question(open_dialog: Open) -> None:
    told = words(opened(open_dialog, Settings()))
    for source in SOURCES:
        assert source.name in told or source.name not in KEYLESS
        assert source.host in told
        assert source.learns in told
    assert "your internet address" in told.replace("\n", " ")


def test_each_is_switched_alone(open_dialog: Open) -> None:
    dialog = opened(open_dialog, YES)
    press(card(dialog, "OONI"), "OONI")
    assert "ooni" not in may_ask(dialog.store.settings)
    assert boxes(dialog) == {each.name: each.name in KEYLESS and each.id != "ooni" for each in SOURCES}
    press(card(dialog, "OONI"), "OONI")
    assert "ooni" in may_ask(dialog.store.settings)


def test_what_costs_money_is_switched_on_by_a_second_click(open_dialog: Open) -> None:
    dialog = opened(open_dialog, YES)
    mine, (box, *_rest) = card(dialog, "X"), card(dialog, "X").findChildren(QCheckBox)
    assert shown(mine, "Switch it on") is None
    for answer, on in (("Leave it off", False), ("Switch it on", True)):
        press(mine, "X")
        assert "xcounts" not in may_ask(dialog.store.settings)
        assert not box.isChecked()
        assert "half a dollar a day" in words(mine).split("What for:")[0], "the price stands beside the question"
        press(mine, answer)
        assert ("xcounts" in may_ask(dialog.store.settings), box.isChecked()) == (on, on)
        assert shown(mine, answer) is None
    press(mine, "X")
    assert "xcounts" not in may_ask(dialog.store.settings), "switching it off asks nothing"


def test_all_that_may_be_asked_is_listed_with_all_there_is_to_know(open_dialog: Open) -> None:
    dialog = opened(open_dialog, YES, bluesky=Usage(4, NOW), xposts=Usage(2, NOW, NOW, "status 403"))
    assert len(dialog.findChildren(SourceCard)) == len(SOURCES) > 25
    for source in SOURCES:
        told = words(card(dialog, source.name))
        for text in (source.purpose, source.learns, source.host, source.price, "today ", "Last answer:"):
            assert text in told, (source.id, text)
        keyed = list(card(dialog, source.name).findChildren(QLineEdit))
        assert len(keyed) == (source.key is not Key.NONE)
        assert source.key_form in told
    assert "today 4 so far" in words(card(dialog, "Bluesky"))
    assert "it does not let this program in (403)" in words(card(dialog, "X (support accounts)"))


def test_the_language_and_country_of_news(open_dialog: Open) -> None:
    dialog = opened(open_dialog, YES)
    boxes = {each.accessibleName(): each for each in dialog.findChildren(ChoiceBox)}
    for name, shown_as in (("Language of news", "Bahasa Indonesia"), ("Country of news", "Netherlands")):
        box = boxes[name]
        box.setCurrentIndex(box.findText(shown_as))
        box.activated.emit(box.currentIndex())
    settings = dialog.store.settings
    assert (settings.news_language, settings.news_country) == ("id", "NL")
    assert watch_of(settings, "GB", "en").edition == Edition("id", "ID")
    assert watch_of(Settings(), "GB", "en").edition == Edition("en", "GB")
    assert watch_of(Settings(country="BE"), "GB", "nl").edition == Edition("nl", "BE")
    assert watch_of(Settings(news_country="MY"), "ID", "id").edition == Edition("en", "MY")


def test_how_a_source_did(open_dialog: Open) -> None:
    failing = Usage(3, NOW - timedelta(hours=2), NOW, "status 503", NOW + timedelta(minutes=5))
    dialog = opened(open_dialog, YES, globalping=Usage(36, NOW), checkhost=failing)
    assert "At most 250 tests an hour; today 36 so far" in words(card(dialog, "Globalping"))
    assert "Answered " in words(card(dialog, "Globalping"))
    told = words(card(dialog, "check-host.net"))
    assert "it has a fault of its own (503)" in told
    assert "asks not to be contacted until" in told
    assert "Not asked yet" in words(card(dialog, "IODA"))


def test_a_key_is_tried_and_then_forgotten_by_the_window(open_dialog: Open) -> None:
    dialog = opened(open_dialog, YES)
    entered: list[tuple[str, str]] = []
    dialog.key_entered.connect(lambda *said: entered.append(said))
    shown_card = card(dialog, "Globalping")
    (field,) = shown_card.findChildren(QLineEdit)
    assert field.echoMode() is QLineEdit.EchoMode.Password
    QTest.keyClicks(field, "a-token")
    press(shown_card, "Try and keep")
    assert entered == [("globalping", "a-token")]
    dialog.show_key("globalping", UserError("{source} does not take this key", source="Globalping"))
    assert "Globalping does not take this key" in words(shown_card)
    assert field.accessibleDescription()
    dialog.show_key("globalping", None)
    assert "The key works" in words(shown_card)
    assert field.text() == ""
    assert "a-token" not in file.shown(dialog.store.settings, "outside")


def test_without_a_keyring_no_key_can_be_entered(open_dialog: Open) -> None:
    dialog = open_dialog("elsewhere", YES, capabilities=Capabilities(keyring=False))
    dialog.show_context(outside=lambda: SOURCES)
    (field,) = card(dialog, "Globalping").findChildren(QLineEdit)
    assert not field.isEnabled()
    assert "a key cannot be kept" in words(card(dialog, "Globalping"))


@pytest.mark.parametrize("settings", [YES, Settings(outside_answered=True, outside=("ooni",)), Settings()])
def test_the_list_of_addresses_has_those_that_may_be_asked(open_dialog: Open, settings: Settings) -> None:
    dialog = opened(open_dialog, settings, "addresses")
    (table,) = [each for each in dialog.findChildren(WordsTable) if each.isVisibleTo(dialog)]
    hosts = {host for host, _what_for in table.words()}
    asked = {each.host for each in SOURCES if each.id in may_ask(settings)}
    assert hosts & {each.host for each in SOURCES} == asked


@pytest.mark.parametrize("language", ["en", "id"])
def test_everything_can_be_reached_and_is_named(open_dialog: Open, language: str) -> None:
    i18n.install(language)
    dialog = opened(open_dialog, Settings())
    for each in dialog.findChildren(SourceCard):
        for control in [*each.findChildren(QAbstractButton), *each.findChildren(QLineEdit)]:
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())


@pytest.mark.usefixtures("indonesian")
@pytest.mark.parametrize("width", [640, 700, 860])
def test_every_word_of_the_question_is_seen_however_wide_the_window_is(
    open_dialog: Open, qtbot: QtBot, qapp: QApplication, width: int
) -> None:
    failing = Usage(3, NOW, NOW, "status 503")
    dialog = opened(open_dialog, YES, page="about", **dict.fromkeys(KEYLESS.values(), failing))
    dialog.resize(width, 520)
    qtbot.waitUntil(lambda: dialog.width() == width)
    dialog.show_page("elsewhere")
    for height in (520, 521):
        dialog.resize(width, height)
        for _ in range(9):
            qapp.processEvents()
        notes = [each for each in dialog.findChildren(Note) if each.isVisible()]
        assert len(notes) > 4
        assert [each.text() for each in notes if each.height() < each.heightForWidth(each.width())] == []
