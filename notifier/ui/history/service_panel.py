"""One service as it stands: what we see beside what the company says, alternatives, links, uptime and latency.

What was is in the table and the story below it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from notifier.core.model import SEVERITY, ServiceStatus, Snapshot, State
from notifier.core.story import Day, LatencyPoint
from notifier.ui import text
from notifier.ui.history.charts import LatencyLine, UptimeBars
from notifier.ui.history.labels import plain_label
from notifier.ui.text import Clock, Names

SAFE_SCHEMES = ("http", "https")


class ServicePanel(QWidget):
    """The panel above the table. `link_chosen` is for those who watch; the link is opened here."""

    link_chosen = Signal(str)

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._captions = [QLabel(self) for _ in range(5)]
        self._seen, self._company, self._meanwhile = plain_label(self), plain_label(self), plain_label(self)
        self._bars, self._line = UptimeBars(self), LatencyLine(self)
        self._bars_words, self._line_words = plain_label(self), plain_label(self)
        self._page = QPushButton(self)
        self._site = QPushButton(self)
        self._page.clicked.connect(self._open_page)
        self._site.clicked.connect(self._open_site)
        self._addresses = {"page": "", "site": ""}
        self._form = QFormLayout()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lay_out()
        self.translate()

    def _lay_out(self) -> None:
        links, uptime, latency = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for column, chart, words in ((uptime, self._bars, self._bars_words), (latency, self._line, self._line_words)):
            column.setSpacing(2)
            column.addWidget(chart)
            column.addWidget(words)
        # no row holds a layout with wrapped words in it: a form gives such a row the wrong height
        for caption, field in zip(self._captions, (self._seen, self._company, self._meanwhile), strict=False):
            self._form.addRow(caption, field)
        self._form.addRow(self._captions[3], uptime)
        self._form.addRow(self._captions[4], latency)
        links.addWidget(self._page)
        links.addWidget(self._site)
        links.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(self._form, 1)
        row.addLayout(links)
        self._captions[0].setBuddy(self._seen)
        self._captions[3].setBuddy(self._bars)
        self._captions[4].setBuddy(self._line)

    def translate(self) -> None:
        """Speak the language of the program."""
        for caption, words in zip(
            self._captions,
            (
                self.tr("From here:"),
                self.tr("The company:"),
                self.tr("Meanwhile:"),
                self.tr("Last 90 days:"),
                self.tr("Last 24 hours:"),
            ),
            strict=True,
        ):
            caption.setText(words)
        self._page.setText(self.tr("&Status page"))
        self._page.setAccessibleDescription(self.tr("Opens the company's status page in the browser"))
        self._site.setText(self.tr("&Website"))
        self._site.setAccessibleDescription(self.tr("Opens the service's website in the browser"))

    def show_service(self, status: ServiceStatus, snapshot: Snapshot, clock: Clock) -> None:
        """Show the service as it stands."""
        self._seen.setText(_seen(status, clock))
        self._company.setText(text.page_line(status, clock))
        alternatives = self._alternatives(status, snapshot)
        self._meanwhile.setText(alternatives)
        self._form.setRowVisible(2, bool(alternatives) and SEVERITY[status.verdict.state] > 0)
        self._set_link(self._page, "page", status.page_url)
        self._set_link(self._site, "site", status.homepage)

    def show_days(self, days: Sequence[Day], clock: Clock) -> None:
        """Show the uptime."""
        self._bars.show_days(days, clock)
        self._bars_words.setText(self._bars.summary())

    def show_latency(self, points: Sequence[LatencyPoint], component: str, clock: Clock) -> None:
        """Show how long a component took to answer; nothing at all where nothing was measured."""
        self._line.show_points(points, clock)
        self._line_words.setText(f"{component}: {self._line.summary()}")
        self._form.setRowVisible(4, any(each.mean_ms is not None for each in points))

    def _alternatives(self, status: ServiceStatus, snapshot: Snapshot) -> str:
        states = {each.id: each.verdict.state for each in snapshot.services}
        usable = [each for each in status.alternatives if states.get(each) is not State.OUTAGE]
        return text.alternatives([(self._names.service(each), states.get(each)) for each in usable[:4]])

    def _set_link(self, button: QPushButton, which: str, address: str) -> None:
        safe = QUrl(address).scheme() in SAFE_SCHEMES
        self._addresses[which] = address if safe else ""
        button.setVisible(safe)
        button.setToolTip(text.quotable(address, 120))

    @Slot()
    def _open_page(self) -> None:
        self._open(self._addresses["page"])

    @Slot()
    def _open_site(self) -> None:
        self._open(self._addresses["site"])

    def _open(self, address: str) -> None:
        self.link_chosen.emit(address)
        QDesktopServices.openUrl(QUrl(address))


def _seen(status: ServiceStatus, clock: Clock) -> str:
    sentence = text.verdict_sentence(status.name, status.verdict, clock)
    parts = [text.component_name(each) for each in status.components if each.state in (State.OUTAGE, State.POSSIBLE)]
    affected = text.affected(parts) if parts else ""
    checked = text.checked_sentence(status.checked, clock)
    return " ".join(each for each in (sentence, affected, checked) if each)
