"""Asks for an address of the user's own to watch, and says at each key what would be done with it.

What it means is known by the kinds of targets, what more can be asked of it by their fields; nothing is contacted here.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_of
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.probes import kinds, target_of
from notifier.ui.settings.fields import Fault, Note
from notifier.ui.settings.target_form import TargetForm
from notifier.words import _
from notifier.words.language import said


class AddressDialog(QDialog):
    """One line to paste an address into. Open it with `open()`."""

    chosen = Signal(object)
    """The `Service` to watch: one of the catalogue, or a new one that has been written to the user's own."""

    def __init__(self, catalogue: Catalogue, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._service: Service | None = None
        self._new = False
        """What is typed is an address that nobody knows yet, so that more can be asked of it."""
        self.setWindowTitle(_("Add an address"))
        column = QVBoxLayout(self)
        label = QLabel(_("&Web address, host, or host and port:"))
        self._field = QLineEdit(text)
        self._field.setPlaceholderText(_("example.com, https://example.com/login, example.com:993"))
        self._field.setMinimumWidth(340)
        self._field.setClearButtonEnabled(True)
        label.setBuddy(self._field)
        self._plan = Note("")
        self._fault = Fault(self._field)
        self._form = TargetForm()
        self._form.changed.connect(self._look)
        self._form.kind_chosen.connect(self._change_kind)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._add = self._buttons.addButton(_("&Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        for part in (label, self._field, self._plan, self._fault, self._form):
            column.addWidget(part)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self._field.textChanged.connect(self._look)
        self._look()

    @Slot()
    def _look(self) -> None:
        """Say what the text so far would be."""
        self._service, self._new, error = None, False, None
        text = self._field.text().strip()
        plan = _("Nothing is contacted before you add it.")
        if text:
            try:
                self._service, plan = self._understood(text)
            except UserError as fault:
                plan, error = "", fault
        self._form.setVisible(self._new)
        self._plan.setText(plan)
        self._plan.setVisible(bool(plan))
        self._fault.tell(error)
        self._add.setEnabled(self._service is not None)

    def _understood(self, text: str) -> tuple[Service, str]:
        known = self._catalogue.find(text)
        if known is not None:
            return known, _("That is {name}, which is in the list.").format(name=known.name)
        target = target_of(text)
        already = self._catalogue.get(service_of(target).id)
        if already is not None:
            return already, _("{name} is already in the list.").format(name=already.name)
        self._new = True
        self._form.show_target(target)
        return service_of(self._form.filled(target)), said(target.plan).format(**target.facts)

    @Slot(str)
    def _change_kind(self, kind: str) -> None:
        """Read the same host in another way."""
        target = target_of(self._field.text())
        self._field.setText(kinds()[kind].address_at(target.host, target.shown_port))

    @Slot()
    def _accept(self) -> None:
        if self._service is None:
            return
        if self._service.own and self._catalogue.get(self._service.id) is None:
            try:
                self._catalogue.add_own(self._service)
            except UserError as error:
                self._fault.tell(error)
                return
        self.chosen.emit(self._service)
        self.accept()
