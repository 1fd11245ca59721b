"""Which story is told, and with what: asks the history for it, and again when more is known of its service."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from notifier.core.advice.instead import Instead
from notifier.core.model import Incident, ServiceStatus, Snapshot
from notifier.core.past.search import Note
from notifier.core.past.story import StoryEntry
from notifier.ui.history.asker import Asker
from notifier.ui.history.services_panel import ServicesPanel
from notifier.ui.history.story_view import StoryView
from notifier.words import pages
from notifier.words.times import Clock

_Found = tuple[Sequence[StoryEntry], Note | None]


class Telling(QObject):
    """Fills the story. `services` knows how each service stands, and which one is shown above.

    `noted`: something else was noted of the incident that is told, from the command line.
    """

    noted = Signal(str, object)

    def __init__(
        self,
        asker: Asker,
        story: StoryView,
        services: ServicesPanel,
        instead: Instead,
        clock: Callable[[], Clock],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._asker, self._story, self._services, self._instead, self._clock = asker, story, services, instead, clock
        self._snapshot: Snapshot | None = None

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Go on with a story that goes on."""
        self._snapshot = snapshot
        told = self._story.incident
        if told is None:
            return
        if self._story.isVisible():
            about = told.id
            self._asker.ask("noted", lambda reader: reader.note(about), partial(self._follow_note, about))
        if told.until is not None:
            return
        status = self._status_of(told)
        if _known(status) == _known(self._story.status):
            self._story.show_incident(told, self._clock(), status)
        else:  # more is known by now
            self.tell(told)

    @Slot(object)
    def tell(self, incident: Incident | None) -> None:
        """Tell of an incident: its headline at once, its story when it was read."""
        if incident is None:
            return
        about = incident.id
        self._story.show_incident(incident, self._clock(), self._status_of(incident))
        show = partial(self._show, incident)
        self._asker.ask("story", lambda reader: (reader.story(about), reader.note(about)), show)

    def take_note(self, incident: str, note: Note | None) -> None:
        """Take in what the user noted."""
        if self._story.told == incident:
            self._story.show_note(note, self._clock())

    def _follow_note(self, incident: str, note: Note | None) -> None:
        if self._story.told == incident and note != self._story.note:
            self.noted.emit(incident, note)

    def _show(self, incident: Incident, found: _Found) -> None:
        if self._story.told != incident.id:
            return  # another one was chosen meanwhile, or none
        (entries, note), status = found, self._status_of(incident)
        usable = pages.meanwhile(self._instead.of([incident.service], self._snapshot))
        beside = status is not None and status.incident == incident.id and self._services.service == status.id
        before = self._story.note
        self._story.show_story(incident, entries, self._clock(), status, usable, note, beside=beside)
        if note != before:
            self.noted.emit(incident.id, note)  # the table may have been read earlier

    def _status_of(self, incident: Incident) -> ServiceStatus | None:
        return self._services.model.status(incident.service)


def _known(status: ServiceStatus | None) -> object:
    """What of a service's state its story tells."""
    return None if status is None else (status.verdict, status.page, status.incident)
