import asyncio
import gzip
import ipaddress
import logging
import socket
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notifier.core.model import Outcome
from notifier.probes.http import HttpTarget
from notifier.sources.address import AddressError, address_of, is_inside
from notifier.sources.body import Body
from notifier.sources.client import ClientOptions, HttpAnswer, HttpRequest, date_ahead_s, retry_after_s
from notifier.sources.failures import Progress, WorldError
from notifier.sources.network import Network
from notifier.sources.question import USER_AGENT
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.redirects import next_question
from tests.sources.conftest import Start, reading_of
from tests.sources.servers import Authority, Serve, Visit, free_port, http, says

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_where_an_answer_leads_is_found_out_once_as_long_as_it_says_the_same(start: Start) -> None:
    cookies = {1: "one", 3: "one", 5: "two"}

    def answer(visit: Visit) -> None:
        if visit.path == "/":
            visit.answer(302, headers={"Location": "/in", "Set-Cookie": f"seen={cookies[visit.number]}"})
        else:
            visit.answer(200)

    server = start(http(answer))

    async def main() -> list[int]:
        network, misses = Network(ClientOptions(), lambda: NOW, gap_s=0.0), []
        for _ in cookies:
            assert (await network.client.ask(HttpRequest(server.url()), Progress())).status == 200
            misses.append(next_question.cache_info().misses)
        return misses

    first, second, third = asyncio.run(main())
    assert (second - first, third - second) == (0, 1)
    sent = [head.partition("Cookie: ")[2].split("\r\n")[0] for head in server.heads[1::2]]
    assert sent == ["seen=one", "seen=one", "seen=two"]


def test_every_reading_has_a_connection_of_its_own_and_leaves_none(start: Start) -> None:
    server = start(says(200, b"hello", {"Set-Cookie": "a=b"}))

    async def main() -> None:
        async with NetworkReader(ReaderOptions(gap_s=0.0)) as reader:
            for _ in range(5):
                assert (await reader(reading_of(HttpTarget(server.url())))).outcome is Outcome.OK

    asyncio.run(main())
    assert server.visits == 5
    assert all("cookie" not in head.lower() for head in server.heads)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("Sun, 01 Mar 2026 12:01:30 GMT", 90.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sunday, 01-Mar-26 12:01:30 GMT", 90.0),
        ("Sun Mar  1 12:01:30 2026", 90.0),
        ("Sun, 01 Mar 2026 14:01:30 +0200", 90.0),
        ("Sun, 31 Feb 2026 12:01:30 GMT", None),
        ("Sun, 01 Mai 2026 12:01:30 GMT", None),
        ("Sun, 01 Mar 2026 12:01:61 GMT", None),
        ("999999999999", 86_400.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert retry_after_s({"retry-after": text}, NOW) == seconds


@given(st.integers(0, 250_000_000_000))
def test_a_date_is_read_as_it_is_written(second: int) -> None:
    when = datetime.fromtimestamp(second, UTC)
    assert date_ahead_s({"date": format_datetime(when, usegmt=True)}, NOW) == (when - NOW).total_seconds()


@given(st.text(max_size=60))
def test_any_retry_after_is_a_number_or_none(text: str) -> None:
    seconds = retry_after_s({"retry-after": text}, NOW)
    assert seconds is None or 0.0 <= seconds <= 86_400.0


@given(st.binary(max_size=4000), st.integers(1, 300))
def test_a_packed_body_in_whatever_pieces(content: bytes, piece: int) -> None:
    packed = gzip.compress(content)
    body = Body("gzip", 8000)
    for at in range(0, len(packed), piece):
        body.take(packed[at : at + piece])
    body.end()
    assert bytes(body.content) == content


@given(st.lists(st.binary(max_size=300), max_size=20), st.sampled_from(["", "gzip", "identity"]))
def test_a_body_is_never_larger_than_allowed(chunks: list[bytes], encoding: str) -> None:
    body = Body(encoding, 1000)
    try:
        for chunk in chunks:
            body.take(chunk)
        body.end()
    except WorldError:
        pass
    assert len(body.content) <= 1001


@pytest.mark.parametrize(
    ("url", "whole", "authority"),
    [
        ("https://Acme.Example", "https://acme.example/", "acme.example"),
        ("http://acme.example:80/a b?c=d e#f", "http://acme.example/a%20b?c=d%20e", "acme.example"),
        ("https://acme.example:8443/%20?q=%2F", "https://acme.example:8443/%20?q=%2F", "acme.example:8443"),
        ("https://straße.example/", "https://xn--strae-oqa.example/", "xn--strae-oqa.example"),
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC", "xn--mnchen-3ya.example"),
        ("http://[::1]:8080/", "http://[::1]:8080/", "[::1]:8080"),
        ("https://acme.example.:8443/a.", "https://acme.example:8443/a.", "acme.example:8443"),
        ("https://me:secret@acme.example/", "https://acme.example/", "acme.example"),
    ],
)
def test_addresses(url: str, whole: str, authority: str) -> None:
    address = address_of(url)
    assert (address.url, address.authority) == (whole, authority)


HOSTS = st.from_regex(r"[a-z0-9._:%\[\]-]{1,20}", fullmatch=True) | st.ip_addresses().map(str) | st.text(max_size=20)
PATHS = st.text(max_size=80) | st.text("/%2Fa?&=[]{}|'\"^`\\;:@!$ ", max_size=20)


@given(HOSTS, PATHS)
@example("1.2.3.400", "")
@example("acme.example", "a" * 70_000)
def test_any_text_is_an_address_that_httpx_takes_as_it_is_or_an_error(host: str, path: str) -> None:
    try:
        address = address_of(f"https://{host}/{path}")
    except AddressError:
        return
    assert address.url.isascii()
    assert not any(character.isspace() or ord(character) < 32 for character in address.url)
    url = httpx.URL(address.url)
    assert (url.netloc.decode(), url.port) == (address.authority, address.unusual_port)
    assert "/." in address.target or url.raw_path.decode() == address.target  # it takes dots out, as browsers do


def redirects(place: str) -> Serve:
    """Leads there with the first visit, and says hello from then on."""
    return http(
        lambda visit: (
            visit.answer(302, headers={"Location": place}) if visit.number == 1 else visit.answer(200, b"hello")
        )
    )


def ask(url: str, options: ClientOptions | None = None, **more: Any) -> HttpAnswer:
    async def main() -> HttpAnswer:
        network = Network(options or ClientOptions(), lambda: NOW, gap_s=0.0)
        return await network.client.ask(HttpRequest(url, **more), Progress())

    return asyncio.run(main())


def test_what_goes_out(start: Start) -> None:
    server = start(says(200, b"hello", {"Set-Cookie": "a=b"}))
    answer = ask(server.url("/a b?c=d#e"), headers=(("Accept", "text/plain"),))
    assert (answer.status, answer.content, answer.url) == (200, b"hello", server.url("/a%20b?c=d"))
    first, *headers = server.heads[0].strip().split("\r\n")
    assert first == "GET /a%20b?c=d HTTP/1.1"
    assert sorted(headers) == [
        "Accept-Encoding: gzip",
        "Accept: text/plain",
        f"Host: 127.0.0.1:{server.port}",
        f"User-Agent: {USER_AGENT}",
    ]


def test_what_is_posted(start: Start) -> None:
    server = start(http(lambda visit: visit.answer(200, visit.body)))
    assert ask(server.url(), method="POST", body=b'{"a":1}').content == b'{"a":1}'
    assert "content-type: application/json" in server.heads[0].lower()


def test_no_redirect_from_https_to_http_unless_it_is_only_looked_at(start: Start, trusted: Authority) -> None:
    plain = start(says(200, b"hello"))
    secure = start(says(302, headers={"Location": plain.url()}), trusted.context("localhost"))
    with pytest.raises(WorldError, match="from https to http"):
        ask(secure.url(host="localhost"))
    assert plain.visits == 0
    assert ask(secure.url(host="localhost"), downgrade=True).content == b"hello"


@pytest.mark.fault("where requests may go: into no private network")
@pytest.mark.parametrize(
    ("inside", "refusal"),
    [
        ("127.0.0.2/32", (WorldError, "into a private network")),
        ("127.0.0.0/8", (ConnectionRefusedError, "127.0.0.2")),  # the first address was the user's own already
        ("10.0.0.0/8", (ConnectionRefusedError, "127.0.0.2")),
    ],
)
def test_no_redirect_from_the_internet_into_a_private_network(
    inside: str, refusal: tuple[type[Exception], str], start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """127.0.0.2, where nobody answers, is what the name of a router stands for."""
    monkeypatch.setattr("notifier.sources.address._INSIDE", (ipaddress.ip_network(inside),))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(socket.AF_INET, 1, 6, "", ("127.0.0.2", 0))])
    server = start(redirects(f"http://router.example:{free_port()}/reboot"))
    with pytest.raises(refusal[0], match=refusal[1]):
        ask(server.url())


def test_a_proxy_is_not_led_into_its_private_network_either(start: Start) -> None:
    proxy = start(redirects("http://192.168.1.1/reboot"))
    with pytest.raises(WorldError, match="private"):
        ask("http://acme.example/", ClientOptions(f"http://127.0.0.1:{proxy.port}"))
    assert proxy.visits == 1
    proxy = start(redirects("http://192.168.1.1/reboot"))
    assert ask("http://192.168.1.2/", ClientOptions(f"http://127.0.0.1:{proxy.port}")).content == b"hello"


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("192.168.1.1", True),
        ("::ffff:10.0.0.1", True),
        ("fe80::1%eth0", True),
        ("::1", True),
        ("db.localhost", True),
        ("0.0.0.0", True),
        ("fec0::1", True),
        ("64:ff9b::10.0.0.1", True),
        ("64:ff9b:1::192.168.1.1", True),
        ("2002:c0a8:101::1", True),
        ("::10.0.0.1", True),
        ("100.100.100.200", True),
        ("fd00:ec2::254", True),
        ("64:ff9b::8.8.8.8", False),
        ("2002:808:808::1", False),
        ("8.8.8.8", False),
        ("100.64.0.1", False),
        ("2001:db8::1", False),
        ("10.example", False),
    ],
)
def test_what_is_inside(host: str, inside: bool) -> None:
    assert is_inside(host) is inside


def test_the_log_does_not_get_addresses(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        ask(start(says(200)).url("/?token=secret"))
    assert "secret" not in caplog.text
