"""The parts of a company's official page, of which there can be hundreds: a list with ticks and a search.

They are known once the page has been read; their names are the company's own and not translated.
"""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout

from notifier.core.model import PageComponent
from notifier.ui.clearable_field import ClearableField
from notifier.ui.settings.fields import Note
from notifier.ui.settings.group import Group
from notifier.ui.settings.ticks import TickDelegate
from notifier.ui.softened import soften
from notifier.words import _

_FEW = 8


class PageParts(Group):
    """Lets the user choose which parts of the official page count."""

    chosen = Signal(object)
    """The ids that count, as a tuple; empty: all."""

    def __init__(self, parts: tuple[PageComponent, ...], on: tuple[str, ...]) -> None:
        super().__init__(_("Parts of the official page that count"))
        column = QVBoxLayout(self)
        column.addWidget(Note(_("With none ticked, all of them count.")))
        self._search = ClearableField(_("Search the parts"))
        self._search.textChanged.connect(self._filter)
        self._search.setVisible(len(parts) > _FEW)
        column.addWidget(self._search)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Parts of the official page"))
        self._list.setUniformItemSizes(True)
        soften(self._list)
        self._list.setItemDelegate(TickDelegate(self._list))
        for part in parts:
            text = f"{part.group} · {part.name}" if part.group else part.name
            item = QListWidgetItem(text, self._list)
            item.setData(Qt.ItemDataRole.UserRole, part.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if part.id in on else Qt.CheckState.Unchecked)
        self._list.itemChanged.connect(self._say)
        column.addWidget(self._list)

    @Slot(str)
    def _filter(self, words: str) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            item.setHidden(words.casefold() not in item.text().casefold())

    @Slot()
    def _say(self) -> None:
        items = [self._list.item(row) for row in range(self._list.count())]
        on = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        self.chosen.emit(tuple(str(item.data(Qt.ItemDataRole.UserRole)) for item in on))
