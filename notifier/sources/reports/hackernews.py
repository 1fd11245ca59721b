"""Hacker News, by Algolia's search: how many posts there speak of an outage. Keyless; of developers' services alone.

Interface: `/search_by_date` with `numericFilters`; all words of the query must be in the text.
"""

from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import searched
from notifier.sources.outside.contract import OutsideRequest, Replies, decoded
from notifier.sources.reports import Count, ReportQuestion, ReportSource, within

DEVELOPERS: Final = frozenset(("dev-tools", "ci", "cloud", "network", "database", "monitoring", "identity", "ai"))
"""The categories of which that crowd speaks."""
SPAN_S: Final = 3600.0
BACK_S: Final = 7 * 86_400.0
HITS_MOST: Final = 200


class _Hit(msgspec.Struct):
    created_at_i: float


class _Answer(msgspec.Struct, rename="camel"):
    hits: list[_Hit]
    nb_hits: int


_DECODER: Final = msgspec.json.Decoder(_Answer)


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Ask for what was posted within a week, the newest first."""
    names = searched(question.names)
    if question.category not in DEVELOPERS or not names:
        return None
    since_s = int(question.now.timestamp() - BACK_S) // 600 * 600
    query = quote(f'"{names[0]}" down')
    filters = f"numericFilters=created_at_i%3E{since_s}&hitsPerPage={HITS_MOST}"
    return OutsideRequest(f"/search_by_date?query={query}&tags=(story,comment)&{filters}")


def parse(question: ReportQuestion, replies: Replies) -> Count:
    """Count what was posted within the last hour, and before, as far as the hits reach back."""
    answer = decoded(_DECODER, replies[0].content)
    now_s = question.now.timestamp()
    times = [each.created_at_i for each in answer.hits]
    whole = answer.nb_hits <= len(times)
    back_s = BACK_S if whole else min(BACK_S, max(now_s - min(times, default=now_s), SPAN_S))
    return within(times, now_s, SPAN_S, back_s)


SOURCES: Final = (
    ReportSource(
        OutsideSource(
            "hackernews",
            "Hacker News",
            "https://hn.algolia.com/api/v1",
            N_("Counts what developers say of their tools and clouds."),
            N_("The service's name."),
            (Limit(120, 3600.0),),
            "https://hn.algolia.com/about",
            kind=OutsideKind.REPORTS,
        ),
        ask,
        parse,
    ),
)
