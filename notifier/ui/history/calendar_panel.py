"""A month by day: how each was, by colour and shape; the chosen day's incidents are shown by whoever listens.

A real table, so that arrow keys walk over it and a screen reader reads each day in words.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from notifier.core.model import State
from notifier.core.past.search import CalendarDay
from notifier.ui import icons, theme
from notifier.ui.scale import TIGHT, scaled
from notifier.ui.tips import tip
from notifier.words import N_, _
from notifier.words.language import said
from notifier.words.past import calendar_words
from notifier.words.times import MONTHS, Clock

WEEKS: Final = 6
WEEKDAYS: Final = (N_("Mo"), N_("Tu"), N_("We"), N_("Th"), N_("Fr"), N_("Sa"), N_("Su"))
_DAY: Final = Qt.ItemDataRole.UserRole


class CalendarPanel(QWidget):
    """One month. `days_wanted` carries the days that are to be shown, `chosen` the one that was chosen."""

    days_wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month: date | None = None
        self._known: dict[date, CalendarDay] = {}
        self._written: dict[int, tuple[CalendarDay, date, bool]] = {}
        """By place: what was known of the day, which day was today, and whether it is a day of the month."""
        self._clock: Clock | None = None
        self._name = QLabel(self)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name.setFont(scaled(self.font(), 1, bold=True))
        self._before, self._after = QToolButton(self), QToolButton(self)
        for button, arrow, months, name in (
            (self._before, Qt.ArrowType.LeftArrow, -1, _("Month before")),
            (self._after, Qt.ArrowType.RightArrow, 1, _("Month after")),
        ):
            button.setAccessibleName(name)
            button.setArrowType(arrow)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setProperty("months", months)
            button.clicked.connect(self._turn)
        self.table = self._make_table()
        top, column = QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self._before)
        top.addWidget(self._name, 1)
        top.addWidget(self._after)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(top)
        column.addWidget(self.table)
        column.addStretch(1)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(WEEKS, 7, self)
        table.setAccessibleName(_("Calendar"))
        first = _first_weekday()
        table.setHorizontalHeaderLabels([said(WEEKDAYS[(first + place) % 7]) for place in range(7)])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        line = table.fontMetrics().height()
        wide, high = line * 3, line + 6
        table.setIconSize(QSize(line - 2, line - 2))
        for header, size in ((table.horizontalHeader(), wide), (table.verticalHeader(), high)):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(1)
            header.setDefaultSectionSize(size)
            header.setHighlightSections(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        edge = 2 * table.frameWidth()
        head = table.horizontalHeader().sizeHint().height()
        table.setFixedSize(7 * wide + edge, head + WEEKS * high + edge)
        table.cellClicked.connect(self._choose)
        table.cellActivated.connect(self._choose)
        return table

    def open(self, clock: Clock) -> None:
        """Show the month that it is now, or go on with the one that was shown."""
        if self.month is None:
            self.month = clock.local(clock.now).date().replace(day=1)
        self._clock = clock
        self._ask()

    def ask_again(self, clock: Clock) -> None:
        """Ask for the days anew."""
        self._clock = clock
        self._ask()

    def show_days(self, days: Sequence[CalendarDay]) -> None:
        """Show how the days were."""
        self._known = {each.day: each for each in days}
        self._write()

    @property
    def days(self) -> list[date]:
        """The days that have a place, from the first week's first to the last week's last."""
        if self.month is None:
            return []
        lead = (self.month.weekday() - _first_weekday()) % 7
        return [self.month + timedelta(days=place - lead) for place in range(WEEKS * 7)]

    def _ask(self) -> None:
        self._write()
        self.days_wanted.emit(self.days)

    @Slot()
    def _turn(self) -> None:
        if self.month is None:
            return
        months = int(self.sender().property("months"))
        year, month = divmod(self.month.year * 12 + self.month.month - 1 + months, 12)
        self.month = date(max(1970, year), month + 1, 1)
        self._known = {}
        self._ask()

    def _write(self) -> None:
        if self._clock is None or self.month is None:
            return
        self._name.setText(f"{said(MONTHS[self.month.month - 1])} {self.month.year}")
        today = self._clock.local(self._clock.now).date()
        self._after.setEnabled((self.month.year, self.month.month) < (today.year, today.month))
        for place, day in enumerate(self.days):
            shown = self._known.get(day, CalendarDay(day)), today, day.month == self.month.month
            if self._written.get(place) != shown:
                self._written[place] = shown
                self.table.setItem(place // 7, place % 7, self._item(*shown, self._clock))
            if day == today and self.table.currentRow() < 0:
                self.table.setCurrentCell(place // 7, place % 7)

    def _item(self, known: CalendarDay, today: date, of_month: bool, clock: Clock) -> QTableWidgetItem:
        item = QTableWidgetItem(str(known.day.day) if of_month else "")
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        item.setData(_DAY, known.day)
        if not of_month or known.day > today:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            return item
        words = calendar_words(known, clock)
        item.setToolTip(tip(words))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setFont(scaled(self.font(), 1, bold=bool(known.count) or known.day == today))
        item.setForeground(QBrush(theme.state_color(known.state, self.palette())))
        if known.state is not State.UNKNOWN:
            item.setIcon(icons.state_icon(known.state))
        return item

    @Slot(int, int)
    def _choose(self, row: int, column: int) -> None:
        item = self.table.item(row, column)
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(item.data(_DAY))


def _first_weekday() -> int:
    """0 is Monday."""
    return QLocale().firstDayOfWeek().value - 1
