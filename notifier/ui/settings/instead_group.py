"""What the user would use instead of an app: those that the catalogue names, with ticks, and any others by name."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout

from notifier.catalogue.loader import Catalogue
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.ui.settings.fields import Fault, Note, push_button
from notifier.ui.settings.group import Group
from notifier.ui.settings.ticks import TickBox
from notifier.words import _
from notifier.words.names import category_names

SHOWN_MOST = 12


class InsteadGroup(Group):
    """The choice for one service; `own` is what was chosen before, empty: what the catalogue names.

    Signals: `chosen` with the ids, as a tuple; empty: what the catalogue names.
    """

    chosen = Signal(object)

    def __init__(self, service: Service, own: Sequence[str], catalogue: Catalogue) -> None:
        super().__init__(_("What to use meanwhile"))
        self._service = service
        self._catalogue = catalogue
        self._ticks: dict[str, TickBox] = {}
        self._column = QVBoxLayout(self)
        self._column.addWidget(Note(_("Named when this app fails, and only if it works itself at that moment.")))
        self._boxes = QVBoxLayout()
        self._column.addLayout(self._boxes)
        for name in dict.fromkeys((*service.alternatives, *own)):
            self._add_tick(name, on=name in (own or service.alternatives))
        self._none_left = Note(_("With none ticked, those of the list are named."))
        self._none_left.setVisible(bool(service.alternatives))
        self._column.addWidget(self._none_left)
        self._add_row()

    def _add_row(self) -> None:
        self._other = QLineEdit()
        self._other.setPlaceholderText(_("another app"))
        self._other.setAccessibleName(_("Another app to use meanwhile"))
        self._other.returnPressed.connect(self._add_other)
        self._other.textEdited.connect(self._suggest)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self._other)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._other.setCompleter(self._completer)
        add = push_button(_("Add"), self._add_other)
        add.setAccessibleName(_("Add another app to use meanwhile"))
        row = QHBoxLayout()
        row.addWidget(self._other, 1)
        row.addWidget(add)
        self._fault = Fault(self._other)
        self._column.addLayout(row)
        self._column.addWidget(self._fault)

    def _add_tick(self, name: str, *, on: bool) -> None:
        known = self._catalogue.get(name)
        if known is None:
            return  # of a catalogue that is here no more
        box = self._ticks[name] = TickBox(known.name.replace("&", "&&"))
        box.setChecked(on)
        box.clicked.connect(self._say)
        self._boxes.addWidget(box)

    @Slot(str)
    def _suggest(self, words: str) -> None:
        """Offer the names that the words may mean."""
        found = self._catalogue.search(words, kinds=category_names())[:SHOWN_MOST] if words.strip() else []
        names = [each.name for each in found if each.id != self._service.id]
        self._names.setStringList(names)

    @Slot()
    def _add_other(self) -> None:
        words = self._other.text().strip()
        if not words:
            return
        found = self._catalogue.find(words)
        if found is None or found.id == self._service.id:
            error = UserError("no other app is called {name}", "choose one of those that are offered", name=words[:60])
            self._fault.tell(error)
            return
        self._fault.tell(None)
        self._other.clear()
        if found.id in self._ticks:
            self._ticks[found.id].setChecked(True)
        else:
            self._add_tick(found.id, on=True)
        self._say()

    @Slot()
    def _say(self) -> None:
        on = tuple(name for name, box in self._ticks.items() if box.isChecked())
        same = set(on) == {name for name in self._service.alternatives if name in self._ticks}
        self.chosen.emit(() if same else on)
