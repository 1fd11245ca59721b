"""`phone [list|add|test|remove] [NUMBER]`: the addresses that notices are sent to as well.

An address holds secrets: it is asked for at the terminal, or read as one line where there is none, is tried with a test
message, and goes into the keyring: never onto the command line, into a file or the log.
"""

from collections.abc import Iterable

from notifier.cli.context import Context, Exit, WrongUseError
from notifier.cli.tables import table
from notifier.cli.terminal import Span
from notifier.config import secrets
from notifier.core.alerts.phone import PhoneAddress, PhoneLevel, phones_of
from notifier.desktop.phone.book import PhoneBook
from notifier.desktop.phone.kinds import EXAMPLES, kind_name
from notifier.words import _
from notifier.words.language import said
from notifier.words.phone import level_words, test_words


def run(context: Context) -> int:
    """List them, or change something."""
    phones = phones_of(context.settings.phones)
    book = PhoneBook(secrets.get, secrets.set)
    if context.arguments.action not in ("test", "remove"):
        context.needs_none(context.arguments.number)
    match context.arguments.action:
        case "add":
            _add(context, book, phones)
        case "test":
            _test(context, book, _meant(context, phones))
        case "remove":
            _remove(context, book, phones, _meant(context, phones))
        case _:
            _list(context, phones)
    return Exit.FINE


def _list(context: Context, phones: Iterable[PhoneAddress]) -> None:
    rows = [
        [Span(each.id), Span(said(kind_name(each.kind))), Span(each.masked), Span(level_words(each.level))]
        for each in phones
    ]
    context.print_lines(table(context.terminal, rows))
    if not rows:
        context.terminal.line(_("Nothing is sent to a phone yet; `outage-notifier phone add` begins it."))


def _add(context: Context, book: PhoneBook, phones: tuple[PhoneAddress, ...]) -> None:
    words = _("Address (it is not shown; for example {example}): ").format(example=EXAMPLES[0])
    url = context.entered(words).strip()
    phone = book.read(url, PhoneLevel(context.arguments.level), phones)
    _send(context, url)
    book.keep(phone, url)
    _save(context, [*phones, phone])
    context.terminal.line(_("The test message was sent, and the address is kept."))


def _test(context: Context, book: PhoneBook, phone: PhoneAddress) -> None:
    _send(context, book.wanted_address(phone))
    context.terminal.line(_("The test message was sent."))


def _send(context: Context, url: str) -> None:
    from notifier.cli.network import client_options
    from notifier.desktop.phone.sending import send
    from notifier.sources.once import AskOnce

    with context.patience(_("Sending a test message …")):
        fault = send(url, *test_words(), AskOnce(lambda: client_options(context.settings)))
    if fault is not None:
        raise fault


def _remove(context: Context, book: PhoneBook, phones: Iterable[PhoneAddress], phone: PhoneAddress) -> None:
    book.forget(phone)
    _save(context, [each for each in phones if each.id != phone.id])
    context.terminal.line(_("Nothing is sent to {address} any more.").format(address=phone.masked))


def _meant(context: Context, phones: tuple[PhoneAddress, ...]) -> PhoneAddress:
    number = context.arguments.number
    found = [each for each in phones if number in (None, each.id)]
    if len(found) != 1:
        if not phones:
            raise WrongUseError(_("nothing is sent to a phone yet"), _("`outage-notifier phone add` begins it"))
        numbers = ", ".join(each.id for each in phones)
        raise WrongUseError(_("which address is meant?"), _("one of these numbers: {numbers}").format(numbers=numbers))
    return found[0]


def _save(context: Context, phones: Iterable[PhoneAddress]) -> None:
    context.change(phones=tuple(each.text for each in phones))
