"""`agent pair|join|run|status|remove|leave`: this machine and the user's others try for each other what looks down.

Broker and place stand in the settings; key and password are in the keyring alone. The code of the other machine and the
password are asked for at the terminal, or read as one line each where there is none: never on the command line.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from notifier.cli.context import Context, Exit, WrongUseError, as_wrong_use
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.core.failure import UserError
from notifier.core.outside.broker import Broker, broker_of
from notifier.desktop.country import country_of_system
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.pairing import (
    KEY_SECRET,
    Membership,
    code_of,
    forget,
    keep,
    key_of,
    membership,
    new_key,
    not_paired,
    place_of,
    read_code,
    without,
)
from notifier.words import _
from notifier.words.machines import machine_name, removed_words
from notifier.words.page_faults import fault_words

if TYPE_CHECKING:
    from notifier.sources.machines.asking import Asker


def run(context: Context) -> int:
    """Pair, or serve, or tell."""
    if context.arguments.action not in ("pair", "remove"):
        context.needs_none(context.arguments.broker)
    match context.arguments.action:
        case "pair":
            return _pair(context)
        case "join":
            return _join(context)
        case "run":
            with suppress(KeyboardInterrupt):
                asyncio.run(_serve(context))
            return Exit.FINE
        case "remove":
            return _remove(context)
        case "leave":
            return _leave(context)
        case _:
            return _status(context)


def _pair(context: Context) -> int:
    """Show the code for the next machine; the first time, and for another broker, make it."""
    settings, address = context.settings, context.arguments.broker
    if address is not None:
        with as_wrong_use():
            broker, key = broker_of(address), new_key()
    elif settings.broker and (known := key_of(secrets.get(KEY_SECRET))) is not None:
        broker, key = broker_of(settings.broker), known
    else:
        raise WrongUseError(_("no machine is paired yet"), _("for example: outage-notifier agent pair mqtts://HOST"))
    if address is not None or context.arguments.place:
        _keep(context, broker, key)
    say = context.terminal.line
    say(_("On your other machine, enter this code after: outage-notifier agent join --place NAME"))
    context.print_lines([code_of(broker, key)])
    say(_("Whoever has it can ask your machines, and answer for them: send it only where nobody else can read it."))
    return Exit.FINE


def _join(context: Context) -> int:
    broker, key = read_code(context.entered(_("Code of the other machine: ")))
    _keep(context, broker, key)
    context.terminal.line(_("Paired. Your other machines are asked when something looks down here."))
    context.terminal.line(_("To answer them, too: outage-notifier agent run"))
    return Exit.FINE


def _keep(context: Context, broker: Broker, key: bytes) -> None:
    """Keep what pairing gave. The keyring comes first: without it, nothing is changed."""
    try:
        place = place_of(context.arguments.place or context.settings.place)
    except UserError as error:
        hint = _("add: --place NAME, such as home or office")
        raise WrongUseError(_("this machine's place has no name"), hint) from error
    password = context.entered(_("Password of {user}: ").format(user=broker.user)) if broker.user else ""
    keep(Membership(broker, key, password), secrets.set)
    KnownMachines(context.paths.machines_file).clear()
    context.change(broker=broker.url, place=place)


def _remove(context: Context) -> int:
    """Shut a machine out for good, and show the code that the others need."""
    place = context.arguments.broker or context.arguments.place
    if not place:
        raise WrongUseError(_("which machine?"), _("for example: outage-notifier agent remove office"))
    known = KnownMachines(context.paths.machines_file)
    code = without(place, context.settings.broker, known, secrets.get, secrets.set)
    context.terminal.line(removed_words(place, known.all()))
    context.print_lines([code])
    return Exit.FINE


def _leave(context: Context) -> int:
    if not context.settings.broker:
        raise not_paired()
    forget(secrets.set)
    KnownMachines(context.paths.machines_file).clear()
    context.change(broker="", answer_machines=False)
    context.terminal.line(_("This machine asks and answers no others any more."))
    return Exit.FINE


def asker_of(settings: Settings) -> "Asker":
    """Make what asks the others. Raises UserError where this machine is not paired."""
    from notifier.sources.machines.asking import Asker

    member = membership(settings.broker, secrets.get)
    return Asker(member.broker, member.password, member.key, settings.place)


def _status(context: Context) -> int:
    from notifier.sources.machines.broker import BrokerSilentError

    settings = context.settings
    asker = asker_of(settings)
    say = context.terminal.line
    say(_("This machine is “{place}”; the broker is {broker}.").format(place=settings.place, broker=settings.broker))
    try:
        with context.patience(_("Asking who is there …")):
            answers = asyncio.run(asker.ask(None))
    except BrokerSilentError as error:
        say(_("The broker does not answer ({reason}).").format(reason=fault_words(str(error))))
        return Exit.CANNOT_TELL
    KnownMachines(context.paths.machines_file).answered(answers, None)
    for each in answers:
        say(_("{machine} answers.").format(machine=machine_name(each.place, each.country)))
    if not answers:
        say(_("The broker answers, but no other machine does: `outage-notifier agent run` has to run there."))
    return Exit.FINE


async def _serve(context: Context) -> None:
    """Answer the others until the user ends it."""
    telling = _Telling(context)
    while True:
        await _until_another_password(context, telling.tell)


async def _until_another_password(context: Context, tell: Callable[[str], None]) -> None:
    """Answer until the keyring gives another password for the proxy."""
    # with all that reads the network
    from notifier.answering import answer
    from notifier.cli.network import client_options, reader_of
    from notifier.config.model import watch_of
    from notifier.config.proxy_password import followed

    settings, known = context.settings, KnownMachines(context.paths.machines_file)
    member, client = membership(settings.broker, secrets.get), client_options(settings)
    country = settings.country or country_of_system()
    async with reader_of(settings, client=client) as reader:
        anchors = watch_of(settings).anchors
        answering = asyncio.create_task(answer(member, settings.place, country, reader, anchors, known, tell))
        async with followed(settings.proxy_user, client.proxy_password, lambda _anew: answering.cancel()):
            try:
                await asyncio.wait({answering})
            finally:
                answering.cancel()
                await asyncio.gather(answering, return_exceptions=True)
    if not answering.cancelled():
        answering.result()


class _Telling:
    """Says when the broker begins to answer, and when it ends, each once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._said: str | None = None

    def tell(self, fault: str) -> None:
        """Take in why the broker does not answer; empty: it does."""
        context = self._context
        if fault and fault != self._said:
            context.say_error(_("The broker does not answer ({reason}).").format(reason=fault_words(fault)))
        elif not fault and self._said != "":
            context.terminal.line(_("Answering as “{place}”; Ctrl+C ends it.").format(place=context.settings.place))
            context.terminal.stream.flush()
        self._said = fault
