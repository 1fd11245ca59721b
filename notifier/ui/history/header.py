"""The window's first line: the tray's icon and sentence, and what is wanted most."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from notifier.core.advice.steps import Surroundings, trouble_of_line
from notifier.core.model import LineState, Snapshot, is_problem
from notifier.ui import icons
from notifier.ui.flow import Flow
from notifier.ui.history.labels import plain_label
from notifier.ui.history.steps_panel import StepsPanel
from notifier.ui.history.window_menu import WindowMenu
from notifier.ui.scale import LEAD, NEAR, scaled
from notifier.ui.scrolled import Scrolled
from notifier.ui.tray import look_of
from notifier.words import _
from notifier.words.line import line_sentence
from notifier.words.times import Clock
from notifier.words.tooltip import practice_marked, summary


class Header(QWidget):
    """How everything is, and the buttons to check now and to change the settings; `below` stands what can be tried."""

    check_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, surroundings: Callable[[], Surroundings] = Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel(self)
        self._words = plain_label(self)
        self._words.setFont(scaled(self.font(), LEAD))
        self._check = QPushButton(_("Check &now"), self)
        self._settings, self._more = QPushButton(_("S&ettings…"), self), QPushButton(_("&Menu"), self)
        self.menu = WindowMenu(self)
        self._more.setMenu(self.menu)
        self._check.clicked.connect(self.check_wanted)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self).activated.connect(self._check.click)
        self._settings.clicked.connect(self.settings_wanted)
        self.steps = StepsPanel(surroundings)
        self.below = Scrolled(parent, self.steps)
        self.below.setAccessibleName(self.steps.accessibleName())
        self.below.hide()
        self.steps.look_wanted.connect(self.check_wanted)
        self._buttons = QWidget(self)
        row, self._grid = Flow(self._buttons), QGridLayout(self)
        for each in (self._check, self._settings, self._more):
            row.addWidget(each)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(NEAR)
        self._grid.addWidget(self._picture, 0, 0)
        self._grid.addWidget(self._words, 0, 1)
        self._grid.setColumnStretch(1, 1)
        self._beside: bool | None = None
        self._arrange()
        self._check.setEnabled(False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Put the buttons where they fit."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the buttons beside the words, or below them where it takes less height."""
        buttons, room = self._buttons.sizeHint(), self.width() - self._picture.sizeHint().width() - NEAR
        above = self._words.heightForWidth(max(1, room)) + NEAR + buttons.height()
        beside = self._words.heightForWidth(max(1, room - NEAR - buttons.width())) <= above
        if beside is not self._beside:
            self._beside = beside
            place = (0, 2, Qt.AlignmentFlag.AlignVCenter) if beside else (1, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._buttons, *place)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def show_snapshot(self, snapshot: Snapshot, clock: Clock) -> None:
        """Show how everything is."""
        self._words.setText(_summary(snapshot, clock))
        self._picture.setPixmap(self._icon(snapshot, clock.now))
        self._arrange()
        trouble = trouble_of_line(snapshot.line) if snapshot.services and not snapshot.paused else None
        self.steps.show_steps(trouble, ahead_s=snapshot.line.ahead_s, looking=snapshot.checking)
        self.below.setVisible(trouble is not None)
        self.menu.show_snapshot(snapshot)
        self._check.setEnabled(bool(snapshot.services) and not snapshot.checking and not snapshot.paused)

    def _icon(self, snapshot: Snapshot, time: datetime) -> QPixmap:
        problems = sum(is_problem(each.verdict.state) for each in snapshot.services)
        icon = icons.icon(look_of(snapshot, time), problems, practice=snapshot.practice)
        side = 2 * self._words.fontMetrics().lineSpacing() + 4  # a second line of words moves nothing
        return icon.pixmap(side, side)


def _summary(snapshot: Snapshot, clock: Clock) -> str:
    if snapshot.line.state is LineState.ONLINE or snapshot.paused or not snapshot.services:
        words = summary(snapshot, clock)
    else:
        words = line_sentence(snapshot.line.state, steps_below=True)
    return practice_marked(words) if snapshot.practice else words
