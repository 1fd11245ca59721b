"""The page of the apps: search, tick, and on the right what is wanted of the one chosen.

All services are read a few at a time after the page is shown, so that neither opening nor typing freezes.
"""

from functools import partial

import msgspec
from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QVBoxLayout, QWidget

from notifier.catalogue.search import fold
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.desktop.country import country_of_system
from notifier.ui.clearable_field import ClearableField
from notifier.ui.fitting import read_in_order
from notifier.ui.history.card import on_ground
from notifier.ui.kept_sizes import remember_parts
from notifier.ui.scrolled import stand_bare
from notifier.ui.settings.address_dialog import AddressDialog
from notifier.ui.settings.context import PageContext, watched_services
from notifier.ui.settings.fields import Fault, Note, push_button
from notifier.ui.settings.service_panel import ServicePanel
from notifier.ui.settings.services_model import ServicesModel
from notifier.ui.settings.store import Deed, SettingsStore
from notifier.ui.settings.ticks import TickBox, TickDelegate
from notifier.ui.softened import soften
from notifier.ui.splitter import Splitter
from notifier.words import _, ngettext
from notifier.words.names import category_names

_AT_ONCE = 24
"""Services read before the page is shown; a file takes half a millisecond."""
_A_TIME = 12


class AppsPage(QWidget):
    """Search, list, and what is set for the one that is chosen."""

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__()
        self._store = store
        self._catalogue = context.catalogue
        self._detection = context.detection
        self._places = context.places
        self._country = store.settings.country or country_of_system()
        self._unread: list[str] = []
        self._reading = QTimer(self)
        self._reading.timeout.connect(self._read_more)
        self._model = ServicesModel(self)
        self._model.ticked.connect(self._watch)
        self._panel = ServicePanel(store, context)
        if self._detection is not None:
            self._detection.told.connect(self._tell_page)
        self._panel.removal_asked.connect(self._remove)
        self._panel.change_asked.connect(self._change)
        self._build()
        store.changed.connect(self._follow)
        self._follow()
        self._show_first()

    def show_app(self, service: str) -> None:
        """Go to a service, whatever was looked for before."""
        known = self._catalogue.get(service)
        if known is not None:
            self._search.setText(known.name)
            self._go_to(service)
            self._list.setFocus()

    def place(self) -> tuple[str, bool, str]:
        """Tell what is looked for, and which service is chosen."""
        chosen = self._model.service(self._list.currentIndex())
        return self._search.text(), self._only.isChecked(), "" if chosen is None else chosen.id

    def return_to(self, place: tuple[str, bool, str]) -> None:
        """Look for the same again, and choose the same service."""
        words, only, chosen = place
        self._search.setText(words)
        self._only.setChecked(only)
        self._go_to(chosen)

    def _build(self) -> None:
        self._search = ClearableField(_("Search apps"))
        self._search.setToolTip(_("By name, short name, company or kind"))
        self._search.textChanged.connect(self._find)
        self._only = TickBox()
        self._only.toggled.connect(self._find)
        self._list = QListView()
        self._list.setAccessibleName(_("Apps"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(TickDelegate(self._list))
        self._list.setUniformItemSizes(True)
        stand_bare(self._list)
        soften(self._list)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.selectionModel().currentChanged.connect(self._chosen)
        self._model.modelReset.connect(self._choose_first)
        self._nothing = Note("")
        add = push_button(_("Add an a&ddress…"), self._ask_address)
        self._fault = Fault(add)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._search)
        column.addWidget(self._only)
        column.addWidget(on_ground(left, self._list), 1)
        for part in (self._nothing, self._fault):
            column.addWidget(part)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeading)
        split = Splitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self._panel)
        read_in_order(split)
        split.setSizes([1000, 1800])
        remember_parts(split, self._places, "apps")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
        left.setMinimumWidth(add.sizeHint().width())
        self._panel.setMinimumWidth(200)
        self.setFocusProxy(self._search)

    @Slot(str, bool)
    def _watch(self, service: str, on: bool) -> None:
        self._store.watch(service, on=on)

    @Slot()
    def _follow(self) -> None:
        """Tick what is watched, and say how many."""
        self._model.tick(each.id for each in self._store.settings.watched)
        count = len(self._store.settings.watched)
        self._only.setText(
            ngettext("On&ly the {count} watched", "On&ly the {count} watched", count).format(count=count)
        )

    def _show_first(self) -> None:
        """Show what is watched and what is popular; the rest follows."""
        order = dict.fromkeys((*(each.id for each in self._store.settings.watched), *self._popular()))
        first = [service for each in list(order)[:_AT_ONCE] if (service := self._catalogue.get(each))]
        self._model.show(first)
        self._read: list[Service] = []
        self._unread = self._catalogue.ids()
        self._reading.start()

    @Slot()
    def _read_more(self) -> None:
        self._read += [service for each in self._unread[:_A_TIME] if (service := self._catalogue.get(each))]
        del self._unread[:_A_TIME]
        if self._unread:
            return
        self._reading.stop()
        if self._search.text().strip() or self._only.isChecked():
            self._find()
        else:  # without a search, which would make ready what only a search needs
            self._show(sorted(self._read, key=lambda each: (fold(each.name), each.id)))
        self._read = []

    def _popular(self) -> tuple[str, ...]:
        return self._catalogue.popular(self._country)

    @Slot()
    def _find(self) -> None:
        words = self._search.text().strip()
        if words:
            found = self._catalogue.search(words, self._country, category_names())
            watched = self._store.watched
            found = [each for each in found if watched(each.id)] if self._only.isChecked() else found
            self._model.show(found)
            self._say_nothing_found(words, found)
        elif self._only.isChecked():
            self._show(list(watched_services(self._store.settings, self._catalogue)))
        else:
            self._show(self._catalogue.search(""))

    def _show(self, services: list[Service]) -> None:
        """Show what is watched, then what is popular here, then the rest; what was chosen stays chosen."""
        chosen = self._model.service(self._list.currentIndex())
        first = (*(each.id for each in self._store.settings.watched), *self._popular())
        place = {each: number for number, each in enumerate(dict.fromkeys(first))}
        self._model.show(sorted(services, key=lambda each: place.get(each.id, len(place))))
        self._say_nothing_found("", services)
        if chosen is not None:
            self._go_to(chosen.id)

    def _say_nothing_found(self, words: str, found: list[Service]) -> None:
        text = ""
        if not found and words:
            text = _("No app is called {words}. You can watch its address instead.")
        elif not found:
            text = _("Nothing is watched yet. Tick the apps that you use.")
        self._nothing.setText(text.format(words=words))
        self._nothing.setVisible(bool(text))

    @Slot()
    def _choose_first(self) -> None:
        if self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0))
        else:
            self._panel.show_service(None)

    def _go_to(self, service: str) -> None:
        row = self._model.row_of(service)
        if row >= 0:
            self._list.setCurrentIndex(self._model.index(row))

    @Slot(QModelIndex)
    def _chosen(self, index: QModelIndex) -> None:
        self._panel.show_service(self._model.service(index))

    @Slot()
    def _ask_address(self) -> None:
        text = self._search.text().strip()
        dialog = AddressDialog(self._catalogue, "" if self._model.rowCount() else text, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._added)
        dialog.open()

    @Slot(str)
    def _change(self, service: str) -> None:
        """Have an address of the user's own changed."""
        known = self._catalogue.get(service)
        if known is None:
            return
        dialog = AddressDialog(self._catalogue, "", self, edited=known)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._changed)
        dialog.open()

    @Slot(object)
    def _changed(self, service: Service) -> None:
        """Put what it has become in the place of what it was, with what was set for it."""
        dialog = self.sender()
        if not isinstance(dialog, AddressDialog) or dialog.edited is None:
            return
        before = dialog.edited.id
        if service.id != before:
            watched = self._store.settings.watched
            moved = (msgspec.structs.replace(each, id=service.id) if each.id == before else each for each in watched)
            self._store.change(watched=tuple(moved))
            self._remove(before)
        self._look(service)
        self._find()
        self._panel.show_service(service)
        self._go_to(service.id)

    @Slot(object)
    def _added(self, service: Service) -> None:
        self._store.watch(service.id, on=True)
        self._search.clear()
        self._look(service)
        self._find()
        self._go_to(service.id)

    def _look(self, service: Service) -> None:
        if self._detection is not None:
            self._detection.look(service)

    @Slot(str)
    def _tell_page(self, service: str) -> None:
        """Say what is known of the page of an address by now; with one there is more to set."""
        known = self._catalogue.get(service)
        if known is not None and known.page is not None:
            place = self.place()
            self._find()
            self._go_to(place[2])
        else:
            self._panel.tell_page(service)

    @Slot(str)
    def _remove(self, service: str) -> None:
        known = self._catalogue.get(service)
        if known is None:
            return
        deed = Deed(
            partial(self._catalogue.own.remove, service),
            partial(self._catalogue.own.add, known),
            _("Removed: {name}").format(name=known.name),
        )
        try:
            self._store.watch(service, on=False, deed=deed)
        except UserError as error:
            self._fault.tell(error)
            return
        self._fault.tell(None)
        self._find()
