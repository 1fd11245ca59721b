"""The one question of the first start: whether other places may be asked when something looks down.

Without an answer nobody is asked; it can be answered in the settings at any time. Nothing is saved here.
"""

from PySide6.QtCore import QEvent, QSize, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout

from notifier.core.outside.source import OutsideSource
from notifier.ui.fitting import fit
from notifier.ui.scale import APART, NEAR, TITLE, scaled
from notifier.ui.scrolled import Scrolled
from notifier.ui.settings.fields import Note
from notifier.words import _, outside

_SIZE = QSize(520, 380)
_LEAST = QSize(320, 240)


class OutsideQuestion(QDialog):
    """Asks. Show it with `open()`.

    Signals: `answered` with yes or no; closing the window is no answer.
    """

    answered = Signal(bool)

    def __init__(self, sources: tuple[OutsideSource, ...]) -> None:
        super().__init__()
        self._sources = sources
        self._heading, self._words, self._names, self._later = QLabel(), QLabel(), Note(""), Note("")
        self._heading.setFont(scaled(self._heading.font(), TITLE, bold=True))
        for each in (self._heading, self._words):
            each.setWordWrap(True)
        buttons = QDialogButtonBox()
        self._no = buttons.addButton("", QDialogButtonBox.ButtonRole.NoRole)
        self._yes = buttons.addButton("", QDialogButtonBox.ButtonRole.YesRole)
        for button in (self._yes, self._no):  # neither is proposed
            button.setAutoDefault(False)
            button.setDefault(False)
        self._no.clicked.connect(self._say_no)
        self._yes.clicked.connect(self._say_yes)
        whole, words = QVBoxLayout(self), Scrolled(self)
        whole.setSpacing(APART)
        whole.addWidget(words, 1)
        whole.addWidget(buttons)
        column = QVBoxLayout(words.body)
        column.setContentsMargins(0, 0, NEAR, 0)  # off the bar, where there is one
        column.setSpacing(APART)
        for widget in (self._heading, self._words, self._names, self._later):
            column.addWidget(widget)
        column.addStretch(1)
        self._name()
        around = whole.contentsMargins()
        beside = buttons.sizeHint().height() + APART + around.top() + around.bottom()
        high = column.totalHeightForWidth(_SIZE.width() - around.left() - around.right()) + beside
        fit(self, QSize(_SIZE.width(), max(_SIZE.height(), high)), _LEAST)
        self._yes.setFocus()

    def _name(self) -> None:
        """Say everything in the language that is spoken."""
        self.setWindowTitle(_("Is it down elsewhere, too?"))
        self._heading.setText(outside.question())
        *words, names = outside.explanation(self._sources)
        self._words.setText("\n\n".join(words))
        self._names.setText(names)
        self._later.setText(outside.settled())
        self._no.setText(_("&No"))
        self._yes.setText(_("&Yes, ask them"))
        self._yes.setAccessibleDescription(outside.question())
        self._no.setAccessibleDescription(outside.question())

    @Slot()
    def _say_yes(self) -> None:
        self.answered.emit(True)
        self.accept()

    @Slot()
    def _say_no(self) -> None:
        self.answered.emit(False)
        self.reject()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Speak another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
