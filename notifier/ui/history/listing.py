"""What the table of incidents shows: asks the history for what is looked for, portion by portion, and for the calendar.

Only what was asked for last is shown. What an incident's story is, is not asked for here.
"""

from collections.abc import Callable, Sequence
from datetime import date

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from notifier.core.events import Notice
from notifier.core.model import Incident
from notifier.core.past.search import PastIncident, Search
from notifier.ui.history.asker import Asker
from notifier.ui.history.incidents_model import PORTION
from notifier.ui.history.incidents_panel import IncidentsPanel
from notifier.words import notices
from notifier.words.names import Names
from notifier.words.past import Findable
from notifier.words.times import Clock


class Listing(QObject):
    """Fills the panel. `shown` tells which incident's story is read at the moment.

    `service_wanted`: an incident that is to be opened is of another service than the one that is shown.
    """

    service_wanted = Signal(str)

    def __init__(
        self,
        asker: Asker,
        panel: IncidentsPanel,
        names: Names,
        clock: Callable[[], Clock],
        shown: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._asker, self._panel, self._clock, self._shown = asker, panel, clock, shown
        self._finds = Findable(names)
        self._service = ""
        self._to_open = ""
        panel.model.wanted.connect(self._ask)
        panel.filter_changed.connect(self._search)
        panel.days_wanted.connect(self._ask_days)

    @property
    def search(self) -> Search:
        """What is looked for."""
        return msgspec.structs.replace(self._panel.search(self._clock()), service=self._service)

    def go_on(self, service: str) -> None:
        """Go on with what is in the table, of one service or (empty) of all."""
        self._service = service
        self._asker.ask("notice", lambda reader: reader.notice(), self._show_notice)
        self._panel.model.ask_again()

    @Slot()
    def reload(self) -> None:
        """Read the history anew."""
        self._asker.ask("notice", lambda reader: reader.notice(), self._show_notice)
        self._panel.ask_again(self._clock())
        self._search()

    @Slot()
    def _search(self) -> None:
        """Read anew what is looked for; the days of the calendar are the same whatever that is."""
        model = self._panel.model
        model.set_clock(self._clock())
        model.start()
        model.fetchMore(model.index(-1, -1))

    def show_service(self, service: str) -> None:
        """Show the incidents of one service, or (empty) of all."""
        self._service = service
        self.reload()

    def open(self, incident: str) -> None:
        """Show an incident wherever it is, whatever was looked for before."""
        self._to_open = incident
        self._panel.show_everything()
        self._asker.ask("open", lambda reader: reader.incident(incident), self._open)

    def open_nothing(self) -> None:
        """Let go of an incident that was still to be opened."""
        self._to_open = ""

    def _open(self, incident: Incident | None) -> None:
        if incident is None:
            return
        self._to_open = incident.id
        if self._service != incident.service:
            self.service_wanted.emit(incident.service)
        if self._panel.model.row_of(incident.id) < 0:
            self._panel.model.put(incident)
        if self._panel.select(incident.id):
            self._to_open = ""
        self._panel.table.setFocus()

    @Slot(int)
    def _ask(self, offset: int) -> None:
        search, now = self.search, self._clock().now
        self._asker.ask("incidents", lambda reader: reader.found(search, self._finds, now, PORTION, offset), self._add)

    def _add(self, found: Sequence[PastIncident]) -> None:
        model = self._panel.model
        model.add(found)
        if chosen := self._to_open or self._shown():
            if self._panel.select(chosen):
                self._to_open = ""
        elif newest := model.incident(0):
            self._panel.select(newest.id)

    @Slot(object)
    def _ask_days(self, days: Sequence[date]) -> None:
        service, zone = self._service, self._clock().zone
        show = self._panel.calendar.show_days
        self._asker.ask("calendar", lambda reader: reader.calendar(service, days, zone), show)

    def _show_notice(self, notice: Notice | None) -> None:
        words = notices.notice(notice) if notice is not None else None
        self._panel.set_notice(f"{words.title}. {words.body}" if words else "")
