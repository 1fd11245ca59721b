"""`check NAME|URL … [--json]` and `status [--json | --format …]`: one round of readings, by the rules of the engine.

What was learned of the targets is read from the history; nothing is written there (see `notifier.cli.journal`).
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from notifier.catalogue.fleet import fleet_of
from notifier.cli import network
from notifier.cli.board import board, line_words, sheet
from notifier.cli.context import Context, WrongUseError
from notifier.cli.journal import ReadOnlyJournal
from notifier.cli.meanwhile import Usable, usable_instead, usable_words
from notifier.cli.report import exit_status, service_object
from notifier.cli.scrape import exposition
from notifier.cli.several import names_of
from notifier.cli.tables import folded
from notifier.cli.trying import steps_words
from notifier.cli.watched import is_known, meant_service
from notifier.config.model import asked_elsewhere, watch_of
from notifier.config.wishes import as_wished
from notifier.core.model import (
    SEVERITY,
    Incident,
    Outcome,
    Scope,
    Service,
    ServiceStatus,
    Snapshot,
    SourceStatus,
    State,
    Verdict,
)
from notifier.core.ports import Trust
from notifier.desktop.country import country_of_system
from notifier.engine.round import check_services
from notifier.engine.verdicts import RoundResult
from notifier.sources.network import Network
from notifier.sources.pages.detect import NotDetected
from notifier.sources.pages.own_page import with_page
from notifier.words import _
from notifier.words.language import spoken
from notifier.words.names import listed_briefly, names_from
from notifier.words.page_faults import unread_page

IN_VAIN: Final = timedelta(hours=1)
"""What has not answered once while others of its service have for so long is read in vain."""


def check(context: Context) -> int:
    """Read services, watched or not: all that are named in one round, or none where one of them is not known."""
    if context.arguments.elsewhere and not asked_elsewhere(context.settings):
        raise WrongUseError(_("nobody else may be asked yet"), _("`outage-notifier outside` asks you about it"))
    names = names_of(context.arguments.name, lambda each: is_known(context, each))
    meant = {each.id: each for each in (meant_service(context, name) for name in names)}
    services = [as_wished(each, context.settings) for each in meant.values()]
    trust = _trust(context)
    with context.patience(_("Checking {name} …").format(name=listed_briefly([each.name for each in services]))):
        result, unread, usable = asyncio.run(_round(context, services, trust, elsewhere=context.arguments.elsewhere))
    if context.arguments.json:
        found = [
            service_object(each, result.line, result.readings, usable.get(each.id, ()), unread.get(each.id))
            for each in result.statuses
        ]
        context.print_json(found[0] if len(found) == 1 else found)
    else:
        _print_sheets(context, result, services, unread)
        pages = [unread_page(each.reason) for each in unread.values()]
        _print_sentences(context, [*steps_words(context, result), *usable_words(result.statuses, usable), *pages])
    return exit_status([each.verdict.state for each in result.statuses], result.line.state)


def _print_sheets(
    context: Context, result: RoundResult, services: Sequence[Service], unread: dict[str, NotDetected]
) -> None:
    """All about each, a line between two; and the user's own connection once, at the end."""
    names = names_from(services)
    shown = [each for each in result.readings if each.service not in unread]
    for each in result.statuses:
        context.print_lines(sheet(context.terminal, each, shown, names, datetime.now(UTC)))
        context.print_lines([""] if len(result.statuses) > 1 else [])
    context.print_lines(line_words(context.terminal, result.line))


def status(context: Context) -> int:
    """Read the watched services."""
    services, trust = context.watched_services(), _trust(context)
    answered: dict[str, dict[str, datetime]] = {}
    for each in trust:
        if each.first_ok:
            answered.setdefault(each.service, {})[each.target] = each.first_ok
    watched = [_as_watched(each, answered.get(each.id, {}), context.started) for each in services]
    with context.patience(_("Checking the watched services …")):
        result, _unread, usable = asyncio.run(_round(context, watched, trust))
    if context.arguments.json:
        found = [
            service_object(each, result.line, result.readings, usable.get(each.id, ())) for each in result.statuses
        ]
        context.print_json({"line": result.line.state.value, "services": found})
    elif context.arguments.format:
        context.terminal.for_programs()
        context.print_lines(exposition(result, network.NOW()))
    else:
        open_ones = ReadOnlyJournal(context.paths.history_file).going_on(context.started)
        known = [_as_known(each, open_ones.get(each.id)) for each in result.statuses]
        context.print_lines(board(context.terminal, known, result.line, datetime.now(UTC), context.started))
        _print_sentences(context, [*steps_words(context, result), *usable_words(result.statuses, usable)])
    if not services:
        context.say_error(_("nothing is watched yet; for example: outage-notifier add whatsapp"))
    return exit_status([each.verdict.state for each in result.statuses], result.line.state)


def _trust(context: Context) -> tuple[Trust, ...]:
    """What the history knows of targets."""
    return ReadOnlyJournal(context.paths.history_file).restore(context.started).trust


def _as_watched(service: Service, answered: Mapping[str, datetime], now: datetime) -> Service:
    """The service without what has never answered from here, which counts for nothing where it is watched (rule 5)."""
    if now - min(answered.values(), default=now) < IN_VAIN:
        return service
    return msgspec.structs.replace(service, targets=tuple(each for each in service.targets if each.key in answered))


def _as_known(status: ServiceStatus, incident: Incident | None) -> ServiceStatus:
    """A status with the begin of its problem, and whom it concerns, as the history knows them: this look knows less."""
    verdict = status.verdict
    if incident is None or SEVERITY[verdict.state] == 0:
        return status
    if verdict.since is None or verdict.since > incident.since:
        verdict = msgspec.structs.replace(verdict, since=incident.since, before=incident.before)
    if verdict.scope is Scope.UNCLEAR and verdict.state is incident.worst:
        verdict = msgspec.structs.replace(verdict, scope=incident.scope, countries=incident.countries)
    return msgspec.structs.replace(status, verdict=verdict)


def _print_sentences(context: Context, sentences: Sequence[str]) -> None:
    for each in sentences:
        lines = folded(each, context.terminal.width - 1)
        context.print_lines([context.terminal.rendered(line) for line in lines])


async def _round(
    context: Context, services: Sequence[Service], trust: Sequence[Trust], *, elsewhere: bool = False
) -> tuple[RoundResult, dict[str, NotDetected], Usable]:
    """One round; the services that are status pages by their address and cannot be read; what can be used instead."""
    settings = context.settings
    async with network.reader_of(settings, context.paths.outside_file, context.paths.machines_file) as reader:
        found: list[Service] = []
        unread: dict[str, NotDetected] = {}
        for each in services:
            service, why = await _known_page(context, each, reader.network)
            found.append(service)
            unread |= {service.id: why} if why is not None else {}
        result = await check_services(
            found,
            watch_of(settings, country_of_system(), spoken()),
            reader,
            network.NOW,
            trust,
            gap_s=network.GAP_S,
            elsewhere=elsewhere,
        )
        usable = await usable_instead(context, reader, Snapshot(network.NOW(), result.line, result.statuses))
    statuses = tuple(_of_unread(each, unread[each.id]) if each.id in unread else each for each in result.statuses)
    return msgspec.structs.replace(result, statuses=statuses), unread, usable


def _of_unread(status: ServiceStatus, why: NotDetected) -> ServiceStatus:
    """That a status page's web server answers says nothing of what the page is about."""
    verdict = Verdict(status.id, State.UNKNOWN, status.verdict.time)
    parts = tuple(msgspec.structs.replace(each, state=State.UNKNOWN) for each in status.components)
    silent = SourceStatus(status.id, why.url, Outcome.UNREADABLE, status.verdict.time, why.reason)
    return msgspec.structs.replace(
        status, verdict=verdict, components=parts, silent_sources=(*status.silent_sources, silent)
    )


async def _known_page(context: Context, service: Service, way: Network) -> tuple[Service, NotDetected | None]:
    """An address that is in no catalogue may be an official page."""
    return (service, None) if context.catalogue.get(service.id) is not None else await with_page(service, way, fleet_of)
