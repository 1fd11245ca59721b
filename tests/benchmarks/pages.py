"""Official pages: two rounds over as many as there are services, each at its own loopback address, 10 ms away."""

import asyncio
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from notifier.core.model import Outcome, Reading, Source
from notifier.core.ports import Read
from notifier.core.targets import PageTarget
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web

PAGES = len(list((Path(__file__).parents[2] / "resources" / "catalogue").glob("*.toml")))
COMPONENTS = 60
LATENCY_S = 0.010
AT_ONCE = 40


def _summary() -> bytes:
    component = {"status": "operational", "group": False, "group_id": None, "description": "One of many parts"}
    return msgspec.json.encode(
        {
            "page": {"id": "p", "name": "Bench", "url": "http://bench.invalid", "updated_at": "2026-01-01T00:00:00Z"},
            "status": {"indicator": "none", "description": "All Systems Operational"},
            "components": [component | {"id": f"c{each}", "name": f"Part {each}"} for each in range(COMPONENTS)],
            "incidents": [],
            "scheduled_maintenances": [],
        }
    )


class Pages:
    """A server of Statuspage pages that counts what it sent in full."""

    def __init__(self) -> None:
        self.full = 0
        self._body = _summary()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request after the latency, and close."""
        head = await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(LATENCY_S)
        if b'"v1"' in head:
            writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nConnection: close\r\n\r\n')
        else:
            self.full += 1
            size = str(len(self._body)).encode()
            writer.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: "v1"\r\nConnection: close\r\n')
            writer.write(b"Content-Length: " + size + b"\r\n\r\n" + self._body)
        await writer.drain()
        writer.close()


async def _round(reader: NetworkReader, port: int) -> list[Reading]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Reading:
        url = f"http://127.1.{number // 250}.{number % 250 + 1}:{port}"
        async with gate:
            return await reader(Read(number, Source.PAGE, f"s{number}", "", PageTarget("statuspage", url)))

    return list(await asyncio.gather(*(one(number) for number in range(PAGES))))


async def _measure() -> tuple[list[float], Pages]:
    pages = Pages()
    server = await asyncio.start_server(pages.answer, "0.0.0.0", 0)  # every address of 127.0.0.0/8
    port = server.sockets[0].getsockname()[1]
    costs = []
    async with server, NetworkReader(ReaderOptions(gap_s=0.0)) as reader:
        for _round_number in range(2):
            cost = time.process_time()
            readings = await _round(reader, port)
            costs.append(time.process_time() - cost)
            assert all(each.outcome is Outcome.OK and each.page is not None for each in readings), readings[0]
    return costs, pages


def measure(_web: Web, _folder: Path) -> Iterator[Figure]:
    """Read all pages twice in this process, server included."""
    (first_s, again_s), pages = asyncio.run(_measure())
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first_ms = first_s / PAGES * 1000
    yield Figure("an official page, read first, server included", first_ms, "ms CPU", spread=f"{PAGES} pages")
    yield Figure("the same, unchanged (304)", again_s / PAGES * 1000, "ms CPU", first_ms, "a first read")
    yield Figure("pages sent again in the second round", pages.full - PAGES, "pages")
    yield Figure("memory with all of them kept, server included", peak_mb, "MB", goal=150.0)
