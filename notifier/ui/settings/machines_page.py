"""The page of the user's other computers: pairing, whether this one answers, who was heard, and shutting one out.

Nothing is asked before the user presses the button; what came of it is handed in.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from notifier.config.model import Settings
from notifier.core.failure import UserError
from notifier.ui.history.labels import plain_label
from notifier.ui.settings.context import Machines, PageContext
from notifier.ui.settings.fields import Fault, Note, Page, push_button
from notifier.ui.settings.group import Group
from notifier.ui.settings.machines_pairing import PairingForm
from notifier.ui.settings.store import SettingsStore
from notifier.ui.settings.ticks import TickBox
from notifier.words import _
from notifier.words.machines import machine_name, machine_news, removed_words
from notifier.words.times import Clock


class MachinesPage(Page):
    """The page.

    Signals: `asked` when the user wants to know who is there.
    """

    asked = Signal()

    def __init__(self, store: SettingsStore, context: PageContext) -> None:
        super().__init__(_("My other computers"))
        self._store = store
        self._machines = context.machines
        self._able = context.capabilities.keyring is not False
        form = self.group(_("My other computers"))
        words = _(
            "When something looks down here, your other computers can try it from where they are: it fails at home, "
            "but works at the office. They reach each other over an MQTT broker of your own, which can neither read "
            "nor forge what they say. No other service is needed."
        )
        form.addRow(Note(words))
        self._shown: QWidget = QWidget()
        self.column.addWidget(self._shown)
        self.end()
        store.changed.connect(self._follow)
        self._build()

    def show_answer(self, fault: UserError | None) -> None:
        """Tell what came of asking who is there."""
        if isinstance(self._shown, PairedPanel):
            self._shown.show_answer(fault)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Tell who was heard by now."""
        super().showEvent(event)
        if isinstance(self._shown, PairedPanel):
            self._shown.show_machines()

    @Slot(object, object)
    def _follow(self, before: Settings, now: Settings) -> None:
        if (before.broker, before.place) != (now.broker, now.place):
            self._build()

    @Slot()
    def _build(self) -> None:
        settings, before = self._store.settings, self._shown
        if self._machines is None:
            return
        if settings.broker and settings.place:
            panel = PairedPanel(self._store, self._machines)
            panel.asked.connect(self.asked)
            self._shown = panel
        else:
            self._shown = PairingForm(self._machines, settings.place, able=self._able)
        self.column.replaceWidget(before, self._shown)
        before.hide()
        before.deleteLater()  # later: what was pressed may be on it
        self._shown.show()


class PairedPanel(QWidget):
    """What a paired computer shows."""

    asked = Signal()

    def __init__(self, store: SettingsStore, machines: Machines) -> None:
        super().__init__()
        self._store = store
        self._machines = machines
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._this_computer()
        self._others = self._heard()
        self._column.addWidget(self._others)

    def _this_computer(self) -> None:
        settings = self._store.settings
        box = Group(_("This computer"))
        inside = QVBoxLayout(box)
        words = _("It is called “{place}”; the broker is {broker}.")
        label = plain_label(self, words.format(place=settings.place, broker=settings.broker))
        self._answers = TickBox(_("&Answer my other computers while this program runs"))
        self._answers.setChecked(settings.answer_machines)
        self._answers.toggled.connect(self._switch)
        self._code = QLineEdit()
        self._code.setReadOnly(True)
        self._code.setAccessibleName(_("Code for the next computer"))
        self._copy = push_button(_("C&opy"), self._copy_code)
        self._warning = Note(
            _("Whoever has it can ask your machines, and answer for them: send it only where nobody else can read it.")
        )
        self._fault, self._asking = Fault(self._answers), Note(_("Asking who is there …"))
        self._removed = Note("")
        buttons, code = QHBoxLayout(), QHBoxLayout()
        buttons.addWidget(push_button(_("Ask who is &there"), self._ask))
        buttons.addWidget(push_button(_("&Show the code"), self._show_code))
        buttons.addWidget(push_button(_("&Leave the others"), self._leave))
        buttons.addStretch(1)
        code.addWidget(self._code, 1)
        code.addWidget(self._copy)
        for each in (label, self._answers):
            inside.addWidget(each)
        inside.addLayout(buttons)
        inside.addLayout(code)
        for each in (self._removed, self._warning, self._asking, self._fault):
            inside.addWidget(each)
        for hidden in (self._code, self._copy, self._warning, self._asking, self._removed):
            hidden.hide()
        self._column.addWidget(box)

    def show_machines(self) -> None:
        """List who was heard."""
        before, self._others = self._others, self._heard()
        self._column.replaceWidget(before, self._others)
        before.hide()
        before.deleteLater()  # later: the button that was pressed may be on it
        self._others.show()

    def _heard(self) -> Group:
        box = Group(_("Computers that were heard"))
        rows = QGridLayout(box)
        rows.setColumnStretch(0, 1)
        known, clock = self._machines.known(), Clock(datetime.now(UTC))
        for row, each in enumerate(known):
            name, news = plain_label(box, machine_name(each.place, each.country)), Note(machine_news(each, clock))
            button = push_button(_("Remove"), self._remove)
            button.setProperty("place", each.place)
            button.setAccessibleDescription(machine_name(each.place, each.country))
            rows.addWidget(name, 2 * row, 0)
            rows.addWidget(news, 2 * row + 1, 0)
            rows.addWidget(button, 2 * row, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        if not known:
            rows.addWidget(Note(_("None yet. “Ask who is there” finds those that answer.")), 0, 0)
        return box

    def show_answer(self, fault: UserError | None) -> None:
        """Tell what came of asking."""
        self._asking.hide()
        self._fault.tell(fault)
        self.show_machines()

    @Slot(bool)
    def _switch(self, on: bool) -> None:
        self._store.change(answer_machines=on)

    @Slot()
    def _ask(self) -> None:
        self._fault.tell(None)
        self._asking.show()
        self.asked.emit()

    @Slot()
    def _show_code(self) -> None:
        self._show(self._machines.code)

    def _show(self, code: Callable[[], str]) -> bool:
        try:
            self._code.setText(code())
        except UserError as error:
            self._fault.tell(error)
            return False
        for each in (self._code, self._copy, self._warning):
            each.show()
        self._code.home(False)
        return True

    @Slot()
    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self._code.text())

    @Slot()
    def _leave(self) -> None:
        try:
            self._machines.leave()
        except UserError as error:
            self._fault.tell(error)

    @Slot()
    def _remove(self) -> None:
        place = str(self.sender().property("place"))
        if self._show(lambda: self._machines.remove(place)):
            self._removed.setText(removed_words(place, self._machines.known()))
            self._removed.show()
            self.show_machines()
