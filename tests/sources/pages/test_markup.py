"""Web pages taken apart: what is seen, and that hostile ones take no longer than their length."""

from collections.abc import Callable
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.targets import PageTarget
from notifier.sources.pages import front_page
from notifier.sources.pages.feeds import feed_of
from notifier.sources.pages.markup import Kind, attributes, pieces, script_of, title_of
from notifier.sources.pages.parsing import plain
from notifier.sources.pages.provider import PageBody, PageUnreadable
from notifier.sources.pages.providers import PROVIDERS
from notifier.sources.pages.text import words_of
from tests.sources.growing import grows_too_fast, repeated
from tests.sources.pages.providers.examples import NOW

URL: Final = "https://status.acme.example/"


def shown(text: str) -> list[str]:
    return [piece.text for piece in pieces(text) if piece.kind is Kind.WORDS]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a<b>c</b>d", ["a", "c", "d"]),
        ("a<!-- <b>x</b> -->c", ["a", "c"]),
        ("a<!-- never ends", ["a"]),
        ("1 < 2 and 3 > 2", ["1 < 2 and 3 > 2"]),
        ("a<script>if (a < b) '</p>'</script>c", ["a", "c"]),
        ("a<STYLE>b", ["a"]),
        ("<!doctype html><p>a", ["a"]),
        ("<title <p>a", ["<title ", "a"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert shown(text) == words


def test_attributes() -> None:
    assert attributes("href='/a' class=b id = \"c&amp;d\" hidden") == {"href": "/a", "class": "b", "id": "c&d"}


def test_titles_and_scripts() -> None:
    page = "<TITLE lang=en>Acme &amp; Co</TITLE><script id=x>1</script><script id='data' type=json> {} </script>"
    assert title_of(page) == "Acme &amp; Co"
    assert script_of(page, "data") == "{}"
    assert script_of(page, "nothing") == ""


@given(st.text(alphabet="<>!-/ ab\"'=script", max_size=80))
def test_nothing_is_made_up(text: str) -> None:
    assert all(piece.text in text for piece in pieces(text))


UNITS: Final = [
    "<title ", "<a href=", "<a href='x'>", "<script ", "<script>", "<style>", "<!-- ", "<!--", "<", "</", "&", "&lt;",
    "<br>", "<div class='status-list-component-status-text component-", "\n", "\n## ", "{/*", "**", "a( ", "a()    ",
    "[", "{", '{"a":', " ", '"', "pspApiPath = ", "PublicID : ", "statuspage_id  ", "<item>", '<Step title="x">',
    "Resolved - ", "- ",
]  # fmt: skip


def test_squares_are_seen() -> None:
    """What goes to the end again from every fortieth character on is what the others must not be."""
    assert grows_too_fast(lambda text: [text.count("e ", at) for at in range(0, len(text), 40)], repeated("<title "))


def body(text: str) -> PageBody:
    return PageBody(URL, URL, 200, "text/html", {}, text.encode())


def read_feed(text: str) -> None:
    try:
        feed_of(body(text))
        words_of(body(text))
    except PageUnreadable:
        return


READERS: Final[dict[str, Callable[[str], object]]] = {
    "pieces": lambda text: list(pieces(text)),
    "plain": plain,
    "title": title_of,
    "script": lambda text: script_of(text, "data"),
    "links": lambda text: front_page.status_links(body(text)),
    "feeds": lambda text: front_page.feed_links(body(text)),
    "a feed": read_feed,
}


@pytest.mark.fault("a page cannot stop the program: no parser is a square")
@pytest.mark.parametrize("name", sorted(READERS))
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_no_page_takes_longer_than_its_length(name: str, unit: str) -> None:
    assert not grows_too_fast(READERS[name], repeated(unit))


@pytest.mark.fault("a page cannot stop the program: no parser is a square")
@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_no_kind_of_page_takes_longer_than_its_length(name: str) -> None:
    provider = PROVIDERS[name]
    target = PageTarget(name, URL, {"expect_text": "fine", "down_text": "broken"})
    url = provider.requests(target)[0].url

    def read(text: str) -> None:
        bodies = (PageBody(url, URL, 200, "text/html", {}, text.encode()),)
        for work in (lambda: provider.follow(target, bodies), lambda: provider.parse(target, bodies, NOW)):
            try:
                work()
            except PageUnreadable:
                continue

    for unit in UNITS:
        assert not grows_too_fast(read, repeated(unit)), unit
        assert not grows_too_fast(lambda text: read(f"<html>{text}"), repeated(unit)), unit
    assert not grows_too_fast(lambda text: read(f"a(){text} x"), repeated(" "))
