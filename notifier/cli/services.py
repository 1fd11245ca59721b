"""`services [WORD] [--json]`: the known services, or those that a word finds."""

from typing import TYPE_CHECKING, Final

from notifier.cli.context import Context, Exit
from notifier.cli.tables import table
from notifier.cli.terminal import Span, Tone
from notifier.core.services import PageProof, Service
from notifier.words import _
from notifier.words.names import category_name, category_names
from notifier.words.page_proofs import proof_words

if TYPE_CHECKING:
    from notifier.core.past.story import PageReadings

_TONES: Final = {PageProof.RECORDED: Tone.GOOD, PageProof.DOCUMENTED: Tone.PLAIN, PageProof.GUESSED: Tone.NOTICE}


def run(context: Context) -> int:
    """List the services."""
    word = " ".join(context.arguments.word)
    found = context.catalogue.listed(word, category_names())
    watched = {each.id for each in context.settings.watched}
    pages = _pages(context)
    if context.arguments.json:
        context.print_json([_object(each, each.id in watched, pages.get(each.id)) for each in found])
    elif found:
        _print_table(context, found, watched, pages)
    if not found:
        context.say_error(
            _("no service matches {word}; any address can be watched: outage-notifier add URL").format(word=word)
        )
    return Exit.FINE


def _pages(context: Context) -> dict[str, "PageReadings"]:
    """What the history knows of official pages."""
    if not context.paths.history_file.exists():
        return {}
    from notifier.store.reader import HistoryReader  # 15 ms, for those who have a history

    return HistoryReader(context.paths.history_file).pages()


def _object(service: Service, watched: bool, readings: "PageReadings | None") -> dict[str, object]:
    return {
        "id": service.id,
        "name": service.name,
        "owner": service.owner,
        "category": service.category,
        "aliases": list(service.aliases),
        "watched": watched,
        "page": _page(service, readings),
    }


def _page(service: Service, readings: "PageReadings | None") -> dict[str, object] | None:
    """The official page: how well it is known, and whether it was ever readable from here (none: nobody knows)."""
    if service.page is None:
        return None
    read = None if readings is None or not (readings.read or readings.never_read) else readings.read > 0
    return {
        "provider": service.page.provider,
        "url": service.page.url,
        "proof": service.page_proof,
        "recorded": service.page_recorded or None,
        "read_here": read,
    }


def _print_table(
    context: Context, services: list[Service], watched: set[str], pages: dict[str, "PageReadings"]
) -> None:
    yes = _("watched")
    rows = [
        [
            Span(each.id),
            Span(each.name, Tone.STRONG),
            Span(each.owner),
            Span(category_name(each.category)),
            _proof(each, pages.get(each.id)),
            Span(yes if each.id in watched else "", Tone.GOOD),
        ]
        for each in services
    ]
    head = (_("Id"), _("Name"), _("Owner"), _("Category"), _("Official page"), "")
    context.print_lines(table(context.terminal, rows, head))


def _proof(service: Service, readings: "PageReadings | None") -> Span:
    """How well its page is known; what is weak is seen at a glance."""
    if readings is not None and readings.never_read:
        tone = Tone.BAD
    elif readings is not None and readings.read:
        tone = Tone.GOOD
    else:
        tone = Tone.PLAIN if service.page_proof is None else _TONES[service.page_proof]
    return Span(proof_words(service, readings), tone)
