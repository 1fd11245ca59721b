"""What a source of reports is: pure functions around requests that somebody else makes.

`notifier.sources.reports` tells how to add one. Nothing here makes requests or knows a format.
"""

from collections.abc import Callable
from datetime import datetime

import msgspec

from notifier.core.outside_source import OutsideSource
from notifier.core.reports import Volume
from notifier.sources.outside.contract import OutsideReply, OutsideRequest


class ReportQuestion(msgspec.Struct, frozen=True):
    """Which service it is about; `names` begins with its own. `home`: the user's country, empty if it is not known."""

    names: tuple[str, ...]
    hashtags: tuple[str, ...]
    category: str
    home: str
    now: datetime


Replies = tuple[OutsideReply, ...]


class Count(msgspec.Struct, frozen=True):
    """What was counted: a `Volume` that does not say whose it is."""

    count: int
    span_s: float
    earlier: float = 0.0
    earlier_s: float = 0.0
    running: bool = False

    def of(self, source: OutsideSource) -> Volume:
        """Say whose it is."""
        return Volume(
            source.id, source.name, self.count, self.span_s, self.earlier, self.earlier_s, running=self.running
        )


class ReportSource(msgspec.Struct, frozen=True):
    """A source of reports. See `notifier.sources.reports`."""

    source: OutsideSource
    ask: Callable[[ReportQuestion], OutsideRequest | None]
    parse: Callable[[ReportQuestion, Replies], Count]
    follow: Callable[[ReportQuestion, Replies], OutsideRequest | None] = lambda _question, _replies: None
    try_key: OutsideRequest | None = None
    """What is asked to try a key that was entered: any answer below 400 is good."""


def within(times_s: list[float], now_s: float, span_s: float, back_s: float) -> Count:
    """Count what was said in the span before now, and before that, as far back as was asked."""
    count = sum(now_s - span_s < each <= now_s for each in times_s)
    earlier = sum(now_s - back_s <= each <= now_s - span_s for each in times_s)
    return Count(count, span_s, float(earlier), back_s - span_s)
