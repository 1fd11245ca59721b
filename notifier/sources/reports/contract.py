"""What a source of reports is: pure functions around requests that somebody else makes.

`notifier.sources.reports` tells how to add one. Nothing here makes requests or knows a format.
"""

from datetime import datetime

import msgspec

from notifier.core.outside.source import OutsideSource
from notifier.core.reports import Volume
from notifier.sources.outside.contract import Asked, Replies

__all__ = ("Count", "Replies", "ReportQuestion", "ReportSource", "within")


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
    """A source of reports; it tells None of a service that it does not know. See `notifier.sources.reports`."""


def within(times_s: list[float], now_s: float, span_s: float, back_s: float) -> Count:
    """Count what was said in the span before now, and before that, as far back as was asked."""
    count = sum(now_s - span_s < each <= now_s for each in times_s)
    earlier = sum(now_s - back_s <= each <= now_s - span_s for each in times_s)
    return Count(count, span_s, float(earlier), back_s - span_s)
