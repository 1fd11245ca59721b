"""Where requests may go: never from the internet into a private network, whatever a name server says the next time."""

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifier.answering import tried
from notifier.core.failure import FailureKind
from notifier.core.model import Source
from notifier.core.targets import PageTarget
from notifier.sources.client import ClientOptions, HttpAnswer, HttpRequest
from notifier.sources.failures import Progress, WorldError, explain
from notifier.sources.network import Network
from notifier.sources.outside_sources import told_sources
from notifier.sources.pages.detect import detect_page
from notifier.sources.question import question
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.redirects import next_question, telling
from notifier.sources.remote import RemoteCheck, Try
from tests.sources.conftest import ReadOnce, Start
from tests.sources.pages.providers.examples import NOW
from tests.sources.servers import Authority, Server, Visit, http, says

INSIDE = ("127.0.0.2", "::ffff:127.0.0.2", "10.1.2.3", "169.254.169.254", "192.168.1.1", "fd00::1", "fe80::1", "::1")


def ask(url: str, proxy: str = "none", **more: object) -> HttpAnswer:
    async def main() -> HttpAnswer:
        network = Network(ClientOptions(proxy), lambda: NOW, timeout_s=2.0, gap_s=0.0)
        return await network.client.ask(HttpRequest(url, **more), Progress())  # type: ignore[arg-type]

    return asyncio.run(main())


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, list[str]], None]:
    """Let a name stand for other addresses each time it is looked up."""
    known: dict[str, Iterator[str]] = {}

    def look_up(name: str, *_rest: object, **_more: object) -> list[object]:
        address = next(known[name]) if name in known else name
        with suppress(OSError):  # as the system reads 127.2 and 0x7f000002
            address = socket.inet_ntoa(socket.inet_aton(address))
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        place = (address, 0, 0, 0) if ":" in address else (address, 0)
        return [(family, socket.SOCK_STREAM, 6, "", place)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(
        "notifier.sources.address._INSIDE",
        tuple(ipaddress.ip_network(each) for each in ("127.0.0.2/32", "10.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16",
                                                     "fc00::/7", "fe80::/10", "::1/128")),
    )  # fmt: skip

    def stand_for(name: str, addresses: list[str]) -> None:
        known[name] = cycle(addresses)

    return stand_for


@pytest.mark.fault("where requests may go: into no private network")
@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("first", ["public", "private"])
def test_a_name_that_changes_between_two_look_ups_leads_nowhere(
    first: str,
    inside: str,
    start: Start,
    names: Callable[[str, list[str]], None],
    record_property: Callable[[str, object], None],
) -> None:
    """127.0.0.1 is the internet here; the name stands for it, and for an address within, in turn."""
    said = list[str]()

    def answer(visit: Visit) -> None:
        said.append(visit.path)
        port = visit.header("Host").rpartition(":")[2]
        visit.answer(302, b"", {"Location": f"http://rebound.example:{port}/within"})

    server = start(http(answer))
    names("rebound.example", ["127.0.0.1", inside] if first == "public" else [inside, "127.0.0.1"])
    for _ in range(6):
        with pytest.raises((WorldError, OSError)):
            ask(server.url("/from-the-internet"), redirects=3)
    assert "/from-the-internet" in said
    record_property("tries", 6)


SPELLINGS = (
    "http://{inside}:{port}/", "http://[::ffff:127.0.0.2]:{port}/", "http://user@{inside}:{port}/",
    "http://127.0.0.1@{inside}:{port}/", "http://0x7f000002:{port}/", "http://2130706434:{port}/",
    "http://0177.0.0.2:{port}/", "//{inside}:{port}/", "http:\\\\{inside}:{port}/", "file:///etc/passwd",
    "gopher://{inside}:{port}/", "http://{inside}.:{port}/", "HTTP://{inside}:{port}/", "http://127.2:{port}/",
    "http://127.0.0x2:{port}/",
)  # fmt: skip


@pytest.mark.fault("where requests may go: into no private network")
@pytest.mark.parametrize("leads", SPELLINGS)
def test_no_spelling_of_a_redirect_leads_within(
    leads: str, start: Start, names: Callable[[str, list[str]], None]
) -> None:
    private = start(says(200, b"hello"), None, ("127.0.0.2", 0))
    target = leads.format(inside="127.0.0.2", port=private.port)
    public = start(http(lambda visit: visit.answer(302, b"", {"Location": target})))
    with pytest.raises((WorldError, OSError, httpx.InvalidURL, httpx.RemoteProtocolError)) as refused:
        ask(public.url())
    assert explain(refused.value, Progress()) is not None, "the world's fault, not ours"
    assert private.visits == 0


@pytest.mark.fault("where requests may go: into no private network")
@pytest.mark.parametrize("leads", [*SPELLINGS, "http://localhost:{port}/", "http://a.localhost.:{port}/"])
def test_no_spelling_of_a_redirect_leads_to_where_the_proxy_is(leads: str, start: Start) -> None:
    """It may be a machine's own, and asks whatever it is asked for."""
    asked = list[str]()

    def answer(visit: Visit) -> None:
        asked.append(visit.path)
        visit.answer(302, b"", {"Location": leads.format(inside="127.0.0.2", port=80)})

    proxy = start(http(answer))
    with pytest.raises((WorldError, OSError, httpx.InvalidURL, httpx.RemoteProtocolError)):
        ask("http://far.example/", proxy=proxy.url())
    assert asked == ["http://far.example/"]


LINKS = {
    "a link": "<title>Acme</title><a href='{within}/status'>Status</a>",
    "a feed": "<title>Acme status</title><link type='application/rss+xml' href='{within}/history.rss'>",
}


@pytest.mark.fault("where requests may go: into no private network")
@given(
    st.binary(max_size=60) | st.text(max_size=20).map(lambda words: f"http://{words}/".encode()), st.binary(max_size=40)
)
@example(b"http://xn--a/", b"")
@example(b"//xn--\xed\x95\x9c/", b"")
@example(b"/there", b"seen=\xe9; Path=/")
def test_wherever_a_redirect_leads_it_is_the_worlds_fault(place: bytes, cookie: bytes) -> None:
    asked = question("GET", "https://acme.example/", (), b"")
    try:
        next_question(asked, 302, telling([(b"location", place), (b"set-cookie", cookie)]))
    except Exception as error:
        if explain(error, Progress()) is None:
            raise


@pytest.mark.fault("where requests may go: into no private network")
@pytest.mark.parametrize("kind", LINKS)
@pytest.mark.parametrize("public", [True, False])
def test_no_link_of_a_public_page_leads_within(
    kind: str, public: bool, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a page of one's own network leads within that, it is followed."""
    inside = ipaddress.ip_network("127.0.0.2/32" if public else "127.0.0.0/8")
    monkeypatch.setattr("notifier.sources.address._INSIDE", (inside,))
    private = start(says(404), None, ("127.0.0.2", 0))
    words = LINKS[kind].format(within=f"http://127.0.0.2:{private.port}").encode()

    def answer(visit: Visit) -> None:
        home = visit.path == "/"
        visit.answer(200 if home else 404, words if home else b"", {"Content-Type": "text/html"})

    front = start(http(answer))
    asyncio.run(detect_page(Network(ClientOptions("none"), lambda: NOW, timeout_s=2.0, gap_s=0.0), front.url()))
    assert bool(private.visits) is not public


@pytest.mark.fault("where requests may go: into no private network")
@pytest.mark.parametrize("check", [Try.WEB, Try.CONNECT])
def test_another_machine_of_the_user_has_nothing_within_read(
    check: Try, start: Start, names: Callable[[str, list[str]], None]
) -> None:
    """Its name is looked up twice: whether it may be read, and to read it."""
    private = start(says(200), None, ("127.0.0.2", 0))
    names("rebound.example", ["127.0.0.1", "127.0.0.2"])

    async def main() -> bool | None:
        async with NetworkReader(ReaderOptions(ClientOptions("none"), timeout_s=2.0, gap_s=0.0)) as reader:
            return await tried(reader, (), RemoteCheck(check, "rebound.example", private.port, secure=False))

    assert asyncio.run(main()) is not True
    assert private.visits == 0


@pytest.mark.fault("where requests may go: no key and no condition over plain http")
@pytest.mark.parametrize("header", ["Authorization", "authorization", "Cookie", "If-None-Match", "If-Modified-Since"])
@pytest.mark.parametrize("downgrade", [False, True])
def test_https_never_goes_down_to_http_with_what_says_who_asks(
    header: str, downgrade: bool, start: Start, trusted: Authority
) -> None:
    plain: Server = start(http(lambda visit: visit.answer(200, b"hello", {})))
    secure = start(http(lambda visit: visit.answer(302, b"", {"Location": plain.url()})), trusted.context("localhost"))
    with pytest.raises(WorldError, match="from https to http"):
        ask(secure.url(host="localhost"), headers=((header, "canary"),), downgrade=downgrade)
    assert plain.visits == 0
    assert ask(secure.url(host="localhost"), downgrade=True).content == b"hello"


@pytest.mark.fault("where requests may go: keys to their own host only")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_key_does_not_follow_a_redirect_to_another_host(status: int, start: Start) -> None:
    said = list[str]()

    def thief(visit: Visit) -> None:
        said.append(visit.header("Authorization"))
        visit.answer(200, b"hello", {})

    other = start(http(thief))
    server = start(http(lambda visit: visit.answer(status, b"", {"Location": other.url(host="localhost")})))
    assert ask(server.url(), headers=(("Authorization", "Bearer canary"),)).status == 200
    assert said == [""]


@pytest.mark.fault("where requests may go: keys to their own host only")
@pytest.mark.parametrize("there", ["one.acme.example", "two.acme.example"])
def test_a_cookie_that_a_redirect_sets_stays_with_its_host(
    there: str, start: Start, names: Callable[[str, list[str]], None]
) -> None:
    """It is for both, says who sets it."""
    heads = list[str]()

    def answer(visit: Visit) -> None:
        heads.append(visit.header("Cookie"))
        port = visit.header("Host").rpartition(":")[2]
        leads = {"Location": f"http://{there}:{port}/x", "Set-Cookie": "seen=1; Domain=acme.example; Path=/"}
        visit.answer(302, b"", leads) if visit.path == "/" else visit.answer(200)

    names("one.acme.example", ["127.0.0.1"])
    names("two.acme.example", ["127.0.0.1"])
    ask(start(http(answer)).url(host="one.acme.example"))
    assert heads == ["", "seen=1" if there.startswith("one") else ""]


@pytest.mark.fault("where requests may go: certificates of official pages are checked")
@pytest.mark.parametrize(
    ("name", "days"), [("other.example", (-1, 30)), ("localhost", (-30, -1)), ("localhost", (1, 30))]
)
def test_nothing_is_told_to_a_page_with_somebody_elses_certificate(
    name: str, days: tuple[int, int], start: Start, read_once: ReadOnce, trusted: Authority
) -> None:
    server = start(says(200, b"{}"), trusted.context(name, days=days))
    reading = read_once(PageTarget("statuspage", server.url(host="localhost")), Source.PAGE)
    assert (reading.page, reading.failure) == (None, FailureKind.CERTIFICATE)
    assert server.heads == []


@pytest.mark.fault("where requests may go: certificates of official pages are checked")
def test_nothing_is_told_to_a_page_whose_authority_nobody_knows(
    start: Start, read_once: ReadOnce, authority: Authority
) -> None:
    server = start(says(200, b"{}"), authority.context("localhost"))
    assert read_once(PageTarget("statuspage", server.url(host="localhost")), Source.PAGE).page is None
    assert server.heads == []


@pytest.mark.fault("where requests may go: keys to their own host only")
def test_sources_with_keys_are_asked_over_https() -> None:
    assert {each.base.partition(":")[0] for each in told_sources()} == {"https"}
