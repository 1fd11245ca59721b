"""The window: watched services at the left, outages at the right, the story of the chosen one below.

It shows snapshots and what the history tells, and only reads: the history is asked in a thread of its own (`asker`).
Closing it hides it, after a question where there is no tray; what it shows can be rebuilt at any moment. It never
raises itself: `open_incident` and `open_service` are called when the user asked for it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from functools import partial

from PySide6.QtCore import QEvent, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from notifier.core.events import Notice
from notifier.core.instead import Instead
from notifier.core.model import Incident, Service, ServiceStatus, Snapshot
from notifier.core.story import StoryEntry
from notifier.store.reader import HistoryReader
from notifier.ui import icons
from notifier.ui.fitting import present
from notifier.ui.history.asker import Asker
from notifier.ui.history.figures import Figures
from notifier.ui.history.header import Header
from notifier.ui.history.incidents_model import PORTION, IncidentsModel
from notifier.ui.history.incidents_panel import IncidentsPanel
from notifier.ui.history.leaving import LeavingBox, is_session_ending
from notifier.ui.history.overview import Overview
from notifier.ui.history.panes import lay_out
from notifier.ui.history.place import Place
from notifier.ui.history.service_panel import ServicePanel
from notifier.ui.history.services_panel import ServicesPanel
from notifier.ui.history.story_view import StoryView
from notifier.ui.keys import QUIT, close_by_keys
from notifier.ui.tray import now
from notifier.words import _, notices, pages
from notifier.words.names import Names
from notifier.words.times import Clock


class HistoryWindow(QWidget):
    """The history. `reader` makes a reader of it; `service_of` knows the services that are watched no more.

    `home` gives the user's country, `lacks_tray` tells whether there is no tray. `practice` says which world it shows;
    news of the other one are passed over.
    """

    apps_wanted = Signal()
    settings_wanted = Signal()
    check_wanted = Signal()
    commanded = Signal(object)
    quit_wanted = Signal()
    practice = False

    def __init__(
        self,
        reader: Callable[[], HistoryReader],
        service_of: Callable[[str], Service | None] = lambda _id: None,
        *,
        places: QSettings | None = None,
        home: Callable[[], str] = lambda: "",
        lacks_tray: Callable[[], bool] = lambda: False,
        clock: Callable[[], datetime] = now,
        zone: tzinfo | None = None,
        instead: Instead | None = None,
    ) -> None:
        super().__init__()
        self._now, self._zone, self._lacks_tray = clock, zone, lacks_tray
        self._ended = False
        self._snapshot: Snapshot | None = None
        self._to_open = ""
        self._asker, self._instead = Asker(reader, self), instead or Instead(service_of)
        self._names = names = Names(service_of)
        self.incidents = IncidentsModel(names, self._clock(), self)
        self.incidents.wanted.connect(self._ask_incidents)
        self.services_panel = ServicesPanel(self)
        self.overview = Overview(self)
        self.service_panel = ServicePanel(names, self._instead, home, self)
        self.incidents_panel = IncidentsPanel(self.incidents, self)
        self._figures = Figures(self._asker, self.service_panel, self.overview, self._clock)
        self.story = StoryView(names, home, self)
        self.header = Header(self)
        self.setWindowIcon(icons.app_icon())
        upper = ((self.service_panel, 0), (self.overview, 2), (self.incidents_panel, 1))
        self._columns, self._rows = lay_out(self, self.header, self.services_panel, upper, self.story)
        self.service_panel.hide()
        self._connect()
        self._translate()
        self._place = Place(self, self._columns, self._rows, places)
        self._place.restore()
        self.services_panel.list.setFocus()
        self.reload()

    def _connect(self) -> None:
        self.services_panel.chosen.connect(self._choose_service)
        self.overview.opened.connect(self.services_panel.choose)
        self.incidents_panel.chosen.connect(self._choose_incident)
        self.incidents.loaded.connect(self._make_room)
        self.incidents_panel.period_changed.connect(self.reload)
        self.incidents_panel.services_wanted.connect(self.apps_wanted)
        self.header.check_wanted.connect(self.check_wanted)
        self.service_panel.steps.look_wanted.connect(self.check_wanted)
        self.header.settings_wanted.connect(self.settings_wanted)
        self.header.menu.commanded.connect(self.commanded)
        self.header.menu.quit_chosen.connect(self.quit_wanted)
        close_by_keys(self, quits=True)
        QShortcut(QUIT, self).activated.connect(self._quit)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._escape)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self).activated.connect(self.header.check)

    def _translate(self) -> None:
        self.setWindowTitle(_("Outage Notifier"))
        panels = (self.header, self.services_panel, self.overview, self.service_panel, self.incidents_panel, self.story)
        for panel in panels:
            panel.translate()
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show everything as it stands."""
        if snapshot.practice != self.practice:
            return
        self._snapshot = snapshot
        clock = self._clock()
        self.header.show_snapshot(snapshot, clock)
        self.services_panel.show_snapshot(snapshot, clock)
        if self.overview.show_snapshot(snapshot, clock):
            self._figures.ask_all(each.id for each in snapshot.services)
        self._name_services()
        self.incidents.set_clock(clock)
        self._show_service(clock)
        if (told := self.story.incident) is not None and told.until is None:
            status = self._status_of(told)
            if _known(status) == _known(self.story.status):
                self.story.show_incident(told, clock, status)
            else:  # more is known by now
                self._choose_incident(told)

    @Slot(object)
    def put_incident(self, incident: Incident) -> None:
        """Take in an incident that began, changed or ended."""
        if incident.practice != self.practice:
            return
        service = self.services_panel.service
        if not service or incident.service == service:
            self.incidents.put(incident)
        status = self.services_panel.model.status(service)
        if service == incident.service and status is not None:
            self._figures.ask_one(status)
        if self.story.incident is None and self.incidents.row_of(incident.id) >= 0:
            self.incidents_panel.select(incident.id)  # nothing is read that would be taken away
        elif self.story.incident is not None and self.story.incident.id == incident.id:
            self._choose_incident(incident)
        self._figures.ask_all([incident.service])  # its day looks otherwise now among all of them, too

    def open_incident(self, incident: str) -> None:
        """Show the window with this incident chosen."""
        self._to_open = incident
        self.incidents_panel.show_all_times()
        present(self)
        self._asker.ask("open", lambda reader: reader.incident(incident), self._open)

    def open_service(self, service: str) -> None:
        """Show the window with this service chosen (empty: all)."""
        self._to_open = ""
        self.services_panel.choose(service)
        present(self)

    def shut_down(self) -> None:
        """Keep the place of the window and let go of the history; the window is not used any more."""
        self._ended = True
        self._place.keep()
        self._asker.close()

    def _clock(self) -> Clock:
        return Clock(self._now(), self._zone)

    @Slot()
    def reload(self) -> None:
        """Read the history anew."""
        self.incidents.set_clock(self._clock())
        self.incidents.start()
        self._asker.ask("notice", lambda reader: reader.notice(), self._show_notice)
        self.incidents.fetchMore(self.incidents.index(-1, -1))

    @Slot(int)
    def _ask_incidents(self, offset: int) -> None:
        service = self.services_panel.service
        since = self.incidents_panel.period.since(self._now())
        self._asker.ask(
            "incidents",
            lambda reader: reader.incidents(service, since=since, limit=PORTION, offset=offset),
            self._add_incidents,
        )

    def _add_incidents(self, incidents: Sequence[Incident]) -> None:
        self.incidents.add(incidents)
        if chosen := self._to_open or (self.story.incident.id if self.story.incident else ""):
            if self.incidents_panel.select(chosen):
                self._to_open = ""
        elif newest := self.incidents.incident(0):
            self.incidents_panel.select(newest.id)

    @Slot()
    def _make_room(self) -> None:
        self.story.setVisible(not self.incidents.is_empty())

    def _open(self, incident: Incident | None) -> None:
        if incident is None:
            return
        self._to_open = incident.id
        if self.services_panel.service != incident.service:
            self.services_panel.choose(incident.service)
        if self.incidents.row_of(incident.id) < 0:
            self.incidents.put(incident)
        if self.incidents_panel.select(incident.id):
            self._to_open = ""
        self.incidents_panel.table.setFocus()

    @Slot(str)
    def _choose_service(self, service: str) -> None:
        self.incidents_panel.show_service_column(not service)
        self.story.clear()
        self._name_services()
        self._show_service(self._clock())
        self.reload()
        if (status := self.services_panel.model.status(service)) is not None:
            self._figures.ask_one(status)

    @Slot(object)
    def _choose_incident(self, incident: Incident | None) -> None:
        if incident is None:
            return
        self.story.show_incident(incident, self._clock(), self._status_of(incident))
        self._asker.ask("story", lambda reader: reader.story(incident.id), partial(self._show_story, incident))

    def _show_story(self, incident: Incident, entries: Sequence[StoryEntry]) -> None:
        status = self._status_of(incident)
        usable = pages.meanwhile(self._instead.of([incident.service], self._snapshot))
        beside = status is not None and status.incident == incident.id and self.services_panel.service == status.id
        self.story.show_story(incident, entries, self._clock(), status, usable, beside=beside)

    def _status_of(self, incident: Incident) -> ServiceStatus | None:
        return self.services_panel.model.status(incident.service)

    def _show_notice(self, notice: Notice | None) -> None:
        words = notices.notice(notice) if notice is not None else None
        self.incidents_panel.set_notice(f"{words.title}. {words.body}" if words else "")

    def _name_services(self) -> None:
        service = self.services_panel.service
        count = len(self._snapshot.services) if self._snapshot is not None else 0
        self.incidents_panel.set_watched(count, self._names.service(service) if service else "")

    def _show_service(self, clock: Clock) -> None:
        status = self.services_panel.model.status(self.services_panel.service)
        self.service_panel.setVisible(status is not None)
        self.overview.setVisible(not self.services_panel.service)
        if status is not None and self._snapshot is not None:
            self.service_panel.show_service(status, self._snapshot, clock)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Speak another language, or write the story in other colours."""
        if event.type() == QEvent.Type.LanguageChange:
            self._translate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.story.translate()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        """Keep the place of the window; where nothing else shows that the program runs, ask what is meant."""
        self._place.keep()
        if self._lacks_tray() and not self._ended and not is_session_ending():
            event.ignore()
            box = LeavingBox(self)
            box.stays.clicked.connect(self.hide)
            box.quits.clicked.connect(self.quit_wanted)
            box.open()
            return
        super().closeEvent(event)

    @Slot()
    def _quit(self) -> None:
        """End the program where this window is all of it; else it stays in the tray."""
        if self._lacks_tray():
            self.quit_wanted.emit()
        else:
            self.close()

    @Slot()
    def _escape(self) -> None:
        if not self.services_panel.clear_filter():
            self.close()


def _known(status: ServiceStatus | None) -> object:
    """What of a service's state its story tells."""
    return None if status is None else (status.verdict, status.page, status.incident)
