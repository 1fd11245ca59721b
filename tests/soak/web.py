"""The soak's world: many services on loopback addresses, each of which misbehaves as told.

Run as a program, in a process of its own so that its work is not counted as the tray's, it prints its ports as a line
of JSON, takes a line of JSON for each change (`{"hosts": [...], "way": "hang"}`), and ends with its standard input.
"""

import asyncio
import json
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.web import ANCHOR_HOSTS, hosts, make_certificate

PAGE: Final = "/api/v2/summary.json"
FINE: Final = "fine"
WAYS: Final = ("refuse", "unavailable", "hang", "reset", "slow", "torn", "huge", "hostile page", "page says it is down")
HANGING_S: Final = {"hang": 120.0, "slow": 4.0}
HUGE: Final = b"<a href=" * 400_000
INDICATORS: Final = {FINE: "none", "page says it is down": "major"}


def page(way: str) -> bytes:
    """Give the official page as Statuspage has it."""
    indicator = INDICATORS.get(way, "none")
    component = {"id": "web", "name": "Website", "status": "operational" if indicator == "none" else "major_outage"}
    told = {"indicator": indicator, "description": "All Systems Operational" if indicator == "none" else "Outage"}
    about = {"id": "soak", "name": "Soak", "url": "", "updated_at": "2026-01-01T00:00:00Z"}
    whole = {"page": about, "components": [component], "incidents": [], "scheduled_maintenances": [], "status": told}
    return json.dumps(whole).encode()


class Place:
    """One host: answers, or does not."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None) -> None:
        self.host, self.port, self.context = host, port, context
        self.way = FINE
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Take connections, at the same port as ever."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, self.host, self.port, ssl=self.context)
            self.port = self._server.sockets[0].getsockname()[1]

    async def turn(self, way: str) -> None:
        """Misbehave in this way from now on, or not any more."""
        self.way = way
        if way == "refuse" and self._server is not None:
            self._server.close()
            self._server = None
        elif way != "refuse":
            await self.open()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError, OSError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                if not await self._answer(head.split(b" ")[1].decode("ascii", "replace"), writer):
                    break
        writer.close()

    async def _answer(self, path: str, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; tell whether the connection goes on."""
        if self.way in ("reset", "refuse"):  # what was connected before it refused
            writer.transport.abort()
            return False
        if self.way in HANGING_S:
            await asyncio.sleep(HANGING_S[self.way])
        status = b"503 Service Unavailable" if self.way == "unavailable" else b"200 OK"
        body = self._page() if path == PAGE else HUGE if self.way == "huge" else b"fine\n"
        length = len(body) + (100 if self.way == "torn" else 0)
        writer.write(b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % (status, length) + body)
        await writer.drain()
        return self.way != "torn"

    def _page(self) -> bytes:
        return b"[" * 900_000 if self.way == "hostile page" else page(self.way)


async def serve(certificate: str, count: int, secure: int) -> None:
    """Serve http on `count` addresses, but https on the first `secure` of them, and the anchors."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    names = (*hosts(count), *ANCHOR_HOSTS)
    places: dict[str, Place] = {}
    https, http = Place(names[0], 0, context), Place(names[-1], 0, None)
    for first in (https, http):
        await first.open()
        places[first.host] = first
    for number, host in enumerate(names[1:-1], 1):
        ours = Place(host, *((https.port, context) if number < secure else (http.port, None)))
        await ours.open()
        places[host] = ours
    print(json.dumps({"https": https.port, "http": http.port}), flush=True)
    await _obey(places)


async def _obey(places: dict[str, Place]) -> None:
    next_line: Callable[[], str] = sys.stdin.readline
    while line := await asyncio.to_thread(next_line):
        told = json.loads(line)
        for host in told["hosts"]:
            await places[host].turn(told["way"])


class World(NamedTuple):
    """The running servers."""

    hosts: tuple[str, ...]
    secure: int
    https_port: int
    http_port: int
    certificate: Path
    process: "subprocess.Popen[str]"

    def turn(self, names: Sequence[str], way: str) -> None:
        """Let these hosts misbehave in this way, or be fine."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"hosts": names, "way": way}) + "\n")
        self.process.stdin.flush()


@contextmanager
def serving(folder: Path, count: int) -> Iterator[World]:
    """Serve so many services, the first half over https, and the anchors."""
    certificate, secure = folder / "web.pem", count // 2
    make_certificate(certificate, hosts(secure), days=90.0)
    command = [sys.executable, "-m", "tests.soak.web", str(certificate), str(count), str(secure)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ports = json.loads(process.stdout.readline())
        yield World(hosts(count), secure, ports["https"], ports["http"], certificate, process)
        assert process.stdin is not None
        process.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve(str(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3])))
