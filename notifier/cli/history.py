"""`history [--search WORDS] [--service NAME] [--since WHEN] [--limit COUNT]`: the incidents of the past, newest first.

`history ID` tells the story of one, as the window does; the beginning of its id is enough if no other has it. What else
can be done with one, or with all that were found, is in `notifier.cli.past`.
"""

from datetime import datetime
from typing import Any, Final

import msgspec

from notifier.cli import past
from notifier.cli.context import Context, Exit, WrongUseError
from notifier.cli.journal import refuse_unreadable
from notifier.cli.since import moment_of
from notifier.cli.tables import folded, shape, table, table_rows, tone, width_needed
from notifier.cli.terminal import Span, Tone
from notifier.core.model import Incident, Scope
from notifier.core.past.search import PastIncident, Search
from notifier.exchange.incidents import incident_object, moment
from notifier.store.reader import HistoryReader
from notifier.words import _
from notifier.words.incident_summary import incident_summary, summary_text
from notifier.words.names import Names, parts_listed
from notifier.words.past import Findable, note_sentence, search_of
from notifier.words.phrases import quotable
from notifier.words.story import story_entry
from notifier.words.times import Clock
from notifier.words.verdicts import problem_word, scope_phrase

USUAL: Final = 50
"""So many are listed where nobody said how many."""
MOST: Final = 100_000
BESIDE: Final = 5
"""So many columns stay beside each other where there is no room for all; what the others say stands below."""


def run(context: Context) -> int:
    """List the incidents, or tell of one."""
    arguments = context.arguments
    reader = HistoryReader(context.paths.history_file)
    refuse_unreadable(reader)
    if arguments.incident:
        incident = _incident(context, reader)
        return Exit.FINE if past.change_or_share(context, reader, incident) else _tell(context, reader, incident)
    if arguments.note is not None or arguments.line:
        raise WrongUseError(
            _("one incident has to be named"), _("`outage-notifier history` lists them, with their ids")
        )
    names = Names(context.service_of)
    search = _search(context, reader)
    limit = arguments.limit or (MOST if arguments.export else USUAL)
    found = reader.found(search, Findable(names), context.started, limit)
    if arguments.export:
        past.export(context, found, names)
    elif arguments.json:
        context.print_json([_object(each, names, context.started) for each in found])
    elif found:
        _print_table(context, found, names)
    else:
        context.terminal.line(_("There are no incidents in the history."))
    return Exit.FINE


def _search(context: Context, reader: HistoryReader) -> Search:
    """What is looked for."""
    arguments = context.arguments
    service = _service_id(context, reader) if arguments.service else ""
    since = moment_of(arguments.since, context.started) if arguments.since else None
    return msgspec.structs.replace(search_of(arguments.search, service), since=since)


def _incident(context: Context, reader: HistoryReader) -> Incident:
    """The incident that is meant."""
    wanted: str = context.arguments.incident
    found = reader.incident(wanted)
    if found is not None:
        return found
    begins = [each for each in reader.incidents(limit=MOST) if each.id.startswith(wanted)]
    if len(begins) == 1:
        return begins[0]
    hint = _("`outage-notifier history` lists them, with their ids")
    if begins:
        raise WrongUseError(_("several incidents begin with {id}").format(id=wanted), hint)
    raise WrongUseError(_("no incident has the id {id}").format(id=wanted), hint)


def _tell(context: Context, reader: HistoryReader, incident: Incident) -> int:
    """Print the story of one incident."""
    names, clock = Names(context.service_of), Clock(context.started)
    entries, note = reader.story(incident.id), reader.note(incident.id)
    if context.arguments.json:
        told = [story_entry(each, names, clock) for each in entries]
        story = [
            {"time": moment(each.time), "text": words.text, "details": list(words.details)}
            for each, words in zip(entries, told, strict=True)
        ]
        told_of = PastIncident(incident, note)
        context.print_json({**_object(told_of, names, context.started), "story": story})
        return Exit.FINE
    width = context.terminal.width - 1
    if note is not None:
        context.print_lines(context.terminal.rendered(each) for each in folded(note_sentence(note, clock), width))
    for line in summary_text(incident_summary(incident, entries, names, clock), names, clock).splitlines():
        indent = " " * (len(line) - len(line.lstrip(" ")))
        first, *more = folded(line, width - len(indent)) or [""]
        context.print_lines([context.terminal.rendered(f"{indent}{first}")])
        context.print_lines(context.terminal.rendered(f"{indent}  {each}") for each in more)
    return Exit.FINE


def _service_id(context: Context, reader: HistoryReader) -> str:
    """The id of the service that is meant; the history may know one that no catalogue knows any more."""
    words: str = context.arguments.service
    found = context.catalogue.find(words)
    if found is not None:
        return found.id
    if reader.incidents(words, limit=1):
        return words
    raise context.unknown_service(words)


def _object(found: PastIncident, names: Names, now: datetime) -> dict[str, Any]:
    return incident_object(found, names.service(found.incident.service), now)


def _print_table(context: Context, found: list[PastIncident], names: Names) -> None:
    clock = Clock(context.started)
    rows = [_row(context, each, names, clock) for each in found]
    head = ("", _("Service"), _("State"), _("When"), _("How long"), _("Affects"), _("Parts"), _("Id"))
    terminal = context.terminal
    if not terminal.is_terminal or width_needed(rows, head) < terminal.width:
        context.print_lines(table(terminal, rows, head))
        return
    top, *told = table_rows(terminal, [row[:BESIDE] for row in rows], head[:BESIDE])
    context.print_lines(top)
    for each, row, lines in zip(found, rows, told, strict=True):
        *_beside, scope, parts, name = row  # an id is not to be cut: it is typed
        affects = "" if each.incident.scope is Scope.UNCLEAR else f"{head[BESIDE]}: {scope.text}"
        below = [Span(line) for text in (parts.text, affects) for line in folded(text, terminal.width - 4)]
        context.print_lines([*lines, *(terminal.rendered(Span(" " * 3), line) for line in (*below, name))])


def _row(context: Context, found: PastIncident, names: Names, clock: Clock) -> list[Span]:
    incident = found.incident
    when = clock.span(incident.since, incident.until) if incident.until else clock.moment(incident.since)
    length = clock.lasted(incident.since, incident.until or context.started)
    if incident.until is None:
        length = _("{duration}, still lasting").format(duration=length)
    if incident.practice:
        when = _("{when} (practice)").format(when=when)
    return [
        shape(context.terminal, incident.shown),
        Span(names.service(incident.service), Tone.STRONG),
        Span(problem_word(incident), tone(incident.shown)),
        Span(when),
        Span(length),
        Span(scope_phrase(incident)),
        Span(" ".join([parts_listed(names.components(incident.service, incident.components)), *_noted(found)]).strip()),
        Span(incident.id, Tone.FAINT),
    ]


def _noted(found: PastIncident) -> list[str]:
    if found.note is None:
        return []
    return [f"[{quotable(found.note.text, 60)}]" if found.note.text else _("[seen]")]
