"""Bing News, by the feed of its search, in the user's language and country. Keyless.

Addresses lead to Bing with the publisher's own in `url`; that one is taken.
"""

from typing import Final
from urllib.parse import parse_qs, quote, urlsplit

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.core.reports import Headline
from notifier.sources.mentions import OUTAGE_WORDS, about_outage, searched
from notifier.sources.news import NewsQuestion, NewsSource, headline
from notifier.sources.outside.contract import OutsideRequest, Replies
from notifier.sources.outside.feed import entries_of
from notifier.sources.pages.building import host_of
from notifier.sources.pages.feeds import ACCEPT
from notifier.sources.pages.parsing import web_address


def ask(question: NewsQuestion) -> OutsideRequest | None:
    """Ask for the newest with the name and a word for an outage."""
    names = searched(question.names)
    if not names:
        return None
    there = question.edition
    words = " OR ".join(f'"{each}"' for each in OUTAGE_WORDS)
    query = quote(f'"{names[0]}" ({words})')
    market = f"mkt={there.language}-{there.country}&setlang={there.language}&cc={there.country}"
    return OutsideRequest(f"/news/search?q={query}&format=rss&{market}", accept=ACCEPT, kept_s=240.0)


def parse(question: NewsQuestion, replies: Replies) -> tuple[Headline, ...]:
    """Give the headlines about it; the publisher is the host that published it."""
    found = []
    for entry in entries_of(replies[0]):
        link = _publishers(entry.link)
        made = headline(msgspec.structs.replace(entry, link=link), entry.title, host_of(link).removeprefix("www."))
        if made is not None and about_outage(made.title, question.names):
            found.append(made)
    return tuple(found)


def _publishers(link: str) -> str:
    try:
        parts = urlsplit(link)
        own = parse_qs(parts.query, max_num_fields=50).get("url", [""])[0] if "bing." in parts.netloc else ""
    except ValueError:
        return ""
    return web_address(own) or link


SOURCES: Final = (
    NewsSource(
        OutsideSource(
            "bingnews",
            "Bing News",
            "https://www.bing.com",
            N_("Finds headlines about an outage while there is one."),
            N_("The service's name."),
            (Limit(60, 3600.0),),
            "https://www.bing.com/news",
            kind=OutsideKind.NEWS,
        ),
        ask,
        parse,
    ),
)
