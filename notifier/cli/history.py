"""`history [--json] [--service NAME] [--since WHEN] [--limit COUNT]`: the incidents of the past, newest first.

`history ID [--json]` tells the story of one, as the window does; the beginning of its id is enough if no other has it.
"""

from datetime import datetime
from typing import Any, Final

from notifier.cli.context import Context, Exit, WrongUseError
from notifier.cli.report import moment
from notifier.cli.since import moment_of
from notifier.cli.tables import folded, shape, table, table_rows, tone, width_needed
from notifier.cli.terminal import Span, Tone
from notifier.core.events import NoticeKind
from notifier.core.failure import UserError
from notifier.core.model import Incident
from notifier.store.reader import HistoryReader
from notifier.words import _
from notifier.words.incident_summary import incident_summary, summary_text
from notifier.words.names import Names, listed
from notifier.words.phrases import state_word
from notifier.words.story import story_entry
from notifier.words.times import Clock, duration
from notifier.words.verdicts import scope_phrase

_MANY: Final = 100_000


def run(context: Context) -> int:
    """List the incidents."""
    arguments = context.arguments
    since = moment_of(arguments.since, context.started) if arguments.since else None
    reader = HistoryReader(context.paths.history_file)
    _refuse_unreadable(context, reader)
    if arguments.incident:
        return _tell(context, reader, _incident(context, reader))
    service = _service_id(context, reader) if arguments.service else ""
    found = reader.incidents(service, since=since, limit=arguments.limit)
    names = Names(context.catalogue.get)
    if arguments.json:
        context.print_json([_object(each, names, context.started) for each in found])
    elif found:
        _print_table(context, found, names)
    else:
        context.terminal.line(_("There are no incidents in the history."))
    return Exit.FINE


def _incident(context: Context, reader: HistoryReader) -> Incident:
    """The incident that is meant."""
    wanted: str = context.arguments.incident
    found = reader.incident(wanted)
    if found is not None:
        return found
    begins = [each for each in reader.incidents(limit=_MANY) if each.id.startswith(wanted)]
    if len(begins) == 1:
        return begins[0]
    hint = _("`outage-notifier history` lists them, with their ids")
    if begins:
        raise WrongUseError(_("several incidents begin with {id}").format(id=wanted), hint)
    raise WrongUseError(_("no incident has the id {id}").format(id=wanted), hint)


def _tell(context: Context, reader: HistoryReader, incident: Incident) -> int:
    """Print the story of one incident."""
    names, clock = Names(context.catalogue.get), Clock(context.started)
    entries = reader.story(incident.id)
    if context.arguments.json:
        told = [story_entry(each, names, clock) for each in entries]
        story = [
            {"time": moment(each.time), "text": words.text, "details": list(words.details)}
            for each, words in zip(entries, told, strict=True)
        ]
        context.print_json({**_object(incident, names, context.started), "story": story})
        return Exit.FINE
    width = context.terminal.width - 1
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


def _refuse_unreadable(context: Context, reader: HistoryReader) -> None:
    notice = reader.notice()
    if notice is None:
        return
    path = context.paths.history_file
    title = _("the history {file} cannot be read").format(file=path)
    match notice.kind:
        case NoticeKind.HISTORY_NEWER:
            hint = _("it was written by a newer version of this program; please update")
        case NoticeKind.HISTORY_CORRUPT:
            hint = _("it is broken; the next start sets it aside and begins a new one")
        case _:
            hint = notice.text
    raise UserError(title, hint)


def _object(incident: Incident, names: Names, now: datetime) -> dict[str, Any]:
    return {
        "id": incident.id,
        "service": incident.service,
        "name": names.service(incident.service),
        "since": moment(incident.since),
        "until": moment(incident.until),
        "duration_s": round(((incident.until or now) - incident.since).total_seconds()),
        "state": incident.worst.value,
        "scope": incident.scope.value,
        "components": list(incident.components),
        "countries": list(incident.countries),
        "group": incident.group,
        "official": incident.official,
        "unstable": incident.unstable,
        "practice": incident.practice,
    }


def _print_table(context: Context, incidents: list[Incident], names: Names) -> None:
    clock = Clock(context.started)
    rows = [_row(context, each, names, clock) for each in incidents]
    head = (
        "",
        _("Service"),
        _("State"),
        _("When"),
        _("How long"),
        _("Affects"),
        _("Parts"),
        _("Id"),
    )
    terminal = context.terminal
    if not terminal.is_terminal or width_needed(rows, head) < terminal.width:
        context.print_lines(table(terminal, rows, head))
        return
    top, *told = table_rows(terminal, [row[:-1] for row in rows], head[:-1])
    context.print_lines(top)
    for lines, row in zip(told, rows, strict=True):  # an id is not to be cut: it is typed
        context.print_lines([*lines, terminal.rendered(Span(" " * 3), row[-1])])


def _row(context: Context, incident: Incident, names: Names, clock: Clock) -> list[Span]:
    when = clock.span(incident.since, incident.until) if incident.until else clock.moment(incident.since)
    length = duration((incident.until or context.started) - incident.since)
    if incident.until is None:
        length = _("{duration}, still lasting").format(duration=length)
    if incident.practice:
        when = _("{when} (practice)").format(when=when)
    return [
        shape(context.terminal, incident.shown),
        Span(names.service(incident.service), Tone.STRONG),
        Span(state_word(incident.worst, minor=incident.minor), tone(incident.shown)),
        Span(when),
        Span(length),
        Span(scope_phrase(incident)),
        Span(listed(names.components(incident.service, incident.components))),
        Span(incident.id, Tone.FAINT),
    ]
