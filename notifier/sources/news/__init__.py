"""The sources of headlines, asked only while there is an incident, and how to add one.

A source is a module here with a constant `SOURCES`, a tuple (that of publishers has several); nothing else has to be
touched. `ask(question)` gives a request, or None, and `follow` the next one; `parse(question, replies)` gives headlines
about an outage of this service (`notifier.sources.mentions`), or raises `SourceUnreadable(why)`, nothing else. Which of
them belong to the incident is decided by the rules; a headline and its address are all that is ever taken.
"""

from collections.abc import Mapping
from functools import cache

from notifier.sources.news.contract import NewsSource
from notifier.sources.outside.folder import sources_in


@cache
def news_sources() -> Mapping[str, NewsSource]:
    """Give the sources by their ids; looks through this folder once."""
    return {each.source.id: each for each in sources_in(__name__, __path__, NewsSource)}
