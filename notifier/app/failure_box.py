"""The plain dialog that says that something unforeseen went wrong; what goes on, goes on beneath it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from notifier.words import _


def failure_box(message: str, log_file: Path) -> QMessageBox:
    """Make the dialog; show it, and do not make it modal: it must not lock what still works."""
    box = QMessageBox(QMessageBox.Icon.Warning, "", "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(_("Something went wrong"))
    box.setText(_("Outage Notifier ran into an internal error. It keeps running as well as it can."))
    box.setInformativeText(_("{fault}\n\nThe details are in {file}").format(fault=message[:500], file=log_file))
    box.addButton(_("&Close"), QMessageBox.ButtonRole.RejectRole)
    return box
