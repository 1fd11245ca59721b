"""The window: watched services at the left, outages at the right, the story of the chosen one below.

It shows snapshots and what the history tells, and only reads: the history is asked in a thread of its own (`asker`).
Closing it hides it, after a question where there is no tray; what it shows can be rebuilt at any moment. It never
raises itself: `open_incident` and `open_service` are called when the user asked for it.
"""

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSettings, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from notifier.core.advice.instead import Instead
from notifier.core.advice.steps import Surroundings
from notifier.core.model import Incident, Service, Snapshot
from notifier.core.past.search import Note
from notifier.store.reader import HistoryReader
from notifier.ui.fitting import present
from notifier.ui.history.asker import Asker
from notifier.ui.history.figures import Figures
from notifier.ui.history.header import Header
from notifier.ui.history.incident_actions import IncidentActions
from notifier.ui.history.incidents_model import IncidentsModel
from notifier.ui.history.incidents_panel import IncidentsPanel
from notifier.ui.history.leaving import LeavingBox, is_session_ending
from notifier.ui.history.listing import Listing
from notifier.ui.history.overview import Overview
from notifier.ui.history.panes import lay_out
from notifier.ui.history.place import Place
from notifier.ui.history.services_panel import ServicesPanel
from notifier.ui.history.story_view import StoryView
from notifier.ui.history.telling import Telling
from notifier.ui.keys import QUIT, close_by_keys
from notifier.ui.tray import now
from notifier.words import _
from notifier.words.names import Names
from notifier.words.times import Clock

if TYPE_CHECKING:
    from notifier.ui.history.service_panel import ServicePanel

LOW: Final = 50
"""Lines; in less, what is above gives its place to the calendar."""


class HistoryWindow(QWidget):
    """The history. `reader` makes a reader of it; `service_of` knows the services that are watched no more.

    `home` gives the user's country, `lacks_tray` tells whether there is no tray, `surroundings` what stands between
    this machine and the internet. `practice` says which world it shows; news of the other one are passed over.
    """

    apps_wanted = Signal()
    settings_wanted = Signal()
    check_wanted = Signal()
    elsewhere_wanted = Signal(str)
    """The id of a service that other places are to be asked about."""
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
        surroundings: Callable[[], Surroundings] = Surroundings,
    ) -> None:
        super().__init__()
        self._now, self._zone, self._lacks_tray, self._ended = clock, zone, lacks_tray, False
        self._snapshot: Snapshot | None = None
        self._day: date | None = None
        self._asker, self._instead = Asker(reader, self), instead or Instead(service_of)
        self._names, self._home, self._surroundings = Names(service_of), home, surroundings
        self.incidents = IncidentsModel(self._names, self._clock(), self)
        close_by_keys(self, quits=True)
        QShortcut(QUIT, self).activated.connect(self._quit)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._escape)
        self.incidents.loaded.connect(self._make_room)
        self._place = Place(self, places)
        self._build()
        self.listing.reload()

    def _build(self) -> None:
        """Make all that is seen, in the language that is spoken."""
        names, asker, clock = self._names, self._asker, self._clock
        self.setWindowTitle(_("Outage Notifier"))
        self.header = Header(self._surroundings, self)  # first, for whoever goes through with the keys or listens
        self.services_panel, self.overview = ServicesPanel(self), Overview(self)
        self.incidents_panel, self.story = IncidentsPanel(self.incidents, self), StoryView(names, self._home, self)
        self._figures = Figures(asker, lambda: self.service_panel, self.overview, clock)
        story = self.story
        self._telling = Telling(asker, story, self.services_panel, self._instead, clock, self.header)
        self.listing = Listing(asker, self.incidents_panel, names, clock, lambda: story.told, self.header)
        self._actions = IncidentActions(asker, story, names, self._home, clock, self.listing, self.header)
        head, upper = (self.header, self.header.below), ((self.overview, 2), (self.incidents_panel, 1))
        self._columns, self._rows = lay_out(self, head, self.services_panel, upper, story)
        self.overview.hide()
        self._connect()
        self._place.divide(self._columns, self._rows)
        self.services_panel.list.setFocus()

    @cached_property
    def service_panel(self) -> "ServicePanel":
        """The chosen service; made when the first one is chosen."""
        from notifier.ui.history.service_panel import ServicePanel

        panel = ServicePanel(self._names, self._instead, self._home, self._surroundings, self)
        self._rows.put_above(self.overview, panel, self.services_panel.list)
        panel.day_chosen.connect(self.incidents_panel.show_day)
        panel.steps.look_wanted.connect(self.check_wanted)
        panel.commanded.connect(self.commanded)
        panel.elsewhere_wanted.connect(self.elsewhere_wanted)
        return panel

    def _build_anew(self) -> None:
        """Make it in another language; whoever reads stays where that was."""
        services, incidents, story, before = self.services_panel, self.incidents_panel, self.story, QWidget()
        self._asker.forget_all()
        vars(self).pop("service_panel", None)
        if (layout := self.layout()) is not None:
            before.setLayout(layout)  # with all that stands in it
        self._build()
        self.incidents_panel.go_on(incidents)
        if self._snapshot is not None:
            self.show_snapshot(self._snapshot)
        for each in (self.header, self._columns):  # at once, else nothing has its place yet
            each.show()
        self.services_panel.go_on(services)
        self._show_choice(services.service)
        self.story.go_on(story)
        self.listing.go_on(services.service)
        self.incidents_panel.select(self.story.told)
        before.deleteLater()

    def _connect(self) -> None:
        self.services_panel.chosen.connect(self._choose_service)
        self.overview.opened.connect(self.services_panel.choose)
        self.incidents_panel.chosen.connect(self._telling.tell)
        self.incidents_panel.filters.calendar_toggled.connect(self._show_service)
        self.listing.service_wanted.connect(self.services_panel.choose)
        self._actions.noted.connect(self._take_note)
        self._telling.noted.connect(self._take_note)
        self.header.menu.export_chosen.connect(self._actions.export)
        self.incidents_panel.services_wanted.connect(self.apps_wanted)
        self.header.check_wanted.connect(self.check_wanted)
        self.header.settings_wanted.connect(self.settings_wanted)
        self.header.menu.commanded.connect(self.commanded)
        self.header.menu.quit_chosen.connect(self.quit_wanted)

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show everything as it stands."""
        if snapshot.practice != self.practice:
            return
        self._snapshot = snapshot
        clock = self._clock()
        self.header.show_snapshot(snapshot, clock)
        self.services_panel.show_snapshot(snapshot, clock)
        today = clock.local(clock.now).date()
        if self.overview.show_snapshot(snapshot, clock) or today != self._day:
            self._figures.ask_all(each.id for each in snapshot.services)
        if self._day not in (None, today):  # midnight: another day is the last one
            self._ask_figures()
        self._day = today
        self._name_services()
        self.incidents.set_clock(clock)
        self._show_service()
        self._telling.show_snapshot(snapshot)

    @Slot(object)
    def put_incident(self, incident: Incident) -> None:
        """Take in an incident that began, changed or ended."""
        if incident.practice != self.practice:
            return
        service = self.services_panel.service
        if self.incidents.row_of(incident.id) < 0 and self.incidents_panel.filters.is_narrow:
            self.listing.reload()  # whether it is among what is looked for, the history knows
        elif not service or incident.service == service:
            self.incidents.put(incident)
        if service == incident.service:
            self._ask_figures()
        if self.story.incident is None and self.incidents.row_of(incident.id) >= 0:
            self.incidents_panel.select(incident.id)  # nothing is read that would be taken away
        elif self.story.told == incident.id:
            self._telling.tell(incident)
        self._figures.ask_all([incident.service])  # its day looks otherwise now among all of them, too

    def open_incident(self, incident: str) -> None:
        """Show the window with this incident chosen."""
        present(self)
        self.listing.open(incident)

    def open_service(self, service: str) -> None:
        """Show the window with this service chosen (empty: all)."""
        present(self)
        self.listing.open_nothing()
        self.services_panel.choose(service)

    def shut_down(self) -> None:
        """Keep the place of the window and let go of the history; the window is not used any more."""
        self._ended = True
        self._place.keep()
        self._asker.close()

    def _clock(self) -> Clock:
        return Clock(self._now(), self._zone)

    @Slot()
    def _make_room(self) -> None:
        self.story.setVisible(not self.incidents.is_empty())

    @Slot(str)
    def _choose_service(self, service: str) -> None:
        self.story.clear()
        self._show_choice(service)
        self.listing.show_service(service)

    def _show_choice(self, service: str) -> None:
        self.incidents_panel.show_service_column(not service)
        self._name_services()
        self._show_service()
        self._ask_figures()

    def _ask_figures(self) -> None:
        if (status := self.services_panel.model.status(self.services_panel.service)) is not None:
            self._figures.ask_one(status)

    @Slot(str, object)
    def _take_note(self, incident: str, note: Note | None) -> None:
        self.incidents.put_note(incident, note)
        self._telling.take_note(incident, note)

    def _name_services(self) -> None:
        service = self.services_panel.service
        count = len(self._snapshot.services) if self._snapshot is not None else 0
        self.incidents_panel.set_watched(count, self._names.service(service) if service else "")

    @Slot()
    def _show_service(self) -> None:
        status = self.services_panel.model.status(self.services_panel.service)
        low = self.incidents_panel.filters.calendar.isChecked() and self.height() < LOW * self.fontMetrics().height()
        self.overview.setVisible(not self.services_panel.service and self.overview.model.rowCount() > 0 and not low)
        if status is not None and self._snapshot is not None:
            self.service_panel.show_service(status, self._snapshot, self._clock())
            self.service_panel.setVisible(not low)
        elif "service_panel" in vars(self):
            self.service_panel.hide()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        """Speak another language, or write the story in other colours."""
        if event.type() == QEvent.Type.LanguageChange:
            self._build_anew()
        elif event.type() == QEvent.Type.PaletteChange:
            self.story.recolor()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 Qt's name
        """Opened again, show what began last and goes on: what was read before is left for it."""
        going_on = [each for each in self._snapshot.services if each.incident] if self._snapshot else []
        newest = max(going_on, key=lambda each: each.verdict.since or each.verdict.time).incident if going_on else ""
        told = self.story.told
        if newest not in ("", told) and (told or self.services_panel.service) and not event.spontaneous():
            self.incidents_panel.show_everything()
            self.services_panel.choose("")
            self._choose_service("")

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 Qt's name
        """Keep the place of the window; where nothing else shows that the program runs, ask what is meant."""
        self._place.keep()
        if self._lacks_tray() and not self._ended and not is_session_ending():
            event.ignore()
            box = LeavingBox(self)
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
        if not self.services_panel.clear_filter() and not self.incidents_panel.filters.clear_words():
            self.close()
