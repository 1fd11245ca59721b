"""What is done with incidents beside reading them: noting, handing on as a line or a picture, writing all into a file.

Whatever touches the disk is done in the history's own thread; what goes wrong there is said in a box. The dialogs and
the picture are imported when they are first wanted: the window opens sooner.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QToolTip, QWidget

from notifier.core.failure import UserError
from notifier.core.model import Incident
from notifier.core.past.search import Note
from notifier.core.past.story import Course
from notifier.files import reason_of, replace_file
from notifier.store.notes import drop_note, keep_note
from notifier.store.reader import HistoryReader
from notifier.ui.history.asker import Asker
from notifier.ui.history.listing import Listing
from notifier.ui.history.story_view import StoryView
from notifier.ui.tips import tip
from notifier.words import _
from notifier.words.errors import error_sentence
from notifier.words.names import Names
from notifier.words.past import Findable
from notifier.words.sharing import shared_line, shared_picture
from notifier.words.story import incident_sentence
from notifier.words.times import Clock

MOST = 100_000
"""Incidents in one file."""


class IncidentActions(QObject):
    """Does it for the incident that the story shows. `noted` carries an incident's id and its `Note` or None."""

    noted = Signal(str, object)

    def __init__(
        self,
        asker: Asker,
        story: StoryView,
        names: Names,
        home: Callable[[], str],
        clock: Callable[[], Clock],
        listing: Listing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._asker, self._story, self._names, self._home, self._clock = asker, story, names, home, clock
        self._listing, self._window = listing, window
        self._noting = ""
        """The incident of which something is being noted."""
        self._then: Callable[[Path], None] | None = None
        """What is done with the file that is being chosen."""
        story.copied.connect(self._say_copied)
        story.note_wanted.connect(self._ask_note)
        story.line_wanted.connect(self._copy_line)
        story.picture_wanted.connect(self._copy_picture)
        story.saving_wanted.connect(self._save_picture)

    @Slot()
    def _ask_note(self) -> None:
        incident = self._story.incident
        if incident is None:
            return
        from notifier.ui.history.note_dialog import NoteDialog

        about = incident_sentence(incident, self._names, self._clock())
        dialog = NoteDialog(about, self._story.note, self._window)
        self._noting = incident.id
        dialog.kept.connect(self._keep_note)
        dialog.dropped.connect(self._drop_note)
        dialog.open()

    @Slot(str)
    def _keep_note(self, words: str) -> None:
        incident = self._noting
        note = Note(incident, self._clock().now, words.strip())
        self._do("note", lambda reader: keep_note(reader.path, note), lambda: self.noted.emit(incident, note))

    @Slot()
    def _drop_note(self) -> None:
        incident = self._noting
        self._do("note", lambda reader: drop_note(reader.path, incident), lambda: self.noted.emit(incident, None))

    @Slot()
    def _copy_line(self) -> None:
        incident = self._story.incident
        if incident is not None:
            line = shared_line(incident, self._story.entries, self._names, self._clock())
            QGuiApplication.clipboard().setText(line)
            self._say(_("Copied."))

    @Slot()
    def _copy_picture(self) -> None:
        self._picture(saved=False)

    @Slot()
    def _save_picture(self) -> None:
        self._picture(saved=True)

    def _picture(self, *, saved: bool) -> None:
        from notifier.ui.history.picture import around

        incident = self._story.incident
        if incident is not None:
            start, end = around(incident, self._clock().now)
            draw = partial(self._draw, incident, saved=saved)
            self._asker.ask("picture", lambda reader: reader.course(incident.service, start, end), draw)

    def _draw(self, incident: Incident, course: Course, *, saved: bool) -> None:
        from notifier.ui.history.picture import Told, as_png, incident_picture

        clock = self._clock()
        words = shared_picture(incident, self._story.entries, self._names, clock, self._home(), self._story.status)
        name = self._names.service(incident.service)
        picture = incident_picture(Told(incident, name, words, course, clock), self._window.palette())
        if not saved:
            QGuiApplication.clipboard().setImage(picture)
            self._say(_("Copied."))
            return
        kinds = _("Pictures (*.png)")
        self._ask_file(_("Save picture"), f"{incident.id}.png", kinds, lambda path: self._save(path, as_png(picture)))

    @Slot(str)
    def export(self, suffix: str) -> None:
        """Ask for a file, and write all that is found into it."""
        from notifier.exchange.incidents import written

        kinds = _("Tables (*.csv)") if suffix == ".csv" else _("JSON (*.json)")
        search, names, now = self._listing.search, Names(self._names.get), self._clock().now

        def write(path: Path, reader: HistoryReader) -> None:
            found = reader.found(search, Findable(names), now, MOST)
            replace_file(path, written(found, names.service, now, suffix))

        def ask(path: Path) -> None:
            self._do("export", partial(write, path), lambda: self._say_saved(path))

        self._ask_file(_("Export the outages"), f"outages{suffix}", kinds, ask)

    def _ask_file(self, title: str, name: str, kinds: str, then: Callable[[Path], None]) -> None:
        from notifier.ui.asked_file import file_dialog

        dialog = file_dialog(self._window, title, name, kinds)
        self._then = then
        dialog.fileSelected.connect(self._take_file)
        dialog.open()

    @Slot(str)
    def _take_file(self, chosen: str) -> None:
        if self._then is not None:
            self._then(Path(chosen))

    def _save(self, path: Path, content: bytes) -> None:
        self._do("export", lambda _reader: replace_file(path, content), lambda: self._say_saved(path))

    def _say_saved(self, path: Path) -> None:
        self._say(_("Written: {path}").format(path=path))

    @Slot()
    def _say_copied(self) -> None:
        self._say(_("Copied."))

    def _say(self, words: str) -> None:
        """Say for a moment what was done, in the middle of the window."""
        QToolTip.showText(self._window.mapToGlobal(self._window.rect().center()), tip(words), self._window)

    def _do(self, topic: str, work: Callable[[HistoryReader], None], then: Callable[[], None]) -> None:
        """Do it in the history's thread; what the user can put right is said."""

        def attempt(reader: HistoryReader) -> UserError | None:
            try:
                work(reader)
            except UserError as error:
                return error
            except OSError as error:
                reason = reason_of(error)
                return UserError("{path} cannot be written", "{reason}", path=error.filename or "", reason=reason)
            return None

        self._asker.ask(topic, attempt, lambda fault: self._say_fault(fault) if fault is not None else then())

    def _say_fault(self, fault: UserError) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, _("Outage Notifier"), "", parent=self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(error_sentence(fault))
        box.open()
