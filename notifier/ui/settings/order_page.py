"""The page where the user's apps get their order and their groups: by dragging, or by keys and buttons.

What a move means is in `notifier.ui.settings.ordering`; all lists of the program follow the settings' order.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTreeWidgetItem, QVBoxLayout, QWidget

from notifier.config.model import NAME_MOST, WatchedService
from notifier.config.wishes import as_wished
from notifier.ui.history.card import on_ground
from notifier.ui.marks import mark_icon
from notifier.ui.settings import ordering
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.fields import Note, push_button
from notifier.ui.settings.order_tree import OrderTree, rows_below
from notifier.ui.settings.ordering import Block, Watched
from notifier.ui.settings.store import SettingsStore
from notifier.words import _

SERVICE: Final = Qt.ItemDataRole.UserRole
"""The id of a service; empty: the item is a group."""
GROUP: Final = Qt.ItemDataRole.UserRole + 1


class OrderPage(QWidget):
    """A tree of groups and apps, and what can be done with the chosen one."""

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__()
        self._store, self._catalogue = store, context.catalogue
        self._help = Note(
            _(
                "The tray's menu, the window and bars show your apps in this order, problems first. Drag them here, or "
                "use the keys."
            )
        )
        self._tree = OrderTree()
        self._row = QSize(0, self._tree.fontMetrics().height() + 12)
        self._tree.setAccessibleName(_("Order of apps and groups"))
        self._tree.dropped.connect(self._take_order)
        self._tree.itemChanged.connect(self._rename)
        self._tree.currentItemChanged.connect(self._follow_choice)
        self._nothing = Note(_("Nothing is watched yet. Tick the apps that you use."))
        self._up = self._button(_("Move &up"), "Alt+Up", self._move_up)
        self._down = self._button(_("Move &down"), "Alt+Down", self._move_down)
        self._new = self._button(_("&New group"), "", self._make_group)
        self._name = self._button(_("&Rename"), "F2", self._edit)
        self._out = self._button(_("Remove the gr&oup"), "", self._dissolve)
        self._lay_out()
        store.changed.connect(self._show)
        self._show()

    def _button(self, words: str, key: str, pressed: Callable[[], None]) -> QPushButton:
        button = push_button(words, pressed)
        if key:
            button.setToolTip(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText))
        return button

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        for button in (self._up, self._down, self._new, self._name, self._out):
            side.addWidget(button)
        side.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(on_ground(self, self._tree), 1)
        row.addLayout(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._help, self._nothing):
            column.addWidget(part)
        column.addLayout(row, 1)
        self._tree.keys = {QKeySequence("Alt+Up"): self._move_up, QKeySequence("Alt+Down"): self._move_down}
        self.setFocusProxy(self._tree)

    # what is shown

    @Slot()
    def _show(self) -> None:
        """Show the order as it is set; what was chosen stays chosen."""
        service, group = self._chosen()
        watched = self._store.settings.watched
        self._tree.blockSignals(True)
        self._tree.clear()
        for name, members in ordering.blocks(watched):
            above = self._group_item(name) if name else self._tree.invisibleRootItem()
            for each in members:
                above.addChild(self._service_item(each))
        self._tree.expandAll()
        self._tree.blockSignals(False)
        self._nothing.setVisible(not watched)
        self.choose(service, group)

    def _group_item(self, name: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self._tree, [name])
        item.setData(0, SERVICE, "")
        item.setSizeHint(0, self._row)
        item.setData(0, GROUP, name)
        font = QFont(self._tree.font())
        font.setBold(True)
        item.setFont(0, font)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _service_item(self, watched: WatchedService) -> QTreeWidgetItem:
        known = self._catalogue.get(watched.id)
        name = watched.id if known is None else as_wished(known, self._store.settings).name
        item = QTreeWidgetItem([name])
        item.setData(0, SERVICE, watched.id)
        item.setSizeHint(0, self._row)
        item.setIcon(0, mark_icon(watched.id, name))
        flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
        item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if known is not None else flags)
        return item

    def choose(self, service: str, group: str = "") -> None:
        """Choose a service or a group; the first row where it is not there."""
        for item in self._tree.every():
            if item.data(0, SERVICE) == service and (service or item.data(0, GROUP) == group):
                self._tree.setCurrentItem(item)
                return
        first = self._tree.topLevelItem(0)
        if first is not None:
            self._tree.setCurrentItem(first)
        self._follow_choice()

    def _chosen(self) -> tuple[str, str]:
        item = self._tree.currentItem()
        return ("", "") if item is None else (item.data(0, SERVICE) or "", item.data(0, GROUP) or "")

    @Slot()
    def _follow_choice(self) -> None:
        service, group = self._chosen()
        for button in (self._up, self._down, self._name):
            button.setEnabled(bool(service or group))
        self._new.setEnabled(bool(service))
        self._out.setEnabled(bool(group))

    # what is changed

    @Slot()
    def _move_up(self) -> None:
        self._move(-1)

    @Slot()
    def _move_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        service, group = self._chosen()
        watched = self._store.settings.watched
        if service:
            self._set(ordering.moved(watched, service, step))
        elif group:
            self._set(ordering.moved_group(watched, group, step))

    @Slot()
    def _make_group(self) -> None:
        service, _group = self._chosen()
        watched = self._store.settings.watched
        name = ordering.free_name(watched, _("New group"))
        self._set(ordering.put_into(watched, service, name))
        self.choose("", name)
        self._edit()

    @Slot()
    def _edit(self) -> None:
        item = self._tree.currentItem()
        if item is not None:
            self._tree.setFocus()
            self._tree.editItem(item)

    @Slot()
    def _dissolve(self) -> None:
        _service, group = self._chosen()
        if group:
            self._set(ordering.renamed(self._store.settings.watched, group, ""))

    @Slot(QTreeWidgetItem)
    def _rename(self, item: QTreeWidgetItem) -> None:
        """Take a name that was typed, once the row is done with it: it is one of those that are shown anew then."""
        name = " ".join(item.text(0).split())[:NAME_MOST]
        QTimer.singleShot(0, self, partial(self._take_name, item.data(0, SERVICE), item.data(0, GROUP), name))

    def _take_name(self, service: str, group: str, name: str) -> None:
        """Call a group so, or an app, for this user; nothing typed changes no group."""
        if service:
            known = self._catalogue.get(service)
            own = "" if known is None or name in ("", known.name) else name
            self._store.change_service(service, name=own)
        elif name and name != group:
            self._set(ordering.renamed(self._store.settings.watched, group, name))
            self.choose("", name)
        self._show()

    @Slot()
    def _take_order(self) -> None:
        """Read the order off the tree, after something was dropped there."""
        by_id = {each.id: each for each in self._store.settings.watched}
        divided: list[Block] = []
        for item in self._tree.top():
            service = item.data(0, SERVICE)
            if service:
                divided.append(("", [by_id[service]]))
                continue
            below = rows_below(item)
            within = [each.data(0, SERVICE) for each in below]
            divided.append((item.data(0, GROUP), [by_id[each] for each in within if each]))
            for nested in (each for each in below if not each.data(0, SERVICE)):  # a group that was dropped on a group
                ids = [each.data(0, SERVICE) for each in rows_below(nested)]
                divided.append((nested.data(0, GROUP), [by_id[each] for each in ids]))
        self._set(ordering.joined(divided))
        self._show()

    def _set(self, watched: Watched) -> None:
        if {each.id for each in watched} == {each.id for each in self._store.settings.watched}:
            self._store.change(watched=watched)
