"""The page of the notifications: which ones, with a sound or without, what this system allows, a test, a practice."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from notifier.desktop.notify.model import Capabilities as NotificationCapabilities
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.choices import Choices
from notifier.ui.settings.fields import Note, Page, check_box

translate = QCoreApplication.translate


class NotificationsPage(Page):
    """What the user wants to be told, and how."""

    test_asked = Signal()
    practice_asked = Signal()

    def __init__(self, choices: Choices, capabilities: Capabilities, parent: QWidget | None = None) -> None:
        super().__init__(translate("Settings", "Notifications"), parent)
        self._choices = choices
        settings = choices.settings
        form = self.group(translate("Settings", "What is told"))
        self._all = check_box(
            translate("Settings", "Show &notifications"),
            lambda on: choices.change(notifications=on),
            on=settings.notifications,
        )
        self._details = [
            check_box(
                translate("Settings", "Tell me when it &works again"),
                lambda on: choices.change(notify_recovery=on),
                on=settings.notify_recovery,
            ),
            check_box(
                translate("Settings", "Tell me when my own &connection fails"),
                lambda on: choices.change(notify_line=on),
                on=settings.notify_line,
            ),
            check_box(
                translate("Settings", "With a &sound"),
                lambda on: choices.change(notification_sound=on),
                on=settings.notification_sound,
            ),
        ]
        for box in (self._all, *self._details):
            form.addRow(box)
        form.addRow(Note(translate("Settings", "Which problems of an app are told is chosen app by app.")))
        self._all.toggled.connect(self._enable)
        self._enable(settings.notifications)
        self._try_out()
        self._allowed(capabilities)
        self.end()

    def _enable(self, on: bool) -> None:
        for box in self._details:
            box.setEnabled(on)

    def _try_out(self) -> None:
        form = self.group(translate("Settings", "Try it out"))
        test = QPushButton(translate("Settings", "Send a &test"))
        test.clicked.connect(self.test_asked)
        form.addRow(_beside(test, Note(translate("Settings", "Shows one notification, as it would look."))))
        practice = QPushButton(translate("Settings", "Begin a &practice outage"))
        practice.clicked.connect(self.practice_asked)
        text = translate("Settings", "Plays an outage from its beginning to its end. It is marked as practice.")
        form.addRow(_beside(practice, Note(text)))

    def _allowed(self, capabilities: Capabilities) -> None:
        form = self.group(translate("Settings", "What this system allows"))
        notify = capabilities.notify
        for name, able in (
            (translate("Settings", "Notifications"), None if notify is None else notify.works),
            (translate("Settings", "Buttons on them"), None if notify is None else notify.buttons),
            (translate("Settings", "A click opens the incident"), None if notify is None else notify.click),
            (translate("Settings", "Sounds"), None if notify is None else notify.sound),
            (translate("Settings", "An icon in the tray"), capabilities.tray),
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
        remarks.append(translate("Settings", "They are shown by {program}.").format(program=notify.server))
    if notify.inhibited:
        remarks.append(translate("Settings", "“Do not disturb” is on: they are held back until you turn it off."))
    if notify.problem:
        remarks.append(translate("Settings", "What happens is shown beside the tray icon instead."))
        remarks.append(notify.problem)
    return remarks


def _answer(name: str, able: bool | None) -> QWidget:
    """Make a line that says whether something works here."""
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    text = QLabel(name)
    text.setWordWrap(True)
    if able is None:
        said = translate("Settings", "not known yet")
    else:
        said = translate("Settings", "yes") if able else translate("Settings", "no")
    answer = QLabel(said)
    answer.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(text, 0, 0)
    grid.addWidget(answer, 0, 1)
    grid.setColumnStretch(0, 1)
    return row


def _beside(button: QPushButton, note: Note) -> QWidget:
    """Put a button above what it does, so that long words have room."""
    button.setAutoDefault(False)
    button.setAccessibleDescription(note.text())
    both = QWidget()
    grid = QGridLayout(both)
    grid.setContentsMargins(0, 0, 0, 4)
    grid.addWidget(button, 0, 0, Qt.AlignmentFlag.AlignLeading)
    grid.addWidget(note, 1, 0)
    return both
