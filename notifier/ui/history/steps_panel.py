"""What the user can try: three sentences, buttons that do what the system lets them do, and one that looks again."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from notifier.core.advice.steps import MOST, Help, Surroundings, Trouble, helps, steps
from notifier.desktop import system_settings
from notifier.ui.flow import Flow
from notifier.ui.history.labels import plain_label
from notifier.ui.note import Note
from notifier.ui.scale import TIGHT
from notifier.words import _
from notifier.words.steps import Known, help_label, step_sentences, steps_title


class StepsPanel(QWidget):
    """Hidden until there is something to try. `look_wanted`: the user wants everything to be looked at again.

    `surroundings` tells what stands between this machine and the internet, when something is to be tried.
    """

    look_wanted = Signal()

    def __init__(self, surroundings: Callable[[], Surroundings] = Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surroundings = surroundings
        self._shown: tuple[Trouble, Known] | None = None
        self.setAccessibleName(steps_title())
        title = Note(steps_title(), self)
        self._sentences = [plain_label(self) for _each in range(MOST)]
        self._helps = [QPushButton(self) for _each in Help]
        self._look = QPushButton(_("&Look again"), self)
        self._fault = Note("", self)
        for button in self._helps:
            button.clicked.connect(self._open)
        self._look.clicked.connect(self.look_wanted)
        row, column = Flow(), QVBoxLayout(self)
        for button in (*self._helps, self._look):
            row.addWidget(button)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addWidget(title)
        for sentence in self._sentences:
            column.addWidget(sentence)
        column.addLayout(row)
        column.addWidget(self._fault)
        self.hide()

    def show_steps(
        self, trouble: Trouble | None, *, ahead_s: float = 0.0, service: str = "", looking: bool = False
    ) -> None:
        """Show what can be tried; nothing at all where nothing can. `looking`: everything is being looked at."""
        self._look.setEnabled(not looking)
        self.setVisible(trouble is not None)
        if trouble is None:
            self._shown = None
        elif self._shown != (shown := (trouble, Known(ahead_s, self._surroundings(), service))):
            self._shown = shown
            self._write(*shown)

    def _write(self, trouble: Trouble, known: Known) -> None:
        self._fault.hide()
        for number, (label, words) in enumerate(zip_longest(self._sentences, step_sentences(trouble, known)), 1):
            label.setVisible(words is not None)
            label.setText(f"{number}. {words}")
        wanted = helps(steps(trouble, known.surroundings))
        self._offer([each for each in wanted if system_settings.can_open(each)])

    def _offer(self, offered: Sequence[Help]) -> None:
        for button, each in zip_longest(self._helps, offered):
            button.setVisible(each is not None)
            button.setProperty("help", each.value if each is not None else "")
            button.setText(help_label(each) if each is not None else "")

    @Slot()
    def _open(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton) and (name := str(sender.property("help"))):
            opened = system_settings.open_page(Help(name))
            self._fault.setText("" if opened else _("This system does not open it; look for it in its own settings."))
            self._fault.setVisible(not opened)
