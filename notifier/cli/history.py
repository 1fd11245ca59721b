"""`history [--json] [--service NAME] [--since WHEN] [--limit COUNT]`: the incidents of the past, newest first."""

from datetime import datetime
from typing import Any

from notifier.cli.context import Context, Exit
from notifier.cli.report import moment
from notifier.cli.since import moment_of
from notifier.cli.tables import shape, table, tone
from notifier.cli.terminal import Span, Tone
from notifier.core.events import NoticeKind
from notifier.core.failure import UserError
from notifier.core.model import Incident
from notifier.store.reader import HistoryReader
from notifier.words import _
from notifier.words.names import Names, listed
from notifier.words.phrases import state_word
from notifier.words.times import Clock, duration
from notifier.words.verdicts import scope_phrase


def run(context: Context) -> int:
    """List the incidents."""
    arguments = context.arguments
    since = moment_of(arguments.since, context.started) if arguments.since else None
    reader = HistoryReader(context.paths.history_file)
    _refuse_unreadable(context, reader)
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
    )
    context.print_lines(table(context.terminal, rows, head))


def _row(context: Context, incident: Incident, names: Names, clock: Clock) -> list[Span]:
    when = clock.span(incident.since, incident.until) if incident.until else clock.moment(incident.since)
    length = duration((incident.until or context.started) - incident.since)
    if incident.until is None:
        length = _("{duration}, still lasting").format(duration=length)
    if incident.practice:
        when = _("{when} (practice)").format(when=when)
    return [
        shape(context.terminal, incident.worst),
        Span(names.service(incident.service), Tone.STRONG),
        Span(state_word(incident.worst), tone(incident.worst)),
        Span(when),
        Span(length),
        Span(scope_phrase(incident)),
        Span(listed(names.components(incident.service, incident.components))),
    ]
