"""The program runs already, on another display of the user's: a box on this one says so, and offers to move it here.

A window would open on that display, which whoever started it here does not see. The terminal is told the same.
"""

import sys

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from notifier.config import file
from notifier.config.paths import Paths
from notifier.crash import Signals
from notifier.desktop.single_instance import Claim, SingleInstance
from notifier.ui import theme
from notifier.ui.icons import app_icon
from notifier.words import _
from notifier.words.language import speak
from notifier.words.phrases import quotable


def ask_where(application: QApplication, instance: SingleInstance, paths: Paths) -> Claim:
    """Say where it runs, and ask whether it is to run here; `FIRST`: it does from now on."""
    settings = file.load(paths.settings_file).settings
    speak(settings.language, QLocale.system().uiLanguages())
    theme.apply(application, settings.theme)
    application.setWindowIcon(app_icon())
    _say(_there(instance))
    _say(_("To end it there: {command}").format(command="outage-notifier quit"))
    box, move = moving_box(instance)
    signals = Signals()
    signals.asked_to_end.connect(application.exit)
    box.finished.connect(application.exit)
    box.open()
    application.exec()
    signals.close()
    if box.clickedButton() is not move:
        return Claim.OTHER_DISPLAY
    claim = instance.take_over()
    if claim is not Claim.FIRST:
        _say(_there(instance))
    return claim


def moving_box(instance: SingleInstance) -> tuple[QMessageBox, QPushButton]:
    """Make the box, and give the button in it that moves the program."""
    box = QMessageBox(QMessageBox.Icon.Information, "", "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(_("Outage Notifier"))
    box.setText(_there(instance))
    box.setInformativeText(_("Its icon, its window and its notifications are there. It can end there and begin here."))
    move = box.addButton(_("&Move it here"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(_("&Leave it there"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    return box, move


def _there(instance: SingleInstance) -> str:
    display = quotable(instance.other_display.rpartition("/")[2], 60)
    return _("Outage Notifier already runs in another session of yours (display {display}).").format(display=display)


def _say(words: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{words}\n")
