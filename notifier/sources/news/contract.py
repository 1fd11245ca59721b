"""What a source of headlines is: pure functions around requests that somebody else makes."""

from datetime import datetime

import msgspec

from notifier.core.reports import Headline
from notifier.sources.feeds import Entry
from notifier.sources.outside.contract import Asked


class NewsQuestion(msgspec.Struct, frozen=True):
    """Which service it is about, by its names and accounts, and the user's country (empty: not known)."""

    names: tuple[str, ...]
    accounts: tuple[str, ...]
    home: str
    now: datetime


class NewsSource(Asked[NewsQuestion, tuple[Headline, ...]], frozen=True):
    """A source of headlines. See `notifier.sources.news`."""


class Edition(msgspec.Struct, frozen=True):
    """In which language and for which country news are wanted."""

    language: str
    country: str


_LANGUAGES = {
    "ID": "id",
    "NL": "nl",
    "BE": "nl",
    "MY": "en",
    "SG": "en",
    "GB": "en",
    "US": "en",
    "AU": "en",
    "IN": "en",
}


def edition(home: str) -> Edition:
    """Give the edition of the user's country; that of the United States where there is none that is known."""
    return Edition(_LANGUAGES[home], home) if home in _LANGUAGES else Edition("en", "US")


def headline(entry: Entry, title: str, publisher: str) -> Headline | None:
    """Make a headline of an entry; None without a title, a time or an address that may be opened."""
    if not title or not entry.link or entry.published is None:
        return None
    return Headline(title[:200], publisher[:80], entry.link, entry.published)
