"""The support account of a service on Bluesky, by the feed of its profile: its own words while there is an incident.

Accounts of the catalogue whose name is a host ("@status.bsky.app") are there; those on X cannot be read without paying.
Posts have no titles: their first line is the headline, and it is the company's own, so it need not name the service.
"""

import re
from typing import Final

from notifier.core.failure import N_
from notifier.core.outside.source import Limit, OutsideKind, OutsideSource
from notifier.core.reports import Headline
from notifier.sources.news import NewsQuestion, NewsSource, posted, support_account
from notifier.sources.outside.contract import OutsideRequest, Replies
from notifier.sources.outside.feed import entries_of
from notifier.sources.pages.feeds import ACCEPT

_HOST: Final = re.compile(r"@((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,20})", re.IGNORECASE)


def ask(question: NewsQuestion) -> OutsideRequest | None:
    """Ask for what the support account said last."""
    account = _account(question)
    return OutsideRequest(f"/profile/{account}/rss", accept=ACCEPT, kept_s=240.0) if account else None


def parse(question: NewsQuestion, replies: Replies) -> tuple[Headline, ...]:
    """Give the posts about an outage."""
    account = f"@{_account(question)}"
    made = (posted(each, account, question.names) for each in entries_of(replies[0]))
    return tuple(each for each in made if each is not None)


def _account(question: NewsQuestion) -> str:
    return support_account(question.accounts, _HOST).lower()


SOURCES: Final = (
    NewsSource(
        OutsideSource(
            "blueskyfeed",
            N_("Bluesky (support accounts)"),
            "https://bsky.app",
            N_("Reads what the service's own support account says while there is an outage."),
            N_("Which support account is read."),
            (Limit(60, 3600.0),),
            "https://bsky.social/about/support/tos",
            kind=OutsideKind.NEWS,
        ),
        ask,
        parse,
    ),
)
