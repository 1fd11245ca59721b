"""One's own alternatives of an app: ticked of those that the catalogue names, or added by name."""

import msgspec
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from notifier.catalogue.loader import Catalogue
from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths
from notifier.config.wishes import as_wished
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.instead_group import InsteadGroup
from tests.ui.settings.conftest import Open

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WATCHED = Settings(watched=(WatchedService("whatsapp"),))


def group(open_dialog: Open, settings: Settings = WATCHED) -> tuple[SettingsDialog, InsteadGroup]:
    dialog = open_dialog("apps", settings)
    (found,) = dialog.findChildren(InsteadGroup)
    return dialog, found


def ticked(shown: InsteadGroup) -> list[str]:
    boxes = [each for each in shown.findChildren(QAbstractButton) if each.isCheckable()]
    return [each.text() for each in boxes if each.isChecked()]


def press(shown: InsteadGroup, text: str) -> None:
    (found,) = [each for each in shown.findChildren(QAbstractButton) if each.text().replace("&", "") == text]
    found.click()


def chosen(dialog: SettingsDialog) -> tuple[str, ...]:
    (watched,) = dialog.store.settings.watched
    return watched.alternatives


def test_those_of_the_catalogue_are_ticked_until_one_chooses(
    open_dialog: Open, catalogue: Catalogue, paths: Paths
) -> None:
    dialog, shown = group(open_dialog)
    service = catalogue.get("whatsapp")
    assert service is not None
    names = [each.name for name in service.alternatives if (each := catalogue.get(name)) is not None]
    assert ticked(shown) == names
    press(shown, names[0])
    assert chosen(dialog) == service.alternatives[1:]
    assert as_wished(service, dialog.store.settings).alternatives == service.alternatives[1:]
    assert file.load(paths.settings_file).settings == dialog.store.settings
    press(shown, names[0])
    assert chosen(dialog) == ()


def test_another_is_added_by_its_name(open_dialog: Open) -> None:
    dialog, shown = group(open_dialog)
    (field,) = shown.findChildren(QLineEdit)
    QTest.keyClicks(field, "slack")
    completer = field.completer()
    assert completer.model().index(0, 0).data() == "Slack"
    press(shown, "Add")
    assert (chosen(dialog)[-1], ticked(shown)[-1], field.text()) == ("slack", "Slack", "")
    QTest.keyClicks(field, "slack")
    press(shown, "Add")
    assert ticked(shown).count("Slack") == 1


@pytest.mark.parametrize("words", ["nothing is called that", "WhatsApp"])
def test_what_is_no_other_app_is_told(words: str, open_dialog: Open) -> None:
    dialog, shown = group(open_dialog)
    (field,) = shown.findChildren(QLineEdit)
    QTest.keyClicks(field, words)
    press(shown, "Add")
    assert f"No other app is called {words}" in "\n".join(each.text() for each in shown.findChildren(QLabel))
    assert chosen(dialog) == ()


def test_what_the_catalogue_knows_no_more_is_not_shown(open_dialog: Open) -> None:
    own = msgspec.structs.replace(WATCHED, watched=(WatchedService("whatsapp", alternatives=("gone", "telegram")),))
    _dialog, shown = group(open_dialog, own)
    assert ticked(shown) == ["Telegram"]
