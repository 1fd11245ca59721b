"""One service as it stands: its heading, three facts side by side, what to use meanwhile, its day and its days.

What was is in the table and the story below it.
"""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from notifier.core.instead import MOST, Alternative, Instead
from notifier.core.model import SEVERITY, ServiceStatus, Snapshot
from notifier.core.past import Totals
from notifier.core.steps import trouble_of_service
from notifier.core.story import Course, Day, LatencyPoint
from notifier.ui.history.chart_table import ChartTable
from notifier.ui.history.charts import UptimeBars
from notifier.ui.history.day_bars import is_known
from notifier.ui.history.facts import Facts
from notifier.ui.history.labels import plain_label
from notifier.ui.history.latency_line import LatencyLine
from notifier.ui.history.service_head import ServiceHead
from notifier.ui.history.steps_panel import StepsPanel
from notifier.ui.history.timeline import Timeline
from notifier.ui.note import Note
from notifier.ui.scale import APART, TIGHT
from notifier.ui.tips import tip
from notifier.words import _, pages
from notifier.words.names import Names
from notifier.words.past import totals_sentence
from notifier.words.phrases import quotable
from notifier.words.times import Clock


class ServicePanel(QWidget):
    """The panel above the table. `link_chosen` is for those who watch; the link is opened here."""

    link_chosen = Signal(str)
    commanded = Signal(object)
    elsewhere_wanted = Signal(str)
    """The id of a service that other places are to be asked about."""
    day_chosen = Signal(object)
    """A date, the incidents of which are to be shown."""

    def __init__(
        self, names: Names, instead: Instead, home: Callable[[], str] = lambda: "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._instead = instead
        self._service = ""
        self.head, self.facts = ServiceHead(home, self), Facts(names, self)
        self.head.link_chosen.connect(self.link_chosen)
        self.head.commanded.connect(self.commanded)
        self.facts.elsewhere_wanted.connect(self._ask_elsewhere)
        self.steps, self._meanwhile = StepsPanel(self), plain_label(self)
        self._others = [QPushButton(self) for _ in range(MOST)]
        for each in self._others:
            each.clicked.connect(self._open_other)
            each.hide()
        self._timeline, self._bars, self._line = Timeline(names, self), UptimeBars(self), LatencyLine(self)
        self._captions = [Note("", self) for _ in range(3)]
        self._bars_words, self._line_words = plain_label(self), plain_label(self)
        self._has_latency, self._totals = False, ""
        self._table = QPushButton(self)
        self._table.clicked.connect(self._show_table)
        self._bars.day_chosen.connect(self.day_chosen)
        self._day, self._days = QWidget(self), QWidget(self)
        self._column = QVBoxLayout(self)
        self._needed = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._lay_out()
        self.translate()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for each in self._others:
            buttons.addWidget(each)
        buttons.addStretch(1)
        day, days = QVBoxLayout(self._day), QGridLayout(self._days)
        day.addWidget(self._captions[0])
        day.addWidget(self._timeline)
        for place, (chart, words) in enumerate(((self._bars, self._bars_words), (self._line, self._line_words))):
            days.addWidget(self._captions[1 + place], 0, place)
            days.addWidget(chart, 1, place, Qt.AlignmentFlag.AlignTop)
            days.addWidget(words, 2, place, Qt.AlignmentFlag.AlignTop)
            days.setColumnStretch(place, 1)
        days.addWidget(self._table, 1, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        for layout in (day, days):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(TIGHT)
        days.setHorizontalSpacing(self.fontMetrics().averageCharWidth() * 4)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(APART)
        self._column.addWidget(self.head)
        self._column.addWidget(self.facts)
        self._column.addWidget(self.steps)
        self._column.addWidget(self._meanwhile)
        self._column.addLayout(buttons)
        self._column.addWidget(self._day)
        self._column.addWidget(self._days)
        self._column.addStretch(1)
        for caption, chart in zip(self._captions, (self._timeline, self._bars, self._line), strict=True):
            caption.setBuddy(chart)

    def translate(self) -> None:
        """Speak the language of the program."""
        self.head.translate()
        self.facts.translate()
        self.steps.translate()
        words = (_("Last 24 hours"), _("Last 90 days"), _("Time to answer, last 24 hours"))
        for caption, each in zip(self._captions, words, strict=True):
            caption.setText(each)
        self._table.setText(_("As a &table"))
        self._table.setAccessibleDescription(_("Shows each day and each measured time in words"))

    def show_service(self, status: ServiceStatus, snapshot: Snapshot, clock: Clock) -> None:
        """Show the service as it stands."""
        self._service = status.id
        self.head.show_service(status, clock)
        self.facts.show_service(status, clock)
        usable = self._instead.of([status.id], snapshot) if SEVERITY[status.verdict.state] > 0 else []
        self._meanwhile.setText(pages.meanwhile(usable))
        self._meanwhile.setVisible(bool(usable))
        self._offer([each for each in usable if each.address])
        self.steps.show_steps(trouble_of_service(status), service=status.name, looking=snapshot.checking)
        self._fit()

    def _offer(self, usable: Sequence[Alternative]) -> None:
        """Show a button for each that can be opened."""
        for button, each in zip_longest(self._others, usable[: len(self._others)]):
            button.setVisible(each is not None)
            if each is not None:
                button.setText(_("Open {service}").format(service=quotable(each.name, 40).replace("&", "&&")))
                button.setToolTip(tip(quotable(each.address, 120)))
                opens = _("Opens its app") if each.app else _("Opens it in the browser")
                button.setAccessibleDescription(opens)
                button.setProperty("address", each.address)

    @Slot()
    def _open_other(self) -> None:
        sender = self.sender()
        if sender is not None:
            address = str(sender.property("address"))
            self.link_chosen.emit(address)
            QDesktopServices.openUrl(QUrl(address))

    def show_course(self, course: Course, clock: Clock) -> None:
        """Show how the service was in the last day."""
        self._timeline.show_course(course, clock)

    def show_days(self, days: Sequence[Day], clock: Clock) -> None:
        """Show the uptime."""
        self._bars.show_days(days, clock)
        self._say_days()

    def show_totals(self, totals: Totals, clock: Clock) -> None:
        """Show how many outages there were, how long in all, and the longest."""
        self._totals = totals_sentence(totals, clock)
        self._say_days()

    def _say_days(self) -> None:
        self._bars_words.setText("\n".join(each for each in (self._bars.summary(), self._totals) if each))
        self._fit()

    @Slot()
    def _show_table(self) -> None:
        """Show what the charts show in words, the newest first."""
        known = [place for place, each in enumerate(self._bars.days) if is_known(each)]
        days = [self._bars.day_words(place).partition(": ") for place in reversed(known)]
        parts = [(_("Last 90 days"), [(day, words) for day, _colon, words in days])]
        if self._has_latency:
            line = self._line
            measured = [(line.when(place), line.value(place)) for place in reversed(range(line.count))]
            parts.append((_("Time to answer, last 24 hours"), measured))
        ChartTable(self.head.name, parts, self).open()

    def show_latency(self, points: Sequence[LatencyPoint], component: str, clock: Clock) -> None:
        """Show how long a component took to answer; nothing at all where nothing was measured."""
        self._line.show_points(points, clock)
        self._line_words.setText(f"{component}: {self._line.summary()}")
        self._has_latency = any(each.mean_ms is not None for each in points)
        for each in (self._captions[2], self._line, self._line_words):
            each.setVisible(self._has_latency)
        self._fit()

    # The words have to be seen; the charts only where there is room for them, the last day before the days.

    def hasHeightForWidth(self) -> bool:  # noqa: N802 Qt's name
        """Say no: layouts never give such a widget less height than it would like."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be high enough for everything."""
        return QSize(super().sizeHint().width(), self._needed)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Stay high enough for words that wrap at this width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Be high enough from the beginning."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Ask for the height that the words need: a splitter asks nobody how high wrapped words become.

        Not before it is shown: at the width of a widget that was never laid out they would take a whole screen.
        """
        if not self.isVisible():
            return
        charts = (self._day, self._days)
        heights = [self._high(each) + self._column.spacing() for each in charts]
        shown = sum(high for each, high in zip(charts, heights, strict=True) if not each.isHidden())
        words = max(0, self._column.totalHeightForWidth(self.width()) - shown)
        self.setMinimumHeight(words)
        if self._needed != words + sum(heights):
            self._needed = words + sum(heights)
            self.updateGeometry()
        room = self.height() - words
        for each, high in zip(charts, heights, strict=True):
            each.setVisible(room >= high)
            room -= high

    def _high(self, charts: QWidget) -> int:
        high = charts.heightForWidth(self.width())
        return high if high >= 0 else charts.sizeHint().height()

    @Slot()
    def _ask_elsewhere(self) -> None:
        self.elsewhere_wanted.emit(self._service)
