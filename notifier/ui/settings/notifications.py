"""The page of the notifications: which ones, with a sound or without, what this system allows, a test, a practice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from notifier.config.place import Group
from notifier.core.alerts.trial import Trial
from notifier.desktop.notify.model import Capabilities as NotificationCapabilities
from notifier.ui.scale import TIGHT
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.fields import Note, Page, push_button
from notifier.ui.settings.form import add_settings
from notifier.ui.settings.quiet_group import QuietGroup
from notifier.ui.settings.store import SettingsStore
from notifier.words import _
from notifier.words.trial import trial_sentences


class NotificationsPage(Page):
    """Which notifications the user wants, and how."""

    test_asked = Signal()
    practice_asked = Signal()

    def __init__(self, store: SettingsStore, capabilities: Capabilities) -> None:
        super().__init__(_("Notifications"))
        form = self.group(_("What you are told"))
        add_settings(form, Group.NOTIFICATIONS, store)
        form.addRow(Note(_("For each app you choose which problems you are told about.")))
        self.quiet = QuietGroup(store, self.body)
        self.column.addWidget(self.quiet)
        self._try_out()
        self.show_trial(capabilities.trial)
        self._allowed(capabilities)
        self.end()

    def _try_out(self) -> None:
        form = self.group(_("Try it out"))
        test = push_button(_("Send a &test"), self.test_asked)
        form.addRow(_beside(test, Note(_("Shows one notification, as it would look, and says what became of it."))))
        self._trial = Note("")
        self._trial.setAccessibleName(_("What became of the test"))
        form.addRow(self._trial)
        practice = push_button(_("Begin a &practice outage"), self.practice_asked)
        text = _("Plays an outage from its beginning to its end. It is marked as practice.")
        form.addRow(_beside(practice, Note(text)))

    def show_trial(self, trial: Trial) -> None:
        """Say what the system did with the test."""
        words = " ".join(trial_sentences(trial))
        self._trial.setText(words)
        self._trial.setVisible(bool(words))

    def _allowed(self, capabilities: Capabilities) -> None:
        form = self.group(_("What this system allows"))
        notify = capabilities.notify
        for name, able in (
            (_("Notifications"), None if notify is None else notify.works),
            (_("Buttons on them"), None if notify is None else notify.buttons),
            (_("A click opens the incident"), None if notify is None else notify.click),
            (_("Sounds"), None if notify is None else notify.sound),
            (_("An icon in the tray"), capabilities.tray),
        ):
            form.addRow(_answer(name, able))
        for sentence in _remarks(notify):
            form.addRow(Note(sentence))


def _remarks(notify: NotificationCapabilities | None) -> list[str]:
    """Say what else there is to know about the desktop's notifications."""
    if notify is None:
        return []
    remarks = []
    if notify.works and notify.server:
        program = f"{notify.server} {notify.version}".strip()
        remarks.append(_("They are shown by {program}.").format(program=program))
    if notify.inhibited:
        remarks.append(_("“Do not disturb” is on: they are held back until you turn it off."))
    if notify.problem:
        remarks.append(_("News is shown beside the tray icon instead."))
        remarks.append(notify.problem)
    return remarks


def _answer(name: str, able: bool | None) -> QWidget:
    """Make a line that says whether something works here."""
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    text = QLabel(name)
    text.setWordWrap(True)
    words = {None: _("not known yet"), True: _("yes"), False: _("no")}
    answer = QLabel(words[able])
    answer.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(text, 0, 0)
    grid.addWidget(answer, 0, 1)
    grid.setColumnStretch(0, 1)
    return row


def _beside(button: QPushButton, note: Note) -> QWidget:
    """Put a button above what it does, so that long words have room."""
    button.setAccessibleDescription(note.text())
    both = QWidget()
    grid = QGridLayout(both)
    grid.setContentsMargins(0, 0, 0, TIGHT)
    grid.addWidget(button, 0, 0, Qt.AlignmentFlag.AlignLeading)
    grid.addWidget(note, 1, 0)
    return both
