"""Publishers' own feeds of technology news, a few in each language; those of the user's are read. Keyless.

A feed is the same for all services, so a publisher learns only that something is amiss, not what. Kept short: feeds
that others read lately without a browser (Kompas' and Liputan6's are gone, Tempo's keeps programs out).
"""

from typing import Final

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.core.reports import Headline
from notifier.sources.mentions import about_outage
from notifier.sources.news import NewsQuestion, NewsSource, headline
from notifier.sources.outside.contract import OutsideRequest, Replies
from notifier.sources.outside.feed import entries_of
from notifier.sources.pages.feeds import ACCEPT

KEPT_S: Final = 240.0


class Publisher(msgspec.Struct, frozen=True):
    """A publisher, and where its feed is."""

    id: str
    name: str
    language: str
    base: str
    path: str


PUBLISHERS: Final = (
    Publisher("bbc", "BBC", "en", "https://feeds.bbci.co.uk", "/news/technology/rss.xml"),
    Publisher("guardian", "The Guardian", "en", "https://www.theguardian.com", "/technology/rss"),
    Publisher("arstechnica", "Ars Technica", "en", "https://feeds.arstechnica.com", "/arstechnica/index"),
    Publisher("verge", "The Verge", "en", "https://www.theverge.com", "/rss/index.xml"),
    Publisher("techcrunch", "TechCrunch", "en", "https://techcrunch.com", "/feed/"),
    Publisher("detik", "detikInet", "id", "https://inet.detik.com", "/rss"),
    Publisher("cnnindonesia", "CNN Indonesia", "id", "https://www.cnnindonesia.com", "/teknologi/rss"),
    Publisher("cnbcindonesia", "CNBC Indonesia", "id", "https://www.cnbcindonesia.com", "/tech/rss"),
    Publisher("republika", "Republika", "id", "https://www.republika.co.id", "/rss"),
    Publisher("antara", "ANTARA", "id", "https://www.antaranews.com", "/rss/tekno.xml"),
    Publisher("nunl", "NU.nl", "nl", "https://www.nu.nl", "/rss/Tech"),
    Publisher("tweakers", "Tweakers", "nl", "https://tweakers.net", "/feeds/nieuws.xml"),
)


def _source(publisher: Publisher) -> NewsSource:
    def ask(question: NewsQuestion) -> OutsideRequest | None:
        if question.edition.language != publisher.language:
            return None
        return OutsideRequest(publisher.path, accept=ACCEPT, kept_s=KEPT_S)

    def parse(question: NewsQuestion, replies: Replies) -> tuple[Headline, ...]:
        made = (headline(each, each.title, publisher.name) for each in entries_of(replies[0]))
        return tuple(each for each in made if each is not None and about_outage(each.title, question.names))

    source = OutsideSource(
        publisher.id,
        publisher.name,
        publisher.base,
        N_("Finds headlines about an outage while there is one."),
        N_("That something is amiss, but not what."),
        (Limit(30, 3600.0),),
        publisher.base,
        kind=OutsideKind.NEWS,
    )
    return NewsSource(source, ask, parse)


SOURCES: Final = tuple(_source(each) for each in PUBLISHERS)
