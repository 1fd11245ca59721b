from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import PageLevel
from notifier.sources.pages import parsing
from notifier.sources.pages.provider import PageBody, PageUnreadable


def body(content: bytes, status: int = 200, content_type: str = "application/json") -> PageBody:
    return PageBody("https://a.example/x", "https://a.example/x", status, content_type, {}, content)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-04-21T12:53:56.786+02:00", datetime(2026, 4, 21, 10, 53, 56, 786000, tzinfo=UTC)),
        ("2026-04-21T02:00:00-08:00", datetime(2026, 4, 21, 10, tzinfo=UTC)),
        ("2026-04-21T10:00:00Z", datetime(2026, 4, 21, 10, tzinfo=UTC)),
        ("2026-04-21T10:00:00", datetime(2026, 4, 21, 10, tzinfo=UTC)),
        ("2026-04-21", datetime(2026, 4, 21, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("0001-01-01T00:00:00Z", None),
        ("1969-12-31T23:59:59Z", None),
        ("9999-12-31T23:59:59Z", parsing.LATEST),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_times(text: str | None, when: datetime | None) -> None:
    assert parsing.moment(text) == when


def test_times_of_the_epoch() -> None:
    expected = datetime(2026, 4, 21, 10, tzinfo=UTC)
    assert parsing.moment_of_epoch(expected.timestamp()) == expected
    assert parsing.moment_of_epoch(expected.timestamp() * 1000) == expected
    assert parsing.moment_of_epoch(1e300) is None


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One.</p><p>Two &amp; <b>three</b>.</p>", "One.\nTwo & three."),
        ("a<br />b<br>c", "a\nb\nc"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("<script>alert('<p>')</script>safe<style>p{}</style>", "safe"),
        ("<script>never ends", ""),
        ("<!-- hidden <b> -->shown", "shown"),
        ("turned \u202eround\u202c\u200b", "turned round"),
        ("&lt;b&gt;not markup&lt;/b&gt;", "<b>not markup</b>"),
        ("{0} %s %n", "{0} %s %n"),
        (None, ""),
    ],
)
def test_plain_text(markup: str | None, text: str) -> None:
    assert parsing.plain(markup) == text


def test_long_texts_are_cut_at_a_word() -> None:
    assert parsing.shortened("one two three", 9) == "one two…"
    assert parsing.shortened("x" * 50, 9) == "x" * 8 + "…"


@given(st.text(), st.integers(5, 50))
def test_any_text_becomes_plain_and_short(text: str, most: int) -> None:
    told = parsing.plain(text, most)
    assert len(told) <= most
    assert told == told.strip()
    assert "\x00" not in told


def test_hostile_texts_take_no_time() -> None:
    for text in ("<script " * 5000, "<!--" * 10_000, "<a" * 20_000, "<br" * 10_000, "&" * 40_000):
        assert len(parsing.plain(text)) <= 1000


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://stspg.io/x", "https://stspg.io/x"),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("https://me:pass@acme.example/", ""),
        ("//acme.example", ""),
        ("http://[", ""),
        (None, ""),
    ],
)
def test_addresses_that_may_be_opened(text: str | None, address: str) -> None:
    assert parsing.web_address(text) == address


def test_words_that_nobody_knows_are_never_green() -> None:
    table = {"up": PageLevel.OPERATIONAL}
    assert parsing.level_of(" UP ", table) is PageLevel.OPERATIONAL
    assert parsing.level_of("sideways", table) is PageLevel.UNKNOWN
    assert parsing.level_of(None, table) is PageLevel.UNKNOWN
    assert parsing.worst([PageLevel.OPERATIONAL, PageLevel.UNKNOWN]) is PageLevel.UNKNOWN
    assert parsing.worst([PageLevel.DEGRADED, PageLevel.UNKNOWN]) is PageLevel.DEGRADED
    assert parsing.worst([]) is PageLevel.OPERATIONAL


@pytest.mark.parametrize(
    "came",
    [
        body(b'{"a": 1}', status=404),
        body(b"   "),
        body(b"<!doctype html><html>"),
        body(b"[1, 2]"),
        body(b"not json"),
        body(b"\xff\xfe\x00"),
        body(b"[" * 100_000),
        body(b'{"a": ' * 100_000),
    ],
)
def test_what_is_no_data(came: PageBody) -> None:
    with pytest.raises(PageUnreadable):
        parsing.decode(came, dict[str, int])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_odd_encodings_are_read(encoding: str) -> None:
    assert parsing.decode(body('{"ü": 1}'.encode(encoding)), dict[str, int]) == {"ü": 1}


def test_bases() -> None:
    assert parsing.base_of("https://a.example/api/v2/summary.json?x#y", "/api/v2") == "https://a.example"
    assert parsing.base_of("https://a.example/team/") == "https://a.example/team"


def test_data_are_data_whatever_they_are_called() -> None:
    assert parsing.decode(body(b'{"a": 1}', content_type="text/html"), dict[str, int]) == {"a": 1}
