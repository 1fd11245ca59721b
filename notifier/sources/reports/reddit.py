"""Reddit, by the feed of its search: how many posts speak of an outage. Keyless, at most one request a minute.

Interface: `/search.rss`, Atom, the newest 25 entries; everything else wants a login.
"""

from typing import Final
from urllib.parse import quote

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import about_outage, searched
from notifier.sources.outside.contract import OutsideRequest, Replies
from notifier.sources.outside.feed import entries_of
from notifier.sources.pages.feeds import ACCEPT
from notifier.sources.reports import Count, ReportQuestion, ReportSource, within

SPAN_S: Final = 3600.0
BACK_S: Final = 86_400.0
ENTRIES_MOST: Final = 25


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Ask for the newest posts of a day with the name and a word for an outage in the title."""
    names = searched(question.names)
    if not names:
        return None
    query = quote(f'title:"{names[0]}" AND (title:down OR title:outage OR title:gangguan OR title:error)')
    return OutsideRequest(f"/search.rss?q={query}&sort=new&t=day&limit={ENTRIES_MOST}", accept=ACCEPT, kept_s=60.0)


def parse(question: ReportQuestion, replies: Replies) -> Count:
    """Count the posts of the last hour, and before, as far as the entries reach back."""
    entries = entries_of(replies[0])
    now_s = question.now.timestamp()
    times = [each.published.timestamp() for each in entries if each.published is not None]
    back_s = BACK_S
    if len(entries) >= ENTRIES_MOST:
        back_s = min(BACK_S, max(now_s - min(times, default=now_s), SPAN_S))
    mine = [
        each.published.timestamp()
        for each in entries
        if each.published is not None and about_outage(each.title, question.names)
    ]
    return within(mine, now_s, SPAN_S, back_s)


SOURCES: Final = (
    ReportSource(
        OutsideSource(
            "reddit",
            "Reddit",
            "https://www.reddit.com",
            N_("Counts posts that speak of an outage."),
            N_("The service's name."),
            (Limit(1, 60.0),),
            "https://www.redditinc.com/policies",
            kind=OutsideKind.REPORTS,
        ),
        ask,
        parse,
    ),
)
