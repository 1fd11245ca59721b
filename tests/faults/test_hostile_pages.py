"""What no company would send: every kind of official page reads it, or says that it cannot, and in no time."""

import random
from collections.abc import Callable
from time import thread_time
from typing import Final

import pytest

from notifier.core.model import Outcome, Reading, Source
from notifier.core.targets import PageTarget
from notifier.sources.pages.provider import BODY_MOST, PageBody, PageUnreadable
from notifier.sources.pages.providers import PROVIDERS
from tests.sources.conftest import ReadOnce, Start
from tests.sources.pages.providers.examples import NOW
from tests.sources.servers import Visit, http

URL: Final = "https://status.example/"
DATA_MOST_S: Final = 0.1
MARKUP_MOST_S: Final = 0.6
"""Of nothing but tags; the watcher gives such a page up before."""
NOISE: Final = 3.0
"""Others work on the same processor, and its memory is theirs, too."""
M: Final = BODY_MOST


def over(unit: str, before: str = "", after: str = "") -> bytes:
    """Fill the longest body that is taken with one unit."""
    return (before + unit * ((M - len(before) - len(after)) // len(unit)) + after).encode()


HOSTILE: Final[dict[str, bytes]] = {
    "depth of lists": over("["),
    "depth of objects": over('{"a":'),
    "deep and closed": over("[", after="1") + b"]",
    "one key again and again": over('"page":{},', "{", '"page":{}}'),
    "keys of keys": over('"status":{"status":{}},', "{", '"a":1}'),
    "a number of a million digits": over("9"),
    "such a number in its place": over("9", '{"page":{"updated_at":', "}}"),
    "a negative one": over("9", '[{"id":-', "}]"),
    "numbers beyond all": over("1e999999,", "[", "1]"),
    "no numbers": over("NaN,", "[", "1]"),
    "one long text": over("a", '"', '"'),
    "a text of escapes": over("\\u0041", '"', '"'),
    "half characters": over("\\ud800", '["', '"]'),
    "UTF-16": ("[" + "1," * (M // 4 - 4) + "1]").encode("utf-16"),
    "nothing but zeros": b"\0" * M,
    "no text at all": b"\xff" * M,
    "objects without end": over('{"id":1,"name":"x"},', "[", "{}]"),
    "parts without end": over('{"id":"1","name":"x","status":"operational"},', '{"components":[', "{}]}"),
    "entities that unfold": b"<!DOCTYPE r [<!ENTITY a 'aaaaaaaa'>"
    + b"".join(b"<!ENTITY %c '&%c;&%c;&%c;&%c;'>" % (n, n - 1, n - 1, n - 1, n - 1) for n in range(98, 120))
    + b"]><rss><channel><item><title>&w;</title></item></channel></rss>",
    "depth of tags": over("<a>", "<rss><channel>"),
    "items without end": over("<item><title>Down</title></item>", "<rss><channel>", "</channel></rss>"),
}


def taken_apart(name: str, content: bytes, kind: str) -> float:
    """Give the seconds of processor time that it took; whatever it is, it is a page or unreadable."""
    provider, target = PROVIDERS[name], PageTarget(name, URL, {"expect_text": "fine", "down_text": "broken"})
    bodies = (PageBody(provider.requests(target)[0].url, URL, 200, kind, {}, content),)
    begun_s = thread_time()
    for work in (lambda: provider.follow(target, bodies), lambda: provider.parse(target, bodies, NOW)):
        try:
            work()
        except PageUnreadable:
            continue
    return thread_time() - begun_s


@pytest.mark.fault("a page cannot stop the program: hostile data in every kind of page")
@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_a_megabyte_of_anything_is_read_or_refused_soon(
    name: str, record_property: Callable[[str, object], None]
) -> None:
    too_long = {}
    for what, content in HOSTILE.items():
        for kind in ("application/json", "text/html", "application/rss+xml"):
            most_s = NOISE * (MARKUP_MOST_S if b"<" in content[:4] else DATA_MOST_S)
            if all(taken_apart(name, content, kind) > most_s for _again in range(3)):
                too_long[what, kind] = most_s
    record_property("tries", 3 * len(HOSTILE))
    assert too_long == {}


@pytest.mark.fault("a page cannot stop the program: hostile data in every kind of page")
@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_noise_is_read_or_refused(name: str, record_property: Callable[[str, object], None]) -> None:
    luck = random.Random(name)
    for _ in range(50):
        taken_apart(name, luck.randbytes(luck.randint(0, 3000)), luck.choice(("application/json", "text/html")))
    record_property("tries", 50)


@pytest.mark.fault("a page cannot stop the program: more than a megabyte")
@pytest.mark.parametrize("more", [1, 4 * M])
def test_more_than_a_megabyte_is_not_taken(more: int, start: Start, read_once: ReadOnce) -> None:
    def answer(visit: Visit) -> None:
        visit.answer(200, b"[" + b" " * (M + more - 2) + b"]", {"Content-Type": "application/json"})

    server = start(http(answer))
    reading: Reading = read_once(PageTarget("alertmanager", server.url()), Source.PAGE)
    assert (reading.outcome, reading.page) == (Outcome.UNREADABLE, None), reading
    assert "larger" in reading.detail
