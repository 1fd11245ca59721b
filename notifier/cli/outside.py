"""`outside [yes|no|on|off|key] [SOURCE] [--json]`: the sources outside, whether they may be asked, and how they did.

A key is asked for at the terminal, or read as one line where there is none; it is tried at its source and goes into the
keyring: never onto the command line, into a file or the log.
"""

import sys
from typing import Any

from notifier.cli.context import Context, Exit, WrongUseError
from notifier.cli.tables import folded
from notifier.cli.terminal import Span, Tone
from notifier.config import secrets
from notifier.config.consent import answered, switched
from notifier.config.model import asked_elsewhere, may_ask
from notifier.core.failure import UserError
from notifier.core.outside.broker import known_broker
from notifier.core.outside.source import OutsideSource, Usage
from notifier.exchange.incidents import moment
from notifier.sources.outside.budgets import Budgets
from notifier.sources.outside_sources import told_sources
from notifier.words import _, outside
from notifier.words.language import said
from notifier.words.times import Clock


def run(context: Context) -> int:
    """List them, or change something."""
    action, name = context.arguments.action, context.arguments.source
    if action in (None, "yes", "no"):
        context.needs_none(name)
    if action != "on":
        context.needs_none("--pay" if context.arguments.pay else None)
    match action:
        case None:
            _list(context)
        case "yes" | "no":
            context.change(**answered(told_sources(), on=action == "yes"))
            _say_consent(context)
        case "on" | "off":
            source = _source(name)
            if action == "on" and source.price and not context.arguments.pay:
                raise UserError(
                    "{source} costs money, and was not switched on",
                    "{price} To agree: outage-notifier outside on {id} --pay",
                    source=UserError(source.name),
                    price=UserError(source.price),
                    id=source.id,
                )
            context.change(**switched(context.settings, source.id, on=action == "on"))
            _say_consent(context)
        case _:
            _take_key(context, _source(name))
    return Exit.FINE


def _source(name: str | None) -> OutsideSource:
    found = next((each for each in told_sources() if name in (each.id, each.name, said(each.name))), None)
    if found is None:
        title = _("no source is called {name}").format(name=name) if name else _("which source is meant?")
        raise WrongUseError(title, _("one of: {ids}").format(ids=", ".join(each.id for each in told_sources())))
    return found


def _say_consent(context: Context) -> None:
    on = [said(each.name) for each in told_sources() if each.id in may_ask(context.settings)]
    text = _("Asked when something looks down: {names}.").format(names=", ".join(on)) if on else _("Nobody is asked.")
    context.terminal.line(text)


def _list(context: Context) -> None:
    usage = Budgets(context.paths.outside_file, lambda: context.started).usage()
    on, broker = asked_elsewhere(context.settings), known_broker(context.settings.broker)
    listed = (*told_sources(), *((broker.source,) if broker is not None else ()))
    if context.arguments.json:
        context.print_json([_object(each, each.id in on, usage.get(each.id, Usage())) for each in listed])
        return
    terminal, clock = context.terminal, Clock(context.started)
    if not context.settings.outside_answered:
        for text in (outside.question(), *outside.explanation(told_sources())):
            context.print_lines(terminal.rendered(line) for line in folded(text, terminal.width - 1))
        context.print_lines([_("Answer with: outage-notifier outside yes, or: outage-notifier outside no"), ""])
    for each in listed:
        known = usage.get(each.id, Usage())
        switch = _("on") if each.id in on else _("off")
        terminal.line(Span(said(each.name), Tone.STRONG), Span(f" ({each.id}): {switch}"))
        rows = [*outside.facts(each), (_("Limit:"), outside.used_words(each, known))]
        rows.append((_("Last answer:"), outside.how_it_did(known, clock)))
        for caption, words in rows:
            first, *more = folded(f"{caption} {words}", terminal.width - 5) or [""]
            context.print_lines([terminal.rendered(f"  {first}"), *(terminal.rendered(f"    {line}") for line in more)])


def _object(source: OutsideSource, on: bool, usage: Usage) -> dict[str, Any]:
    limits = [{"most": each.most, "seconds": each.within_s, "unit": source.unit} for each in source.limits]
    return {
        "id": source.id,
        "name": source.name,
        "host": source.host,
        "on": on,
        "key": source.key.value,
        "limits": limits,
        "used_today": usage.today,
        "answered": moment(usage.answered),
        "failed": moment(usage.failed),
        "failure": usage.failure or None,
        "wait_until": moment(usage.wait_until),
    }


def _take_key(context: Context, source: OutsideSource) -> None:
    import asyncio

    from notifier.cli.network import client_options
    from notifier.sources.source_keys import keep_key

    if sys.stdin.isatty() and source.key_form:
        context.terminal.line(outside.key_words(source))
    prompt = _("Key of {name} (nothing: forget the one that is kept): ").format(name=said(source.name))
    key = context.entered(prompt).strip()
    asyncio.run(keep_key(source.id, key, client_options(context.settings), secrets.set, context.paths.outside_file))
    context.terminal.line(
        _("The key works and is in the keyring now.") if key else _("The key was removed from the keyring.")
    )
