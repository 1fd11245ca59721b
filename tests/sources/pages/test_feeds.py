"""Feeds: what is refused, and which words end an incident."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import PageLevel, Stage
from notifier.sources.pages.feeds import ENTRIES_MOST, FEED_MOST, Entry, Feed, feed_of, is_over, open_incidents
from notifier.sources.pages.parsing import plain
from notifier.sources.pages.provider import PageBody, PageUnreadable

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
URL = "https://status.acme.example/feed"


def body(content: bytes, status: int = 200) -> PageBody:
    return PageBody(URL, URL, status, "application/xml", {}, content)


BOMB = (
    '<?xml version="1.0" encoding="{0}"?><!DOCTYPE a [<!ENTITY b "{1}">]>'
    "<rss><channel><title>&b;</title></channel></rss>"
)


@pytest.mark.fault("a page cannot stop the program: no parser is a square")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "utf-7", "utf-32"])
def test_no_bomb_unfolds_in_any_encoding(encoding: str) -> None:
    with pytest.raises(PageUnreadable):
        feed_of(body(BOMB.format(encoding, "x" * 1000).encode(encoding)))


@pytest.mark.parametrize(
    "content",
    [
        b'<!doctype rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>',
        b'<rss><channel><title>x<!ENTITY a "b"></title></channel></rss>',
        b"<rss>" + b" " * FEED_MOST + b"</rss>",
        b"<rss/>",
        b"<a>" * 100_000,
        b"",
        b"{}",
    ],
    ids=["outside", "entity", "large", "bare", "deep", "empty", "json"],
)
def test_what_is_refused(content: bytes) -> None:
    with pytest.raises(PageUnreadable):
        feed_of(body(content))


def test_no_more_entries_than_somebody_can_read() -> None:
    items = "".join(f"<item><guid>{at}</guid><title>x</title></item>" for at in range(ENTRIES_MOST + 100))
    assert len(feed_of(body(f"<rss><channel>{items}</channel></rss>".encode())).entries) == ENTRIES_MOST


@pytest.mark.parametrize(
    ("title", "text", "over"),
    [
        ("Resolved: login", "", True),
        ("[RESOLVED] login", "", True),
        ("Post-Incident Report", "", True),
        ("Login", "Status: Resolved", True),
        ("Login", "Status: Investigating", False),
        ("Login", "<strong>Resolved</strong> - Fine. <br/><strong>Investigating</strong> - We look.", True),
        ("Login", "<strong>Monitoring</strong> - Fine?<br/><strong>Resolved</strong> - Fine.", False),
        ("Login", "<p><small>Mar 1, 11:00 UTC</small><br><strong>Completed</strong> - Done.</p>", True),
        ("Login", "It is not yet resolved.", False),
        ("Login is unresolved", "", False),
        ("Login", "This issue has been fully mitigated.", True),
        ("Resolvers are down", "", False),
        ("AutoIdent \u2013 Operational", "", True),
        ("Login - Informational", "Login is Informational", True),
        ("Login - Major Outage", "Status: Resolved", False),
        ("Sign-up", "", False),
    ],
)
def test_words_that_end_an_incident(title: str, text: str, over: bool) -> None:
    assert is_over(title, plain(text)) is over


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Major outage", PageLevel.MAJOR_OUTAGE),
        ("Login is down", PageLevel.PARTIAL_OUTAGE),
        ("Downloads are slow", PageLevel.DEGRADED),
        ("Qwertz", PageLevel.DEGRADED),
    ],
)
def test_no_open_entry_is_green(title: str, level: PageLevel) -> None:
    (incident,), () = open_incidents(Feed(entries=(Entry("1", title, updated=NOW),)), NOW)
    assert (incident.level, incident.stage) == (level, Stage.UNKNOWN)


def entry(id_: str, title: str, days: float = 0.0, text: str = "") -> Entry:
    return Entry(id_, title, text, updated=NOW - timedelta(days=days))


def test_entries_that_share_an_id_and_are_about_different_things() -> None:
    """As feeds do that give every entry the page's address for an id."""
    feed = Feed(entries=(entry(URL, "Login is down"), entry(URL, "Mail is down"), entry(URL, "Resolved: Maps", 1)))
    assert {each.title for each in open_incidents(feed, NOW)[0]} == {"Login is down", "Mail is down"}


def test_pairs_of_one_id_are_one_incident() -> None:
    feed = Feed(entries=(entry("7", "Inference API recovered"), entry("7", "Inference API went down", 0.1)))
    assert open_incidents(feed, NOW) == ((), ())


def test_a_major_outage_that_is_the_newest_of_all_stays() -> None:
    old = entry("1", "Login - Major Outage", days=20)
    (incident,), () = open_incidents(Feed(entries=(old,)), NOW)
    assert (incident.level, incident.started) == (PageLevel.MAJOR_OUTAGE, NOW - timedelta(days=20))
    assert open_incidents(Feed(entries=(old, entry("2", "Resolved: mail", days=15))), NOW) == ((), ())
    assert open_incidents(Feed(entries=(entry("1", "Slow downloads", days=20),)), NOW) == ((), ())


def test_the_newest_entries_are_kept_wherever_they_stand() -> None:
    items = "".join(
        f"<item><guid>{at}</guid><title>x</title><pubDate>1 Feb 2026 {at // 60:02}:{at % 60:02}:00 GMT</pubDate></item>"
        for at in range(ENTRIES_MOST + 100)
    )
    ids = {each.id for each in feed_of(body(f"<rss><channel>{items}</channel></rss>".encode())).entries}
    assert ids == {str(at) for at in range(100, ENTRIES_MOST + 100)}


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_any_text_in_a_feed_is_read_or_refused(text: str) -> None:
    content = f"<rss><channel><item><title>{text}</title><pubDate>{text}</pubDate></item></channel></rss>"
    try:
        feed = feed_of(body(content.encode("utf-8", "replace")))
    except PageUnreadable:
        return
    for each in (*open_incidents(feed, NOW)[0], *open_incidents(feed, NOW)[1]):
        assert each.level is not PageLevel.OPERATIONAL
