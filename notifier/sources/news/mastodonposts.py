"""The support account of a service on Mastodon: its own words while there is an incident. Keyless.

Accounts of the catalogue that name a person and a server ("@name@server") are there. All are read on one server, which
knows them all as far as somebody there follows them. Interface: `/accounts/lookup`, `/accounts/{id}/statuses`.
"""

import re
from datetime import datetime
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.core.reports import Headline
from notifier.sources.news import NewsQuestion, NewsSource, posted, support_account
from notifier.sources.outside.contract import OutsideReply, OutsideRequest, Replies, SourceUnreadable, decoded
from notifier.sources.pages.feeds import Entry
from notifier.sources.pages.parsing import web_address

_ACCOUNT: Final = re.compile(r"@(\w{1,60}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,20})", re.IGNORECASE | re.ASCII)
NOT_THERE: Final = 404
POSTS_MOST: Final = 20
ID_MOST: Final = 30


class _Account(msgspec.Struct):
    id: str


class _Status(msgspec.Struct):
    created_at: datetime
    content: str | None = None
    url: str | None = None


_LOOKUP: Final = msgspec.json.Decoder(_Account)
_STATUSES: Final = msgspec.json.Decoder(list[_Status])


def ask(question: NewsQuestion) -> OutsideRequest | None:
    """Ask for the number of the support account; it does not change within a day."""
    account = _account(question)
    if not account:
        return None
    return OutsideRequest(f"/accounts/lookup?acct={quote(account, safe='@')}", kept_s=86_400.0, answers=(NOT_THERE,))


def follow(_question: NewsQuestion, replies: Replies) -> OutsideRequest | None:
    """Ask for what it said last, without what it says to single people."""
    number = _number(replies[0]) if len(replies) == 1 else ""
    if not number:
        return None
    path = f"/accounts/{number}/statuses?exclude_replies=true&exclude_reblogs=true&limit={POSTS_MOST}"
    return OutsideRequest(path, kept_s=240.0)


def parse(question: NewsQuestion, replies: Replies) -> tuple[Headline, ...]:
    """Give the posts about an outage; none of an account that the server does not know."""
    if len(replies) == 1:
        _number(replies[0])
        return ()
    account = f"@{_account(question)}"
    made = (posted(_entry(each), account, question.names) for each in decoded(_STATUSES, replies[1].content))
    return tuple(each for each in made if each is not None)


def _account(question: NewsQuestion) -> str:
    return support_account(question.accounts, _ACCOUNT)


def _number(reply: OutsideReply) -> str:
    """Read the account's number; empty: there is no such account."""
    if reply.status == NOT_THERE:
        return ""
    number = decoded(_LOOKUP, reply.content).id
    if not (number.isascii() and number.isdigit() and len(number) <= ID_MOST):
        raise SourceUnreadable("not its format")
    return number


def _entry(status: _Status) -> Entry:
    if status.created_at.tzinfo is None:
        raise SourceUnreadable("a time without its zone")
    return Entry("", "", status.content or "", web_address(status.url), status.created_at)


SOURCES: Final = (
    NewsSource(
        OutsideSource(
            "mastodonposts",
            N_("Mastodon (support accounts)"),
            "https://mastodon.social/api/v1",
            N_("Reads what the service's own support account says while there is an outage."),
            N_("Which support account is read."),
            (Limit(300, 300.0),),
            "https://docs.joinmastodon.org/methods/accounts/",
            kind=OutsideKind.NEWS,
        ),
        ask,
        parse,
        follow,
    ),
)
