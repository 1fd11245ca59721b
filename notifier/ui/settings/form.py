"""Fields made of the settings themselves: a box for each setting that names a group, which sets it as it is changed.

Yes or no becomes a tick box, a number with limits a box for numbers in the unit that its name ends with, a text a box
of choices. What needs more than that (the proxy, the anchors, the apps) has a page of its own.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import inspect
from msgspec.structs import FieldInfo
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QAbstractButton, QFormLayout, QWidget

from notifier.config.keys import FIELDS, checked
from notifier.config.place import Group, Place, place_of
from notifier.ui.settings.fields import ChoiceBox, NumberBox, SecondsBox
from notifier.ui.settings.store import SettingsStore
from notifier.ui.settings.ticks import TickBox
from notifier.words import pgettext
from notifier.words.language import said

Choices = Sequence[tuple[str, str]]
"""Pairs of what is shown and what is meant."""

_MOST: Final = 1_000_000
"""For a number without a limit of its own."""
NO_CHOICES: Final[Mapping[str, Choices]] = {}


class _Tie(QObject):
    """Ties a box to its setting; it goes with the box."""

    def __init__(self, store: SettingsStore, key: str, box: QWidget) -> None:
        super().__init__(box)
        self._store = store
        self._key = key

    @Slot(bool)
    @Slot(int)
    @Slot(str)
    def take(self, value: object) -> None:
        """Set the setting to what the box says now."""
        self._store.change(**{self._key: checked(self._key, FIELDS[self._key], value)})


def add_settings(
    form: QFormLayout, group: Group, store: SettingsStore, choices: Mapping[str, Choices] = NO_CHOICES
) -> dict[str, QWidget]:
    """Add the settings of a group, in the order of the model; give their boxes by the settings' names.

    `choices` are those that are known only now, by the setting's name.
    """
    boxes: dict[str, QWidget] = {}
    for key, field in FIELDS.items():
        place = place_of(field)
        if place is None or place.group is not group:
            continue
        box = boxes[key] = _box(store, field, place, choices.get(key, ()))
        if isinstance(box, TickBox):
            form.addRow(box)
        else:
            form.addRow(said(place.label), box)
        switch = boxes.get(place.needs)
        if isinstance(switch, QAbstractButton):
            switch.toggled.connect(box.setEnabled)
            box.setEnabled(switch.isChecked())
    return boxes


def _box(store: SettingsStore, field: FieldInfo, place: Place, choices: Choices) -> QWidget:
    key, label = field.name, said(place.label)
    name, value = label.replace("&", "").rstrip(":"), getattr(store.settings, key)
    match inspect.type_info(field.type):
        case inspect.BoolType():
            switch = TickBox(label)
            switch.setChecked(value)
            switch.toggled.connect(_Tie(store, key, switch).take)
            return switch
        case inspect.IntType() | inspect.FloatType() as limits:
            allowed = (int(limits.ge or 0), int(limits.le or _MOST))
            number = (
                SecondsBox(name, allowed, value) if key.endswith("_s") else NumberBox(name, allowed, value, _unit(key))
            )
            number.valueChanged.connect(_Tie(store, key, number).take)
            return number
        case _:
            known = choices or [(said(words), meant) for meant, words in place.choices.items()]
            choice = ChoiceBox(name, known, value)
            choice.chosen.connect(_Tie(store, key, choice).take)
            return choice


def _unit(key: str) -> str:
    """Give what stands behind a number: the unit that a setting's name ends with."""
    return pgettext("follows a number above 6", " days") if key.endswith("_days") else ""
