"""A server that never stops talking without saying anything: it ends as a fault, and nobody else waits for it."""

import asyncio
import struct
import time
import zlib
from collections.abc import Callable
from itertools import pairwise
from typing import Final

import h2.config
import h2.connection
import pytest

from notifier.sources import transport
from notifier.sources.client import ClientOptions, HttpRequest
from notifier.sources.failures import Progress, explain
from notifier.sources.network import Network
from notifier.sources.parse_guard import pace
from tests.sources.conftest import Start
from tests.sources.pages.providers.examples import NOW
from tests.sources.servers import Authority, Serve, Visit, http

pytestmark = pytest.mark.fault("a page cannot stop the program: a server that floods")

TIMEOUT_S: Final = 5.0
AT_ONCE_S: Final = 0.5
"""So long others may have to wait, in processor time of a computer of today. Measured: 0.12 s at most."""
WHOLE_S: Final = 3.0
"""So long one answer may take. Measured: 0.4 s; through a proxy until the time is over."""

CHUNKED: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
PACKED: Final = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
ZEROS: Final = zlib.compressobj(9, zlib.DEFLATED, 31).compress(b"\0" * (1 << 26))
EMPTY: Final = zlib.compressobj(9, zlib.DEFLATED, 31).flush(zlib.Z_SYNC_FLUSH)

FLOODS: Final[dict[str, tuple[bytes, bytes]]] = {
    "100 Continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 3000),
    "103 Early Hints": (b"", (b"HTTP/1.1 103 Early Hints\r\n" + b"Link: </a>\r\n" * 200 + b"\r\n") * 30),
    "pieces of one byte": (CHUNKED, b"1\r\nx\r\n" * 10_000),
    "pieces with notes": (CHUNKED, (b"1;" + b"a" * 20_000 + b"\r\nx\r\n") * 5),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 10_000),
    "one header": (b"HTTP/1.1 200 OK\r\nA: ", b"b" * 65_536),
    "the status line": (b"HTTP/1.1 200 ", b"b" * 65_536),
    "empty lines": (b"", b"\r\n" * 30_000),
    "nothing but zeros": (b"", b"\0" * 65_536),
    "trailers": (CHUNKED + b"0\r\n", b"A: b\r\n" * 10_000),
    "zeros packed a thousand times": (PACKED, ZEROS),
    "packed nothing": (PACKED + EMPTY, b"\0\0\0\xff\xff" * 10_000),
    "a body without end": (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536),
}


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """A frame of HTTP/2 (RFC 9113, 4.1)."""
    return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload


HEAD_2: Final = frame(1, 4, 1, b"\x88")  # :status 200
FLOODS_2: Final[dict[str, tuple[bytes, bytes]]] = {
    "pings": (b"", frame(6, 0, 0, b"12345678") * 1000),
    "settings": (b"", frame(4, 0, 0) * 1000),
    "100 Continue": (b"", frame(1, 4, 1, b"\x08\x03100") * 1000),
    "empty data": (HEAD_2, frame(0, 0, 1) * 1000),
    "data of one byte": (HEAD_2, frame(0, 0, 1, b"x") * 1000),
    "padding": (HEAD_2, frame(0, 8, 1, b"\xfe" + b"x" + b"\0" * 254) * 100),
    "more may come": (HEAD_2, frame(8, 0, 0, b"\0\0\0\1") * 1000),
    "headers that go on": (frame(1, 0, 1, b"\x88"), frame(9, 0, 1, b"\x00\x01a\x01b" * 10) * 1000),
    "headers packed a thousand times": (
        frame(1, 4, 1, b"\x88\x40\x01a\x7f\xa1\x1e" + b"b" * 4000 + b"\xbe" * 12_000),
        b"\0",
    ),
    "priorities": (HEAD_2, frame(2, 0, 1, b"\0\0\0\0\1") * 1000),
    "frames that nobody knows": (HEAD_2, frame(200, 0, 0, b"x" * 50) * 1000),
    "data and pings": (HEAD_2, (frame(0, 0, 1, b"x" * 20) + frame(6, 0, 0, b"12345678")) * 500),
}


def floods(head: bytes, piece: bytes) -> Callable[[Visit], None]:
    def serve(visit: Visit) -> None:
        visit.send(head)
        while True:  # until it hangs up
            visit.send(piece)

    return serve


def floods_2(head: bytes, piece: bytes) -> Serve:
    def serve(visit: Visit) -> None:
        spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        spoken.initiate_connection()
        visit.send(spoken.data_to_send())
        visit.sock.recv(65_536)
        floods(head, piece)(visit)

    return serve


def asked(url: str, options: ClientOptions, timeout_s: float = TIMEOUT_S) -> tuple[float, float]:
    """Ask once; tell how much processor time that took, and for how much of it at once others had to wait."""

    async def main() -> tuple[float, float]:
        network = Network(options, lambda: NOW, timeout_s=timeout_s, gap_s=0.0)
        network.client.prepare()
        progress, turns_s = Progress(), [time.thread_time()]
        beat(asyncio.get_running_loop(), turns_s)
        request = HttpRequest(url, wanted=lambda answer: b"never" not in answer.content)
        try:
            async with network.turn("here", progress):
                await network.client.ask(request, progress)
        except Exception as error:
            if explain(error, progress) is None:
                raise
        turns_s.append(time.thread_time())
        waits = [after - before for before, after in pairwise(turns_s)]
        return turns_s[-1] - turns_s[0], max(waits)

    return asyncio.run(main())


def beat(loop: asyncio.AbstractEventLoop, turns_s: list[float]) -> None:
    """Want a turn all the time."""
    turns_s.append(time.thread_time())
    loop.call_later(0.01, beat, loop, turns_s)


def bearable(took: tuple[float, float]) -> bool:
    whole_s, at_once_s = took
    print(f"{whole_s:.3f} s, {at_once_s:.3f} s at once")
    return whole_s < WHOLE_S * pace() and at_once_s < AT_ONCE_S * pace()


@pytest.mark.parametrize("kind", FLOODS)
@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_http_1(kind: str, secure: bool, start: Start, trusted: Authority) -> None:
    server = start(http(floods(*FLOODS[kind])), trusted.context("localhost") if secure else None)
    assert bearable(asked(server.url(host="localhost"), ClientOptions("none")))


@pytest.mark.parametrize("kind", FLOODS_2)
def test_http_2(kind: str, start: Start, trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "AT_FIRST", transport.BOTH)
    context = trusted.context("localhost")
    context.set_alpn_protocols(["h2"])
    server = start(floods_2(*FLOODS_2[kind]), context)
    assert bearable(asked(server.url(host="localhost"), ClientOptions("none")))


@pytest.mark.parametrize("kind", FLOODS)
def test_a_proxy(kind: str, start: Start) -> None:
    """Its grammar is httpcore's, which has an end where the time has one."""
    server = start(http(floods(*FLOODS[kind])))
    assert bearable(asked("http://acme.example/", ClientOptions(server.url()), timeout_s=1.0))
