"""The page of notices to the phone: the addresses with what each gets, and a field for another one.

An address holds secrets: it is typed hidden, shown masked, and never comes back from the keyring onto the screen.
"""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from notifier.config.model import Settings
from notifier.core.alerts.phone import PhoneAddress, PhoneLevel, phones_of
from notifier.core.failure import UserError
from notifier.desktop.phone.kinds import EXAMPLES, how_to_install, is_installed, kind_name
from notifier.ui.flow import Flow
from notifier.ui.history.labels import plain_label
from notifier.ui.settings.context import PageContext, Phones
from notifier.ui.settings.fields import ChoiceBox, Fault, Note, Page, push_button
from notifier.ui.settings.group import Group
from notifier.ui.settings.store import SettingsStore
from notifier.words import _
from notifier.words.language import said
from notifier.words.phone import level_words


class PhonePage(Page):
    """The page."""

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__(_("Phone"))
        self._store = store
        self._phones = context.phones
        able = context.capabilities.keyring is not False
        form = self.group(_("Notices to the phone"))
        form.addRow(
            Note(
                _(
                    "What you are told here can go to your phone, too: over ntfy, Telegram, WhatsApp, Discord, Signal, "
                    "e-mail and others. Each address is tried before it is kept, in the system's keyring."
                )
            )
        )
        self._rows: dict[str, PhoneRow] = {}
        self._list = QVBoxLayout()
        self.column.addLayout(self._list)
        self._add = AddPhone(able=able)
        self._add.entered.connect(self._enter)
        self.column.addWidget(self._add)
        self.end()
        store.changed.connect(self._follow)
        if self._phones is not None:
            self._phones.answered.connect(self.show_answer)
        self._build()

    @Slot(str, object)
    def show_answer(self, number: str, fault: UserError | None) -> None:
        """Tell what came of a message; an empty number: of the address that is being added."""
        if not number:
            self._add.tell(fault)
        elif number in self._rows:
            self._rows[number].tell(fault)

    @Slot(object, object)
    def _follow(self, before: Settings, now: Settings) -> None:
        if [each.id for each in phones_of(before.phones)] != [each.id for each in phones_of(now.phones)]:
            self._build()

    def _build(self) -> None:
        for row in self._rows.values():
            row.hide()
            row.deleteLater()  # later: the button that was pressed may be on it
        known = phones_of(self._store.settings.phones)
        self._rows = {each.id: PhoneRow(each, self._phones) for each in known if self._phones is not None}
        for row in self._rows.values():
            self._list.addWidget(row)
            row.show()

    @Slot(str, str)
    def _enter(self, url: str, level: str) -> None:
        try:
            if self._phones is not None:
                self._phones.add(url, PhoneLevel(level))
        except UserError as error:
            self._add.tell(error)


class PhoneRow(Group):
    """One address: what may be seen of it, what it gets, and what can be done with it."""

    def __init__(self, phone: PhoneAddress, phones: Phones | None) -> None:
        super().__init__(said(kind_name(phone.kind)))
        self._id = phone.id
        self._phones = phones
        address = plain_label(self, phone.masked)
        self._level = _levels(phone.level)
        self._level.chosen.connect(self._choose)
        self._test = push_button(_("Send a &test"), self._try)
        remove = push_button(_("Remove"), self._remove)
        self._news, self._fault = Note(""), Fault(self._test)
        column, row = QVBoxLayout(self), Flow()
        row.addWidget(self._level)
        for button in (self._test, remove):
            button.setAccessibleDescription(phone.masked)
            row.addWidget(button)
        column.addWidget(address)
        column.addLayout(row)
        for each in (self._news, self._fault):
            column.addWidget(each)
        self._news.hide()

    def tell(self, fault: UserError | None) -> None:
        """Tell what came of the last message."""
        self._test.setEnabled(True)
        self._fault.tell(fault)
        self._say(_("The last message was sent.") if fault is None else "")

    def _say(self, words: str) -> None:
        self._news.setText(words)
        self._news.setVisible(bool(words))

    @Slot()
    def _try(self) -> None:
        if self._phones is None:
            return
        self._fault.tell(None)
        try:
            self._phones.test(self._id)
        except UserError as error:
            self.tell(error)
        else:
            self._test.setEnabled(False)
            self._say(_("Sending a test message …"))

    @Slot()
    def _remove(self) -> None:
        try:
            if self._phones is not None:
                self._phones.remove(self._id)
        except UserError as error:
            self.tell(error)

    @Slot(str)
    def _choose(self, level: str) -> None:
        if self._phones is not None:
            self._phones.set_level(self._id, PhoneLevel(level))


class AddPhone(Group):
    """The field for another address; where Apprise or a keyring is missing, what to do about it.

    Signals: `entered` with the address and what it is to get.
    """

    entered = Signal(str, str)

    def __init__(self, *, able: bool) -> None:
        super().__init__(_("Another address"))
        self._address = QLineEdit()
        self._address.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
        self._address.setPlaceholderText(EXAMPLES[0])
        self._address.setAccessibleName(_("Address for notices"))
        self._level = _levels(PhoneLevel.OUTAGES)
        self._button = push_button(_("&Add and send a test"), self._enter)
        self._news, self._fault = Note(""), Fault(self._address)
        self._address.returnPressed.connect(self._enter)
        column, row = QVBoxLayout(self), Flow()
        column.addWidget(Note(_("For example: {examples}").format(examples=", ".join(EXAMPLES))))
        column.addWidget(self._address)
        row.addWidget(self._level)
        row.addWidget(self._button)
        column.addLayout(row)
        for each in (self._news, self._fault, *self._missing(able)):
            column.addWidget(each)
        self._news.hide()

    def _missing(self, able: bool) -> list[QLabel]:
        words = []
        if not is_installed():
            words.append(_("This needs Apprise, which is not installed: {command}").format(command=how_to_install()))
        if not able:
            words.append(_("This needs a keyring of the system's, and there is none that is open."))
        for field in (self._address, self._level, self._button):
            field.setEnabled(not words)
        return [plain_label(self, each) for each in words]  # they can be selected, and copied

    def tell(self, fault: UserError | None) -> None:
        """Tell what came of the address that was entered."""
        self._button.setEnabled(True)
        self._fault.tell(fault)
        self._news.setText(_("The test message was sent, and the address is kept.") if fault is None else "")
        self._news.setVisible(fault is None)
        if fault is None:
            self._address.clear()

    @Slot()
    def _enter(self) -> None:
        url = self._address.text().strip()
        if not url or not self._button.isEnabled():
            return
        self._fault.tell(None)
        self._button.setEnabled(False)
        self._news.setText(_("Sending a test message …"))
        self._news.show()
        self.entered.emit(url, str(self._level.currentData()))


def _levels(chosen: PhoneLevel) -> ChoiceBox:
    return ChoiceBox(_("What it gets"), [(level_words(each), each.value) for each in PhoneLevel], chosen.value)
