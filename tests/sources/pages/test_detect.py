import asyncio
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifier.core.targets import PageTarget
from notifier.sources.client import ClientOptions
from notifier.sources.network import Network
from notifier.sources.pages.detect import AT_ONCE, DETECTION_S, Detected, NotDetected, detect_page
from notifier.sources.pages.providers import PROVIDERS
from notifier.sources.reader import utc_now
from notifier.sources.resolver import Address, Resolver
from tests import virtual_time
from tests.sources.conftest import Start
from tests.sources.servers import Authority, Serve, Visit, free_port, http, says

DATA = Path(__file__).parent / "providers" / "data" / "statuspage"
GREEN = (DATA / "green.json").read_bytes()
HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}


def found(url: str) -> Detected | NotDetected:
    async def main() -> Detected | NotDetected:
        return await detect_page(Network(ClientOptions("none"), utc_now, timeout_s=5.0, gap_s=0.0), url)

    return asyncio.run(main())


def page(otherwise: Serve) -> Serve:
    """A page that answers what it does not have so."""

    def serve(visit: Visit) -> None:
        visit.read_head()
        if visit.path == "/api/v2/summary.json":
            visit.answer(200, GREEN, JSON)
        else:
            otherwise(visit)

    return serve


def not_found(visit: Visit) -> None:
    visit.answer(404, b"<html>", HTML)


def front_page(visit: Visit) -> None:
    visit.answer(200, b"<html>", HTML)


@pytest.mark.parametrize("otherwise", [not_found, front_page])
@pytest.mark.parametrize("path", ["", "/", "/api/v2/status.json", "/?utm=x#top"])
def test_a_page(path: str, otherwise: Serve, start: Start) -> None:
    detected = found(start(page(otherwise)).url(path))
    assert isinstance(detected, Detected)
    assert (detected.provider, detected.name) == ("statuspage", "Acme Messenger")


def test_a_server_that_gives_its_page_for_every_path_is_that_page(start: Start) -> None:
    assert isinstance(found(start(says(200, GREEN, JSON)).url()), Detected)


def test_the_likeliest_kind_s_reason_is_told_though_others_were_quicker(start: Start) -> None:
    quicker = threading.Event()

    def serve(visit: Visit) -> None:
        visit.read_head()
        if visit.path == "/":
            visit.answer(200, b"<html>Acme status", HTML)
        elif visit.path == "/api/v2/summary.json":
            quicker.wait(5)
            visit.answer(200, b"<html>Please wait", HTML)
        else:
            visit.answer(404)
            quicker.set()

    none = found(start(serve).url())
    assert isinstance(none, NotDetected)
    assert "web page" in none.reason


REFUSED = [
    (says(200, b"<html>Welcome", HTML), "web page"),
    (says(404), "404"),
    (says(401, b"private"), "private"),
    (says(500), "500"),
    (says(200, b'{"page": 1}', JSON), "shape"),
    (http(lambda visit: visit.reset()), "reset"),
]


@pytest.mark.parametrize(("serve", "word"), REFUSED)
def test_no_page(serve: Serve, word: str, start: Start) -> None:
    refused = found(start(serve).url())
    assert isinstance(refused, NotDetected)
    assert word in refused.reason


def test_nobody_there() -> None:
    refused = found(f"http://127.0.0.1:{free_port()}/")
    assert isinstance(refused, NotDetected)
    assert "refused" in refused.reason


@pytest.mark.parametrize("url", ["", "ftp://x", "http://", "https://[", "two words"])
def test_what_is_no_address(url: str) -> None:
    assert isinstance(found(url), NotDetected)


@pytest.mark.slow
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_any_bytes_are_refused_or_a_page(content: bytes, start: Start) -> None:
    assert isinstance(found(start(says(200, content, JSON)).url()), NotDetected)


# a company's front page

STATUS_GREEN = {"/api/v2/summary.json": (200, GREEN, JSON)}


def site(pages: dict[str, tuple[int, bytes, dict[str, str]]]) -> Serve:
    """A site of these pages; all else is not there."""
    return http(lambda visit: visit.answer(*pages.get(visit.path, (404, b"<html>not found", HTML))))


def company(body: str) -> Serve:
    return site({"/": (200, f"<html><title>Acme</title><body>{body}</body></html>".encode(), HTML)})


@pytest.mark.parametrize(
    "link",
    [
        '<a href="{url}">System status</a>',
        "<a class=x href='{url}'><span>Status</span></a>",
        '<a href="{url}/status">How are we?</a>',
        '<a href="/blog">Our status symbols, and much more of what we think of this</a><a href={url}>Status</a>',
    ],
)
def test_the_page_is_behind_a_link(link: str, start: Start) -> None:
    green = start(site(STATUS_GREEN | {"/": (200, b"<html>", HTML), "/status": (200, b"<html>", HTML)}
                  | {"/status/api/v2/summary.json": (200, GREEN, JSON)}))  # fmt: skip
    there = green.url("").rstrip("/")
    detected = found(start(company(link.format(url=there))).url())
    assert isinstance(detected, Detected)
    assert (detected.provider, detected.name) == ("statuspage", "Acme Messenger")


def test_links_that_lead_nowhere(start: Start) -> None:
    gone = f"http://127.0.0.1:{free_port()}"
    body = f'<a href="{gone}/status">a</a><a href="ftp://x/status">b</a><a href="http://[/status">c</a><a>status</a>'
    assert isinstance(found(start(company(body)).url()), NotDetected)


def test_no_more_than_three_links_are_followed(start: Start) -> None:
    there = start(site({f"/{at}/status": (200, b"<html>", HTML) for at in range(9)}))
    body = "".join(f'<a href="{there.url(f"/{at}/status")}">x</a>' for at in range(9))
    found(start(company(body)).url())
    firsts = {head.split()[1].split("/")[1] for head in there.heads}
    assert {first for first in firsts if first.isdigit()} == {"0", "1", "2"}


# feeds

FEED = b"""<rss version="2.0"><channel><title>Acme</title><item><guid>1</guid><title>Login outage</title>
<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item></channel></rss>"""
XML = {"Content-Type": "application/rss+xml"}


@pytest.mark.parametrize(
    ("pages", "feed"),
    [
        ({"/history.atom": (200, FEED, XML), "/": (200, b"<html><title>Acme Status</title>", HTML)}, "/history.atom"),
        (
            {
                "/how": (200, FEED, XML),
                "/": (200, b'<title>Status</title><link rel=alternate type="application/rss+xml" href="/how">', HTML),
            },
            "/how",
        ),
    ],
)
def test_a_feed_of_a_status_page(pages: dict[str, tuple[int, bytes, dict[str, str]]], feed: str, start: Start) -> None:
    server = start(site(pages))
    detected = found(server.url())
    assert isinstance(detected, Detected)
    assert (detected.provider, detected.options) == ("rss", {"feed": server.url(feed)})


def test_a_company_s_news_are_no_incidents(start: Start) -> None:
    page = b'<title>Acme</title><link rel=alternate type="application/rss+xml" href="/feed.rss">'
    assert isinstance(found(start(site({"/feed.rss": (200, FEED, XML), "/": (200, page, HTML)})).url()), NotDetected)
    refused = found(start(site({"/news": (200, FEED, XML)})).url("/news"))
    assert isinstance(refused, NotDetected)
    assert "none of incidents" in refused.reason


# names, and who answers for them


def world(serve: Serve, authority: Authority) -> Serve:
    """A proxy behind which one server answers for every host."""

    def proxy(visit: Visit) -> None:
        visit.read_head()
        visit.send(b"HTTP/1.1 200 Go\r\n\r\n")
        context = authority.context(visit.path.rpartition(":")[0])
        with context.wrap_socket(visit.sock, server_side=True) as sock:
            serve(Visit(visit.server, sock, visit.number))

    return proxy


def through(proxy: str, url: str, stands_for: str = "") -> Detected | NotDetected:
    def look(name: str) -> list[Address]:
        return [(socket.AF_INET, (stands_for or name,))]

    async def main() -> Detected | NotDetected:
        network = Network(ClientOptions(proxy), utc_now, timeout_s=5.0, gap_s=0.0)
        return await detect_page(network, url, Resolver(look))

    return asyncio.run(main())


@pytest.mark.usefixtures("hurried")
def test_the_name_says_which_page_of_statuspage_it_is(trusted: Authority, start: Start) -> None:
    server = start(world(site(STATUS_GREEN), trusted))
    detected = through(server.url(), "https://status.acme.example", "acmepage0001.stspg-customer.com.")
    assert isinstance(detected, Detected)
    assert (detected.provider, detected.options) == ("statuspage", {"page_id": "acmepage0001"})
    refused = through(server.url(), "https://status.acme.example", "another00001.stspg-customer.com")
    assert isinstance(refused, NotDetected) or "page_id" not in refused.options


def test_a_page_that_nobody_has_claimed(trusted: Authority, start: Start) -> None:
    def serve(visit: Visit) -> None:
        visit.read_head()
        if "Host: acme.statuspage.io" in visit.head:
            visit.answer(302, b"", {"Location": "https://www.atlassian.com/software/statuspage"})
        else:
            visit.answer(200, b"<html>Buy our product", HTML)

    refused = through(start(world(serve, trusted)).url(), "https://acme.statuspage.io")
    assert isinstance(refused, NotDetected)
    assert "claimed" in refused.reason


@pytest.mark.usefixtures("hurried")
def test_the_status_page_is_where_most_have_it(trusted: Authority, start: Start) -> None:
    def serve(visit: Visit) -> None:
        visit.read_head()
        if "Host: status.acme.example" in visit.head and visit.path == "/api/v2/summary.json":
            visit.answer(200, GREEN, JSON)
        elif visit.path == "/":
            visit.answer(200, b"<html><title>Acme</title>Buy!", HTML)
        else:
            visit.answer(404, b"<html>", HTML)

    detected = through(start(world(serve, trusted)).url(), "https://www.acme.example")
    assert isinstance(detected, Detected)
    assert detected.provider == "statuspage"


@pytest.mark.usefixtures("hurried")
def test_one_company_s_kind_is_not_tried_elsewhere(trusted: Authority, start: Start) -> None:
    asked: list[str] = []

    def serve(visit: Visit) -> None:
        visit.read_head()
        asked.append(visit.path)
        visit.answer(404, b"<html>", HTML)

    assert isinstance(through(start(world(serve, trusted)).url(), "https://status.acme.example"), NotDetected)
    own = {each.requests(PageTarget(each.name, "https://x"))[0].url for each in PROVIDERS.values() if each.own}
    assert not {f"https://x{path}" for path in asked if path != "/"} & own


@pytest.mark.parametrize("front", [True, False])
def test_it_ends_before_somebody_gives_up(front: bool, start: Start) -> None:
    def serve(visit: Visit) -> None:
        visit.read_head()
        if front and visit.path == "/":
            visit.answer(200, b"<html><title>Acme Status</title></html>", HTML)
        else:
            visit.hang()

    server = start(serve)

    async def main() -> tuple[Detected | NotDetected, float]:
        network = Network(ClientOptions("none"), utc_now, timeout_s=1000.0, gap_s=0.0)
        return await detect_page(network, server.url()), asyncio.get_running_loop().time()

    refused, took_s = virtual_time.run(main())
    assert isinstance(refused, NotDetected)
    assert "too long" in refused.reason or "ran out" in refused.reason
    assert took_s <= DETECTION_S + 0.1


def test_a_page_that_is_asked_too_much_is_not_asked_more(start: Start) -> None:
    def serve(visit: Visit) -> None:
        visit.read_head()
        if visit.path == "/":
            visit.answer(200, b"<html><title>Acme</title></html>", HTML)
        else:
            visit.answer(429, b"")

    server = start(serve)
    refused = found(server.url())
    assert isinstance(refused, NotDetected)
    assert refused.reason == "status 429"
    assert len(server.heads) <= 1 + AT_ONCE


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("url", "seems"),
    [
        ("https://status.acme.example", True),
        ("https://acme.example/status", True),
        ("https://uptime.acme.example/", True),
        ("https://acmestatus.example", True),
        ("https://www.acme.example/", False),
    ],
)
def test_an_address_that_looks_like_a_status_page_is_told(
    url: str, seems: bool, trusted: Authority, start: Start
) -> None:
    def serve(visit: Visit) -> None:
        visit.read_head()
        visit.answer(403, b"<html>Go away", HTML)

    refused = through(start(world(serve, trusted)).url(), url)
    assert isinstance(refused, NotDetected)
    assert (refused.seems_one, refused.reason.startswith("status 403")) == (seems, True), refused


FRONTS = {
    "a bare page": b"<!doctype html><html><head><title>Acme</title></head><body></body></html>",
    "the pages router": b'<html><title>Acme</title><script id="__NEXT_DATA__">{}</script></html>',
    "the app router": b"<html><title>Acme</title><script>self.__next_f.push([0])</script></html>",
}


@pytest.mark.parametrize("name", sorted(FRONTS))
def test_what_a_page_is_made_with_is_a_hint(name: str, start: Start) -> None:
    green = b'{"page": {"name": "Acme", "url": "https://acme.example", "status": "UP"}}'
    parts = b'{"components": [{"id": "a", "name": "App", "status": "OPERATIONAL"}]}'
    pages = {"/": (200, FRONTS[name], HTML), "/summary.json": (200, green, JSON)}
    server = start(site(pages | {"/v2/components.json": (200, parts, JSON)}))
    detected = found(server.url())
    assert isinstance(detected, Detected)
    assert detected.provider == "instatus"
    asked = [head.split()[1] for head in server.heads]
    assert ("/index.json" in asked) is False


@pytest.mark.parametrize("gap_s", [5.0, 0.0])
def test_this_machine_is_not_spared(gap_s: float, start: Start) -> None:
    server = start(page(not_found))

    async def main() -> tuple[Detected | NotDetected, float]:
        network = Network(ClientOptions("none"), utc_now, timeout_s=5.0, gap_s=gap_s)
        begun = asyncio.get_running_loop().time()
        return await detect_page(network, server.url()), asyncio.get_running_loop().time() - begun

    detected, took_s = asyncio.run(main())
    assert isinstance(detected, Detected)
    assert took_s < 4.0
