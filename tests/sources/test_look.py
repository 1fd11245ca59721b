"""What an answer looks like: any bytes give digests, small edits change little, and no text is left in them."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.look import Look, UsualLook
from notifier.core.numbers import LOOK_LEARNED
from notifier.sources.look import GLANCE, look_of

WORDS = ["account", "banner", "checkout", "download", "explore", "feature", "gallery", "journal", "message", "partner"]
PAGE = "<!doctype html><html><head><title>Acme (3): shop and more</title></head><body>{}</body></html>"
SORRY = b"<html><title>Be right back</title><body><h1>Sorry</h1>Something went wrong on our side. Please wait."


def page(words: list[str], title: str = "Acme (3): shop and more") -> bytes:
    return PAGE.replace("Acme (3): shop and more", title).format(" ".join(f"<p>{each}" for each in words)).encode()


def look(content: bytes, salt: str = "https://acme.example/") -> Look:
    found = look_of(content, salt)
    assert found is not None
    return found


def usual_of(content: bytes) -> UsualLook:
    usual = UsualLook()
    for _ in range(LOOK_LEARNED + 1):
        usual.usual(look(content))
    return usual


def test_nothing_looks_like_nothing() -> None:
    assert look_of(b"", "x") is None


@given(st.binary(min_size=1, max_size=4000), st.text(max_size=40))
def test_any_bytes_have_a_look_of_small_numbers(content: bytes, salt: str) -> None:
    found = look(content, salt)
    assert found == look(content, salt)
    assert 0 <= found.title < 2**32
    assert 0 < found.size <= GLANCE.bit_length()
    assert len(found.words) <= 12
    assert list(found.words) == sorted(found.words)
    assert all(0 <= each < 2**32 for each in found.words)
    assert len(msgspec.json.encode(found)) < 250


@pytest.mark.parametrize(
    "content",
    [
        b"<title" * 20_000,
        b"<title>" * 20_000,
        b"<title>no end",
        b"<title " + b"x" * 300 + b">far</title>",
        b"<title></title>",
        b"<title>12 - 34</title>",
        b"\xff" * 1000,
    ],
)
def test_titles_that_are_none(content: bytes) -> None:
    assert look(content).title == 0


@pytest.mark.parametrize("content", [b"<TITLE>Acme</TITLE>", b"<title>Acme", b'<title data-x="1">\n Acme 7\n</title>'])
def test_titles_are_found_and_numbers_in_them_do_not_count(content: bytes) -> None:
    assert look(content + b"</title>").title == look(b"<title>Acme</title>").title != 0


def test_titles_of_other_scripts_count() -> None:
    assert look("<title>网上银行</title>".encode()).title != look("<title>暂停服务</title>".encode()).title != 0


@given(st.lists(st.sampled_from(WORDS), min_size=12, max_size=40, unique=False), st.data())
def test_a_small_edit_is_not_another_page(words: list[str], data: st.DataObject) -> None:
    usual = usual_of(page(words))
    at = data.draw(st.integers(0, len(words) - 1))
    word = data.draw(st.text("abcdefghij", min_size=1, max_size=12))
    title = data.draw(st.sampled_from(["Acme (4): shop and more", "Something else altogether"]))
    assert not usual.is_other(look(page([*words[:at], word, *words[at + 1 :]], title)))


def test_a_page_that_says_sorry_is_another_page() -> None:
    long = page([f"{each}{tail}" for tail in "abcdefghij" for each in WORDS])
    assert len(long) > 1024
    assert usual_of(long).is_other(look(SORRY))
    assert not usual_of(SORRY).is_other(look(SORRY.replace(b"Please wait", b"Come back later")))


def test_what_every_page_has_is_no_word_of_it() -> None:
    head = b'<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A</title>'
    assert look(head).words == ()
    assert look(head + b"<link rel=stylesheet href=x><script type=text/javascript>").words == ()


def test_each_target_has_its_own_salt() -> None:
    one, other = look(SORRY, "https://acme.example/"), look(SORRY, "https://shop.example/")
    assert one.title != other.title
    assert set(one.words).isdisjoint(other.words)


def test_only_the_beginning_is_looked_at() -> None:
    assert look(b"a" * GLANCE).size == look(b"a" * GLANCE * 3).size == look(b"a" * (GLANCE - 1)).size + 1
