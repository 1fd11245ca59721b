"""Bluesky, by its search: how many posts speak of an outage. With a handle and an app password of the user's own.

Interface: `com.atproto.server.createSession` and `app.bsky.feed.searchPosts`, at the server that accounts are at unless
they moved. What joins words in a query is not specified, so each word is asked for alone, and what comes is matched
here. Posts are counted by their address and the time at which they arrived; nothing else of them is kept.
"""

from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

import msgspec

from notifier.core.failure import N_
from notifier.core.outside.source import Key, Limit, OutsideKind, OutsideSource
from notifier.sources.mentions import about_outage, searched
from notifier.sources.outside.contract import (
    Login,
    OutsideReply,
    OutsideRequest,
    Replies,
    Session,
    SourceUnreadable,
    decoded,
)
from notifier.sources.reports import Count, ReportQuestion, ReportSource, within

WORDS: Final = ("down", "gangguan")
SPAN_S: Final = 3600.0
BACK_S: Final = 86_400.0
POSTS_MOST: Final = 100
SESSION_S: Final = 7200.0
"""A session is good for about two hours. Chosen."""


class _Session(msgspec.Struct, rename="camel"):
    access_jwt: str


class _Record(msgspec.Struct):
    text: str = ""


class _Post(msgspec.Struct, rename="camel"):
    uri: str
    indexed_at: datetime
    record: _Record


class _Answer(msgspec.Struct):
    posts: list[_Post]


_SESSIONS: Final = msgspec.json.Decoder(_Session)
_DECODER: Final = msgspec.json.Decoder(_Answer)


def session_request(key: str) -> OutsideRequest | None:
    """Log in with "handle:app password"."""
    handle, colon, password = key.rpartition(":")
    if not (handle and colon and password):
        return None
    body = msgspec.json.encode({"identifier": handle, "password": password})
    return OutsideRequest("/com.atproto.server.createSession", body=body)


def session_of(reply: OutsideReply) -> Session:
    """Take the token."""
    return Session(decoded(_SESSIONS, reply.content).access_jwt, SESSION_S)


LOGIN: Final = Login(session_request, session_of)


def ask(question: ReportQuestion) -> OutsideRequest | None:
    """Ask for the newest posts of a day with the name and the first word."""
    return follow(question, ())


def follow(question: ReportQuestion, replies: Replies) -> OutsideRequest | None:
    """Ask for those with the next word."""
    names = searched(question.names)
    if not names or len(replies) >= len(WORDS):
        return None
    since = question.now.astimezone(UTC) - timedelta(seconds=BACK_S)
    hour = since.replace(minute=0, second=0, microsecond=0)
    query = quote(f'"{names[0]}" {WORDS[len(replies)]}', safe="")
    path = f"/app.bsky.feed.searchPosts?q={query}&sort=latest&since={hour:%Y-%m-%dT%H:%M:%SZ}&limit={POSTS_MOST}"
    return OutsideRequest(path, kept_s=60.0, login=LOGIN)


def parse(question: ReportQuestion, replies: Replies) -> Count:
    """Count the posts of the last hour, and before, as far as the answers reach back."""
    now_s, back_s, found = question.now.timestamp(), BACK_S, dict[str, float]()
    for reply in replies:
        posts = decoded(_DECODER, reply.content).posts
        if any(each.indexed_at.tzinfo is None for each in posts):
            raise SourceUnreadable("a time without its zone")
        times = {each.uri: each.indexed_at.timestamp() for each in posts}
        if len(posts) >= POSTS_MOST:
            back_s = min(back_s, max(now_s - min(times.values()), SPAN_S))
        found |= {each.uri: times[each.uri] for each in posts if about_outage(each.record.text, question.names)}
    return within(list(found.values()), now_s, SPAN_S, back_s)


SOURCES: Final = (
    ReportSource(
        OutsideSource(
            "bluesky",
            "Bluesky",
            "https://bsky.social/xrpc",
            N_("Counts posts that speak of an outage; their text is not kept."),
            N_("The service's name, and which account of Bluesky asks."),
            (Limit(60, 300.0),),
            "https://docs.bsky.app/docs/api/app-bsky-feed-search-posts",
            key=Key.NEEDED,
            kind=OutsideKind.REPORTS,
            key_form=N_(
                "your handle and an app password, with a colon between them: name.bsky.social:xxxx-xxxx-xxxx-xxxx"
            ),
        ),
        ask,
        parse,
        follow,
        try_key=OutsideRequest("/com.atproto.server.getSession", login=LOGIN),
    ),
)
