"""X: how many posts an hour speak of an outage. With a key of the user's own, and for money.

Interface: version 2, `/tweets/counts/recent`, by the hour for a week; its description calls the number `post_count`,
its pages `tweet_count`. $0.005 a request; so that no storm costs more, there is a limit for the day.
"""

from datetime import datetime
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Key, Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import searched
from notifier.sources.outside.contract import OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.reports import Count, ReportQuestion, ReportSource

DAILY_MOST: Final = 100
"""Half a dollar a day at most."""
KEPT_S: Final = 300.0
WORDS: Final = "(down OR outage OR gangguan OR eror OR error)"


class _Hour(msgspec.Struct):
    start: datetime
    post_count: int | None = None
    tweet_count: int | None = None

    @property
    def count(self) -> int:
        """The number, under whichever name."""
        count = self.post_count if self.post_count is not None else self.tweet_count
        if count is None or count < 0:
            raise SourceUnreadable("an hour without a number")
        return count


class _Answer(msgspec.Struct):
    data: list[_Hour]


_DECODER: Final = msgspec.json.Decoder(_Answer)


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Ask for a week's hours."""
    names = searched(question.names)
    return _request(f'"{names[0]}" {WORDS} -is:retweet') if names else None


def parse(question: ReportQuestion, replies: Replies) -> Count:
    """Take the newest hours, of at least half an hour together, and the week before them."""
    hours = decoded(_DECODER, replies[0].content).data
    if any(each.start.tzinfo is None for each in hours):
        raise SourceUnreadable("a time without its zone")
    hours.sort(key=lambda each: each.start)
    newest, count = len(hours), 0
    span_s = 0.0
    while newest and span_s < 1800.0:
        newest -= 1
        span_s = max(1.0, (question.now - hours[newest].start).total_seconds())
        count += hours[newest].count
    return Count(count, max(span_s, 1.0), float(sum(each.count for each in hours[:newest])), newest * 3600.0)


def _request(query: str) -> OutsideRequest:
    return OutsideRequest(f"/tweets/counts/recent?query={quote(query)}&granularity=hour", kept_s=KEPT_S)


SOURCES: Final = (
    ReportSource(
        OutsideSource(
            "xcounts",
            "X",
            "https://api.x.com/2",
            N_("Counts posts an hour that speak of an outage."),
            N_("The service's name, and which account of X pays."),
            (Limit(300, 900.0), Limit(DAILY_MOST, 86_400.0)),
            "https://docs.x.com/x-api/posts/counts/introduction",
            key=Key.NEEDED,
            kind=OutsideKind.REPORTS,
            price=N_("X takes about half a US cent for each request, at most half a dollar a day."),
        ),
        ask,
        parse,
        try_key=_request("outage"),
    ),
)
