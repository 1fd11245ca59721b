"""The text of a story: what matters first, then what happened, entry by entry; what was read only where it is wanted.

Everything goes in as plain text with formats of our own; nothing from outside is taken for markup. A long story is put
in a portion at a time, so that the window stays awake.
"""

from math import ceil
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextBrowser, QWidget

from notifier.core.addresses import is_web_address
from notifier.core.past.story import StoryAlert, StoryEntry, StoryReading, StoryVerdict
from notifier.ui import theme
from notifier.ui.history.links import open_safely
from notifier.ui.painted import frame_focus
from notifier.ui.scale import APART, TIGHT
from notifier.ui.scrolled import stand_bare
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.incident_summary import IncidentSummary, entry_words
from notifier.words.names import Names
from notifier.words.phrases import quotable
from notifier.words.times import Clock

_BULLET: Final = "•  "
PORTION: Final = 5
"""Entries written at a time: about 3 ms."""
_READINGS: Final = None
"""In the place of an entry: here begins what was read."""


def readings_of(summary: IncidentSummary) -> list[StoryEntry]:
    """Give the entries that only say what was read."""
    return [each for each in summary.entries if isinstance(each, StoryReading)]


class StoryText(QTextBrowser):
    """Shows a story; `tell` writes it anew, and a reader keeps the place. So many lines are seen: `least_lines`."""

    least_lines = 2

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._clock: Clock | None = None
        self._quiet = ""
        self._left: list[StoryEntry | None] = []
        self._keep_at = 0
        stand_bare(self)
        self.document().documentLayout().setPaintDevice(self.viewport())
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setMouseTracking(True)  # for links
        self.setOpenLinks(False)
        self.anchorClicked.connect(open_safely)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._write_portion)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 Qt's name
        """Show that the keys are here: a text that is only read has no cursor."""
        super().paintEvent(event)
        frame_focus(QPainter(self.viewport()), self)

    def sizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Ask for no more height than the least: it scrolls, and takes what is left."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 Qt's name
        """Be as low as is asked for; else what it stands in would scroll beside it."""
        return QSize(super().minimumSizeHint().width(), self.minimumHeight())

    def be_whole(self, *, whole: bool) -> None:
        """Be as high as all of the text, and scroll with what it stands in; or be content with less, if need be."""
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        least = self.least_lines * self.fontMetrics().height()
        most = max(least, ceil(self.document().size().height()))
        self.setMinimumHeight(most if whole else least)
        self.setMaximumHeight(most)

    def empty(self) -> None:
        """Tell nothing."""
        self._timer.stop()
        self._left = []
        self.clear()

    def tell(self, summary: IncidentSummary, clock: Clock, *, above: bool, readings: bool) -> None:
        """Write a story. `above`: how it stands is told above already; `readings`: what was read, too."""
        if self.document().isEmpty():
            self._keep_at = 0
        elif not self._keep_at:  # else the text is not yet long enough again for the place to be reached
            self._keep_at = self.verticalScrollBar().value()
        read = readings_of(summary)
        self._clock, self._quiet = clock, summary.quiet
        told = summary.quoted if not above else None
        self._left = [each for each in summary.entries if not isinstance(each, StoryReading) and each != told]
        self._left += [_READINGS, *read] if readings and read else []
        self.clear()
        self._write_summary(summary, above=above)
        if self._left:
            self._timer.start()

    def _write_summary(self, summary: IncidentSummary, *, above: bool) -> None:
        cursor = self._cursor()
        if not above:
            self._write_standing(cursor, summary)
        if summary.news:
            self._write_heading(cursor, _("In the news"))
        for published in summary.news:
            self._begin_block(cursor, above=TIGHT)
            cursor.insertText(f"{published.time}  ", self._quiet_format())
            cursor.insertText(published.text, self._link_format(published.address))
        if self._left and self._left[0] is not _READINGS and (summary.news or not above):
            self._write_heading(cursor, _("What happened"))

    def _write_standing(self, cursor: QTextCursor, summary: IncidentSummary) -> None:
        plain = QTextCharFormat()
        if summary.standing:
            self._begin_block(cursor, above=2)
            cursor.insertText(summary.standing, _bold())
        bullet = self.fontMetrics().horizontalAdvance(_BULLET)
        for each in summary.reasons:
            self._begin_block(cursor, bullet, bullet)
            cursor.insertText(f"{_BULLET}{each}", plain)
        for each in (summary.company, summary.meanwhile):
            if each:
                self._begin_block(cursor, above=TIGHT)
                cursor.insertText(each, plain)

    def _write_heading(self, cursor: QTextCursor, words: str) -> None:
        self._begin_block(cursor, above=APART)
        cursor.insertText(words, _bold())

    @Slot()
    def _write_portion(self) -> None:
        now, self._left = self._left[:PORTION], self._left[PORTION:]
        cursor = self._cursor()
        for entry in now:
            if entry is not _READINGS:
                self._write(cursor, entry)
                continue
            self._write_heading(cursor, _("What was read"))
            if self._quiet:
                self._begin_block(cursor, above=TIGHT)
                cursor.insertText(self._quiet, self._quiet_format())
        if not self._left:
            self._timer.stop()
        bar = self.verticalScrollBar()
        if self._keep_at:
            bar.setValue(self._keep_at)
            if bar.value() == self._keep_at or not self._left:
                self._keep_at = 0  # from now on the reader may move

    def _cursor(self) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cursor

    def _write(self, cursor: QTextCursor, entry: StoryEntry) -> None:
        if self._clock is None:
            return
        line = entry_words(entry, self._names, self._clock)
        loud = QTextCharFormat()
        if isinstance(entry, StoryVerdict):
            loud = _bold()
            loud.setForeground(theme.state_color(entry.verdict.shown, self.palette()))
        elif isinstance(entry, StoryAlert):
            loud = self._quiet_format()
        after_time = self.fontMetrics().horizontalAdvance(f"{line.time}  ")
        self._begin_block(cursor, after_time, after_time, above=TIGHT)
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
        if is_web_address(address):
            link.setAnchor(True)
            link.setAnchorHref(address)
            link.setForeground(self.palette().link())
            link.setToolTip(tip(quotable(address, 120)))
        return link

    def _begin_block(self, cursor: QTextCursor, margin: int = 0, hanging: int = 0, above: int = 1) -> None:
        block = QTextBlockFormat()
        if self.layoutDirection() is Qt.LayoutDirection.LeftToRight:  # Qt hangs nothing out at the right
            block.setLeftMargin(margin)
            block.setTextIndent(-hanging)
        block.setTopMargin(above)
        if self.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)


def _bold() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold)
    return made
