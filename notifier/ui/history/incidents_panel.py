"""The table of incidents with its filter, or what to do where there is nothing to show."""

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from notifier.core.model import Incident
from notifier.ui.history.incidents_model import Column, IncidentsModel
from notifier.ui.history.labels import plain_label
from notifier.ui.history.period import Period, period_words
from notifier.words import _, ngettext

_WIDTHS = {Column.WHEN: 19, Column.LENGTH: 16, Column.SERVICE: 15, Column.SCOPE: 14}
"""In characters; the last column takes the rest."""


class IncidentsPanel(QWidget):
    """Title, choice of time, table. `chosen` carries an Incident or None."""

    chosen = Signal(object)
    period_changed = Signal()
    services_wanted = Signal()

    def __init__(self, model: IncidentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._title = QLabel(self)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._period = QComboBox(self)
        self._period.currentIndexChanged.connect(self._change_period)
        self.table = self._make_table()
        self._title.setBuddy(self.table)
        self._nothing = plain_label(self)
        self._button = QPushButton(self)
        self._button.clicked.connect(self._press)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._make_empty_page())
        self._stack.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # what is above asks first
        self._stack.setMinimumHeight(self.table.fontMetrics().height() * 5)
        self._watched = 0
        self._service = ""
        self._notice = ""
        self._lay_out()
        for period in Period:
            self._period.addItem("", period)
        self._period.setCurrentIndex(len(Period) - 1)
        self.translate()
        model.loaded.connect(self._show_what_there_is)
        model.modelReset.connect(self._show_what_there_is)

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setModel(self._model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setMinimumHeight(table.fontMetrics().height() * 4)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        wide = table.fontMetrics().averageCharWidth()
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, wide * width + 8)
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
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._period)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def translate(self) -> None:
        """Speak the language of the program."""
        self._title.setText(_("&Outages"))
        self.table.setAccessibleName(_("Outages"))
        self._period.setAccessibleName(_("Time"))
        for place, period in enumerate(Period):
            self._period.setItemText(place, period_words(period))
        self._show_what_there_is()

    @property
    def period(self) -> Period:
        """The time that is shown."""
        return Period(self._period.currentData())

    def show_all_times(self) -> None:
        """Take the filter of time away."""
        self._period.setCurrentIndex(self._period.findData(Period.ALL))

    def show_service_column(self, shown: bool) -> None:
        """Show whose incident each is, where there are several services."""
        self.table.setColumnHidden(Column.SERVICE, not shown)

    def set_watched(self, count: int, service: str = "") -> None:
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
        row = self._model.row_of(incident)
        if row < 0:
            return False
        self.table.selectRow(row)
        self.table.scrollTo(self._model.index(row, 0))
        return True

    @property
    def empty_words(self) -> str:
        """What is said where there is nothing to show; empty: there is something."""
        return self._nothing.text() if self._stack.currentIndex() == 1 else ""

    @Slot()
    def _show_what_there_is(self) -> None:
        empty = self._model.is_empty()
        if empty:
            self._say_nothing_there()
        self._stack.setCurrentIndex(1 if empty else 0)

    def _say_nothing_there(self) -> None:
        self._button.setVisible(True)
        if self._notice:
            self._nothing.setText(self._notice)
            self._button.setVisible(False)
        elif self._watched == 0:
            self._nothing.setText(_("Nothing is watched yet. Pick the apps you use."))
            self._button.setText(_("&Pick apps…"))
        elif self.period is not Period.ALL:
            self._nothing.setText(_("No outage in this time."))
            self._button.setText(_("Show &all of them"))
        elif self._service:
            self._nothing.setText(_("No outage of {service} so far.").format(service=self._service))
            self._button.setVisible(False)
        else:
            self._nothing.setText(
                ngettext(
                    "No outage so far. Watching {count} service.",
                    "No outage so far. Watching {count} services.",
                    self._watched,
                ).format(count=self._watched)
            )
            self._button.setVisible(False)

    @Slot()
    def _press(self) -> None:
        if self._watched == 0:
            self.services_wanted.emit()
        else:
            self.show_all_times()

    @Slot()
    def _change_period(self) -> None:
        self.period_changed.emit()

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        incident: Incident | None = self._model.incident(current.row()) if current.isValid() else None
        self.chosen.emit(incident)

    @Slot()
    def _copy_row(self) -> None:
        current = self.table.currentIndex()
        if current.isValid():
            QGuiApplication.clipboard().setText(self._model.words(current.row()))
