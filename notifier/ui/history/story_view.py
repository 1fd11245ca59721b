"""The story of one incident to read and to copy: what matters first, then entry by entry when and what.

Everything goes in as plain text with formats of our own; nothing from outside is taken for markup. A long story is put
in a portion at a time, so that the window stays awake.
"""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from notifier.core.findings import places_of
from notifier.core.model import Incident, ServiceStatus
from notifier.core.story import StoryAlert, StoryEntry, StoryReading, StorySaid, StoryVerdict
from notifier.ui import theme
from notifier.ui.history.labels import plain_label
from notifier.ui.history.links import SAFE_SCHEMES, open_safely
from notifier.ui.history.places_panel import PlacesPanel
from notifier.words import _
from notifier.words.incident_summary import IncidentSummary, entry_words, headline, incident_summary, summary_text
from notifier.words.names import Names
from notifier.words.phrases import quotable
from notifier.words.times import Clock

_BULLET: Final = "•  "
PORTION: Final = 5
"""Entries written at a time: about 3 ms."""


class StoryView(QWidget):
    """Headline, map, story, and the button that copies all in words. `home` gives the user's country."""

    copied = Signal()

    def __init__(self, names: Names, home: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._home = home
        self._clock: Clock | None = None
        self._incident: Incident | None = None
        self._entries: Sequence[StoryEntry] = ()
        self._summary: IncidentSummary | None = None
        self._status: ServiceStatus | None = None
        self._meanwhile = ""
        self._beside = False
        self._left: list[StoryEntry] = []
        self._keep_at = 0
        self._headline = plain_label(self)
        self._copy = QPushButton(self)
        self._copy.clicked.connect(self.copy)
        self._places = PlacesPanel(self)
        self._text = QTextBrowser(self)
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(open_safely)
        self._text.setAcceptRichText(False)
        self._text.setTabChangesFocus(True)
        self._text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._text.setUndoRedoEnabled(False)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._write_portion)
        top = QHBoxLayout()
        top.addWidget(self._headline, 1)
        top.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self._places)
        column.addWidget(self._text, 1)
        column.addStretch()
        self.translate()

    def translate(self) -> None:
        """Speak the language of the program."""
        self._copy.setText(_("&Copy as text"))
        self._copy.setAccessibleDescription(_("Copies the story to the clipboard"))
        self._text.setAccessibleName(_("Story of the outage"))
        self._places.translate()
        if self._incident is not None and self._clock is not None:
            self._summary = None
            told = (self._status, self._meanwhile)
            self.show_story(self._incident, self._entries, self._clock, *told, beside=self._beside)
        else:
            self.clear()

    def clear(self) -> None:
        """Show that nothing is chosen."""
        self._timer.stop()
        self._incident, self._summary, self._status = None, None, None
        self._entries, self._left = (), []
        self._headline.setText(_("Choose an outage above to read its story."))
        self._set_bold(False)
        self._places.setVisible(False)
        self._text.clear()
        self._text.setVisible(False)
        self._copy.setVisible(False)

    def _set_bold(self, bold: bool) -> None:
        font = self.font()
        font.setBold(bold)
        self._headline.setFont(font)

    @property
    def incident(self) -> Incident | None:
        """The incident that is shown."""
        return self._incident

    @property
    def status(self) -> ServiceStatus | None:
        """How its service stood when the story was told."""
        return self._status

    def show_incident(self, incident: Incident, clock: Clock, status: ServiceStatus | None = None) -> None:
        """Show the headline at once; the story follows."""
        if self._incident is None or self._incident.id != incident.id:
            self._text.clear()
            self._entries, self._left, self._summary = (), [], None
            self._places.setVisible(False)
        self._incident, self._clock, self._status = incident, clock, status
        told = _("What happened") if self._told_above else headline(incident, self._names, clock, status)
        self._headline.setText(told)
        self._set_bold(True)
        for each in (self._text, self._copy):
            each.setVisible(True)

    def show_story(
        self,
        incident: Incident,
        entries: Sequence[StoryEntry],
        clock: Clock,
        status: ServiceStatus | None = None,
        meanwhile: str = "",
        *,
        beside: bool = False,
    ) -> None:
        """Show an incident with its story; the same story is not written twice, and a reader keeps the place.

        `beside`: how it stands is told above already, and only what happened is written here.
        """
        self._beside = beside
        self.show_incident(incident, clock, status)
        self._entries, self._meanwhile = entries, meanwhile
        places = places_of(each.reading for each in entries if isinstance(each, StoryReading))
        self._places.show_places(places, self._home(), clock)
        summary = incident_summary(incident, entries, self._names, clock, status, meanwhile)
        if self._summary is not None and _written(self._summary) == _written(summary):
            self._summary = summary
            return
        if self._text.document().isEmpty():
            self._keep_at = 0
        elif not self._keep_at:  # else the text is not yet long enough again for the place to be reached
            self._keep_at = self._text.verticalScrollBar().value()
        self._summary, self._left = summary, list(summary.entries)
        self._text.clear()
        self._write_summary(summary)
        if self._left:
            self._timer.start()

    def as_text(self) -> str:
        """The headline and the whole story as plain text, in the order in which it is shown."""
        if self._summary is None or self._clock is None or self._incident is None:
            return ""
        now = headline(self._incident, self._names, self._clock, self._status)
        return summary_text(msgspec.structs.replace(self._summary, headline=now), self._names, self._clock)

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

    def _write_summary(self, summary: IncidentSummary) -> None:
        cursor, heading = self._cursor(), QTextCharFormat()
        heading.setFontWeight(QFont.Weight.Bold)
        if not self._told_above:
            self._write_standing(cursor, summary, heading)
        if summary.news:
            self._begin_block(cursor, above=12)
            cursor.insertText(_("In the news"), heading)
        for published in summary.news:
            self._begin_block(cursor, above=4)
            cursor.insertText(f"{published.time}  ", self._quiet_format())
            cursor.insertText(published.text, self._link_format(published.address))
        if summary.entries and (summary.news or not self._told_above):
            self._begin_block(cursor, above=12)
            cursor.insertText(_("What happened"), heading)
        if summary.quiet:
            self._begin_block(cursor, above=4)
            cursor.insertText(summary.quiet, self._quiet_format())

    def _write_standing(self, cursor: QTextCursor, summary: IncidentSummary, heading: QTextCharFormat) -> None:
        plain = QTextCharFormat()
        if summary.standing:
            self._begin_block(cursor, above=2)
            cursor.insertText(summary.standing, heading)
        bullet = self.fontMetrics().horizontalAdvance(_BULLET)
        for each in summary.reasons:
            self._begin_block(cursor, bullet, bullet)
            cursor.insertText(f"{_BULLET}{each}", plain)
        for each in (summary.company, summary.meanwhile):
            if each:
                self._begin_block(cursor, above=5)
                cursor.insertText(each, plain)

    @Slot()
    def _write_portion(self) -> None:
        now, self._left = self._left[:PORTION], self._left[PORTION:]
        cursor = self._cursor()
        for entry in now:
            self._write(cursor, entry)
        if not self._left:
            self._timer.stop()
        bar = self._text.verticalScrollBar()
        if self._keep_at:
            bar.setValue(self._keep_at)
            if bar.value() == self._keep_at or not self._left:
                self._keep_at = 0  # from now on the reader may move

    def _cursor(self) -> QTextCursor:
        cursor = QTextCursor(self._text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor

    def _write(self, cursor: QTextCursor, entry: StoryEntry) -> None:
        if self._clock is None:
            return
        line = entry_words(entry, self._names, self._clock)
        loud = QTextCharFormat()
        if isinstance(entry, StoryVerdict):
            loud.setFontWeight(QFont.Weight.Bold)
            loud.setForeground(theme.state_color(entry.verdict.shown, self.palette()))
        elif isinstance(entry, StorySaid | StoryAlert):
            loud.setFontWeight(QFont.Weight.Bold)
        after_time = self.fontMetrics().horizontalAdvance(f"{line.time}  ")
        self._begin_block(cursor, after_time, after_time, above=4)
        cursor.insertText(f"{line.time}  ", self._quiet_format())
        cursor.insertText(line.text, loud)
        for each in line.details:
            cursor.insertText(f" {each}", self._quiet_format())

    def _quiet_format(self) -> QTextCharFormat:
        quiet = QTextCharFormat()
        quiet.setForeground(theme.quiet_color(self.palette()))
        return quiet

    def _link_format(self, address: str) -> QTextCharFormat:
        link = QTextCharFormat()
        if QUrl(address).scheme() in SAFE_SCHEMES:
            link.setAnchor(True)
            link.setAnchorHref(address)
            link.setForeground(self.palette().link())
            link.setToolTip(quotable(address, 120))
        return link

    def _begin_block(self, cursor: QTextCursor, margin: int = 0, hanging: int = 0, above: int = 1) -> None:
        block = QTextBlockFormat()
        block.setLeftMargin(margin)
        block.setTextIndent(-hanging)
        block.setTopMargin(above)
        if self._text.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)


def _written(summary: IncidentSummary) -> IncidentSummary:
    """What of a summary stands in the text: the headline is above it."""
    return msgspec.structs.replace(summary, headline="")
