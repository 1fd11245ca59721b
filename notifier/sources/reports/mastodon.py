"""Mastodon: how many accounts use a service's hashtags, on several servers. Keyless.

Interface: `/api/v1/tags/{name}`, whose `history` has seven days (UTC), today's still counting. Each server sees what
reaches it, so each has a level of its own.
"""

import re
from datetime import UTC, timedelta
from typing import Final

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import searched
from notifier.sources.outside.contract import OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.reports import Count, ReportQuestion, ReportSource

SERVERS: Final = ("mastodon.social", "mastodon.online", "mstdn.social")
TAGS_MOST: Final = 2
"""Requests to one host wait 5 s for each other."""
DAY_S: Final = 86_400


class _Day(msgspec.Struct):
    day: str
    accounts: str


class _Tag(msgspec.Struct):
    history: list[_Day]


_DECODER: Final = msgspec.json.Decoder(_Tag)


def tags(question: ReportQuestion) -> tuple[str, ...]:
    """Give the hashtags to ask for, each spelling once; where none is known, the name with "down"."""
    known = (re.sub(r"\W", "", each).casefold() for each in question.hashtags)
    named = (re.sub(r"\W", "", each).casefold() + "down" for each in searched(question.names)[:1])
    return tuple(dict.fromkeys(each for each in (*known, *named) if each.isalnum() and each.isascii()))[:TAGS_MOST]


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Ask for the first hashtag."""
    wanted = tags(question)
    return _request(wanted[0]) if wanted else None


def follow(question: ReportQuestion, replies: Replies) -> OutsideRequest | None:
    """Ask for the next one."""
    wanted = tags(question)
    return _request(wanted[len(replies)]) if len(replies) < len(wanted) else None


def parse(question: ReportQuestion, replies: Replies) -> Count:
    """Count the accounts of today, and of the six days before."""
    midnight = question.now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    today_s = int(midnight.timestamp())
    days: dict[int, int] = {}
    for reply in replies:
        for each in decoded(_DECODER, reply.content).history:
            day_s, accounts = _number(each.day), _number(each.accounts)
            days[day_s] = days.get(day_s, 0) + accounts
    before = [count for day_s, count in days.items() if 0 < today_s - day_s <= 6 * DAY_S]
    span_s = max((question.now - midnight) / timedelta(seconds=1), 1.0)
    return Count(days.get(today_s, 0), span_s, float(sum(before)), float(len(before) * DAY_S), running=True)


def _request(tag: str) -> OutsideRequest:
    return OutsideRequest(f"/api/v1/tags/{tag}")


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        raise SourceUnreadable("not its format")
    return int(text)


SOURCES: Final = tuple(
    ReportSource(
        OutsideSource(
            server,
            f"Mastodon ({server})",
            f"https://{server}",
            N_("Counts how many people complain with a hashtag."),
            N_("The service's hashtags."),
            (Limit(300, 300.0),),
            "https://docs.joinmastodon.org/methods/tags/",
            kind=OutsideKind.REPORTS,
        ),
        ask,
        parse,
        follow,
    )
    for server in SERVERS
)
