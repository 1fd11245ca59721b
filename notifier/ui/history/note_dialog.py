"""Asks what is to be noted of an incident; nothing written means just that it was seen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from notifier.core.past.search import Note
from notifier.ui.history.labels import plain_label
from notifier.words import _


class NoteDialog(QDialog):
    """Show it with `open()`. `kept` carries the words, `dropped` says that nothing is to be noted any more."""

    kept = Signal(str)
    dropped = Signal()

    def __init__(self, about: str, note: Note | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Note on an outage"))
        words = plain_label(self, about)
        self.text = QPlainTextEdit(note.text if note is not None else "", self)
        self.text.setAccessibleName(_("Your note"))
        self.text.setPlaceholderText(_("For example: restarted the router, told the team"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().height() * 5)
        buttons = QDialogButtonBox(self)
        self.keeps = buttons.addButton(_("&Mark as seen"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(_("&Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        if note is not None:
            self.drops = buttons.addButton(_("&Remove note"), QDialogButtonBox.ButtonRole.DestructiveRole)
            self.drops.clicked.connect(self._drop)
        buttons.accepted.connect(self._keep)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for each in (words, self.text, buttons):
            column.addWidget(each)
        self.resize(self.fontMetrics().averageCharWidth() * 60, self.sizeHint().height())
        self.text.setFocus()

    @Slot()
    def _keep(self) -> None:
        self.kept.emit(self.text.toPlainText())
        self.accept()

    @Slot()
    def _drop(self) -> None:
        self.dropped.emit()
        self.accept()
