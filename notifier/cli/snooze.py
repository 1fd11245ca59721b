"""`snooze [NAME … [8h]]` and `snooze --off [NAME …]`: ends the notifications about a service for a while.

A time is a number with its unit, short or in full, and `off` after a name does what `--off` does.
Without a time it is until the service is back; without a name those that are snoozed are listed. The program that runs
is told; where none runs, it is kept for the next start.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from notifier.cli.context import Context, Exit, WrongUseError
from notifier.cli.journal import ReadOnlyJournal, refuse_unreadable
from notifier.cli.several import names_of
from notifier.core.alerts.groups import Group
from notifier.core.alerts.held import Snooze as Snoozed
from notifier.core.alerts.outbox import Item, OutboxRow, key_of
from notifier.core.commands import EndSnooze, Snooze
from notifier.core.events import Notice
from notifier.core.failure import UserError
from notifier.core.moments import moment
from notifier.core.ports import Batch
from notifier.words import _
from notifier.words.lengths import length_of
from notifier.words.times import Clock

_NEARLY: Final = re.compile(r"\d+[a-z]*", re.IGNORECASE)
"""Meant as a time, and not one, or without a service."""
_OFF: Final = "off"


def run(context: Context) -> int:
    """List, snooze, or end snoozes."""
    words = list(context.arguments.name)
    rows = ReadOnlyJournal(context.paths.history_file).restore(context.started).outbox
    ends = len(words) > 1 and words[-1].lower() == _OFF and not _is_known(context, words)
    if context.arguments.off or ends:
        _end(context, _services(context, words[:-1] if ends else words), rows)
    elif words:
        _begin(context, words, rows)
    else:
        _list(context, rows)
    return Exit.FINE


def _services(context: Context, words: list[str]) -> tuple[str, ...]:
    watched = {each.id for each in context.settings.watched}
    names = names_of(words, lambda each: context.catalogue.find(each) is not None) if words else []
    services = [context.service([each]) for each in names]
    for service in services:
        if service.id not in watched:
            title = _("{name} is not watched").format(name=service.name)
            raise WrongUseError(title, _("only what is watched sends notices that can be snoozed"))
    return tuple(each.id for each in services)


def _begin(context: Context, words: list[str], rows: tuple[Item, ...]) -> None:
    named, length = _parted(words)
    if length == timedelta():
        raise WrongUseError(_("{time} is not a length of time").format(time=words[-1]), _("for example: 30m, 8h, 2d"))
    if length is None and _NEARLY.fullmatch(words[-1]) and not _is_known(context, words):
        title = (
            _("{time} is not a length of time") if len(words) > 1 else _("which service is to be snoozed for {time}?")
        )
        raise WrongUseError(title.format(time=words[-1]), _("for example: outage-notifier snooze whatsapp 8h"))
    services = _services(context, named)
    if length is None:
        _need_a_problem(context, services, rows)
    if not handed_over(context, Snooze(services, None if length is None else length.total_seconds())):
        until_s = None if length is None else (context.started + length).timestamp()
        _keep(context, [Snoozed(each, until_s) for each in services])
    for each in services:
        _say(context, each, None if length is None else context.started + length)


def _parted(words: list[str]) -> tuple[list[str], timedelta | None]:
    """Part the names from how long, which is one word or two: `8h`, `8 hours`; None: it is not said."""
    for count in (1, 2):
        length = length_of(" ".join(words[-count:])) if len(words) > count else None
        if length is not None:
            return words[:-count], length
    return words, None


def _is_known(context: Context, words: list[str]) -> bool:
    """Tell whether a service is called so, by all the words or by the last."""
    return any(context.catalogue.find(each) is not None for each in (" ".join(words), words[-1]))


def _need_a_problem(context: Context, services: tuple[str, ...], rows: tuple[Item, ...]) -> None:
    for each in services:
        if not any(row.fails(each) for row in rows if isinstance(row, Group)):
            title = _("{name} has no outage just now").format(name=_name(context, each))
            raise WrongUseError(title, _("say for how long, for example: 8h"))


def _end(context: Context, services: tuple[str, ...], rows: tuple[Item, ...]) -> None:
    snoozed = [row for row in rows if isinstance(row, Snoozed) and (not services or row.service in services)]
    if not snoozed:
        context.terminal.line(_("Nothing is snoozed."))
        return
    if not handed_over(context, EndSnooze(tuple(row.service for row in snoozed))):
        _keep(context, [], snoozed)
    for row in snoozed:
        context.terminal.line(woken_words(_name(context, row.service)))


def snoozed_words(name: str) -> str:
    """Nothing is told of a service until it is back."""
    return _("{name} is snoozed until it is back.").format(name=name)


def woken_words(name: str) -> str:
    """A service is told of again."""
    return _("{name} is not snoozed any more.").format(name=name)


def _list(context: Context, rows: tuple[Item, ...]) -> None:
    now_s = context.started.timestamp()
    snoozed = [row for row in rows if isinstance(row, Snoozed) and (row.until_s is None or row.until_s > now_s)]
    for row in snoozed:
        _say(context, row.service, None if row.until_s is None else moment(row.until_s))
    if not snoozed:
        context.terminal.line(_("Nothing is snoozed."))


def _say(context: Context, service: str, until: datetime | None) -> None:
    name = _name(context, service)
    if until is None:
        words = snoozed_words(name)
    else:
        time = Clock(context.started).moment(until.astimezone(UTC))
        words = _("{name} is snoozed until {time}.").format(name=name, time=time)
    context.terminal.line(words)


def _name(context: Context, service: str) -> str:
    found = context.catalogue.get(service)
    return service if found is None else found.name


def handed_over(context: Context, order: Snooze | EndSnooze) -> bool:
    """Hand it to the program in the tray; False where none runs. Raises UserError where it does not answer."""
    from notifier.desktop.single_instance import Request, SingleInstance
    from notifier.desktop.watch_lock import WatchLock

    if not WatchLock(context.paths.data_dir).tray_runs():
        return False
    if not SingleInstance(context.paths.data_dir).ask(Request(order=order)):
        raise UserError("the program is already running, but does not answer", "quit it, and try again")
    return True


def _keep(context: Context, items: list[Snoozed], gone: list[Snoozed] | None = None) -> None:
    """Keep it for the next start. Raises UserError where that cannot be done."""
    from notifier.desktop.watch_lock import WatchLock
    from notifier.store.reader import HistoryReader
    from notifier.store.writer import HistoryWriter

    path, complaints = context.paths.history_file, list[Notice]()
    refuse_unreadable(HistoryReader(path))
    lock = WatchLock(context.paths.data_dir)
    if not lock.take():
        raise UserError(
            "a table in another terminal is watching just now", "end it first, or start the program in the tray"
        )

    try:
        with HistoryWriter.open(path, complaints.append) as writer:
            rows = [OutboxRow(key_of(each), each) for each in items]
            rows += [OutboxRow(key_of(each)) for each in gone or ()]
            writer.commit(Batch(outbox=tuple(rows)))
    finally:
        lock.release()
    if complaints:
        raise UserError("the history {path} cannot be written", "{reason}", path=path, reason=complaints[0].text)
