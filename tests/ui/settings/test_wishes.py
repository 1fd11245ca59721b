"""What is wished of one app on its panel: name, colour, group, and how much its parts weigh."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QColorDialog, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_of
from notifier.config import file
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths
from notifier.config.wishes import as_wished
from notifier.core.model import Rank
from notifier.probes import target_of
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.look_group import LookGroup
from notifier.ui.settings.parts_group import PartsGroup

Open = Callable[..., SettingsDialog]
WATCHED = Settings(watched=(WatchedService("whatsapp"), WatchedService("gojek", group="Work")))


def wishes(dialog: SettingsDialog, service: str = "whatsapp") -> WatchedService:
    found = dialog.store.watched(service)
    assert found is not None
    return found


def look(dialog: SettingsDialog) -> LookGroup:
    found = dialog.findChild(LookGroup)
    assert found is not None
    return found


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def boxes(dialog: SettingsDialog) -> dict[str, QComboBox]:
    return {each.accessibleName(): each for each in dialog.findChildren(QComboBox) if each.isVisibleTo(dialog)}


def test_an_own_name_is_typed_and_taken_away_again(open_dialog: Open, paths: Paths) -> None:
    dialog = open_dialog("apps", WATCHED)
    name = next(each for each in look(dialog).findChildren(QLineEdit) if each.accessibleName() == "Own name")
    assert name.placeholderText() == "WhatsApp"
    name.setText("  Mum ")
    name.editingFinished.emit()
    assert wishes(dialog).name == "Mum"
    assert file.load(paths.settings_file).settings == dialog.store.settings
    name.setText("")
    name.editingFinished.emit()
    name.editingFinished.emit()
    assert wishes(dialog) == WatchedService("whatsapp")
    assert dialog.store.last_step is not None
    dialog.store.undo()
    assert wishes(dialog).name == "Mum"


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the platform of the tests cannot keep a dialog's size
def test_a_colour_is_chosen_from_the_list_or_any(open_dialog: Open, qtbot: QtBot) -> None:
    dialog = open_dialog("apps", WATCHED)
    choose(boxes(dialog)["Colour"], "Teal")
    assert wishes(dialog).color == "#2f7d6b"
    choose(boxes(dialog)["Colour"], "Another …")
    asked = look(dialog).findChild(QColorDialog)
    assert asked is not None
    asked.colorSelected.emit(QColor("#123456"))
    assert wishes(dialog).color == "#123456"
    assert boxes(dialog)["Colour"].currentText() == "#123456"
    asked.reject()
    assert boxes(dialog)["Colour"].currentText() == "#123456", "not to want another keeps the one that is there"
    choose(boxes(dialog)["Colour"], "As usual")
    assert wishes(dialog) == WatchedService("whatsapp")


def test_a_group_is_chosen_or_typed(open_dialog: Open) -> None:
    dialog = open_dialog("apps", WATCHED)
    choose(boxes(dialog)["Group"], "Work")
    assert [(each.id, each.group) for each in dialog.store.settings.watched] == [
        ("gojek", "Work"),
        ("whatsapp", "Work"),
    ]
    box = boxes(dialog)["Group"]
    box.setEditText(" Family ")
    line = box.lineEdit()
    assert line is not None
    line.editingFinished.emit()
    assert wishes(dialog).group == "Family"
    choose(boxes(dialog)["Group"], "None")
    assert wishes(dialog) == WatchedService("whatsapp")


def test_a_part_weighs_what_the_user_says(open_dialog: Open, catalogue: Catalogue) -> None:
    dialog = open_dialog("apps", WATCHED)
    whatsapp = catalogue.get("whatsapp")
    assert whatsapp is not None
    part = next(each for each in whatsapp.components if each.rank is Rank.CORE)
    box = boxes(dialog)[f"Weight of {part.names['en']}"]
    assert box.currentText() == "Main"
    choose(box, "Minor")
    assert wishes(dialog).minor == (part.id,)
    ranks = {each.id: each.rank for each in as_wished(whatsapp, dialog.store.settings).components}
    assert ranks[part.id] is Rank.MINOR
    choose(box, "Main")
    assert wishes(dialog) == WatchedService("whatsapp"), "as the catalogue says it is no wish"


def test_an_own_service_of_one_part_has_a_weight_and_no_tick(open_dialog: Open, catalogue: Catalogue) -> None:
    own = service_of(target_of("intranet.example.org"))
    catalogue.own.add(own)
    dialog = open_dialog("apps", Settings(watched=(WatchedService(own.id),)))
    parts = dialog.findChild(PartsGroup)
    assert parts is not None
    assert not parts.findChildren(QCheckBox)
    (box,) = parts.findChildren(QComboBox)
    choose(box, "Minor")
    assert wishes(dialog, own.id).minor == (own.components[0].id,)
