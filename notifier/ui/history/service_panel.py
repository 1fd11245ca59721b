"""One service as it stands: its heading, three facts side by side, what to use meanwhile, its day and its days.

What was is in the table and the story below it. Where there is no room for all of it, it scrolls.
"""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from notifier.core.advice.instead import MOST, Alternative, Instead
from notifier.core.advice.steps import Surroundings, trouble_of_service
from notifier.core.model import SEVERITY, ServiceStatus, Snapshot
from notifier.core.past.search import Totals
from notifier.core.past.story import Course, Day, LatencyPoint
from notifier.ui.flow import Flow
from notifier.ui.history.card import on_ground
from notifier.ui.history.chart_table import ChartTable
from notifier.ui.history.day_bars import is_known
from notifier.ui.history.facts import Facts
from notifier.ui.history.labels import plain_label
from notifier.ui.history.latency_line import LatencyLine
from notifier.ui.history.links import LinkButton
from notifier.ui.history.service_head import ServiceHead
from notifier.ui.history.steps_panel import StepsPanel
from notifier.ui.history.timeline import Timeline
from notifier.ui.history.uptime_bars import UptimeBars
from notifier.ui.note import Note
from notifier.ui.scale import APART, NEAR
from notifier.ui.scrolled import Scrolled
from notifier.words import _, pages
from notifier.words.names import Names
from notifier.words.past import totals_sentence
from notifier.words.phrases import quotable
from notifier.words.times import Clock

BESIDE: Final = 60
"""Characters, from which on the days and the times to answer have room beside each other."""


class ServicePanel(Scrolled):
    """The panel above the table."""

    commanded = Signal(object)
    elsewhere_wanted = Signal(str)
    """The id of a service that other places are to be asked about."""
    day_chosen = Signal(object)
    """A date, the incidents of which are to be shown."""

    def __init__(
        self,
        names: Names,
        instead: Instead,
        home: Callable[[], str] = lambda: "",
        surroundings: Callable[[], Surroundings] = Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._instead = instead
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._service = ""
        body = self.body
        self.head, self.facts = ServiceHead(home, body), Facts(names, body)
        self.head.commanded.connect(self.commanded)
        self.facts.elsewhere_wanted.connect(self._ask_elsewhere)
        self.steps, self._meanwhile = StepsPanel(surroundings, body), plain_label(body)
        self._others = [LinkButton(body) for _ in range(MOST)]
        self._timeline, self._bars, self._line = Timeline(names, body), UptimeBars(body), LatencyLine(body)
        captions = (_("Last 24 hours"), _("Last 90 days"), _("Time to answer, last 24 hours"))
        self._captions = [Note(each, body) for each in captions]
        self._bars_words, self._line_words = plain_label(body), plain_label(body)
        self._has_latency, self._totals = False, ""
        self._table = QToolButton(body)
        self._table.setText(_("As a &table"))
        self._table.setAccessibleDescription(_("Shows each day and each measured time in words"))
        self._table.clicked.connect(self._show_table)
        self._bars.day_chosen.connect(self.day_chosen)
        self._days, self._beside = QGridLayout(), False
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        others, column = Flow(), QVBoxLayout(self.body)
        for button in self._others:
            others.addWidget(button)
        meanwhile = QHBoxLayout()
        meanwhile.addWidget(self._meanwhile, 1)
        meanwhile.addLayout(others)
        day, days, latency = self._captions
        head = QHBoxLayout()
        head.addWidget(days, 1)
        head.addWidget(self._table)
        self._grounds = (
            on_ground(self.body, day, self._timeline, around=APART),
            on_ground(self.body, head, self._bars, self._bars_words, around=APART),
            on_ground(self.body, latency, self._line, self._line_words, around=APART),
        )
        for caption, chart in zip(self._captions, (self._timeline, self._bars, self._line), strict=True):
            caption.setBuddy(chart)
        for caption in (days, latency):  # on one line with the button beside one of them
            caption.setMinimumHeight(self._table.sizeHint().height())
        self.setTabOrder(self._timeline, self._table)
        self.setTabOrder(self._table, self._bars)
        self._days.setSpacing(NEAR)
        self._arrange(beside=True)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(NEAR)
        for part in (self.head, self.facts, self.steps):
            column.addWidget(part)
        column.addLayout(meanwhile)
        column.addWidget(self._grounds[0])
        column.addLayout(self._days)
        column.addStretch(1)

    def _arrange(self, *, beside: bool) -> None:
        """Put the charts of days and answers beside each other, or below."""
        if beside is self._beside:
            return
        self._beside = beside
        for place, ground in enumerate(self._grounds[1:]):
            self._days.addWidget(ground, *((0, place) if beside else (place, 0)))
            self._days.setColumnStretch(place, 1 if beside or not place else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Put the charts where there is room for them."""
        self._arrange(beside=self.width() >= BESIDE * self.fontMetrics().averageCharWidth())
        super().resizeEvent(event)

    def show_service(self, status: ServiceStatus, snapshot: Snapshot, clock: Clock) -> None:
        """Show the service as it stands."""
        self._service = status.id
        self.setAccessibleName(quotable(status.name, 60))
        self.head.show_service(status, clock)
        self.facts.show_service(status, clock)
        usable = self._instead.of([status.id], snapshot) if SEVERITY[status.verdict.state] > 0 else []
        self._meanwhile.setText(pages.meanwhile(usable))
        self._meanwhile.setVisible(bool(usable))
        self._offer([each for each in usable if each.address])
        self.steps.show_steps(trouble_of_service(status), service=status.name, looking=snapshot.checking)

    def _offer(self, usable: Sequence[Alternative]) -> None:
        """Show a button for each that can be opened."""
        for button, each in zip_longest(self._others, usable[: len(self._others)]):
            button.lead_to(each.address if each is not None else "")
            if each is not None:
                button.setText(_("Open {service}").format(service=quotable(each.name, 40).replace("&", "&&")))
                opens = _("Opens its app") if each.app else _("Opens it in the browser")
                button.setAccessibleDescription(opens)

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

    @Slot()
    def _show_table(self) -> None:
        """Show what the charts show in words, the newest first."""
        known = [place for place, each in enumerate(self._bars.days) if is_known(each)]
        days = [self._bars.words_of(place).partition(": ") for place in reversed(known)]
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
        self._grounds[2].setVisible(self._has_latency)

    @Slot()
    def _ask_elsewhere(self) -> None:
        self.elsewhere_wanted.emit(self._service)
