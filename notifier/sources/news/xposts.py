"""The support account of a service on X: its own words while there is an incident. With the user's key, and for money.

Interface: version 2, `/tweets/search/recent`, the newest ten of one account. $0.005 for each post that is read; so that
no storm costs more, there is a limit for the day.
"""

import re
from datetime import datetime
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Key, Limit, OutsideKind, OutsideSource
from notifier.core.reports import Headline
from notifier.sources.news import NewsQuestion, NewsSource, posted, support_account
from notifier.sources.outside.contract import OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.pages.feeds import Entry

DAILY_MOST: Final = 20
"""A dollar a day at most."""
POSTS: Final = 10
"""The fewest that can be asked for."""
KEPT_S: Final = 900.0
_NAME: Final = re.compile(r"@(\w{1,15})", re.ASCII)


class _Post(msgspec.Struct):
    id: str
    text: str
    created_at: datetime


class _Answer(msgspec.Struct):
    data: list[_Post] = []
    meta: dict[str, str | int] = {}


_DECODER: Final = msgspec.json.Decoder(_Answer)


def ask(question: NewsQuestion) -> OutsideRequest | None:
    """Ask for what the support account said last, without what it says to single people."""
    account = support_account(question.accounts, _NAME)
    if not account:
        return None
    query = quote(f"from:{account} -is:reply -is:retweet")
    path = f"/tweets/search/recent?query={query}&max_results={POSTS}&tweet.fields=created_at"
    return OutsideRequest(path, kept_s=KEPT_S)


def parse(question: NewsQuestion, replies: Replies) -> tuple[Headline, ...]:
    """Give the posts about an outage."""
    answer = decoded(_DECODER, replies[0].content)
    if not answer.data and "result_count" not in answer.meta:
        raise SourceUnreadable("an answer without posts")
    account = support_account(question.accounts, _NAME)
    made = (posted(_entry(account, each), f"@{account}", question.names) for each in answer.data)
    return tuple(each for each in made if each is not None)


def _entry(account: str, post: _Post) -> Entry:
    digits = post.id.isascii() and post.id.isdigit() and len(post.id) <= 30
    if not digits or post.created_at.tzinfo is None:
        raise SourceUnreadable("not its format")
    return Entry(post.id, "", post.text, f"https://x.com/{account}/status/{post.id}", post.created_at)


SOURCES: Final = (
    NewsSource(
        OutsideSource(
            "xposts",
            N_("X (support accounts)"),
            "https://api.x.com/2",
            N_("Reads what the service's own support account says while there is an outage."),
            N_("Which support account is read, and which account of X pays."),
            (Limit(60, 900.0), Limit(DAILY_MOST, 86_400.0)),
            "https://docs.x.com/x-api/posts/search/introduction",
            key=Key.NEEDED,
            kind=OutsideKind.NEWS,
            price=N_("X takes about half a US cent for each post that is read, at most one dollar a day."),
            key_of="xcounts",
        ),
        ask,
        parse,
        try_key=OutsideRequest("/tweets/counts/recent?query=outage"),  # half a cent, where ten posts would be five
    ),
)
