"""Google Trends: whether an outage is among what is searched for much more than usual in the user's country. Keyless.

Interface: `/trending/rss`, RSS with elements of its own (`approx_traffic`: "2000+"). The list is of what is unusual, so
whatever it counts is compared with nothing on other days.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from typing import Final

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import about_outage, names_it
from notifier.sources.outside.contract import OutsideReply, OutsideRequest, Replies, SourceUnreadable
from notifier.sources.outside.feed import Item, items_of
from notifier.sources.pages.feeds import ACCEPT
from notifier.sources.reports import Count, ReportQuestion, ReportSource

SPAN_S: Final = 7200.0
"""What began to be searched for longer ago stays in the list for a day, and is no news. Chosen."""
USUAL_S: Final = 7 * 86_400.0
_TRAFFIC: Final = re.compile(r"([\d.,]{1,12})\s?([KM]?)\+?", re.IGNORECASE)
_TIMES: Final = {"": 1, "K": 1000, "M": 1_000_000}


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Ask for the country's list; the same for all services."""
    return OutsideRequest(f"/trending/rss?geo={question.home}", accept=ACCEPT, kept_s=600.0) if question.home else None


def parse(question: ReportQuestion, replies: Replies) -> Count:
    """Add up how often people searched for the service's outage."""
    new = (each for each in _items(replies[0]) if _age_s(each, question.now) <= SPAN_S)
    count = sum(_searches(each) for each in new if _is_about(each, question))
    return Count(count, SPAN_S, 0.0, USUAL_S)


def _items(reply: OutsideReply) -> list[Item]:
    items = items_of(reply)
    if items and not any(each.all("approx_traffic") for each in items):
        raise SourceUnreadable("a list without numbers")
    return items


def _is_about(item: Item, question: ReportQuestion) -> bool:
    """Tell whether a search is about the outage: by its own words, or it names the service and the news say it."""
    title = item.first("title")
    if about_outage(title, question.names):
        return True
    said = item.all("news_item_title")
    return names_it(title, question.names) and any(about_outage(each, question.names) for each in said)


def _age_s(item: Item, now: datetime) -> float:
    try:
        began = parsedate_to_datetime(item.first("pubDate")[:100])
        return (now - began.replace(tzinfo=began.tzinfo or UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError, IndexError):
        return inf


def _searches(item: Item) -> int:
    found = _TRAFFIC.fullmatch(item.first("approx_traffic").strip())
    if found is None:
        return 0
    digits = re.sub(r"\D", "", found[1])
    return int(digits or 0) * _TIMES[found[2].upper()]


SOURCES: Final = (
    ReportSource(
        OutsideSource(
            "trends",
            "Google Trends",
            "https://trends.google.com",
            N_("Tells whether people in your country search for an outage much more than usual."),
            N_("Your country, not what looks down."),
            (Limit(12, 3600.0),),
            "https://trends.google.com/trending",
            kind=OutsideKind.REPORTS,
        ),
        ask,
        parse,
    ),
)
