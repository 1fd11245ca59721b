"""The sources of what people report, and how to add one.

A source is a module here with a constant `REPORTS`, a tuple (Mastodon's has several servers); nothing else has to be
touched: the reader, the settings and the command line find it. It makes no requests and knows no clock; it is pure
functions around requests that `notifier.sources.crowd` makes, with the user's consent:

1. `ask(question)` gives the first request; None: it cannot be asked about this service.
2. `follow(question, replies)` gives the next one, with all replies so far, until it gives None; six requests at most.
3. `parse(question, replies)` gives a `Count`, or None for a service that the source does not know. For whatever bytes
   come it gives that, or raises `SourceUnreadable(why)`, nothing else; so does `follow`. A format that is not the
   documented one is never a count of nothing. A source that judges by itself and tells no number says so (`alarm`).

Where a key has to become a token first, requests name a `login` (`notifier.sources.outside.contract`); what costs money
says its `price`, and is switched on only after that was agreed to.

Nothing here judges what is many: `notifier.core.usual` does, by what each source usually counts. Sources do not import
each other; what two need is in `notifier.sources.reports.contract` or in `notifier.sources.mentions`. The texts of
`source` are marked with `N_`.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from notifier.sources.reports.contract import ReportSource

_NO_SOURCES: Final = ("contract",)


@cache
def report_sources() -> Mapping[str, ReportSource]:
    """Give the sources by their ids; looks through this folder once.

    Raises TypeError for a module without `REPORTS`.
    """
    found = [each for module in iter_modules(__path__) for each in _sources(module.name)]
    return {each.source.id: each for each in found}


def _sources(name: str) -> tuple[ReportSource, ...]:
    if name in _NO_SOURCES:
        return ()
    found = getattr(import_module(f"{__name__}.{name}"), "REPORTS", None)
    if not isinstance(found, tuple) or not all(isinstance(each, ReportSource) for each in found):
        raise TypeError(f"{name}.REPORTS are no sources of reports")
    return found
