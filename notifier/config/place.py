"""Where the settings dialog shows a setting: said at the setting itself, in `notifier.config.model`.

The dialog makes the fields of a group of the settings that name it. What they look like, and what else stands on their
page, is made in `notifier.ui.settings`.
"""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, NamedTuple

import msgspec


class Group(Enum):
    """The groups of the dialog that hold settings."""

    NOTIFICATIONS = auto()
    INTERVALS = auto()
    SPARING = auto()
    START = auto()
    LOOK = auto()
    HISTORY = auto()
    NEWS = auto()
    NAMES = auto()


class Place(NamedTuple):
    """A group of the dialog, and the label there, in English.

    `choices` name the values of a text (a page may know others); without the switch that it `needs` it has no effect.
    """

    group: Group
    label: str
    choices: Mapping[str, str] = {}
    needs: str = ""


def place_of(field: msgspec.structs.FieldInfo) -> Place | None:
    """Give the place that a setting names; None where it names none."""
    annotations: tuple[Any, ...] = getattr(field.type, "__metadata__", ())
    return next((each for each in annotations if isinstance(each, Place)), None)
