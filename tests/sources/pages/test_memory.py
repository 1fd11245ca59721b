"""What is kept of pages between readings: large ones packed, reports for ten minutes; and names that are asked for."""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from notifier.core.model import Outcome, PageLevel, Reading, Source
from notifier.core.targets import PageTarget
from notifier.sources.client import ClientOptions
from notifier.sources.pages.reader import REPORT_KEPT
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.resolver import Address, Resolver, look_up_canonical
from tests.sources.conftest import Start, reading_of
from tests.sources.servers import Serve, Visit

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


def in_reader(clock: Clock, main: Callable[[NetworkReader], Awaitable[None]]) -> None:
    async def run() -> None:
        async with NetworkReader(ReaderOptions(ClientOptions("none"), gap_s=0.0), clock) as reader:
            await main(reader)

    asyncio.run(run())


def unchanging(content: bytes, kind: str) -> Serve:
    def serve(visit: Visit) -> None:
        visit.read_head()
        if visit.header("If-None-Match") == '"1"':
            visit.answer(304, headers={"ETag": '"1"'})
        else:
            visit.answer(200, content, {"Content-Type": kind, "ETag": '"1"'})

    return serve


def test_news_grow_old_on_a_page_that_does_not_change(start: Start) -> None:
    feed = b"""<rss version="2.0"><channel><title>Acme status</title><item><guid>1</guid><title>Login outage</title>
    <pubDate>Sun, 01 Mar 2026 11:00:00 GMT</pubDate></item></channel></rss>"""
    server = start(unchanging(feed, "application/rss+xml"))
    clock = Clock()
    read = reading_of(PageTarget("rss", server.url()), Source.PAGE)

    async def main(reader: NetworkReader) -> None:
        first = await reader(read)
        clock.time += REPORT_KEPT
        second = await reader(read)
        clock.time += timedelta(days=14)
        third = await reader(read)
        assert first.page is not None
        assert second.page is first.page
        assert third.page is not None
        assert (first.page.level, third.page.level) == (PageLevel.PARTIAL_OUTAGE, PageLevel.OPERATIONAL)

    in_reader(clock, main)


@pytest.mark.parametrize(("megabytes", "outcome"), [(6, Outcome.OK), (17, Outcome.UNREADABLE)])
def test_an_archive_of_google_may_be_large_and_is_asked_for_once(
    megabytes: int, outcome: Outcome, start: Start
) -> None:
    over = {"id": "x", "begin": "2026-01-01T00:00:00Z", "end": "2026-01-02T00:00:00Z", "external_desc": "x" * 1000}
    content = json.dumps([over] * (megabytes * 1000)).encode()
    server = start(unchanging(content, "application/json"))
    readings: list[Reading] = []

    async def main(reader: NetworkReader) -> None:
        read = reading_of(PageTarget("google", server.url()), Source.PAGE)
        readings.extend([await reader(read), await reader(read)])

    in_reader(Clock(), main)
    assert [each.outcome for each in readings] == [outcome, outcome]
    again = "If-None-Match" in server.heads[1]
    assert again is (outcome is Outcome.OK)


class TestSignalsName:
    PAGE = b"<html><body><h1>Status</h1><p>Signal is up and running.</p></body></html>"

    @pytest.mark.parametrize(
        ("addresses", "level"),
        [
            (("127.0.0.1",), PageLevel.OPERATIONAL),
            (("127.0.0.2",), PageLevel.MAJOR_OUTAGE),
            (("127.0.0.2", "203.0.113.1"), PageLevel.OPERATIONAL),
            ((), PageLevel.OPERATIONAL),
        ],
    )
    def test_it_is_asked_for(self, addresses: tuple[str, ...], level: PageLevel, start: Start) -> None:
        server = start(unchanging(self.PAGE, "text/html"))
        asked: list[str] = []

        def look(name: str) -> list[Address]:
            asked.append(name)
            if not addresses:
                raise socket.gaierror(socket.EAI_NONAME, "no such name")
            return [(socket.AF_INET, (address, 0)) for address in addresses]

        async def main(reader: NetworkReader) -> None:
            reader.network.dialer.resolver = Resolver(look)
            target = PageTarget("signal", server.url(), {"canary_dns": "uptime.acme.example"})
            reading = await reader(reading_of(target, Source.PAGE))
            assert reading.page is not None, reading.detail
            assert reading.page.level is level

        in_reader(Clock(), main)
        assert asked == ["uptime.acme.example"]


def test_what_a_name_stands_for() -> None:
    ((_, (name,)),) = look_up_canonical("localhost")
    assert isinstance(name, str)
    assert name
