"""Downdetector, by its interface for companies that pay for it: how many people report a problem of a service.

Interface: version 2. A client's id and secret become a token of about an hour (`/tokens`); a company is looked for by
its name, in the user's country, and its `stats_24` are the day's reports in steps of 15 min, `baseline` what is usual
in each. Its public pages are for people, and never read.
"""

import base64
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Key, Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import is_called, searched
from notifier.sources.outside.contract import (
    Login,
    OutsideReply,
    OutsideRequest,
    Replies,
    Session,
    SourceUnreadable,
    decoded,
)
from notifier.sources.reports import Count, ReportQuestion, ReportSource

STEP_S: Final = 900.0
STEPS: Final = 2
"""The newest step is still being counted, so it alone would be half empty."""
DAY_S: Final = 86_400.0
TOKEN_S: Final = 3600.0
STEPS_MOST: Final = 1000


class _Token(msgspec.Struct):
    access_token: str
    expires_in: float = TOKEN_S


class _Company(msgspec.Struct):
    id: int
    name: str | None = None
    slug: str | None = None
    country_iso: str | None = None


class _Numbers(msgspec.Struct):
    stats_24: list[float]
    baseline: list[float] | None = None


_TOKENS: Final = msgspec.json.Decoder(_Token)
_COMPANIES: Final = msgspec.json.Decoder(list[_Company])
_NUMBERS: Final = msgspec.json.Decoder(_Numbers)


def token_request(key: str) -> OutsideRequest | None:
    """Ask for a token with "client id:secret"."""
    client, colon, secret = key.partition(":")
    if not (client and colon and secret):
        return None
    basic = base64.b64encode(key.encode()).decode()
    headers = ("Authorization", f"Basic {basic}"), ("Content-Type", "application/x-www-form-urlencoded")
    return OutsideRequest("/tokens", body=b"grant_type=client_credentials", headers=headers)


def session_of(reply: OutsideReply) -> Session:
    """Take the token."""
    token = decoded(_TOKENS, reply.content)
    return Session(token.access_token, token.expires_in)


LOGIN: Final = Login(token_request, session_of)


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Look for the company; who it is does not change within a day."""
    names = searched(question.names)
    if not names:
        return None
    country = f"&country={question.home}" if question.home else ""
    path = f"/companies/search?name={quote(names[0], safe='')}{country}&fields=id,name,slug,country_iso&page_size=100"
    return OutsideRequest(path, kept_s=DAY_S, login=LOGIN)


def follow(question: ReportQuestion, replies: Replies) -> OutsideRequest | None:
    """Ask for the company's numbers."""
    company = _company(question, replies[0]) if len(replies) == 1 else None
    if company is None:
        return None
    return OutsideRequest(f"/companies/{company.id}?fields=id,stats_24,baseline", kept_s=60.0, login=LOGIN)


def parse(question: ReportQuestion, replies: Replies) -> Count | None:
    """Count the newest steps; usual is what its own baseline says of them, else the rest of the day."""
    if len(replies) == 1:
        _company(question, replies[0])
        return None
    numbers = decoded(_NUMBERS, replies[1].content)
    stats, baseline = numbers.stats_24, numbers.baseline or []
    if not STEPS < len(stats) <= STEPS_MOST or not all(0.0 <= each < 1e9 for each in (*stats, *baseline)):
        raise SourceUnreadable("not its format")
    count, span_s = round(sum(stats[-STEPS:])), STEPS * STEP_S
    if len(baseline) == len(stats):
        return Count(count, span_s, sum(baseline[-STEPS:]) * DAY_S / span_s, DAY_S)
    return Count(count, span_s, sum(stats[:-STEPS]), (len(stats) - STEPS) * STEP_S)


def _company(question: ReportQuestion, reply: OutsideReply) -> _Company | None:
    """Find the company of this name, in the user's country if that is known."""
    for each in decoded(_COMPANIES, reply.content):
        there = not question.home or (each.country_iso or question.home) == question.home
        if there and each.id >= 0 and any(is_called(said or "", question.names) for said in (each.name, each.slug)):
            return each
    return None


SOURCES: Final = (
    ReportSource(
        OutsideSource(
            "downdetector",
            "Downdetector",
            "https://downdetectorapi.com/v2",
            N_("Counts reports of people, with a contract of your own; its public pages are never read."),
            N_("The service's name, your country, and which client of Downdetector asks."),
            (Limit(60, 300.0),),
            "https://downdetectorapi.com/v2/docs/",
            key=Key.NEEDED,
            kind=OutsideKind.REPORTS,
            key_form=N_("client id and secret, with a colon between them"),
        ),
        ask,
        parse,
        follow,
        try_key=OutsideRequest("/ping", login=LOGIN),
    ),
)
