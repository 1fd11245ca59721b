import asyncio
import gzip
import ssl
from datetime import UTC, datetime

import h2.config
import h2.connection
import h2.events
import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Outcome
from notifier.core.targets import Expect, HttpTarget
from notifier.sources.address import AddressError, address_of
from notifier.sources.body import Body
from notifier.sources.client import retry_after_s
from notifier.sources.failures import WorldError
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.sources.conftest import ReadOnce, Start, reading_of
from tests.sources.servers import Authority, Visit, says

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Http2:
    """Answers one request in HTTP/2."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status, self.body = status, body

    def __call__(self, visit: Visit) -> None:
        assert isinstance(visit.sock, ssl.SSLSocket)
        assert visit.sock.selected_alpn_protocol() == "h2"
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        visit.send(connection.data_to_send())
        while data := visit.sock.recv(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    headers = [(":status", str(self.status)), ("content-type", "text/plain"), ("set-cookie", "a=b")]
                    assert event.stream_id is not None
                    connection.send_headers(event.stream_id, headers)
                    connection.send_data(event.stream_id, self.body, end_stream=True)
            visit.send(connection.data_to_send())


@pytest.mark.parametrize(("status", "outcome"), [(200, Outcome.OK), (503, Outcome.FAILED)])
def test_http2(status: int, outcome: Outcome, start: Start, read_once: ReadOnce, trusted: Authority) -> None:
    context = trusted.context("localhost")
    context.set_alpn_protocols(["h2"])
    server = start(Http2(status, b"hello"), context)
    reading = read_once(HttpTarget(server.url(host="localhost"), expect=Expect((200,), body="hello")))
    assert reading.outcome is outcome


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
        ("999999999999", 86_400.0),
        ("soon", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert retry_after_s({"retry-after": text}, NOW) == seconds


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
        ("https://münchen.example/ü", "https://xn--mnchen-3ya.example/%C3%BC", "xn--mnchen-3ya.example"),
        ("http://[::1]:8080/", "http://[::1]:8080/", "[::1]:8080"),
        ("https://me:secret@acme.example/", "https://acme.example/", "acme.example"),
    ],
)
def test_addresses(url: str, whole: str, authority: str) -> None:
    address = address_of(url)
    assert (address.url, address.authority) == (whole, authority)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_an_address_or_an_error(url: str, location: str) -> None:
    try:
        address = address_of(url if "://" in url else f"https://{url}")
        address = address.join(location)
    except AddressError:
        return
    assert address.url.isascii()
    assert not any(character.isspace() or ord(character) < 32 for character in address.url)
