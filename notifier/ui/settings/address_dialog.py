"""Asks for an address of the user's own to watch, or to change, and says at each key what would be done with it.

What it means is known by the kinds of targets, what more can be asked of it by their fields. Nothing is contacted here:
an official page behind it is looked for once it is added (`Detection`).
"""

import msgspec
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_of
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.probes import Probe, kinds, target_of
from notifier.ui.clearable_field import ClearableField
from notifier.ui.fitting import screen_of
from notifier.ui.settings.fields import Fault, Note
from notifier.ui.settings.target_form import TargetForm
from notifier.words import _
from notifier.words.language import said


class AddressDialog(QDialog):
    """One line to paste an address into. Open it with `open()`; with `edited` it changes one of the user's own."""

    chosen = Signal(object)
    """The `Service` to watch: one of the catalogue, or one that has been written to the user's own."""

    def __init__(
        self,
        catalogue: Catalogue,
        text: str = "",
        parent: QWidget | None = None,
        *,
        edited: Service | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue, self.edited = catalogue, edited
        self._service: Service | None = None
        self._new = False
        """What is typed is an address that nobody knows yet, so that more can be asked of it."""
        self._id_of_address = ""
        """The id of what is changed, where it follows from its address and changes with it."""
        self.setWindowTitle(_("Add an address") if edited is None else _("Change an address"))
        self._field, self._name = ClearableField(), QLineEdit()
        self._field.setText(text)
        self._plan = Note("")
        self._fault, self._form = Fault(self._field), TargetForm()
        self._buttons = QDialogButtonBox()
        self._buttons.addButton(_("&Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        done = _("&Add") if edited is None else _("&Save")
        self._add = self._buttons.addButton(done, QDialogButtonBox.ButtonRole.AcceptRole)
        self._more = QToolButton()
        self._more.setText(_("&How it is checked"))
        self._more.setCheckable(True)
        self._more.setChecked(edited is not None)
        self._lay_out()
        if edited is not None:
            self._show_edited(edited)
        self._connect()
        self._look()

    def _lay_out(self) -> None:
        self._field.setPlaceholderText(_("example.com or https://example.com/login"))
        self._field.setMinimumWidth(self.fontMetrics().averageCharWidth() * 48)
        self._name.setAccessibleName(_("Name"))
        self._labels = QLabel(_("&Web address, host, or host and port:")), QLabel(_("&Name (you may leave it out):"))
        for label, field in zip(self._labels, (self._field, self._name), strict=True):
            label.setBuddy(field)
        column = QVBoxLayout(self)
        parts = (self._labels[0], self._field, self._labels[1], self._name)
        self._more.setAutoRaise(True)
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for part in (*parts, self._plan, self._fault, self._more, self._form):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._buttons)

    def _connect(self) -> None:
        self._form.changed.connect(self._look)
        self._more.toggled.connect(self._look)
        self._form.kind_chosen.connect(self._change_kind)
        self._field.textChanged.connect(self._look)
        self._name.textChanged.connect(self._look)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def _show_edited(self, service: Service) -> None:
        self._name.setText(service.name)
        target = service.targets[0] if len(service.targets) == 1 else None
        if isinstance(target, Probe):
            self._form.show_target(target)
            self._field.setText(target.key)
            self._id_of_address = service.id if service_of(target).id == service.id else ""
        else:  # a list from elsewhere: only what it is called can be changed here
            self._field.setText(service.homepage)
            self._field.setEnabled(False)

    @Slot()
    def _look(self) -> None:
        """Say what the text so far would be."""
        self._service, self._new, error = None, False, None
        text = self._field.text().strip()
        plan = _("Nothing is contacted before you add it.") if self.edited is None else ""
        if text or not self._field.isEnabled():
            try:
                self._service, plan = self._understood(text)
            except UserError as fault:
                plan, error = "", fault
        self._more.setVisible(self._new)
        self._more.setArrowType(Qt.ArrowType.DownArrow if self._more.isChecked() else Qt.ArrowType.RightArrow)
        self._form.setVisible(self._new and self._more.isChecked())
        for each in (self._labels[1], self._name):
            each.setVisible(self._new or self.edited is not None)
        self._plan.setText(plan)
        self._plan.setVisible(bool(plan))
        self._fault.tell(error)
        self._add.setEnabled(self._service is not None)
        self._fit()

    def _understood(self, text: str) -> tuple[Service, str]:
        """What is meant, and what would be done with it. Raises UserError."""
        if self.edited is not None:
            return self._changed(self.edited, text)
        known = self._catalogue.find(text)
        if known is not None:
            return known, _("That is {name}, which is in the list.").format(name=known.name)
        target = target_of(text)
        already = self._catalogue.get(service_of(target).id)
        if already is not None:
            return already, _("{name} is already in the list.").format(name=already.name)
        target = self._asked_more(target)
        return self._named(service_of(target)), said(target.plan).format(**target.facts)

    def _changed(self, before: Service, text: str) -> tuple[Service, str]:
        if not self._field.isEnabled():
            return self._named(before), ""
        own = service_of(target_of(text))
        there = self._catalogue.get(own.id)
        if there is not None and there.id != before.id:
            raise UserError("{name} is already in the list.", name=there.name)
        target = self._asked_more(target_of(text))
        same = self._id_of_address in (own.id, "")
        made = msgspec.structs.replace(before, targets=(target,)) if same else service_of(target)
        return self._named(made), said(target.plan).format(**target.facts)

    def _asked_more(self, target: Probe) -> Probe:
        """Let more be asked of the address, and give the target with it."""
        self._new = True
        self._form.show_target(target)
        self._name.setPlaceholderText(service_of(target).name)
        return self._form.filled(target)

    def _named(self, service: Service) -> Service:
        name = " ".join(self._name.text().split())
        return msgspec.structs.replace(service, name=name) if name else service

    @Slot(str)
    def _change_kind(self, kind: str) -> None:
        """Read the same host in another way."""
        target = target_of(self._field.text())
        self._field.setText(kinds()[kind].address_at(target.host, target.shown_port))

    @Slot()
    def _accept(self) -> None:
        service = self._service
        if service is None:
            return
        changed = self.edited is not None and service != self.edited
        if service.own and (changed or self._catalogue.get(service.id) is None):
            try:
                self._catalogue.own.add(service)
            except UserError as error:
                self._fault.tell(error)
                self._fit()
                return
        self.chosen.emit(service)
        self.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Stay high enough for words that wrap at this width."""
        super().resizeEvent(event)
        self.setMinimumHeight(self._height_needed())

    def _height_needed(self) -> int:
        """How high the words are, which a dialog's own layout does not know where they wrap; no more than fits."""
        layout = self.layout()
        if layout is None:
            return 0
        layout.activate()
        room = screen_of(self).availableGeometry().height() - 3 * self.fontMetrics().height()
        return min(room, max(0, layout.totalHeightForWidth(self.width())))

    def _fit(self) -> None:
        """Be just as high as is needed, on the screen."""
        screen, height = screen_of(self).availableGeometry(), self._height_needed()
        self.setMinimumHeight(height)
        self.resize(self.width(), height)
        if self.isVisible() and self.y() + height > screen.bottom():
            self.move(self.x(), max(screen.top(), screen.bottom() - height))
