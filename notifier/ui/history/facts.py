"""Three facts side by side, each with its time: what is seen from here, what from elsewhere, what the company says.

They stand beneath each other where the window is narrow.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from notifier.core.model import ServiceStatus, is_problem
from notifier.ui.history.card import Card
from notifier.ui.scale import NEAR
from notifier.words import _
from notifier.words.elsewhere import elsewhere_line
from notifier.words.facts import seen_from_here
from notifier.words.names import Names
from notifier.words.pages import checked_sentence, page_line
from notifier.words.times import Clock

NARROW = 26
"""Less than so many characters are too few for a card."""


class Facts(QWidget):
    """The cards. `elsewhere_wanted`: other places are to be asked."""

    elsewhere_wanted = Signal()

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self.here, self.elsewhere, self.company = self.cards = (Card(self), Card(self), Card(self))
        self.elsewhere.button.clicked.connect(self.elsewhere_wanted)
        self.elsewhere.button.show()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(NEAR)
        self._beside = 0
        self._arrange(len(self.cards))
        self.here.set_title(_("From here"))
        self.elsewhere.set_title(_("Elsewhere"))
        self.company.set_title(_("The company"))
        self.elsewhere.button.setText(_("&Ask elsewhere"))
        self.elsewhere.button.setAccessibleDescription(_("Asks other places whether it is down there, too"))

    def show_service(self, status: ServiceStatus, clock: Clock) -> None:
        """Show a service as it stands."""
        self.here.say(seen_from_here(status, self._names, clock), checked_sentence(status.checked, clock))
        told = elsewhere_line(status.elsewhere, clock, fails=is_problem(status.verdict.state))
        self.elsewhere.say(told or _("Nobody was asked."))
        self.elsewhere.button.setEnabled(not status.elsewhere.asking)
        self.company.say(page_line(status, clock))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Put the cards beside each other where there is room."""
        least = self.fontMetrics().averageCharWidth() * NARROW
        self._arrange(len(self.cards) if self.width() >= least * len(self.cards) else 1)
        super().resizeEvent(event)

    def _arrange(self, beside: int) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // beside, place % beside)
            self._grid.setColumnStretch(place, 1 if place < beside else 0)
