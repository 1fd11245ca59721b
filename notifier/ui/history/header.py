"""The window's first line: the tray's icon and sentence, and what is wanted most."""

from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from notifier.core.model import LineState, Snapshot, is_problem
from notifier.core.steps import trouble_of_line
from notifier.ui import icons
from notifier.ui.history.labels import plain_label
from notifier.ui.history.steps_panel import StepsPanel
from notifier.ui.history.window_menu import WindowMenu
from notifier.ui.scale import LEAD, scaled
from notifier.ui.tray import look_of
from notifier.words import _
from notifier.words.line import line_sentence
from notifier.words.times import Clock
from notifier.words.tooltip import practice_marked, summary


class Header(QWidget):
    """How everything is, and the buttons to check now and to change the settings."""

    check_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._words = plain_label(self)
        self._words.setFont(scaled(self.font(), LEAD))
        self._check, self._settings, self._more = QPushButton(self), QPushButton(self), QPushButton(self)
        self.menu = WindowMenu(self)
        self._more.setMenu(self.menu)
        self._check.clicked.connect(self.check_wanted)
        self._settings.clicked.connect(self.settings_wanted)
        self.steps = StepsPanel(self)
        self.steps.look_wanted.connect(self.check_wanted)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.steps)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._check)
        row.addWidget(self._settings)
        row.addWidget(self._more)
        self._check.setEnabled(False)
        self.translate()

    def translate(self) -> None:
        """Speak the language of the program."""
        self._check.setText(_("Check &now"))
        self._settings.setText(_("S&ettings…"))
        self._more.setText(_("&Menu"))
        self.steps.translate()

    @Slot()
    def check(self) -> None:
        """Press "Check now", where that is possible."""
        self._check.click()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def show_snapshot(self, snapshot: Snapshot, clock: Clock) -> None:
        """Show how everything is."""
        self._words.setText(_summary(snapshot, clock))
        self._picture.setPixmap(self._icon(snapshot, clock.now))
        trouble = trouble_of_line(snapshot.line) if snapshot.services and not snapshot.paused else None
        self.steps.show_steps(trouble, ahead_s=snapshot.line.ahead_s, looking=snapshot.checking)
        self.menu.show_snapshot(snapshot)
        self._check.setEnabled(bool(snapshot.services) and not snapshot.checking and not snapshot.paused)

    def _icon(self, snapshot: Snapshot, time: datetime) -> QPixmap:
        problems = sum(is_problem(each.verdict.state) for each in snapshot.services)
        icon = icons.icon(look_of(snapshot, time), problems, practice=snapshot.practice)
        side = self._words.fontMetrics().height() + 8
        return icon.pixmap(side, side)


def _summary(snapshot: Snapshot, clock: Clock) -> str:
    if snapshot.line.state is LineState.ONLINE or snapshot.paused or not snapshot.services:
        words = summary(snapshot, clock)
    else:
        words = line_sentence(snapshot.line.state)
    return practice_marked(words) if snapshot.practice else words
