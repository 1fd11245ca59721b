"""The first thing a new user sees: one screen to say which apps to watch.

Offers what is popular in the user's country, a search over everything else, and an address of one's own. Nothing is
ticked that the user did not ask for, and nothing is begun here: `chosen` says the services' ids. Who has ticked
something and presses Esc is asked what is meant.
"""

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
)

from notifier.catalogue.loader import Catalogue
from notifier.core.model import Service
from notifier.ui.clearable_field import ClearableField
from notifier.ui.first_run.columns import Columns
from notifier.ui.first_run.region import RegionRow
from notifier.ui.fitting import fit
from notifier.ui.flow import Flow
from notifier.ui.history.card import on_ground
from notifier.ui.scale import NEAR, TITLE, scaled
from notifier.ui.settings.fields import Note
from notifier.ui.settings.services_model import ServicesModel
from notifier.words import _, ngettext
from notifier.words.names import category_names

OFFERED: Final = 24
TICKED: Final = 4
"""The most popular few, which one click ticks."""
_SIZE: Final = QSize(580, 540)
_LEAST: Final = QSize(340, 320)


class FirstRunDialog(QDialog):
    """Offers services to watch. Show it with `open()` or `show()`; `country` empty: that of the user's system.

    `ticked` are the ids of what was ticked when it was put off; None: it is the first time.
    """

    chosen = Signal(object)
    """The ids of the services to watch, as a tuple, when the user starts watching."""
    country_chosen = Signal(str)
    language_chosen = Signal(str)
    """Codes; empty: the system's."""
    put_off = Signal(object)
    """The ids of what was ticked, as a tuple, when the user leaves without starting."""

    def __init__(self, catalogue: Catalogue, country: str, ticked: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._region = RegionRow(country)
        self._offered = self._popular()
        self._at_first = tuple(each for each in ticked or () if catalogue.get(each))
        self._on: dict[str, None] = dict.fromkeys(self._at_first)
        self._model = ServicesModel(self)
        self._model.ticked.connect(self._tick)
        self._heading, self._words, self._nothing, self._count = QLabel(), Note(""), Note(""), QLabel()
        self._search, self._list, self._take = ClearableField(), Columns(), QPushButton()
        self._add = QPushButton()
        self._buttons = QDialogButtonBox()
        self._start = self._buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._later = self._buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        self._lay_out()
        self._name()
        self._show(self._all_offered())
        self._follow()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The ids of the services that are ticked now."""
        return tuple(self._on)

    def _lay_out(self) -> None:
        self._heading.setFont(scaled(self._heading.font(), TITLE, bold=True))
        self._heading.setWordWrap(True)
        self._search.textChanged.connect(self._find)
        self._list.setModel(self._model)
        for each in (self._take, self._add):
            each.setAutoDefault(False)
        self._add.clicked.connect(self._ask_address)
        self._count.setMinimumHeight(self._take.sizeHint().height())  # on one line with it
        self._take.clicked.connect(self._tick_popular)
        self._region.country_chosen.connect(self._change_country)
        self._region.language_chosen.connect(self.language_chosen)
        self._later.setAutoDefault(False)
        self._start.setDefault(True)
        self._buttons.accepted.connect(self._begin)
        self._buttons.rejected.connect(self._leave)
        column, below = QVBoxLayout(self), Flow()
        below.addWidget(self._take)
        below.addWidget(self._add)
        below.addWidget(self._count)
        column.setSpacing(NEAR)
        column.addWidget(self._heading)
        column.addWidget(self._words)
        column.addWidget(self._region)
        column.addWidget(self._search)
        column.addWidget(on_ground(self, self._list), 1)
        column.addWidget(self._nothing)
        column.addLayout(below)
        column.addWidget(self._buttons)
        fit(self, _SIZE, _LEAST)
        self._list.setFocus()

    def _name(self) -> None:
        """Say everything in the language that is spoken."""
        self.setWindowTitle(_("Welcome to Outage Notifier"))
        self._heading.setText(_("Which apps do you use?"))
        self._words.setText(
            _(
                "Outage Notifier watches them for you. When one fails it tells you whether it is down for everyone or "
                "just for you. You can change your choice at any time."
            )
        )
        self._search.ask(_("Search more apps"))
        self._list.setAccessibleName(_("Apps"))
        self._nothing.setText(_("No app is called that. You can watch its address instead."))
        self._take.setText(_("Tick the {count} most &popular").format(count=TICKED))
        self._add.setText(_("Add an a&ddress…"))
        self._region.name()
        self._later.setText(_("&Not now"))
        self._start.setText(_("&Start watching"))

    def _popular(self) -> list[Service]:
        popular = (self._catalogue.get(each) for each in self._catalogue.popular(self._region.country)[:OFFERED])
        return [each for each in popular if each is not None]

    @Slot(str)
    def _change_country(self, country: str) -> None:
        """Offer what is popular there; what is ticked stays ticked."""
        self._offered = self._popular()
        self._find(self._search.text())
        self._follow()
        self.country_chosen.emit(country)

    @Slot()
    def _tick_popular(self) -> None:
        self._on |= dict.fromkeys(each.id for each in self._offered[:TICKED])
        self._search.clear()
        self._model.tick(self._on)
        self._follow()
        self._start.setFocus()

    @Slot()
    def _ask_address(self) -> None:
        """Ask for the address of what is in no list: a site of one's work, a bank."""
        from notifier.ui.settings.address_dialog import AddressDialog  # with the kinds of targets

        dialog = AddressDialog(self._catalogue, "" if self._model.rowCount() else self._search.text().strip(), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._take_address)
        dialog.open()

    @Slot(object)
    def _take_address(self, service: Service) -> None:
        self._on[service.id] = None
        self._search.clear()
        self._show(self._all_offered())
        self._follow()

    @Slot(str)
    def _find(self, words: str) -> None:
        self._show(
            self._catalogue.search(words, self._region.country, category_names())
            if words.strip()
            else self._all_offered()
        )

    def _all_offered(self) -> list[Service]:
        """Give what was offered, and what was found and ticked since."""
        offered = {each.id for each in self._offered}
        found = (self._catalogue.get(each) for each in self._on if each not in offered)
        return [*(each for each in found if each is not None), *self._offered]

    def _show(self, services: list[Service]) -> None:
        self._model.show(services)
        self._model.tick(self._on)
        self._nothing.setVisible(not services)
        if services:
            self._list.setCurrentIndex(self._model.index(0))

    @Slot(str, bool)
    def _tick(self, service: str, on: bool) -> None:
        if on:
            self._on[service] = None
        else:
            self._on.pop(service, None)
        self._model.tick(self._on)
        self._follow()

    def _follow(self) -> None:
        self._count.setText(
            ngettext("{count} app chosen", "{count} apps chosen", len(self._on)).format(count=len(self._on))
        )
        self._start.setEnabled(bool(self._on))
        self._take.setEnabled(not {each.id for each in self._offered[:TICKED]} <= set(self._on))

    @Slot()
    def _begin(self) -> None:
        self.chosen.emit(self.ticked)
        self.accept()

    @Slot()
    def reject(self) -> None:
        """Leave by Esc or by the window's frame: what was ticked by hand is not given up without a question."""
        if self._on and set(self._on) != set(self._at_first):
            self._ask()
        else:
            self._leave()

    @Slot()
    def _leave(self) -> None:
        self.put_off.emit(self.ticked)
        super().reject()

    def _ask(self) -> None:
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), "", parent=self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            ngettext(
                "Watch the {count} app that you have chosen?",
                "Watch the {count} apps that you have chosen?",
                len(self._on),
            ).format(count=len(self._on))
        )
        box.setInformativeText(_("Otherwise your choice is kept for later, and nothing is watched yet."))
        later = box.addButton(self._later.text(), QMessageBox.ButtonRole.RejectRole)
        start = box.addButton(self._start.text(), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(start)
        box.setEscapeButton(later)
        later.clicked.connect(self._leave)
        start.clicked.connect(self._begin)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 Qt's name
        """Enter in the search goes to what was found instead of starting at once."""
        if self.focusWidget() is self._search and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._list.setFocus()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self._follow()
