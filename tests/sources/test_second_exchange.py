"""HTTP/2 with a server that behaves as badly as the world does: h2's own on the other side, over real TLS."""

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import pytest
from hyperframe.frame import GoAwayFrame

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome
from notifier.probes.http import Expect, HttpTarget
from notifier.sources import transport
from notifier.sources.client import ClientOptions, HttpAnswer, HttpRequest
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.reader import utc_now
from tests.sources.conftest import ReadOnce, Start
from tests.sources.servers import Authority, Visit

Spoken = h2.connection.H2Connection
Do = Callable[[Visit, Spoken, int], None]


class Two:
    """Speaks HTTP/2; `do` says what happens once the question is complete."""

    def __init__(self, do: Do) -> None:
        self.do = do
        self.headers: dict[bytes, bytes] = {}
        self.body = b""
        self.lets_push = True

    def __call__(self, visit: Visit) -> None:
        spoken = Spoken(h2.config.H2Configuration(client_side=False))
        spoken.initiate_connection()
        visit.send(spoken.data_to_send())
        with suppress(h2.exceptions.ProtocolError):  # it has ended it, and hears something still
            while data := visit.sock.recv(65536):
                for event in spoken.receive_data(data):
                    self._take(event, visit, spoken)
                visit.send(spoken.data_to_send())

    def _take(self, event: h2.events.Event, visit: Visit, spoken: Spoken) -> None:
        if isinstance(event, h2.events.RequestReceived):
            self.headers = dict(event.headers or ())
            self.lets_push = bool(spoken.remote_settings.enable_push)
        elif isinstance(event, h2.events.DataReceived):
            self.body += event.data or b""
            spoken.acknowledge_received_data(event.flow_controlled_length, event.stream_id or 1)
        elif isinstance(event, h2.events.StreamEnded):
            self.do(visit, spoken, event.stream_id or 1)


def says(status: int, *pieces: bytes, **headers: str) -> Do:
    """Answer with a body in pieces."""

    def do(_visit: Visit, spoken: Spoken, stream: int) -> None:
        sent = [(":status", str(status)), *((name.replace("_", "-"), value) for name, value in headers.items())]
        spoken.send_headers(stream, sent, end_stream=not pieces)
        for number, piece in enumerate(pieces, 1):
            spoken.send_data(stream, piece, end_stream=number == len(pieces))

    return do


@pytest.fixture
def two(trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    monkeypatch.setattr(transport, "AT_FIRST", transport.BOTH)
    context = trusted.context("localhost")
    context.set_alpn_protocols(["h2"])
    return context


def ask(url: str, method: str = "GET", body: bytes = b"") -> HttpAnswer:
    async def main() -> HttpAnswer:
        network = Network(ClientOptions(), utc_now, gap_s=0.0)
        headers = (("Accept", "text/plain"),)
        return await network.client.ask(HttpRequest(url, method, headers, body=body), Progress())

    return asyncio.run(main())


def test_what_goes_out_and_comes_back(start: Start, two: ssl.SSLContext) -> None:
    serve = Two(says(200, b"he", b"llo", content_type="text/plain", x_more="one"))
    server = start(serve, two)
    answer = ask(server.url("/a b?c=d", host="localhost"))
    assert (answer.status, answer.content, answer.headers["x-more"]) == (200, b"hello", "one")
    assert serve.headers[b":path"] == b"/a%20b?c=d"
    assert serve.headers[b":authority"] == f"localhost:{server.port}".encode()
    assert serve.headers[b"accept"] == b"text/plain"
    assert not serve.lets_push
    assert not {b"host", b"connection", b"cookie", b"referer"} & set(serve.headers)


def test_what_is_posted_may_be_larger_than_a_server_takes_at_once(start: Start, two: ssl.SSLContext) -> None:
    serve = Two(says(200, b"thanks"))
    body = bytes(range(256)) * 1000
    assert ask(start(serve, two).url(host="localhost"), "POST", body).content == b"thanks"
    assert serve.body == body
    assert serve.headers[b"content-length"] == b"256000"


def test_a_body_larger_than_the_usual_window_comes_whole(start: Start, two: ssl.SSLContext) -> None:
    pieces = [bytes([number]) * 16_000 for number in range(40)]

    def do(visit: Visit, spoken: Spoken, stream: int) -> None:
        spoken.send_headers(stream, [(":status", "200")])
        for number, piece in enumerate(pieces, 1):
            spoken.send_data(stream, piece, end_stream=number == len(pieces))
            visit.send(spoken.data_to_send())

    assert ask(start(Two(do), two).url(host="localhost")).content == b"".join(pieces)


def test_a_redirect_is_followed(start: Start, two: ssl.SSLContext) -> None:
    there = start(Two(says(200, b"hello")), two)
    server = start(Two(says(302, location=there.url("/there", host="localhost"))), two)
    answer = ask(server.url(host="localhost"))
    assert (answer.content, answer.url) == (b"hello", there.url("/there", host="localhost"))


def _resets(_visit: Visit, spoken: Spoken, stream: int) -> None:
    spoken.reset_stream(stream, h2.errors.ErrorCodes.REFUSED_STREAM)


def _takes_no_question(_visit: Visit, spoken: Spoken, _stream: int) -> None:
    spoken.close_connection(last_stream_id=0)


def _goes_away(_visit: Visit, spoken: Spoken, _stream: int) -> None:
    spoken.close_connection(h2.errors.ErrorCodes.ENHANCE_YOUR_CALM)


def _babbles(visit: Visit, _spoken: Spoken, _stream: int) -> None:
    visit.send(b"\x00\x00\x01\x04\x00\x00\x00\x00\x00?")  # settings of one byte


def _hangs_up(visit: Visit, _spoken: Spoken, _stream: int) -> None:
    visit.sock.close()


def _hangs_up_within(visit: Visit, spoken: Spoken, stream: int) -> None:
    spoken.send_headers(stream, [(":status", "200")])
    spoken.send_data(stream, b"hel")
    visit.send(spoken.data_to_send())
    visit.sock.close()


def _last(stream: int) -> bytes:
    return GoAwayFrame(0, last_stream_id=stream, error_code=h2.errors.ErrorCodes.NO_ERROR).serialize()


def _says_first_that_it_is_the_last(visit: Visit, spoken: Spoken, stream: int) -> None:
    visit.send(_last(stream))
    says(200, b"hel", b"lo")(visit, spoken, stream)


def _says_between_that_it_is_the_last(visit: Visit, spoken: Spoken, stream: int) -> None:
    spoken.send_headers(stream, [(":status", "200")])
    spoken.send_data(stream, b"hel")
    visit.send(spoken.data_to_send() + _last(2**31 - 1) + _last(stream))
    spoken.send_data(stream, b"lo", end_stream=True)


@pytest.mark.parametrize("do", [_says_first_that_it_is_the_last, _says_between_that_it_is_the_last])
def test_a_server_that_takes_no_further_question_answers_this_one(do: Do, start: Start, two: ssl.SSLContext) -> None:
    """As nginx does at `keepalive_requests 1`, and whoever is shut down in order."""
    assert ask(start(Two(do), two).url(host="localhost")).content == b"hello"


@pytest.mark.parametrize(
    ("do", "failure"),
    [
        (_resets, FailureKind.RESET),
        (_goes_away, FailureKind.RESET),
        (_takes_no_question, FailureKind.RESET),
        (_babbles, FailureKind.PROTOCOL),
        (_hangs_up, FailureKind.RESET),
        (_hangs_up_within, FailureKind.RESET),
        (says(200, b"x", **{f"x_{number}": "y" * 1000 for number in range(80)}), FailureKind.PROTOCOL),
    ],
)
def test_how_it_goes_wrong(
    do: Do, failure: FailureKind, start: Start, two: ssl.SSLContext, read_once: ReadOnce
) -> None:
    target = HttpTarget(start(Two(do), two).url(host="localhost"), expect=Expect((200,), body="hello"))
    reading = read_once(target)
    assert (reading.outcome, reading.failure) == (Outcome.FAILED, failure), reading.detail
