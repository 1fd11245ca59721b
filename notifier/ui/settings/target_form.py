"""What a person may want of an address beside the address itself: the kind of reading, and the fields of that kind.

The fields are those that `notifier.probes` names, so a kind that is added there has its form here.
"""

from collections.abc import Callable
from typing import Any, assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from notifier.core.failure import UserError
from notifier.probes import Probe, kinds
from notifier.probes.tables import Entry, TableError, entries, with_values
from notifier.ui.settings.fields import ChoiceBox, NumberBox
from notifier.ui.settings.ticks import TickBox
from notifier.words import _
from notifier.words.language import said


class TargetForm(QWidget):
    """A choice of the kind, and an editor for each of its fields that the address does not tell."""

    changed = Signal()
    """A field has another value."""
    kind_chosen = Signal(str)
    """The user wants another kind, by its name."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        name = _("Kind of check")
        choices = [(said(kind.label), each) for each, kind in kinds().items()]
        self._choice = ChoiceBox(name, choices, "", letters=18)
        self._choice.chosen.connect(self.kind_chosen)
        self._rows.addRow(name, self._choice)
        self._kind: type[Probe] | None = None
        self._values: dict[Entry, Callable[[], Any]] = {}
        self._kept: dict[type[Probe] | None, dict[Entry, Any]] = {}
        """What was filled in for the kinds that the address has meant so far; it means several while it is typed."""

    def show_target(self, target: Probe) -> None:
        """Show the fields of its kind; what was filled in for that kind is kept."""
        self._choice.setCurrentIndex(self._choice.findData(target.kind))
        if type(target) is self._kind:
            return
        self._kept[self._kind] = {entry: value() for entry, value in self._values.items()}
        while self._rows.rowCount() > 1:
            self._rows.removeRow(1)
        self._values.clear()
        self._kind = type(target)
        kept = self._kept.get(self._kind, {})
        for entry in entries(self._kind):
            if not entry.about.in_address:
                self._add(entry, kept.get(entry, entry.of(target)))

    def filled(self, target: Probe) -> Probe:
        """Give the target with what is filled in. Raises UserError."""
        try:
            return with_values(target, {entry.path: value() for entry, value in self._values.items()})
        except TableError as error:
            about = next((each.about for each in self._values if error.key.startswith(each.key)), None)
            hint = error.hint if about is None else about.expected or error.hint
            field = error.key if about is None else said(about.label)
            raise UserError("{field} cannot be used like this", hint, field=field, **error.values) from error

    def _add(self, entry: Entry, value: Any) -> None:
        name = said(entry.about.label)
        match entry.shape:
            case "flag":
                tick = TickBox(name)
                tick.setChecked(value)
                tick.toggled.connect(self.changed)
                self._rows.addRow(tick)
                self._values[entry] = tick.isChecked
            case "choice":
                choices = [(each, each) for each in entry.choices]
                box = ChoiceBox(name, choices, value, letters=8)
                box.chosen.connect(self.changed)
                self._rows.addRow(name, box)
                self._values[entry] = box.currentData
            case "number":
                number = NumberBox(name, entry.limits, value)
                number.valueChanged.connect(self.changed)
                self._rows.addRow(name, number)
                self._values[entry] = number.value
            case "text":
                self._values[entry] = self._line(name, entry, value).text
            case "numbers":
                line = self._line(name, entry, ", ".join(map(str, value)))
                self._values[entry] = lambda: [int(each) if each.isdecimal() else each for each in _split(line.text())]
            case _:
                assert_never(entry.shape)

    def _line(self, name: str, entry: Entry, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setAccessibleName(name)
        line.setPlaceholderText(entry.about.example)
        line.textEdited.connect(self.changed)
        self._rows.addRow(name, line)
        return line


def _split(text: str) -> list[str]:
    return text.replace(",", " ").split()
