"""The sources of what people report, and how to add one.

A source is a module here with a constant `SOURCES`, a tuple (Mastodon's has several servers); nothing else has to be
touched: the reader, the settings and the command line find it. It makes no requests and knows no clock; it is pure
functions around requests that `notifier.sources.crowd` makes, with the user's consent:

1. `ask(question)` gives the first request; None: it cannot be asked about this service.
2. `follow(question, replies)` gives the next one, with all replies so far, until it gives None; six requests at most.
3. `parse(question, replies)` gives a `Count`, or None for a service that the source does not know. For whatever bytes
   come it gives that, or raises `SourceUnreadable(why)`, nothing else; so does `follow`. A format that is not the
   documented one is never a count of nothing. A source that judges by itself and tells no number says so (`alarm`).

Where a key has to become a token first, requests name a `login` (`notifier.sources.outside.contract`); what costs money
says its `price`, and is switched on only after that was agreed to.

Nothing here judges what is many: `notifier.core.outside.usual` does, by what each source usually counts. Sources do not
import each other; what two need is in `notifier.sources.reports.contract` or in `notifier.sources.mentions`. The texts
of `source` are marked with `N_`.
"""

from collections.abc import Mapping
from functools import cache

from notifier.sources.outside.folder import sources_in
from notifier.sources.reports.contract import ReportSource


@cache
def report_sources() -> Mapping[str, ReportSource]:
    """Give the sources by their ids; looks through this folder once."""
    return {each.source.id: each for each in sources_in(__name__, __path__, ReportSource)}
