"""Google News, by the feed of its search, in the user's language and country. Keyless.

Titles end with their publisher (" - Kompas"); addresses are Google's own redirects.
"""

from typing import Final
from urllib.parse import quote

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.core.reports import Headline
from notifier.sources.mentions import OUTAGE_WORDS, about_outage, searched
from notifier.sources.news import NewsQuestion, NewsSource, headline
from notifier.sources.outside.contract import OutsideRequest, Replies
from notifier.sources.outside.feed import entries_of
from notifier.sources.pages.feeds import ACCEPT


def ask(question: NewsQuestion) -> OutsideRequest | None:
    """Ask for the last day's news with the name and a word for an outage."""
    names = searched(question.names)
    if not names:
        return None
    words = " OR ".join(f'"{each}"' for each in OUTAGE_WORDS)
    there = question.edition
    query = quote(f'"{names[0]}" ({words}) when:1d')
    locale = there.language if there.language != "en" else f"en-{there.country}"
    path = f"/rss/search?q={query}&hl={locale}&gl={there.country}&ceid={there.country}:{there.language}"
    return OutsideRequest(path, accept=ACCEPT, kept_s=240.0)


def parse(question: NewsQuestion, replies: Replies) -> tuple[Headline, ...]:
    """Give the headlines about it, each with its publisher."""
    found = []
    for entry in entries_of(replies[0]):
        title, dash, publisher = entry.title.rpartition(" - ")
        made = headline(entry, title if dash else entry.title, publisher if dash else "Google News")
        if made is not None and about_outage(made.title, question.names):
            found.append(made)
    return tuple(found)


SOURCES: Final = (
    NewsSource(
        OutsideSource(
            "googlenews",
            "Google News",
            "https://news.google.com",
            N_("Finds headlines about an outage while there is one."),
            N_("The service's name."),
            (Limit(60, 3600.0),),
            "https://news.google.com",
            kind=OutsideKind.NEWS,
        ),
        ask,
        parse,
    ),
)
