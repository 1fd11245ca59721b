"""What can be done with incidents of the past: note one as seen, tell it in one line, write those found into a file."""

from collections.abc import Sequence
from typing import Final

from notifier.cli.context import Context, WrongUseError
from notifier.core.failure import UserError
from notifier.core.model import Incident
from notifier.core.past.search import Note, PastIncident
from notifier.exchange.incidents import SUFFIXES, written
from notifier.files import reason_of, replace_file
from notifier.store.notes import drop_note, keep_note
from notifier.store.reader import HistoryReader
from notifier.words import _
from notifier.words.names import Names
from notifier.words.past import note_sentence
from notifier.words.sharing import shared_line
from notifier.words.times import Clock

NO_NOTE: Final = "-"


def change_or_share(context: Context, reader: HistoryReader, incident: Incident) -> bool:
    """Do what was asked beside telling the story; tell whether there was anything."""
    arguments = context.arguments
    if arguments.export:
        raise WrongUseError(_("--export writes a list, not one incident"), _("leave the id out"))
    clock = Clock(context.started)
    if arguments.note is not None:
        _note(context, incident, clock)
    if arguments.line:
        context.terminal.line(shared_line(incident, reader.story(incident.id), Names(context.catalogue.get), clock))
    return arguments.note is not None or arguments.line


def _note(context: Context, incident: Incident, clock: Clock) -> None:
    path, words = context.paths.history_file, context.arguments.note
    if words == NO_NOTE:
        drop_note(path, incident.id)
        context.terminal.line(_("Nothing is noted of {id} any more.").format(id=incident.id))
        return
    note = Note(incident.id, context.started, words)
    keep_note(path, note)
    context.terminal.line(note_sentence(note, clock))


def export(context: Context, found: Sequence[PastIncident], names: Names) -> None:
    """Write what was found into the file that was named."""
    path = context.arguments.export
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise WrongUseError(_("{path} can be .csv or .json only").format(path=path), _("give the file such a name"))
    try:
        replace_file(path, written(found, names.service, context.started, suffix))
    except OSError as error:
        raise UserError("{path} cannot be written", "{reason}", path=path, reason=reason_of(error)) from error
    context.terminal.line(_("Written: {path}").format(path=path))
