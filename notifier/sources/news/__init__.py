"""The sources of headlines, asked only while there is an incident, and how to add one.

A source is a module here with a constant `SOURCES`, a tuple (that of publishers has several); nothing else has to be
touched. `ask(question)` gives a request, or None, and `follow` the next one; `parse(question, replies)` gives headlines
about an outage of this service (`notifier.sources.mentions`), or raises `SourceUnreadable(why)`, nothing else. Which of
them belong to the incident is decided by the rules; a headline and its address are all that is ever taken.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import msgspec

from notifier.core.editions import Edition
from notifier.core.reports import Headline
from notifier.sources.mentions import about_outage
from notifier.sources.outside.contract import Asked
from notifier.sources.outside.folder import sources_in
from notifier.sources.pages.feeds import Entry
from notifier.sources.pages.parsing import title as title_of

_SUPPORT: Final = re.compile("status|support|care|help|halo", re.IGNORECASE)


class NewsQuestion(msgspec.Struct, frozen=True):
    """Which service it is about, by its names and accounts, and in which language and for which country."""

    names: tuple[str, ...]
    accounts: tuple[str, ...]
    edition: Edition


class NewsSource(Asked[NewsQuestion, tuple[Headline, ...]], frozen=True):
    """A source of headlines."""


def headline(entry: Entry, title: str, publisher: str) -> Headline | None:
    """Make a headline of an entry; None without a title, a time or an address that may be opened."""
    if not title or not entry.link or entry.published is None:
        return None
    return Headline(title[:200], publisher[:80], entry.link, entry.published)


def posted(entry: Entry, account: str, names: tuple[str, ...]) -> Headline | None:
    """Make a headline of what the service's own account posted about an outage: it need not name the service."""
    made = headline(entry, entry.title or title_of(entry.text), account)
    return made if made is not None and about_outage(f"{made.title} {names[0]}", names[:1]) else None


def support_account(accounts: Iterable[str], pattern: re.Pattern[str]) -> str:
    """Find the account of a kind that speaks of outages most likely; `pattern` has its name as first group."""
    found = [each[1] for each in map(pattern.fullmatch, accounts) if each is not None]
    return next((each for each in found if _SUPPORT.search(each)), found[0] if found else "")


@cache
def news_sources() -> Mapping[str, NewsSource]:
    """Give the sources by their ids; looks through this folder once."""
    return {each.source.id: each for each in sources_in(__name__, __path__, NewsSource)}
