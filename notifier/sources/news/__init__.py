"""The sources of headlines, asked only while there is an incident, and how to add one.

A source is a module here with a constant `NEWS`, a tuple (that of publishers has several); nothing else has to be
touched. `ask(question)` gives a request, or None, and `follow` the next one; `parse(question, replies)` gives headlines
about an outage of this service (`notifier.sources.mentions`), or raises `SourceUnreadable(why)`, nothing else. Which of
them belong to the incident is decided by the rules; a headline and its address are all that is ever taken.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from notifier.sources.news.contract import NewsSource

_NO_SOURCES: Final = ("contract",)


@cache
def news_sources() -> Mapping[str, NewsSource]:
    """Give the sources by their ids; looks through this folder once. Raises TypeError for a module without `NEWS`."""
    found = (source for each in iter_modules(__path__) for source in _sources(each.name))
    return {each.source.id: each for each in found}


def _sources(name: str) -> tuple[NewsSource, ...]:
    if name in _NO_SOURCES:
        return ()
    found = getattr(import_module(f"{__name__}.{name}"), "NEWS", None)
    if not isinstance(found, tuple) or not all(isinstance(each, NewsSource) for each in found):
        raise TypeError(f"{name}.NEWS are no sources of headlines")
    return found
