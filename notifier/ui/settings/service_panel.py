"""What is set for one service: whether it is watched, which notifications come of it, which of its parts count.

The service is the catalogue's; a list beside this panel says which one is shown.
"""

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from notifier.config.model import WatchedService
from notifier.core.model import PageComponent, Service
from notifier.core.services import PageProof
from notifier.core.watch import NotifyLevel
from notifier.ui.scale import APART, TIGHT, TITLE, scaled
from notifier.ui.settings import ordering
from notifier.ui.settings.context import PageContext
from notifier.ui.settings.fields import ChoiceBox, Note, Page, push_button
from notifier.ui.settings.instead_group import InsteadGroup
from notifier.ui.settings.look_group import LookGroup
from notifier.ui.settings.page_parts import PageParts
from notifier.ui.settings.parts_group import PartsGroup
from notifier.ui.settings.services_model import about
from notifier.ui.settings.store import SettingsStore
from notifier.ui.settings.ticks import TickBox
from notifier.words import _


class ServicePanel(Page):
    """Shows one service; empty until there is one to show."""

    removal_asked = Signal(str)
    """The user wants the own address with this id gone."""
    change_asked = Signal(str)
    """The user wants the own address with this id changed."""

    def __init__(
        self,
        store: SettingsStore,
        context: PageContext,
    ) -> None:
        super().__init__(_("The chosen app"))
        self._store, self._context = store, context
        store.changed.connect(self._follow)

    def show_service(self, service: Service | None) -> None:
        """Show what is set for this service."""
        old = self.takeWidget()
        old.hide()
        old.deleteLater()  # later: a box on it may be what has just been clicked
        if service is None:
            shown: QWidget = _nothing_chosen()
        else:
            shown = ServiceForm(service, self._store, self._context)
            shown.removal_asked.connect(self.removal_asked)
            shown.change_asked.connect(self.change_asked)
        self.setWidget(shown)
        shown.show()

    def tell_page(self, service: str) -> None:
        """Say what is known of a page that this service may have, if it is shown."""
        shown = self.widget()
        if isinstance(shown, ServiceForm) and shown.service.id == service:
            shown.tell_page()

    @Slot()
    def _follow(self) -> None:
        """Show the rest as soon as the service is watched, wherever it was ticked."""
        before = self.widget()
        if not isinstance(before, ServiceForm) or before.is_watched == before.shows_watched:
            return
        had_focus = before.watch.hasFocus()
        self.show_service(before.service)
        after = self.widget()
        if had_focus and isinstance(after, ServiceForm):
            after.watch.setFocus()


def _nothing_chosen() -> QWidget:
    shown = QWidget()
    column = QVBoxLayout(shown)
    column.addWidget(Note(_("Choose an app in the list to see what is watched.")))
    column.addStretch(1)
    return shown


class ServiceForm(QWidget):
    """The fields of one service."""

    removal_asked = Signal(str)
    change_asked = Signal(str)

    def __init__(self, service: Service, store: SettingsStore, context: PageContext) -> None:
        super().__init__()
        self.service = service
        self._store, self._detection = store, context.detection
        chosen = store.watched(service.id)
        self.shows_watched = chosen is not None
        """Whether it was watched when this was made, so that the rest is here."""
        self.watch = TickBox(_("&Watch this address") if service.own else _("&Watch this app"))
        self.watch.setChecked(self.shows_watched)
        self.watch.toggled.connect(self._watch_service)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(APART)
        self._head(service)
        self._column.addWidget(self.watch)
        if chosen is not None:
            self._notify_row(chosen.notify)
            self._parts_group(chosen)
            self._page_group(context.page_components(service.id), chosen.page_components)
            instead = InsteadGroup(service, chosen.alternatives, context.catalogue)
            instead.chosen.connect(self._choose_alternatives)
            self._column.addWidget(instead)
            self._look_group(chosen)
        if service.own:
            change = push_button(_("&Change this address…"), self._ask_change)
            for button in (change, push_button(_("&Remove this address"), self._ask_removal)):
                self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)

    @property
    def is_watched(self) -> bool:
        """Whether it is watched by now."""
        return self._store.watched(self.service.id) is not None

    def _head(self, service: Service) -> None:
        name = QLabel(service.name)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        name.setFont(scaled(self.font(), TITLE, bold=True))
        self._add_as_one(name, Note(about(service)))
        if service.page is None:
            self._no_page = Note("")
            self._column.addWidget(self._no_page)
            self.tell_page()
            return
        row = QHBoxLayout()
        page = QLabel(_("Official page: {address}").format(address=service.page.url.removeprefix("https://")))
        page.setTextFormat(Qt.TextFormat.PlainText)
        page.setWordWrap(True)
        page.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(page, 1)
        button = QPushButton(_("&Open"))
        button.setAccessibleName(_("Open the official page"))
        button.clicked.connect(self._open_page)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        if service.page_proof is PageProof.GUESSED:
            self._column.addWidget(Note(_("That page is a guess: nobody has read it for this list yet.")))

    def tell_page(self) -> None:
        """Say why no official page stands here, where that is so."""
        told = self._detection.words(self.service.id) if self._detection is not None else ""
        if self.service.page is None:
            self._no_page.setText(told or _("No official status page is known for it."))

    def _notify_row(self, level: NotifyLevel) -> None:
        label = QLabel(_("&Notify me about:"))
        box = ChoiceBox(
            _("Notify me about"),
            [
                (_("Outages"), NotifyLevel.OUTAGE),
                (_("Outages and possible problems"), NotifyLevel.POSSIBLE),
                (_("Nothing, only show it"), NotifyLevel.NOTHING),
            ],
            level,
            letters=14,
        )
        box.chosen.connect(self._choose_level)
        label.setBuddy(box)
        self._add_as_one(label, box)

    def _add_as_one(self, *parts: QWidget) -> None:
        """Put what belongs together closer together."""
        column = QVBoxLayout()
        column.setSpacing(TIGHT)
        for each in parts:
            column.addWidget(each)
        self._column.addLayout(column)

    def _look_group(self, chosen: WatchedService) -> None:
        look = LookGroup(self.service.name, chosen, ordering.groups(self._store.settings.watched))
        look.changed.connect(self._change_look)
        self._column.addWidget(look)

    def _parts_group(self, chosen: WatchedService) -> None:
        parts = PartsGroup(self.service, chosen)
        parts.chosen.connect(self._choose_parts)
        parts.weighed.connect(self._weigh_parts)
        self._column.addWidget(parts)

    def _page_group(self, parts: tuple[PageComponent, ...], chosen: tuple[str, ...]) -> None:
        if len(parts) < 2 or self.service.page is None:
            return
        shown = PageParts(parts, chosen or self.service.page.watched)
        shown.chosen.connect(self._choose_page_parts)
        self._column.addWidget(shown)

    @Slot(bool)
    def _watch_service(self, on: bool) -> None:
        self._store.watch(self.service.id, on=on)

    @Slot(str)
    def _choose_level(self, level: str) -> None:
        self._store.change_service(self.service.id, notify=NotifyLevel(level))

    @Slot(str, str)
    def _change_look(self, key: str, value: str) -> None:
        if key == "group":
            self._store.change(watched=ordering.put_into(self._store.settings.watched, self.service.id, value))
        else:
            self._store.change_service(self.service.id, **{key: value})

    @Slot(object)
    def _choose_parts(self, ids: tuple[str, ...]) -> None:
        self._store.change_service(self.service.id, components=ids)

    @Slot(object, object)
    def _weigh_parts(self, core: tuple[str, ...], minor: tuple[str, ...]) -> None:
        self._store.change_service(self.service.id, core=core, minor=minor)

    @Slot(object)
    def _choose_page_parts(self, ids: tuple[str, ...]) -> None:
        self._store.change_service(self.service.id, page_components=ids)

    @Slot(object)
    def _choose_alternatives(self, ids: tuple[str, ...]) -> None:
        self._store.change_service(self.service.id, alternatives=ids)

    @Slot()
    def _ask_removal(self) -> None:
        self.removal_asked.emit(self.service.id)

    @Slot()
    def _ask_change(self) -> None:
        self.change_asked.emit(self.service.id)

    @Slot()
    def _open_page(self) -> None:
        if self.service.page is not None:
            QDesktopServices.openUrl(QUrl(self.service.page.url))
