"""Asks, where no tray keeps the program in sight and its window is closed, whether it is to watch on without it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from notifier.words import _


def is_session_ending() -> bool:
    """Tell whether the desktop closes everything, so that nobody is there to answer."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()


class LeavingBox(QMessageBox):
    """Asks. Show it with `open()`; `stays` goes on without the window, `quits` ends the program, Esc does neither."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(QMessageBox.Icon.Question, _("Outage Notifier"), "", parent=parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(_("Keep watching without this window?"))
        self.setInformativeText(_("You will still be notified. To see the window again, start the program once more."))
        self.stays: QPushButton = self.addButton(_("Keep &watching"), QMessageBox.ButtonRole.AcceptRole)
        self.quits: QPushButton = self.addButton(_("&Quit"), QMessageBox.ButtonRole.DestructiveRole)
        self.addButton(_("&Cancel"), QMessageBox.ButtonRole.RejectRole)
        self.stays.clicked.connect(parent.hide)
        self.setDefaultButton(self.stays)
