"""What makes a check's CPU: one question and its answer over HTTPS, each way with a layer more than the one before.

The ways take turns, with a pause before each: after it, most of what is paid is code and memory that the processor has
to fetch again, so that Python's layers cost several times what they cost in a row. Read the differences, and the ratio
to the layer below; the absolute figures follow the machine and what else it does. `layers` is run by
`tests.benchmarks.checking` in a process of its own.
"""

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Final
from unittest.mock import patch

from notifier.core.model import Outcome, Source
from notifier.core.ports import Read
from notifier.probes.http import HttpTarget
from notifier.sources import transport
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web

WARM_UP, ROUNDS, PAUSE_S = 3, 40, 0.25
RECEIVED: Final = 16 * 1024

PLAIN = "connection and GET alone, blocking"
OPENSSL = "that over TLS: OpenSSL, blocking"
LINE = "that in the event loop: our dialer, OpenSSL in memory"
PROBE = "that with HTTP's grammar and judging the answer"
READING = "that with turns at the host, and time-outs: a whole reading"
STREAMS = "asyncio's own streams with TLS, for comparison"
LARGE = "a whole reading of a large server, as it is asked"
SECOND = "a whole reading of a large server, by HTTP/2"
BELOW: Final = {
    OPENSSL: PLAIN,
    LINE: OPENSSL,
    PROBE: LINE,
    READING: PROBE,
    STREAMS: LINE,
    LARGE: READING,
    SECOND: LARGE,
}

Way = Callable[[str], Awaitable[None]]


def ways(web: Web, reader: NetworkReader) -> dict[str, Way]:
    """Give each way to ask a host."""
    trust = ssl.create_default_context(cafile=str(web.certificate))
    network = reader.network
    targets = {host: HttpTarget(f"https://{host}:{web.https_port}/") for host in web.hosts}
    large = {host: HttpTarget(f"https://{host}:{web.large_port}/") for host in web.hosts}

    async def plain(host: str) -> None:
        with socket.create_connection((host, web.http_port)) as sock:
            sock.sendall(_asked(host))
            assert sock.recv(RECEIVED)

    async def openssl(host: str) -> None:
        with trust.wrap_socket(socket.create_connection((host, web.https_port)), server_hostname=host) as tls:
            tls.sendall(_asked(host))
            assert tls.recv(RECEIVED)

    async def line(host: str) -> None:
        opened = await network.dialer.connect(host, web.https_port, Progress())
        try:
            await opened.start_tls(network.dialer.trust.web, host)
            await opened.write(_asked(host))
            assert await opened.read(RECEIVED)
        finally:
            opened.close()

    async def streams(host: str) -> None:
        incoming, outgoing = await asyncio.open_connection(host, web.https_port, ssl=trust, server_hostname=host)
        outgoing.write(_asked(host))
        assert await incoming.readuntil(b"\r\n\r\n")
        outgoing.transport.abort()

    async def probe(host: str) -> None:
        assert (await targets[host].read(network, Progress())).outcome is Outcome.OK

    async def read(target: HttpTarget) -> None:
        assert (await reader(Read(1, Source.PROBE, "stage", "web", target))).outcome is Outcome.OK

    async def second(host: str) -> None:
        with patch.object(transport, "AT_FIRST", transport.BOTH):
            await read(large[host])

    return {
        PLAIN: plain,
        OPENSSL: openssl,
        LINE: line,
        PROBE: probe,
        READING: lambda host: read(targets[host]),
        STREAMS: streams,
        LARGE: lambda host: read(large[host]),
        SECOND: second,
    }


def _asked(host: str) -> bytes:
    return f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


async def layers(web: Web) -> dict[str, list[float]]:
    """Ask each way so often, in turn; give what each cost, in ms of CPU."""
    spent: dict[str, list[float]] = {}
    async with NetworkReader(ReaderOptions(ClientOptions(proxy="none"), gap_s=0.0)) as reader:
        each_way = list(ways(web, reader).items())
        for number in range(-WARM_UP, ROUNDS):
            for place in range(len(each_way)):  # another one is the first each time
                name, way = each_way[(place + number) % len(each_way)]
                await asyncio.sleep(PAUSE_S)
                began = time.process_time()
                await way(web.hosts[number % len(web.hosts)])
                if number >= 0:
                    spent.setdefault(name, []).append((time.process_time() - began) * 1000)
    return spent


def figures(spent: dict[str, list[float]]) -> Iterator[Figure]:
    """Give each layer beside the one below."""
    for name in (PLAIN, *BELOW):
        below = BELOW.get(name, "")
        yield Figure.of(f"of one check: {name}", spent[name], "ms CPU", spent.get(below), below)
