"""`agent pair|join|run|status|leave`: this machine and the user's others try for each other what looks down.

Broker and place stand in the settings; key and password are in the keyring alone. The code of the other machine and the
password are asked for at the terminal, or read as one line each where there is none: never on the command line.
"""

import asyncio
import getpass
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from notifier.cli.context import Context, Exit, WrongUseError
from notifier.config import file, secrets
from notifier.config.model import Settings
from notifier.core.broker import Broker, broker_of
from notifier.core.failure import UserError
from notifier.desktop.country import country_of_system
from notifier.sources.machines.pairing import KEY_SECRET, PASSWORD_SECRET, code_of, key_of, key_text, new_key, read_code
from notifier.words import _
from notifier.words.names import country_name
from notifier.words.page_faults import fault_words

if TYPE_CHECKING:
    from notifier.sources.machines.asking import Asker
    from notifier.sources.machines.broker import Link
    from notifier.sources.machines.messages import Answer


def run(context: Context) -> int:
    """Pair, or serve, or tell."""
    match context.arguments.action:
        case "pair":
            return _pair(context)
        case "join":
            return _join(context)
        case "run":
            with suppress(KeyboardInterrupt):
                asyncio.run(_serve(context))
            return Exit.FINE
        case "leave":
            return _leave(context)
        case _:
            return _status(context)


def _pair(context: Context) -> int:
    """Show the code for the next machine; the first time, and for another broker, make it."""
    settings, address = context.settings, context.arguments.broker
    if address is not None:
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
    broker, key = read_code(_entered(_("Code of the other machine: ")))
    _keep(context, broker, key)
    context.terminal.line(_("Paired. Your other machines are asked when something looks down here."))
    context.terminal.line(_("To answer them, too: outage-notifier agent run"))
    return Exit.FINE


def _keep(context: Context, broker: Broker, key: bytes) -> None:
    """Keep what pairing gave. The keyring comes first: without it, nothing is changed."""
    place = (context.arguments.place or context.settings.place).strip()
    if not place or not place.isprintable():
        raise WrongUseError(_("this machine's place has no name"), _("add: --place NAME, such as home or office"))
    if broker.user:
        secrets.set(PASSWORD_SECRET, _entered(_("Password of {user}: ").format(user=broker.user)))
    secrets.set(KEY_SECRET, key_text(key))
    _change(context, broker=broker.url, place=place[:40])


def _leave(context: Context) -> int:
    for each in (KEY_SECRET, PASSWORD_SECRET):
        secrets.set(each, "")
    _change(context, broker="")
    context.terminal.line(_("This machine asks and answers no others any more."))
    return Exit.FINE


def _change(context: Context, **values: Any) -> None:
    settings = msgspec.structs.replace(context.settings, **values)
    file.save(context.paths.settings_file, settings)
    context.settings = settings


def _entered(prompt: str) -> str:
    """Ask for what is secret, without showing it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return getpass.getpass(prompt)


def paired(settings: Settings) -> tuple[Broker, str, bytes]:
    """Give the broker, its password, and the key. Raises UserError where this machine is not paired."""
    if not settings.broker:
        raise UserError("this machine is not paired", "`outage-notifier agent pair` and `agent join` do that")
    broker, key = broker_of(settings.broker), key_of(secrets.get(KEY_SECRET))
    if key is None:
        raise UserError("the machines' key is not in the keyring, or that is locked", "unlock it, or pair again")
    return broker, (secrets.get(PASSWORD_SECRET) or "") if broker.user else "", key


def asker_of(settings: Settings) -> "Asker":
    """Make what asks the others. Raises UserError where this machine is not paired."""
    from notifier.sources.machines.asking import Asker

    broker, password, key = paired(settings)
    return Asker(broker, password, key, settings.place)


def machine_words(answer: "Answer") -> str:
    """Another machine in words: "“office” (Malaysia)"."""
    return _("“{place}” ({country})").format(place=answer.place, country=country_name(answer.country))


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
    for each in answers:
        say(_("{machine} answers.").format(machine=machine_words(each)))
    if not answers:
        say(_("The broker answers, but no other machine does: `outage-notifier agent run` has to run there."))
    return Exit.FINE


async def _serve(context: Context) -> None:
    """Answer the others until the user ends it."""
    # with all that reads the network
    from notifier.cli.answering import tried
    from notifier.cli.network import reader_of
    from notifier.config.model import watch_of
    from notifier.sources.machines.agent import Agent
    from notifier.sources.machines.broker import connected
    from notifier.sources.machines.messages import Question, topic

    settings = context.settings
    broker, password, key = paired(settings)
    country = settings.country or country_of_system()
    if not country:
        raise UserError(
            "it is not known in which country this machine is", "for example: outage-notifier config country ID"
        )
    async with reader_of(settings) as reader, connected(broker, password, topic(key, Question)) as link:
        agent = Agent(key, settings.place, country, partial(tried, reader, watch_of(settings).anchors))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(agent.serve(link))
            tasks.create_task(_tell(context, link))


async def _tell(context: Context, link: "Link") -> None:
    """Say when the broker begins to answer, and when it ends, each once."""
    said: str | None = None
    while True:
        fault = await link.change()
        if fault and fault != said:
            context.say_error(_("The broker does not answer ({reason}).").format(reason=fault_words(fault)))
        elif not fault and said != "":
            line = _("Answering as “{place}”; Ctrl+C ends it.").format(place=context.settings.place)
            context.terminal.line(line)
            context.terminal.stream.flush()
        said = fault
