"""The sources of what people report, and how to add one.

A source is a module here with a constant `SOURCES`, a tuple (Mastodon's has several servers); nothing else has to be
touched: the reader, the settings and the command line find it. It makes no requests and knows no clock; it is pure
functions around requests that `notifier.sources.outside.inquiry` makes, with the user's consent:

1. `ask(question)` gives the first request; None: it cannot be asked about this service.
2. `follow(question, replies)` gives the next one, with all replies so far, until it gives None, twelve at most.
3. `parse(question, replies)` gives a `Count`, or None for a service that the source does not know. For whatever bytes
   come it gives that, or raises `SourceUnreadable(why)`, nothing else; so does `follow`. A format that is not the
   documented one is never a count of nothing. A source that judges by itself and tells no number says so (`alarm`).

Where a key has to become a token first, requests name a `login` (`notifier.sources.outside.contract`); what costs money
says its `price`, and is switched on only after that was agreed to.

Nothing here judges what is many: `notifier.core.outside.usual` does, by what each source usually counts. Sources do not
import each other; what two need is here, in `notifier.sources.mentions` or in `notifier.sources.outside`. The texts
of `source` are marked with `N_`.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

import msgspec

from notifier.core.outside.source import OutsideSource
from notifier.core.reports import Volume
from notifier.sources.outside.contract import Asked
from notifier.sources.outside.folder import sources_in


class ReportQuestion(msgspec.Struct, frozen=True):
    """Which service it is about; `names` begins with its own. `home`: the user's country, empty if it is not known."""

    names: tuple[str, ...]
    hashtags: tuple[str, ...]
    category: str
    home: str
    now: datetime


class Count(msgspec.Struct, frozen=True):
    """What was counted: a `Volume` that does not say whose it is."""

    count: int
    span_s: float
    earlier: float = 0.0
    earlier_s: float = 0.0
    running: bool = False
    alarm: bool = False
    """The source itself says that there are many."""

    def of(self, source: OutsideSource) -> Volume:
        """Say whose it is."""
        return Volume(
            source.id,
            source.name,
            self.count,
            self.span_s,
            self.earlier,
            self.earlier_s,
            running=self.running,
            alarm=self.alarm,
        )


class ReportSource(Asked[ReportQuestion, Count | None], frozen=True):
    """A source of reports; it tells None of a service that it does not know."""


def within(times_s: list[float], now_s: float, span_s: float, back_s: float) -> Count:
    """Count what was said in the span before now, and before that, as far back as was asked."""
    count = sum(now_s - span_s < each <= now_s for each in times_s)
    earlier = sum(now_s - back_s <= each <= now_s - span_s for each in times_s)
    return Count(count, span_s, float(earlier), back_s - span_s)


@cache
def report_sources() -> Mapping[str, ReportSource]:
    """Give the sources by their ids; looks through this folder once."""
    return {each.source.id: each for each in sources_in(__name__, __path__, ReportSource)}
