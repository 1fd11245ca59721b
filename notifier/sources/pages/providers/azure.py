"""Azure: the feed of incidents that are open for many customers; there is none that tells of single ones.

The feed names no severity, is empty while all is well, and keeps what is over for weeks with a word in the title
(Resolved, Mitigated, PIR). What is in it is wide: at least a partial outage. Where no feed comes, Microsoft's public
post about Azure is asked. Options `feed`, `api`.
"""

from datetime import datetime
from typing import Any, Final

import msgspec

from notifier.core.model import PageIncident, PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.feeds import ACCEPT, feed_of, open_incidents
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import decode, level_of, moment, title, worst
from notifier.sources.pages.provider import Need, Page, PageBody, PageRequest, PageUnreadable, Provider, misshapen
from notifier.sources.pages.words import level_table

STATUSES: Final = level_table(
    operational="available, operational, service restored",
    degraded="service degradation",
    major_outage="service interruption",
)


class _Post(msgspec.Struct, rename="pascal"):
    title: str | None = None
    status: str | None = None
    last_updated_time: str | None = None


_POSTS: Any = list[_Post] | _Post
"""There is one, or a list of them."""


def follow(target: PageTarget, bodies: tuple[PageBody, ...]) -> tuple[PageRequest, ...]:
    """Ask for the post where the feed is none."""
    post = target.options.get("api")
    if len(bodies) > 1 or not post:
        return ()
    try:
        feed_of(bodies[0])
    except PageUnreadable:
        return (PageRequest(post),)
    return ()


def parse(target: PageTarget, bodies: tuple[PageBody, ...], now: datetime) -> Page:
    """Read the feed, or else the post."""
    try:
        feed = feed_of(bodies[0])
    except PageUnreadable:
        if len(bodies) < 2:
            raise
        return _of_post(target, bodies[-1])
    incidents, maintenances = open_incidents(feed, now)
    return Page(
        title=feed.title or "Azure",
        url=target.url,
        updated=feed.updated,
        level=PageLevel.OPERATIONAL,
        incidents=tuple(_wide(each) for each in incidents),
        maintenances=maintenances,
    )


def _wide(incident: PageIncident) -> PageIncident:
    return msgspec.structs.replace(incident, level=worst((incident.level, PageLevel.PARTIAL_OUTAGE)))


def _of_post(target: PageTarget, body: PageBody) -> Page:
    posts: list[_Post] | _Post = decode(body, _POSTS)
    post = posts if isinstance(posts, _Post) else next(iter(posts), _Post())
    if not post.status:
        raise misshapen("it says nothing of the state")
    level = level_of(post.status, STATUSES)
    return Page(title(post.title, "Azure"), target.url, moment(post.last_updated_time), level)


PROVIDER: Final = Provider(
    "azure",
    one_file("/en-us/status/feed/", option="feed", accept=ACCEPT, need=Need.NEVER),
    parse,
    follow,
    marks=("azure.status.microsoft",),
    own=True,
)
