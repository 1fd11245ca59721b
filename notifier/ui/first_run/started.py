"""Tells after the first choice where the program is from now on, offers to start it at login, and to practise.

Nothing is saved here.
"""

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout

from notifier.ui import icons
from notifier.ui.first_run.tray_picture import TrayPicture, panel_is_above
from notifier.ui.fitting import fit, screen_of
from notifier.ui.scale import APART, AROUND, NEAR, TITLE, scaled
from notifier.ui.settings.fields import Note
from notifier.ui.settings.ticks import TickBox
from notifier.words import _

_SIZE = QSize(580, 230)
_LEAST = QSize(300, 200)
_PICTURE_LINES = 3


class StartedDialog(QDialog):
    """Shows the tray's picture. Show it with `open()`; without a `tray` it tells of the window instead.

    Signals: `at_login_chosen` when the user ticks or unticks that; `practice_wanted` when the user wants to see what an
    outage looks like, before it closes.
    """

    at_login_chosen = Signal(bool)
    practice_wanted = Signal()

    def __init__(self, *, tray: bool, at_login: bool) -> None:
        super().__init__()
        self._tray = tray
        self._heading, self._where, self._notices, self._try = QLabel(), QLabel(), Note(""), Note("")
        self._heading.setFont(scaled(self._heading.font(), TITLE, bold=True))
        for each in (self._heading, self._where):
            each.setWordWrap(True)
        self._picture = TrayPicture(above=panel_is_above(screen_of(self))) if tray else self._program()
        self._at_login = TickBox()
        self._at_login.setChecked(at_login)
        self._at_login.toggled.connect(self.at_login_chosen)
        buttons = QDialogButtonBox()
        self._done = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self._done.setDefault(True)
        self._practise = buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self._practise.setAutoDefault(False)
        self._practise.clicked.connect(self._begin_practice)
        buttons.accepted.connect(self.accept)
        words = QVBoxLayout()
        words.setSpacing(NEAR)
        for part in (self._heading, self._where, self._notices, self._try):
            words.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(AROUND)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setSpacing(APART)
        column.addLayout(row)
        column.addWidget(self._at_login)
        column.addStretch(1)
        column.addWidget(buttons)
        self._name()
        fit(self, _SIZE, _LEAST)
        fit(self, _SIZE.expandedTo(QSize(_SIZE.width(), self.heightForWidth(_SIZE.width()))), _LEAST)
        self._done.setFocus()

    def _name(self) -> None:
        """Say everything in the language that is spoken."""
        self.setWindowTitle(_("Welcome to Outage Notifier"))
        self._heading.setText(_("Outage Notifier is watching"))
        if self._tray:
            self._where.setText(
                _(
                    "You find it in the tray, beside the clock. This is its icon while all is well; click it to see "
                    "how your apps are."
                )
            )
        else:
            self._where.setText(
                _("This desktop has no tray, so its window opens now. If you close it, watching goes on.")
            )
        self._notices.setText(_("When an app fails, and when it works again, you get a notification."))
        self._try.setText(_("A practice outage shows what a real one will look like. It takes some minutes."))
        self._practise.setText(_("&Show me a practice outage"))
        if self._tray:
            self._picture.setAccessibleName(_("The icon stands in the tray, beside the clock"))
        self._at_login.setText(_("Start when I &log in"))
        self._done.setText(_("&Done"))

    def _program(self) -> QLabel:
        picture = QLabel()
        side = self.fontMetrics().height() * _PICTURE_LINES
        picture.setPixmap(icons.app_icon().pixmap(QSize(side, side), self.devicePixelRatioF()))
        return picture

    @Slot()
    def _begin_practice(self) -> None:
        self.practice_wanted.emit()
        self.accept()

    @Slot()
    def reject(self) -> None:
        """Closing it is as good as its button."""
        self.accept()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
