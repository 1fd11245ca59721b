"""The table of incidents with its filters and its calendar, or what to do where there is nothing to show."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from notifier.core.model import Incident
from notifier.core.past.search import Search
from notifier.ui.history.card import on_ground
from notifier.ui.history.filters import Filters
from notifier.ui.history.incidents_model import Column, IncidentsModel
from notifier.ui.history.labels import plain_label
from notifier.ui.made_later import come_between
from notifier.ui.scale import NEAR, TIGHT, scaled
from notifier.ui.table import Table
from notifier.words import _
from notifier.words.times import Clock

if TYPE_CHECKING:
    from notifier.ui.history.calendar_panel import CalendarPanel

_PROBLEM: Final = 20
"""Characters of what the last column takes; where less is left, the story alone tells how long it was, and whom
it concerned."""

_LEAST: Final = 2
"""Whole rows that are seen however little room there is."""

_UNLIMITED: Final = 0xFFFFFF
"""Pixels; Qt's QWIDGETSIZE_MAX."""


class IncidentsPanel(QWidget):
    """Title, choice of time, table. `chosen` carries an Incident or None, `days_wanted` the days of the calendar."""

    chosen = Signal(object)
    days_wanted = Signal(object)
    filter_changed = Signal()
    services_wanted = Signal()

    def __init__(self, model: IncidentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._clock: Clock | None = None
        self._title = QLabel(_("&Outages"), self)
        self._title.setFont(scaled(self.font(), 1, bold=True))
        self.filters = Filters(self)
        self.filters.changed.connect(self.filter_changed)
        self.filters.calendar_toggled.connect(self._show_calendar)
        self.table, self._widths = self._make_table(), dict.fromkeys(Column, 0)
        self._title.setBuddy(self.table)
        self._nothing = plain_label(self)
        self._button = QPushButton(self)
        self._button.clicked.connect(self._press)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(on_ground(self._stack, self.table))
        self._stack.addWidget(self._make_empty_page())
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # what is above asks first
        self._watched, self._several = 0, True
        self._service = ""
        self._notice = ""
        self._lay_out()
        self._widen_columns()
        self._show_what_there_is()
        self.table.viewport().installEventFilter(self)
        model.loaded.connect(self._show_what_there_is)
        model.modelReset.connect(self._show_what_there_is)

    def _make_table(self) -> Table:
        table = Table(self)
        table.setAccessibleName(_("Outages"))
        table.setModel(self.model)
        table.setMinimumHeight(0)  # see _show_what_there_is
        table.selectionModel().currentRowChanged.connect(self._choose)
        self._copy = QAction(table)
        self._copy.setShortcut(QKeySequence.StandardKey.Copy)
        self._copy.triggered.connect(self._copy_row)
        table.addAction(self._copy)
        return table

    def _make_empty_page(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.addStretch()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._nothing)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch()
        return page

    def _lay_out(self) -> None:
        top, self._below = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(NEAR)
        top.addWidget(self._title)
        top.addWidget(self.filters, 1)
        self.filters.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._below.setSpacing(NEAR)
        self._below.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(NEAR)
        column.addLayout(top)
        column.addLayout(self._below, 1)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetMinAndMaxSize)  # no higher than its rows

    def _widen_columns(self) -> None:
        """Give each column the room of its usual words; the last one takes the rest."""
        metrics, picture = self.table.fontMetrics(), self.table.verticalHeader().defaultSectionSize()
        for column in (Column.WHEN, Column.LENGTH, Column.SERVICE, Column.SCOPE):
            widest = max(metrics.horizontalAdvance(each) for each in self.model.usual(column))
            self._widths[column] = widest + 2 * NEAR + (picture if column is Column.WHEN else 0)
            self.table.setColumnWidth(column, self._widths[column])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """Show the columns that have room."""
        if event.type() == QEvent.Type.Resize:
            self._show_columns()
        return super().eventFilter(watched, event)

    def _show_columns(self) -> None:
        """Show what there is to say, and how long it was and whom it concerned where there is room."""
        left = self.table.viewport().width() - _PROBLEM * self.table.fontMetrics().averageCharWidth()
        wanted = {Column.WHEN: True, Column.SERVICE: self._several, Column.LENGTH: True}
        wanted[Column.SCOPE] = self.model.tells_scope()
        for column, says in wanted.items():
            left -= (self.table.columnWidth(column) or self._widths[column]) if says else 0
            self.table.setColumnHidden(column, not says or (left < 0 and column in (Column.LENGTH, Column.SCOPE)))

    def search(self, clock: Clock) -> Search:
        """What is looked for, of whatever service."""
        self._clock = clock
        return self.filters.search(clock)

    def go_on(self, before: "IncidentsPanel") -> None:
        """Look for what was looked for in another panel, in the same month."""
        self._clock = before._clock
        if self._clock is not None:
            self.filters.go_on(before.filters, self._clock)
        if "calendar" in vars(before):
            self.calendar.month = before.calendar.month
            self.filters.calendar.setChecked(before.filters.calendar.isChecked())

    def show_everything(self) -> None:
        """Leave nothing out any more."""
        if self.filters.clear():
            self.filter_changed.emit()

    def show_service_column(self, shown: bool) -> None:
        """Show whose incident each is, where there are several services."""
        self._several = shown
        self._show_columns()

    def set_watched(self, count: int, service: str) -> None:
        """Take in how many services are watched, and the name of the chosen one, for the words where nothing is."""
        if (count, service) != (self._watched, self._service):
            self._watched, self._service = count, service
            self._show_what_there_is()

    def set_notice(self, words: str) -> None:
        """Take in why there is no history."""
        self._notice = words
        self._show_what_there_is()

    def select(self, incident: str) -> bool:
        """Choose an incident; tell whether it is here."""
        row = self.model.row_of(incident)
        if row < 0:
            return False
        first = self.model.index(row, 0)
        self.table.setCurrentIndex(first)  # selectRow chooses nothing where it is written from the right
        self.table.scrollTo(first)
        return True

    @property
    def empty_words(self) -> str:
        """What is said where there is nothing to show; empty: there is something."""
        return self._nothing.text() if self._stack.currentIndex() == 1 else ""

    @Slot()
    def _show_what_there_is(self) -> None:
        empty = self.model.is_empty()
        if empty:
            self._say_nothing_there()
        self._stack.setCurrentIndex(1 if empty else 0)
        beside = self.calendar.sizeHint().height() if self.filters.calendar.isChecked() else 0
        count = max(1, self.model.rowCount())  # of one row, while none is known
        self._stack.setMinimumHeight(self._high(min(count, _LEAST)))
        self._stack.setMaximumHeight(_UNLIMITED if empty else max(self._high(count), beside))
        self._show_columns()

    def _high(self, rows: int) -> int:
        """Give the height of the table, where so many rows of it are seen."""
        header = self.table.horizontalHeader().sizeHint().height()
        return rows * self.table.verticalHeader().defaultSectionSize() + header + 2 * TIGHT

    def _say_nothing_there(self) -> None:
        self._button.setVisible(True)
        if self._notice:
            self._nothing.setText(self._notice)
            self._button.setVisible(False)
        elif self._watched == 0:
            self._nothing.setText(_("Nothing is watched yet. Pick the apps you use."))
            self._button.setText(_("&Pick apps…"))
        elif self.filters.is_narrow:
            by_time = self.filters.only_a_time
            self._nothing.setText(_("No outage in this time.") if by_time else _("Nothing like this was found."))
            self._button.setText(_("Show &all of them"))
        elif self._service:
            self._nothing.setText(_("No outage of {service} so far.").format(service=self._service))
            self._button.setVisible(False)
        else:
            self._nothing.setText(_("No outage so far. When there is one, you can read here what happened."))
            self._button.setVisible(False)

    @Slot()
    def _press(self) -> None:
        if self._watched == 0:
            self.services_wanted.emit()
        else:
            self.show_everything()

    @cached_property
    def calendar(self) -> "CalendarPanel":
        """The calendar; made when it is first shown."""
        from notifier.ui.history.calendar_panel import CalendarPanel

        calendar = CalendarPanel(self)
        calendar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._below.insertWidget(0, calendar)
        come_between(self.filters.calendar, calendar, self._stack)
        calendar.chosen.connect(self.show_day)
        calendar.days_wanted.connect(self.days_wanted)
        return calendar

    def ask_again(self, clock: Clock) -> None:
        """Ask for the calendar's days anew, where they are seen."""
        if self.filters.calendar.isChecked():
            self.calendar.ask_again(clock)

    @Slot(bool)
    def _show_calendar(self, shown: bool) -> None:
        self.calendar.setVisible(shown)
        self._show_what_there_is()
        if shown and self._clock is not None:
            self.calendar.open(self._clock)
            self.calendar.table.setFocus()

    @Slot(object)
    def show_day(self, day: date) -> None:
        """Show the incidents of one day."""
        if self._clock is not None:
            self.filters.show_day(day, self._clock)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        incident: Incident | None = self.model.incident(current.row()) if current.isValid() else None
        self.chosen.emit(incident)

    @Slot()
    def _copy_row(self) -> None:
        current = self.table.currentIndex()
        if current.isValid():
            QGuiApplication.clipboard().setText(self.model.words(current.row()))
