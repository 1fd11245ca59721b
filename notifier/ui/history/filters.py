"""What narrows the table of incidents down: words and a length, a time, a day of the calendar."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import msgspec
from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from notifier.core.past.search import Search
from notifier.ui.history.period import Period, period_words
from notifier.ui.scale import NEAR
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.past import LENGTHS, longer_words, search_of
from notifier.words.times import Clock, day_words

PAUSE_MS: Final = 200
"""So long nothing is typed before it is looked for."""


class Filters(QWidget):
    """The boxes. `changed`: something else is looked for; `calendar_toggled`: the calendar is to be shown or not."""

    changed = Signal()
    calendar_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.period, self.calendar = QLineEdit(self), QComboBox(self), QPushButton(_("Ca&lendar"), self)
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(self.fontMetrics().averageCharWidth() * 12)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self.words.textChanged.connect(self._type)
        for each in Period:
            self.period.addItem(period_words(each), each)
        self.period.setCurrentIndex(len(Period) - 1)
        self.period.currentIndexChanged.connect(self._choose)
        self.calendar.setCheckable(True)
        self.calendar.toggled.connect(self.calendar_toggled)
        find = QShortcut(QKeySequence("Ctrl+Shift+F"), self)
        find.activated.connect(self.words.setFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(NEAR)
        row.addWidget(self.words, 1)
        row.addWidget(self.period)
        row.addWidget(self.calendar)
        self._name_fields()

    def _name_fields(self) -> None:
        self.words.setPlaceholderText(_("Search outages"))
        self.words.setAccessibleName(_("Search outages"))
        example = longer_words(LENGTHS[1])
        hint = _("Service, part, state, note, the company's words, or a length: {example}").format(example=example)
        self.words.setToolTip(tip(hint))
        self.words.setAccessibleDescription(hint)
        lengths = QCompleter([longer_words(each) for each in LENGTHS], self.words)
        self.words.setCompleter(lengths)
        self.period.setAccessibleName(_("Time"))
        self.period.setAccessibleDescription(_("Time"))  # on Linux the name is what is chosen

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything is left out."""
        return bool(self.words.text()) or self.period.currentData() is not Period.ALL

    @property
    def only_a_time(self) -> bool:
        """Tell whether it is a time alone by which something is left out."""
        return self.is_narrow and not self.words.text()

    def search(self, clock: Clock) -> Search:
        """What is looked for."""
        found, chosen = search_of(self.words.text()), self.period.currentData()
        if isinstance(chosen, date):
            start, end = (_midnight(chosen + timedelta(days=days), clock) for days in (0, 1))
            return msgspec.structs.replace(found, since=start, until=end)
        return msgspec.structs.replace(found, since=Period(chosen).since(clock.now))

    def show_day(self, day: date, clock: Clock) -> None:
        """Narrow it down to one day."""
        with QSignalBlocker(self.period):
            self._drop_day()
            self._add_day(day, clock)
            self.period.setCurrentIndex(self.period.count() - 1)
        self.changed.emit()

    def go_on(self, before: "Filters", clock: Clock) -> None:
        """Look for what was looked for in other boxes, without telling of a change."""
        chosen = before.period.currentData()
        with QSignalBlocker(self.words), QSignalBlocker(self.period):
            self.words.setText(before.words.text())
            if isinstance(chosen, date):
                self._add_day(chosen, clock)
            self.period.setCurrentIndex(self.period.findData(chosen))

    def clear_words(self) -> bool:
        """Look for no words any more; tell whether there were any."""
        had = bool(self.words.text())
        self.words.clear()
        return had

    def clear(self) -> bool:
        """Leave nothing out any more; tell whether anything was, without telling of a change."""
        was = self.is_narrow
        with QSignalBlocker(self.words), QSignalBlocker(self.period):
            self.words.clear()
            self.period.setCurrentIndex(self.period.findData(Period.ALL))
            self._drop_day()
        self._pause.stop()
        return was

    def _add_day(self, day: date, clock: Clock) -> None:
        self.period.addItem(day_words(day, clock.local(clock.now).date()), day)

    def _drop_day(self) -> None:
        while self.period.count() > len(Period):
            self.period.removeItem(self.period.count() - 1)

    @Slot(str)
    def _type(self, _words: str) -> None:
        self._pause.start()

    @Slot(int)
    def _choose(self, _place: int) -> None:
        if self.period.currentIndex() < len(Period):
            self._drop_day()
        self.changed.emit()


def _midnight(day: date, clock: Clock) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.zone).astimezone(UTC)
