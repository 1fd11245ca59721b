"""The story of one incident to read, to note and to hand on: its headline, the user's note, where it was, its text.

What is done with a story beside reading it is asked for by signals; see `incident_actions`.
"""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from notifier.core.model import Incident, ServiceStatus
from notifier.core.outside.findings import places_of
from notifier.core.past.search import Note as UsersNote
from notifier.core.past.story import StoryEntry, StoryReading
from notifier.ui.history.card import on_ground
from notifier.ui.history.labels import plain_label
from notifier.ui.history.places_panel import PlacesPanel
from notifier.ui.history.story_text import StoryText, readings_of
from notifier.ui.note import Note
from notifier.ui.scale import TIGHT, scaled
from notifier.ui.scrolled import Scrolled
from notifier.words import _, ngettext
from notifier.words.incident_summary import IncidentSummary, headline, incident_summary, summary_text
from notifier.words.names import Names
from notifier.words.past import note_sentence
from notifier.words.times import Clock

_LINES: Final = 2
_LINES_BELOW_MAP: Final = 6
"""Of the text, which scrolls by itself; where there is no room for them, all of it scrolls, and the text has no bar."""


class StoryView(Scrolled):
    """Headline, note, map, story; it scrolls where there is no room for them. `home` gives the user's country.

    Signals: `note_wanted`, `line_wanted` and `picture_wanted` (copied as that), `saving_wanted` (of the picture).
    """

    copied = Signal()
    note_wanted = Signal()
    line_wanted = Signal()
    picture_wanted = Signal()
    saving_wanted = Signal()

    def __init__(self, names: Names, home: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names, self._home = names, home
        self._clock: Clock | None = None
        self._incident: Incident | None = None
        self._note: UsersNote | None = None
        self._entries: Sequence[StoryEntry] = ()
        self._summary: IncidentSummary | None = None
        self._status: ServiceStatus | None = None
        self._meanwhile, self._beside = "", False
        body = self.body
        self._headline, self._noted = plain_label(body), Note("", body)
        self._noting, self._sharing = QPushButton(body), QPushButton(_("S&hare"), body)
        self._sharing.setAccessibleDescription(_("Copies or saves the story, to be sent to somebody"))
        self._sharing.setMenu(self._make_menu())
        self._places, self._text = PlacesPanel(body), StoryText(names, body)
        self._show_lines(_LINES)
        self._read = QToolButton(body)
        self._lay_out()
        self._text.document().documentLayout().documentSizeChanged.connect(self._have_one_bar)
        self.setAccessibleName(_("Story of the outage"))
        self._text.setAccessibleName(self.accessibleName())
        self.clear()

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("&Copy as text")).triggered.connect(self.copy)
        menu.addAction(_("Copy as one &line")).triggered.connect(self.line_wanted)
        menu.addAction(_("Copy as &picture")).triggered.connect(self.picture_wanted)
        menu.addAction(_("&Save picture…")).triggered.connect(self.saving_wanted)
        return menu

    def _lay_out(self) -> None:
        self._noting.clicked.connect(self.note_wanted)
        self._read.setCheckable(True)
        self._read.setAutoRaise(True)
        self._read.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._read.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._read.toggled.connect(self._unfold)
        top = QHBoxLayout()
        top.addWidget(self._headline, 1)
        top.addWidget(self._noting, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._sharing, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(TIGHT)
        column.addLayout(top)
        for each in (self._noted, self._places):
            column.addWidget(each)
        self._ground = on_ground(self.body, self._text)
        if (layout := self._ground.layout()) is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetMinAndMaxSize)  # no higher than the text
        column.addWidget(self._ground, 1)
        column.addWidget(self._read, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()

    def recolor(self) -> None:
        """Write the story anew, in the colours of now."""
        self._places.forget()
        self._summary = None
        self._tell(self)

    def go_on(self, before: "StoryView") -> None:
        """Tell what another view told, as far as it was unfolded."""
        self._tell(before)
        self._read.setChecked(before._read.isChecked())

    def _tell(self, of: "StoryView") -> None:
        if of._incident is not None and of._clock is not None:
            told = (of._status, of._meanwhile, of._note)
            self.show_story(of._incident, of._entries, of._clock, *told, beside=of._beside)

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self._incident, self._summary, self._status, self._note = None, None, None, None
        self._entries = ()
        self._headline.setText(_("Choose an outage above to read its story."))
        self._headline.setFont(self.font())
        self._text.empty()
        for each in (self._places, self._ground, self._noting, self._sharing, self._noted, self._read):
            each.setVisible(False)

    @property
    def incident(self) -> Incident | None:
        """The incident that is shown."""
        return self._incident

    @property
    def told(self) -> str:
        """The id of that incident; empty: none."""
        return self._incident.id if self._incident is not None else ""

    @property
    def entries(self) -> Sequence[StoryEntry]:
        """All that is known of it, as far as it was read."""
        return self._entries

    @property
    def note(self) -> UsersNote | None:
        """What the user noted of it."""
        return self._note

    @property
    def status(self) -> ServiceStatus | None:
        """How its service stood when the story was told."""
        return self._status

    def show_incident(self, incident: Incident, clock: Clock, status: ServiceStatus | None) -> None:
        """Show the headline at once; the story follows."""
        if self._incident is None or self._incident.id != incident.id:
            self._text.empty()
            self._entries, self._summary = (), None
            self._places.setVisible(False)
            self._read.setVisible(False)
            self._read.setChecked(False)
            self._incident = incident
            self.show_note(None, clock)
        self._incident, self._clock, self._status = incident, clock, status
        told = _("What happened") if self._told_above else headline(incident, self._names, clock, status)
        self._headline.setText(told)
        self._headline.setFont(scaled(self.font(), 1, bold=True))
        for each in (self._ground, self._sharing, self._noting):
            each.setVisible(True)

    def show_note(self, note: UsersNote | None, clock: Clock) -> None:
        """Show what the user noted of the incident."""
        self._note = note
        self._noted.setText("" if note is None else note_sentence(note, clock))
        self._noted.setVisible(note is not None)
        self._noting.setText(_("&Note…") if note is None else _("Edit &note…"))
        self._noting.setAccessibleDescription(_("Marks the outage as seen, with words of your own if you like"))

    def show_story(
        self,
        incident: Incident,
        entries: Sequence[StoryEntry],
        clock: Clock,
        status: ServiceStatus | None = None,
        meanwhile: str = "",
        note: UsersNote | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """Show an incident with its story; the same story is not written twice, and a reader keeps the place.

        `beside`: how it stands is told above already, and only what happened is written here.
        """
        told_above, self._beside = self._told_above, beside
        self.show_incident(incident, clock, status)
        self.show_note(note, clock)
        self._entries, self._meanwhile = entries, meanwhile
        places = places_of(each.reading for each in entries if isinstance(each, StoryReading))
        self._places.show_places(places, self._home(), clock)
        self._show_lines(_LINES_BELOW_MAP if places else _LINES)
        before, self._summary = (
            self._summary,
            incident_summary(incident, entries, self._names, clock, status, meanwhile),
        )
        if before is None or told_above is not self._told_above or _written(before) != _written(self._summary):
            self._write()

    def _write(self) -> None:
        if self._summary is None or self._clock is None:
            return
        count = len(readings_of(self._summary))
        words = ngettext("What was read: {count} line", "What was read: {count} lines", count)
        self._read.setText(words.format(count=count))
        self._read.setArrowType(Qt.ArrowType.DownArrow if self._read.isChecked() else Qt.ArrowType.RightArrow)
        self._read.setVisible(count > 0)
        self._text.tell(self._summary, self._clock, above=self._told_above, readings=self._read.isChecked())

    def _show_lines(self, least: int) -> None:
        self._text.least_lines = least
        self._have_one_bar()

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be high enough for all of the text, too."""
        return super().sizeHint() + QSize(0, self._text.maximumHeight() - self._text.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        """Scroll in one place only."""
        super().resizeEvent(event)
        self._have_one_bar()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        """So it is when more or less stands above the text, too."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._have_one_bar()
        return super().eventFilter(watched, event)

    @Slot()
    def _have_one_bar(self) -> None:
        """Let the text scroll where there is room for some of it, else all that stands here."""
        if (layout := self.body.layout()) is not None:
            others = layout.totalHeightForWidth(self.body.width()) - self._text.minimumHeight()
            least = self._text.least_lines * self.fontMetrics().height()
            self._text.be_whole(whole=others + least > self.height())

    @Slot(bool)
    def _unfold(self, _shown: bool) -> None:
        self._write()

    def as_text(self) -> str:
        """The headline and the whole story as plain text, in the order in which it is shown."""
        if self._summary is None or self._clock is None or self._incident is None:
            return ""
        now = headline(self._incident, self._names, self._clock, self._status)
        told = summary_text(msgspec.structs.replace(self._summary, headline=now), self._names, self._clock)
        return told if self._note is None else f"{told}\n{note_sentence(self._note, self._clock)}\n"

    @Slot()
    def copy(self) -> None:
        """Put the story into the clipboard."""
        words = self.as_text()
        if words:
            QGuiApplication.clipboard().setText(words)
            self.copied.emit()

    @property
    def _told_above(self) -> bool:
        """Whether the window says above, with more room, how the incident stands."""
        return self._beside and self._incident is not None and self._incident.until is None


def _written(summary: IncidentSummary) -> IncidentSummary:
    """What of a summary stands in the text: the headline is above it."""
    return msgspec.structs.replace(summary, headline="")
