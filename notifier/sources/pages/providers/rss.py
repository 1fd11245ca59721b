"""Any RSS or Atom feed of incidents: for companies whose page says nothing else that a program can read.

What is open, and how bad, is told from the words (`notifier.sources.pages.feeds`). A feed lists no components. Option
`feed`: its address; without it the page's address is the feed.
"""

from datetime import datetime
from typing import Final

from notifier.core.model import PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.feeds import ACCEPT, feed_of, open_incidents
from notifier.sources.pages.provider import Page, PageBody, PageRequest, Provider


def requests(target: PageTarget) -> tuple[PageRequest, ...]:
    """Ask for the feed."""
    return (PageRequest(target.options.get("feed") or target.url or "/", ACCEPT),)


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read what is open. An empty feed that is one says that nothing is."""
    feed = feed_of(bodies[0])
    incidents, maintenances = open_incidents(feed, now)
    url = target.url if target.options.get("feed") else feed.link
    level = None if incidents else PageLevel.OPERATIONAL
    return Page(feed.title, url, feed.updated, level, incidents=incidents, maintenances=maintenances)


PROVIDER: Final = Provider("rss", requests, parse)
