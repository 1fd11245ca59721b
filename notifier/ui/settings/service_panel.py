"""What is set for one service: whether it is watched, which notifications come of it, which of its parts count.

The service is the catalogue's; a list beside this panel says which one is shown.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QFont
from PySide6.QtWidgets import QCheckBox, QGroupBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from notifier.core.failure import UserError
from notifier.core.model import PageComponent, Service
from notifier.core.services import PageProof
from notifier.core.watch import NotifyLevel
from notifier.ui.settings.fields import ChoiceBox, Fault, Note, Page
from notifier.ui.settings.page_parts import PageParts
from notifier.ui.settings.store import SettingsStore
from notifier.ui.settings.ticks import TickBox
from notifier.words import _
from notifier.words.names import category_name, component_name


class ServicePanel(Page):
    """Shows one service; empty until there is one to show."""

    removal_asked = Signal(str)
    """The user wants the own address with this id gone."""

    def __init__(
        self,
        store: SettingsStore,
        page_components: Callable[[str], tuple[PageComponent, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("The chosen app"), parent)
        self._store = store
        self._page_components = page_components
        self._service: Service | None = None
        self._shown_watched = False
        self._watch: QCheckBox | None = None
        self._parts: list[tuple[str, QCheckBox]] = []
        store.changed.connect(self._follow)

    def show_service(self, service: Service | None) -> None:
        """Show what is set for this service."""
        self._service = service
        self._parts = []
        self._watch = None
        old = self.takeWidget()
        old.hide()
        old.deleteLater()  # later: a box on it may be what has just been clicked
        self._begin_body()
        if service is None:
            self.column.addWidget(Note(_("Choose an app in the list to see what is watched of it.")))
        else:
            self._fill(service)
        self.end()
        self.setWidget(self.body)
        self.body.show()

    def _begin_body(self) -> None:
        self.body = QWidget(self)
        self.column = QVBoxLayout(self.body)
        self.column.setSpacing(10)

    def _fill(self, service: Service) -> None:
        chosen = self._store.watched(service.id)
        self._shown_watched = chosen is not None
        self._head(service)
        watch = TickBox(_("&Watch this app"))
        if service.own:
            watch.setText(_("&Watch this address"))
        watch.setChecked(chosen is not None)
        watch.toggled.connect(self._watch_service)
        self._watch = watch
        self.column.addWidget(watch)
        if chosen is not None:
            self._notify_row(chosen.notify)
            self._parts_group(service, chosen.components)
            self._page_group(service, chosen.page_components)
        if service.own:
            remove = QPushButton(_("&Remove this address"))
            remove.clicked.connect(self._ask_removal)
            self.column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeading)

    def _head(self, service: Service) -> None:
        name = QLabel(service.name)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setWordWrap(True)
        font = QFont(name.font())
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        name.setFont(font)
        self.column.addWidget(name)
        category = category_name(service.category)
        self.column.addWidget(
            Note(category if service.own else _("{owner} · {category}").format(owner=service.owner, category=category))
        )
        if service.page is None:
            self.column.addWidget(Note(_("No official status page of it is known.")))
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
        self.column.addLayout(row)
        if service.page_proof is PageProof.GUESSED:
            self.column.addWidget(Note(_("That page is a guess: nobody has read it for this list yet.")))

    def _notify_row(self, level: NotifyLevel) -> None:
        label = QLabel(_("&Tell me about:"))
        box = ChoiceBox(
            _("Tell me about"),
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
        self.column.addWidget(label)
        self.column.addWidget(box)

    def _parts_group(self, service: Service, chosen: tuple[str, ...]) -> None:
        if len(service.components) < 2:
            return
        group = QGroupBox(_("Parts that count"))
        column = QVBoxLayout(group)
        for component in service.components:
            box = TickBox(component_name(component).replace("&", "&&"))
            box.setChecked(not chosen or component.id in chosen)
            box.clicked.connect(self._parts_clicked)
            self._parts.append((component.id, box))
            column.addWidget(box)
        self._fault = Fault(group)
        column.addWidget(self._fault)
        self.column.addWidget(group)

    @Slot()
    def _parts_clicked(self) -> None:
        if self._service is None:
            return
        on = tuple(component for component, box in self._parts if box.isChecked())
        if not on:
            self._fault.tell(
                UserError("at least one part has to count", "untick the app itself to watch nothing of it")
            )
            return
        self._fault.tell(None)
        self._store.change_service(self._service.id, components=() if len(on) == len(self._parts) else on)

    def _page_group(self, service: Service, chosen: tuple[str, ...]) -> None:
        parts = self._page_components(service.id) if service.page else ()
        if len(parts) < 2 or service.page is None:
            return
        shown = PageParts(parts, chosen or service.page.watched)
        shown.chosen.connect(self._choose_page_parts)
        self.column.addWidget(shown)

    @Slot(bool)
    def _watch_service(self, on: bool) -> None:
        if self._service is not None:
            self._store.watch(self._service.id, on=on)

    @Slot(str)
    def _choose_level(self, level: str) -> None:
        if self._service is not None:
            self._store.change_service(self._service.id, notify=NotifyLevel(level))

    @Slot(object)
    def _choose_page_parts(self, ids: tuple[str, ...]) -> None:
        if self._service is not None:
            self._store.change_service(self._service.id, page_components=ids)

    @Slot()
    def _ask_removal(self) -> None:
        if self._service is not None:
            self.removal_asked.emit(self._service.id)

    @Slot()
    def _open_page(self) -> None:
        if self._service is not None and self._service.page is not None:
            QDesktopServices.openUrl(QUrl(self._service.page.url))

    @Slot()
    def _follow(self) -> None:
        """Show the rest as soon as the service is watched, wherever it was ticked."""
        service = self._service
        if service is not None and (self._store.watched(service.id) is not None) != self._shown_watched:
            had_focus = self._watch is not None and self._watch.hasFocus()
            self.show_service(service)
            if had_focus and self._watch is not None:
                self._watch.setFocus()
