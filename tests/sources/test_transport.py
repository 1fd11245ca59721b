"""Which HTTP is spoken, with servers that take both, as nearly all do, or let nobody in by the older one."""

import asyncio
import ssl
from collections.abc import Callable

import h2.config
import h2.connection
import h2.events
import pytest

from notifier.core.model import Outcome
from notifier.probes.http import Expect, HttpTarget
from notifier.sources import transport
from notifier.sources.client import ClientOptions
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.sources.conftest import Start, reading_of
from tests.sources.servers import Authority, Serve, Server, Visit, says
from tests.sources.test_proxies import Socks, Tunnel

OK, FAILED, UNVERIFIABLE = Outcome.OK, Outcome.FAILED, Outcome.UNVERIFIABLE
HELLO = b"hello"
OFFERS_FIRST, OFFERS_SECOND = b"\x08http/1.1", b"\x02h2"


class Both:
    """Takes HTTP/2 from who offers it, and notes what was spoken; `older` answers in HTTP/1.1."""

    def __init__(self, older: Serve, status: int = 200) -> None:
        self.older = older
        self.status = status
        self.spoken: list[str] = []

    def __call__(self, visit: Visit) -> None:
        assert isinstance(visit.sock, ssl.SSLSocket)
        spoken = visit.sock.selected_alpn_protocol() or ""
        self.spoken.append(spoken)
        if spoken == "h2":
            self._answer(visit)
        else:
            self.older(visit)

    def _answer(self, visit: Visit) -> None:
        connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        connection.initiate_connection()
        visit.send(connection.data_to_send())
        while data := visit.sock.recv(65536):
            for event in connection.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    connection.send_headers(event.stream_id or 1, [(":status", str(self.status))])
                    connection.send_data(event.stream_id or 1, HELLO, end_stream=True)
            visit.send(connection.data_to_send())


@pytest.fixture
def two(trusted: Authority) -> ssl.SSLContext:
    context = trusted.context("localhost")
    context.set_alpn_protocols(["h2", "http/1.1"])
    return context


def outcomes(
    server: Server, times: int, timeout_s: float = 5.0, hosts: tuple[str, ...] = ("localhost",), proxy: str = ""
) -> list[Outcome]:
    """Read the server so often at each of these names of it, one reading after the other."""

    async def main() -> list[Outcome]:
        urls = [f"https://{host}:{server.port}/" for host in hosts] * times
        targets = [HttpTarget(each, expect=Expect((200,), body=HELLO.decode())) for each in urls]
        async with NetworkReader(ReaderOptions(ClientOptions(proxy), gap_s=0.0, timeout_s=timeout_s)) as reader:
            return [(await reader(reading_of(each))).outcome for each in targets]

    return asyncio.run(main())


def hang_up(_visit: Visit) -> None:
    pass


def hang(visit: Visit) -> None:
    visit.read_head()
    visit.hang()


def test_http_1_alone_is_offered_where_it_is_answered(start: Start, two: ssl.SSLContext) -> None:
    serve = Both(says(200, HELLO))
    assert outcomes(start(serve, two), 3) == [OK, OK, OK]
    assert serve.spoken == ["http/1.1"] * 3


@pytest.mark.parametrize(
    ("older", "first"),
    [
        (says(426, b"Upgrade Required"), FAILED),
        (says(505), FAILED),
        (says(403), UNVERIFIABLE),
        (hang_up, FAILED),
        (hang, FAILED),
    ],
    ids=["426", "505", "403", "hangs up", "says nothing"],
)
def test_who_lets_nobody_in_by_http_1_is_offered_both_from_then_on(
    older: Callable[[Visit], None], first: Outcome, start: Start, two: ssl.SSLContext
) -> None:
    serve = Both(older)
    assert outcomes(start(serve, two), 3, timeout_s=1.0) == [first, OK, OK]
    assert serve.spoken == ["http/1.1", "h2", "h2"]


@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_so_it_is_through_a_proxy(scheme: str, start: Start, trusted: Authority) -> None:
    context = trusted.context("acme.example")
    context.set_alpn_protocols(["h2", "http/1.1"])
    answers, refuses = Both(says(200, HELLO)), Both(says(426))
    for serve, told in ((answers, [OK, OK]), (refuses, [FAILED, OK])):
        port = start(serve, context).port
        proxy = start(Tunnel(port) if scheme == "http" else Socks(port))
        assert outcomes(proxy, 2, hosts=("acme.example",), proxy=f"{scheme}://127.0.0.1:{proxy.port}") == told
    assert (answers.spoken, refuses.spoken) == (["http/1.1"] * 2, ["http/1.1", "h2"])


def test_so_is_who_ends_the_handshake_since_no_word_is_of_its_languages(start: Start) -> None:
    hellos: list[bytes] = []

    def refuse(visit: Visit) -> None:
        hellos.append(visit.sock.recv(65536))
        visit.send(b"\x15\x03\x03\x00\x02\x02\x78")  # the alert no_application_protocol (RFC 7301, 3.2)

    server = start(refuse)
    assert outcomes(server, 2) == [FAILED, FAILED]
    assert [OFFERS_FIRST in each for each in hellos] == [True, True]
    assert [OFFERS_SECOND in each for each in hellos] == [False, True]


def test_what_fails_in_both_is_failed(start: Start, two: ssl.SSLContext) -> None:
    serve = Both(says(503), status=503)
    assert outcomes(start(serve, two), 2) == [FAILED, FAILED]
    assert serve.spoken == ["http/1.1", "h2"]


@pytest.mark.parametrize("status", [401, 404, 405])
def test_what_is_no_matter_of_http_1_is_none(status: int, start: Start, two: ssl.SSLContext) -> None:
    serve = Both(says(status))
    outcomes(start(serve, two), 2)
    assert serve.spoken == ["http/1.1"] * 2


def test_both_are_offered_for_a_day(start: Start, two: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    serve = Both(hang_up)
    server = start(serve, two)
    assert transport.BOTH_S == 24 * 3600
    monkeypatch.setattr(transport, "BOTH_S", 0.0)
    assert outcomes(server, 2) == [FAILED, FAILED]
    assert serve.spoken == ["http/1.1"] * 2


def test_not_every_host_is_remembered(start: Start, two: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "BOTH_MOST", 1)
    serve = Both(hang_up)
    assert outcomes(start(serve, two), 2, hosts=("localhost", "localhost", "127.0.0.1")) == [
        *(FAILED, OK, FAILED),  # the certificate is not for the other, which takes its place
        *(FAILED, OK, FAILED),
    ]
