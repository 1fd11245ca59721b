"""The wishes for one service: whether it is watched, what is told of it, which of its parts count.

The service is the catalogue's, the wishes are the settings'; a list beside this panel says which service is shown.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFont
from PySide6.QtWidgets import QCheckBox, QGroupBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from notifier.core.failure import UserError
from notifier.core.model import PageComponent, Service
from notifier.core.watch import NotifyLevel
from notifier.ui.settings.choices import Choices
from notifier.ui.settings.fields import Fault, Note, Page, choice_box
from notifier.ui.settings.page_parts import PageParts
from notifier.ui.settings.ticks import TickBox
from notifier.words import _
from notifier.words.names import category_name, component_name


class ServicePanel(Page):
    """Shows one service; empty until it is told which."""

    removal_asked = Signal(str)
    """The user wants the own address with this id gone."""

    def __init__(
        self,
        choices: Choices,
        page_components: Callable[[str], tuple[PageComponent, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("The chosen app"), parent)
        self._choices = choices
        self._page_components = page_components
        self._service: Service | None = None
        self._shown_watched = False
        self._watch: QCheckBox | None = None
        self._parts: list[tuple[str, QCheckBox]] = []
        choices.changed.connect(self._follow)

    def show_service(self, service: Service | None) -> None:
        """Show this service's wishes."""
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
        wishes = self._choices.watched(service.id)
        self._shown_watched = wishes is not None
        self._head(service)
        watch = TickBox(_("&Watch this app"))
        if service.own:
            watch.setText(_("&Watch this address"))
        watch.setChecked(wishes is not None)
        watch.toggled.connect(lambda on: self._choices.watch(service.id, on=on))
        self._watch = watch
        self.column.addWidget(watch)
        if wishes is not None:
            self._notify_row(service, wishes.notify)
            self._parts_group(service, wishes.components)
            self._page_group(service, wishes.page_components)
        if service.own:
            remove = QPushButton(_("&Remove this address"))
            remove.clicked.connect(lambda: self.removal_asked.emit(service.id))
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
        url = service.page.url
        row = QHBoxLayout()
        page = QLabel(_("Official page: {address}").format(address=url.removeprefix("https://")))
        page.setTextFormat(Qt.TextFormat.PlainText)
        page.setWordWrap(True)
        page.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(page, 1)
        button = QPushButton(_("&Open"))
        button.setAccessibleName(_("Open the official page"))
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(url)))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def _notify_row(self, service: Service, level: NotifyLevel) -> None:
        label = QLabel(_("&Tell me about:"))
        box = choice_box(
            _("Tell me about"),
            [
                (_("Outages"), NotifyLevel.OUTAGE),
                (_("Outages and possible problems"), NotifyLevel.POSSIBLE),
                (_("Nothing, only show it"), NotifyLevel.NOTHING),
            ],
            level,
            lambda chosen: self._choices.change_service(service.id, notify=NotifyLevel(chosen)),
            letters=14,
        )
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
        self._choices.change_service(self._service.id, components=() if len(on) == len(self._parts) else on)

    def _page_group(self, service: Service, chosen: tuple[str, ...]) -> None:
        parts = self._page_components(service.id) if service.page else ()
        if len(parts) < 2 or service.page is None:
            return
        shown = PageParts(parts, chosen or service.page.watched)
        shown.chosen.connect(lambda ids: self._choices.change_service(service.id, page_components=ids))
        self.column.addWidget(shown)

    def _follow(self) -> None:
        """Show the rest of the wishes as soon as the service is watched, wherever it was ticked."""
        service = self._service
        if service is not None and (self._choices.watched(service.id) is not None) != self._shown_watched:
            had_focus = self._watch is not None and self._watch.hasFocus()
            self.show_service(service)
            if had_focus and self._watch is not None:
                self._watch.setFocus()
