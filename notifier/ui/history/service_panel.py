"""One service as it stands: what we see beside what the company says, alternatives, links, uptime and latency.

What was is in the table and the story below it.
"""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from notifier.core.instead import MOST, Alternative, Instead
from notifier.core.model import SEVERITY, ServiceStatus, Snapshot, State
from notifier.core.story import Day, LatencyPoint
from notifier.ui.history.charts import LatencyLine, UptimeBars
from notifier.ui.history.downdetector import downdetector_page
from notifier.ui.history.labels import plain_label
from notifier.ui.history.links import SAFE_SCHEMES
from notifier.words import _, pages
from notifier.words.elsewhere import elsewhere_line
from notifier.words.names import component_name
from notifier.words.pages import checked_sentence, page_line
from notifier.words.phrases import quotable
from notifier.words.times import Clock
from notifier.words.verdicts import verdict_sentence


class ServicePanel(QWidget):
    """The panel above the table. `link_chosen` is for those who watch; the link is opened here."""

    link_chosen = Signal(str)
    elsewhere_wanted = Signal(str)
    """The id of a service that other places are to be asked about."""

    def __init__(self, instead: Instead, home: Callable[[], str] = lambda: "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home = home
        self._instead = instead
        self._captions = [QLabel(self) for _ in range(6)]
        self._seen, self._company, self._meanwhile = plain_label(self), plain_label(self), plain_label(self)
        self._elsewhere, self._ask, self._service = plain_label(self), QPushButton(self), ""
        self._ask.clicked.connect(self._ask_elsewhere)
        self._bars, self._line = UptimeBars(self), LatencyLine(self)
        self._bars_words, self._line_words = plain_label(self), plain_label(self)
        self._page = QPushButton(self)
        self._site = QPushButton(self)
        self._page.clicked.connect(self._open_page)
        self._site.clicked.connect(self._open_site)
        self._reports = QPushButton(self)
        self._reports.clicked.connect(self._open_reports)
        self._others = [QPushButton(self) for _ in range(MOST)]
        for each in self._others:
            each.clicked.connect(self._open_other)
            each.hide()
        self._charts_shown = self._has_latency = True
        self._addresses = {"page": "", "site": "", "reports": ""}
        self._row = QHBoxLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lay_out()
        self.translate()

    def _lay_out(self) -> None:
        # a grid, because a form gives rows of wrapped words the wrong height
        self._charts = charts = QGridLayout()
        facts, links = QGridLayout(), QVBoxLayout()
        facts.setColumnStretch(1, 1)
        for place, field in enumerate((self._seen, self._company, self._elsewhere, self._meanwhile)):
            facts.addWidget(self._captions[place], place, 0, Qt.AlignmentFlag.AlignTop)
            facts.addWidget(field, place, 1)
        facts.setVerticalSpacing(4)
        for place, (chart, words) in enumerate(((self._bars, self._bars_words), (self._line, self._line_words))):
            charts.addWidget(self._captions[4 + place], 0, place)
            charts.addWidget(chart, 1, place, Qt.AlignmentFlag.AlignTop)
            charts.addWidget(words, 2, place, Qt.AlignmentFlag.AlignTop)
            charts.setColumnStretch(place, 1)
        charts.setVerticalSpacing(2)
        charts.setHorizontalSpacing(self.fontMetrics().averageCharWidth() * 4)
        links.addWidget(self._ask)
        links.addWidget(self._page)
        links.addWidget(self._site)
        links.addWidget(self._reports)
        for each in self._others:
            links.addWidget(each)
        links.addStretch()
        self._row.setContentsMargins(0, 0, 0, 0)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addLayout(facts)
        middle.addLayout(charts)
        self._row.addLayout(middle, 1)
        self._row.addLayout(links)
        self._captions[0].setBuddy(self._seen)
        self._captions[4].setBuddy(self._bars)
        self._captions[5].setBuddy(self._line)

    def translate(self) -> None:
        """Speak the language of the program."""
        for caption, words in zip(
            self._captions,
            (
                _("From here:"),
                _("The company:"),
                _("Elsewhere:"),
                _("Meanwhile:"),
                _("Last 90 days:"),
                _("Last 24 hours:"),
            ),
            strict=True,
        ):
            caption.setText(words)
        self._ask.setText(_("&Ask elsewhere"))
        self._ask.setAccessibleDescription(_("Asks other places whether it is down there, too"))
        self._page.setText(_("&Status page"))
        self._page.setAccessibleDescription(_("Opens the company's status page in the browser"))
        self._site.setText(_("&Website"))
        self._site.setAccessibleDescription(_("Opens the service's website in the browser"))

        self._reports.setText(_("&Downdetector"))
        self._reports.setAccessibleDescription(_("Opens in the browser what people report; it is not read here"))

    def set_charts_shown(self, shown: bool) -> None:
        """Show the charts, or leave their room to the words."""
        if shown != self._charts_shown:
            self._charts_shown = shown
            self._show_charts()

    def _show_charts(self) -> None:
        uptime: tuple[QWidget, ...] = (self._captions[4], self._bars, self._bars_words)
        latency: tuple[QWidget, ...] = (self._captions[5], self._line, self._line_words)
        for each in uptime:
            each.setVisible(self._charts_shown)
        for each in latency:
            each.setVisible(self._charts_shown and self._has_latency)
        self._charts.setColumnStretch(1, 1 if self._has_latency else 0)
        self._fit()

    def show_service(self, status: ServiceStatus, snapshot: Snapshot, clock: Clock) -> None:
        """Show the service as it stands."""
        self._seen.setText(_seen(status, clock))
        self._company.setText(page_line(status, clock))
        self._service = status.id
        told = elsewhere_line(status.elsewhere, clock)
        self._elsewhere.setText(told)
        self._elsewhere.setVisible(bool(told))
        self._captions[2].setVisible(bool(told))
        self._ask.setEnabled(not status.elsewhere.asking)
        usable = self._instead.of([status.id], snapshot) if SEVERITY[status.verdict.state] > 0 else []
        self._meanwhile.setText(pages.alternatives(usable))
        self._captions[3].setVisible(bool(usable))
        self._meanwhile.setVisible(bool(usable))
        self._offer([each for each in usable if each.address])
        self._set_link(self._page, "page", status.page_url)
        self._set_link(self._site, "site", status.homepage)
        self._set_link(self._reports, "reports", downdetector_page(status.name, self._home()))
        self._fit()

    def _offer(self, usable: Sequence[Alternative]) -> None:
        """Show a button for each that can be opened."""
        for button, each in zip_longest(self._others, usable[: len(self._others)]):
            button.setVisible(each is not None)
            if each is not None:
                button.setText(_("Open {service}").format(service=quotable(each.name, 40).replace("&", "&&")))
                button.setToolTip(quotable(each.address, 120))
                opens = _("Opens its app") if each.app else _("Opens it in the browser")
                button.setAccessibleDescription(opens)
                button.setProperty("address", each.address)

    @Slot()
    def _open_other(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._open(str(sender.property("address")))

    def show_days(self, days: Sequence[Day], clock: Clock) -> None:
        """Show the uptime."""
        self._bars.show_days(days, clock)
        self._bars_words.setText(self._bars.summary())
        self._fit()

    def show_latency(self, points: Sequence[LatencyPoint], component: str, clock: Clock) -> None:
        """Show how long a component took to answer; nothing at all where nothing was measured."""
        self._line.show_points(points, clock)
        self._line_words.setText(f"{component}: {self._line.summary()}")
        self._has_latency = any(each.mean_ms is not None for each in points)
        self._show_charts()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Stay high enough for words that wrap at this width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Ask for the height that the words need: a splitter asks nobody how high wrapped words become."""
        self.setMinimumHeight(max(0, self._row.totalHeightForWidth(self.width())))

    def _set_link(self, button: QPushButton, which: str, address: str) -> None:
        safe = QUrl(address).scheme() in SAFE_SCHEMES
        self._addresses[which] = address if safe else ""
        button.setVisible(safe)
        button.setToolTip(quotable(address, 120))

    @Slot()
    def _ask_elsewhere(self) -> None:
        self.elsewhere_wanted.emit(self._service)

    @Slot()
    def _open_page(self) -> None:
        self._open(self._addresses["page"])

    @Slot()
    def _open_site(self) -> None:
        self._open(self._addresses["site"])

    @Slot()
    def _open_reports(self) -> None:
        self._open(self._addresses["reports"])

    def _open(self, address: str) -> None:
        self.link_chosen.emit(address)
        QDesktopServices.openUrl(QUrl(address))


def _seen(status: ServiceStatus, clock: Clock) -> str:
    sentence = verdict_sentence(status.name, status.verdict, clock)
    parts = [component_name(each) for each in status.components if each.state in (State.OUTAGE, State.POSSIBLE)]
    affected = pages.affected(parts) if parts else ""
    checked = checked_sentence(status.checked, clock)
    return " ".join(each for each in (sentence, affected, checked) if each)
