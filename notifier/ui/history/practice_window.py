"""The history of a practice outage: the same window, with a banner that says so and a button to end it.

What a practice is, and what becomes of the real history meanwhile, is decided in `notifier.app`.
"""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QSettings, Signal, Slot
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from notifier.core.advice.steps import Surroundings
from notifier.core.model import Incident, Service
from notifier.store.reader import HistoryReader
from notifier.ui import theme
from notifier.ui.history.labels import plain_label
from notifier.ui.history.window import HistoryWindow
from notifier.words import _
from notifier.words.times import number

_LIGHT = ("#ffe08a", "#2b2000")
_DARK = ("#5c4600", "#ffefc2")
"""Background and text; their contrast is above 7:1."""


class Banner(QFrame):
    """Says that nothing here is real; `end_wanted` when the user has seen enough."""

    end_wanted = Signal()

    def __init__(self, speed: float, parent: QWidget | None = None, *, alone: bool) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self._words = plain_label(self, _about(speed, alone=alone))
        end = QPushButton(_("En&d practice"), self)
        end.clicked.connect(self.end_wanted)
        row = QHBoxLayout(self)
        row.addWidget(self._words, 1)
        row.addWidget(end)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def colour(self, around: QPalette) -> None:
        """Stand out from a window with this palette."""
        background, words = _DARK if theme.is_dark(around) else _LIGHT
        palette = QPalette(around)
        palette.setColor(QPalette.ColorRole.Window, QColor(background))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(words))
        self.setPalette(palette)


def _about(speed: float, *, alone: bool) -> str:
    sentences = [_("Practice: this is not real.")]
    if speed != 1.0:
        count = number(speed, 0 if speed.is_integer() else 1)
        sentences.append(_("Time runs {count} times as fast.").format(count=count))
    if not alone:
        sentences.append(_("Your own apps are watched all the while."))
    return " ".join(sentences)


class PracticeWindow(HistoryWindow):
    """Shows a practice's history; `alone` where nothing real waits for its end.

    Signals: `end_wanted` when the user has seen enough.
    """

    end_wanted = Signal()
    practice = True

    def __init__(
        self,
        reader: Callable[[], HistoryReader],
        service_of: Callable[[str], Service | None],
        *,
        clock: Callable[[], datetime],
        speed: float,
        alone: bool = False,
        places: QSettings | None = None,
        surroundings: Callable[[], Surroundings] = Surroundings,
    ) -> None:
        self._speed, self._alone = speed, alone
        super().__init__(reader, service_of, places=places, clock=clock, surroundings=surroundings)

    @Slot(object)
    def put_incident(self, incident: Incident) -> None:
        """Take in an incident; the first one is chosen, for its story is what a practice shows."""
        is_first = incident.practice and self.incidents.is_empty()
        super().put_incident(incident)
        if is_first:
            self.listing.reload()

    def _build(self) -> None:
        super()._build()
        self.setWindowTitle(_("Practice: Outage Notifier"))
        self.banner = Banner(self._speed, self, alone=self._alone)
        self.banner.end_wanted.connect(self.end_wanted)
        self.banner.colour(self.palette())
        layout = self.layout()
        assert layout is not None  # noqa: S101 - every history window has one
        layout.setMenuBar(self.banner)  # above everything else

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Stand out in other colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.banner.colour(self.palette())
