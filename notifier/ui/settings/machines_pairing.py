"""Pairing this computer with the user's others: the first one makes a code, the next ones are given it.

What is entered goes to whoever pairs; nothing is kept here. What is wrong is told below the fields.
"""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from notifier.core.failure import UserError
from notifier.core.outside.broker import PLACE_MOST, Broker
from notifier.ui.settings.context import Machines
from notifier.ui.settings.fields import Fault, Note, push_button
from notifier.ui.settings.group import Group
from notifier.words import _


class PairingForm(QWidget):
    """The fields. `able`: there is an open keyring to keep the key in."""

    def __init__(self, machines: Machines, place: str, *, able: bool) -> None:
        super().__init__()
        self._machines = machines
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._place = QLineEdit(place)
        self._place.setMaxLength(PLACE_MOST)
        self._place.setPlaceholderText(_("for example: home"))
        form = QFormLayout()
        form.addRow(_("&Where this computer is:"), self._place)
        self._column.addLayout(form)
        self._first_group()
        self._next_group()
        self._fault = Fault(self._place)
        self._column.addWidget(self._fault)
        if not able:
            self._column.addWidget(Note(_("There is no open keyring here, so a key cannot be kept.")))
        self.setEnabled(able)

    def _first_group(self) -> None:
        form = self._group(_("The first computer"))
        form.addRow(Note(_("It needs the address of an MQTT broker that all your computers can reach over TLS.")))
        self._address, self._user, self._password = QLineEdit(), QLineEdit(), _secret()
        self._address.setPlaceholderText(Broker("broker.example.com").url)
        form.addRow(_("&Broker:"), self._address)
        form.addRow(_("User &name:"), self._user)
        form.addRow(_("Pass&word:"), self._password)
        form.addRow(push_button(_("&Make a code for the others"), self._pair))

    def _next_group(self) -> None:
        form = self._group(_("The next computer"))
        form.addRow(Note(_("Enter the code that another one of your computers shows.")))
        self._code, self._next_password = _secret(), _secret()
        form.addRow(_("&Code:"), self._code)
        form.addRow(_("Password of the bro&ker:"), self._next_password)
        form.addRow(push_button(_("&Join"), self._join))

    def _group(self, title: str) -> QFormLayout:
        box = Group(title, self)
        self._column.addWidget(box)
        return box.form()

    @Slot()
    def _pair(self) -> None:
        address, user, password = self._address.text(), self._user.text(), self._password.text()
        self._try(lambda: self._machines.pair(address, user, password, self._place.text()))

    @Slot()
    def _join(self) -> None:
        self._try(lambda: self._machines.join(self._code.text(), self._next_password.text(), self._place.text()))

    def _try(self, pair: Callable[[], None]) -> None:
        try:
            pair()
        except UserError as error:
            self._fault.tell(error)
            return
        self._fault.tell(None)
        for secret in (self._password, self._next_password, self._code):
            secret.clear()


def _secret() -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field
