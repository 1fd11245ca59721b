"""`services [WORD] [--json]`: the known services, or those that a word finds."""

from notifier.cli.context import Context, Exit
from notifier.cli.tables import table
from notifier.cli.terminal import Span, Tone
from notifier.core.model import Service
from notifier.words import _
from notifier.words.names import category_name, category_names


def run(context: Context) -> int:
    """List the services."""
    word = " ".join(context.arguments.word)
    found = context.catalogue.search(word, kinds=category_names()) if word else context.catalogue.all()
    watched = {each.id for each in context.settings.watched}
    if context.arguments.json:
        context.print_json([_object(each, each.id in watched) for each in found])
    elif found:
        _print_table(context, found, watched)
    if not found:
        context.say_error(
            _("no service matches {word}; any address can be watched: outage-notifier add URL").format(word=word)
        )
    return Exit.FINE


def _object(service: Service, watched: bool) -> dict[str, object]:
    return {
        "id": service.id,
        "name": service.name,
        "owner": service.owner,
        "category": service.category,
        "aliases": list(service.aliases),
        "watched": watched,
    }


def _print_table(context: Context, services: list[Service], watched: set[str]) -> None:
    yes = _("watched")
    rows = [
        [
            Span(each.id),
            Span(each.name, Tone.STRONG),
            Span(each.owner),
            Span(category_name(each.category)),
            Span(yes if each.id in watched else "", Tone.GOOD),
        ]
        for each in services
    ]
    head = (
        _("Id"),
        _("Name"),
        _("Owner"),
        _("Category"),
        "",
    )
    context.print_lines(table(context.terminal, rows, head))
