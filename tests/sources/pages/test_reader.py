"""Official pages over real sockets: conditional requests, further steps, and what a page's failure is called."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, PageLevel, Reading, Source
from notifier.core.targets import PageTarget
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.pages.providers import PROVIDERS, statuspage
from notifier.sources.pages.reader import PageReader
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests import virtual_time
from tests.sources.conftest import ReadOnce, Start, reading_of
from tests.sources.servers import Server, Visit, free_port, http, says

DATA = Path(__file__).parent / "providers" / "data" / "statuspage"
GREEN = (DATA / "green.json").read_bytes()
OUTAGE = (DATA / "outage.json").read_bytes()
JSON = {"Content-Type": "application/json; charset=utf-8"}


class Page:
    """A page that knows conditional requests."""

    def __init__(self, content: bytes = GREEN, header: str = "ETag") -> None:
        self.content = content
        self.header = header
        self.condition = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}.get(header, "X")

    def __call__(self, visit: Visit) -> None:
        visit.read_head()
        mark = f'W/"{hash(self.content)}"'
        if visit.header(self.condition) == mark:
            visit.answer(304, headers={self.header: mark})
        else:
            visit.answer(200, self.content, {**JSON, self.header: mark})


def target_of(server: Server) -> PageTarget:
    return PageTarget("statuspage", server.url())


def in_reader(main: Callable[[NetworkReader], Awaitable[None]]) -> None:
    async def run() -> None:
        async with NetworkReader(ReaderOptions(ClientOptions("none"), gap_s=0.0)) as reader:
            await main(reader)

    asyncio.run(run())


@pytest.mark.parametrize("header", ["ETag", "Last-Modified", "X-Nothing"])
def test_an_unchanged_page_is_not_parsed_again(header: str, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []

    def counting_parse(*arguments: object) -> object:
        parsed.append(arguments)
        return statuspage.parse(*arguments)  # type: ignore[arg-type]

    provider = msgspec.structs.replace(statuspage.PROVIDER, parse=counting_parse)
    monkeypatch.setattr("notifier.sources.pages.reader.PROVIDERS", {"statuspage": provider})
    page = Page(header=header)
    server = start(page)

    async def main(reader: NetworkReader) -> None:
        read = reading_of(target_of(server), Source.PAGE)
        first, second = await reader(read), await reader(read)
        assert first.outcome is second.outcome is Outcome.OK
        assert first.page is not None
        assert second.page is first.page
        assert len(parsed) == 1
        page.content = OUTAGE
        third = await reader(read)
        assert third.page is not None
        assert third.page.level is PageLevel.MAJOR_OUTAGE
        assert len(parsed) == 2

    in_reader(main)


def test_a_fresh_reading_goes_past_every_cache(start: Start) -> None:
    server = start(Page())

    async def main(reader: NetworkReader) -> None:
        await reader(reading_of(target_of(server), Source.PAGE))
        await reader(reading_of(target_of(server), Source.PAGE, fresh=True))
        assert "no-cache" in server.heads[1]
        assert "If-None-Match" not in server.heads[1]

    in_reader(main)


def test_a_304_that_nobody_asked_for_is_unreadable(start: Start, read_once: ReadOnce) -> None:
    reading = read_once(target_of(start(says(304))), Source.PAGE)
    assert (reading.outcome, reading.detail) == (Outcome.UNREADABLE, "status 304")


CASES = [
    (says(401, b'{"error": "Your page is inactive"}'), Outcome.UNVERIFIABLE, None, "inactive"),
    (says(403), Outcome.UNVERIFIABLE, None, "403"),
    (says(429, headers={"Retry-After": "60"}), Outcome.UNVERIFIABLE, None, "429"),
    (says(200, b"<html>", {"cf-mitigated": "challenge"}), Outcome.UNVERIFIABLE, None, "robots"),
    (says(503, headers={"Retry-After": "60"}), Outcome.FAILED, FailureKind.HTTP_5XX, "503"),
    (says(404), Outcome.UNREADABLE, None, "404"),
    (says(200, b"<html>Hello", {"Content-Type": "text/html"}), Outcome.UNREADABLE, None, "web page"),
    (says(200, b"{", JSON), Outcome.UNREADABLE, None, "not JSON"),
    (says(200, b"", JSON), Outcome.UNREADABLE, None, "empty"),
    (says(302, headers={"Location": "/again"}), Outcome.FAILED, FailureKind.HTTP_UNEXPECTED, "redirects"),
    (http(lambda visit: visit.reset()), Outcome.FAILED, FailureKind.RESET, "reset"),
    (says(200, b" " * 5_000_000, JSON), Outcome.UNREADABLE, None, "1024 kB"),
]


@pytest.mark.parametrize(("serve", "outcome", "kind", "word"), CASES)
def test_what_a_page_that_does_not_come_is_called(
    serve: object, outcome: Outcome, kind: FailureKind | None, word: str, start: Start, read_once: ReadOnce
) -> None:
    reading = read_once(target_of(start(serve)), Source.PAGE)
    assert (reading.outcome, reading.failure, reading.page) == (outcome, kind, None)
    assert word in reading.detail
    if word in ("429", "503"):
        assert reading.retry_after_s == 60.0


def test_a_page_that_cannot_be_reached(read_once: ReadOnce) -> None:
    reading: Reading = read_once(PageTarget("statuspage", f"http://127.0.0.1:{free_port()}"), Source.PAGE)
    assert reading.failure is FailureKind.CONNECT_REFUSED
    assert read_once(PageTarget("statuspage", "nonsense"), Source.PAGE).outcome is Outcome.FAILED


def test_further_steps_are_taken_and_remembered(start: Start) -> None:
    files = {name: (DATA / f"incidentio-{name}.json").read_bytes() for name in ("summary", "components", "incidents")}

    def serve(visit: Visit) -> None:
        name = visit.path.rsplit("/", 1)[-1].removesuffix(".json")
        if visit.header("If-None-Match") == name:
            visit.answer(304)
        else:
            visit.answer(200, files[name], {**JSON, "ETag": name})

    server = start(http(serve))

    async def main(reader: NetworkReader) -> None:
        read = reading_of(target_of(server), Source.PAGE)
        first = await reader(read)
        assert first.page is not None
        assert first.page.level is PageLevel.MAJOR_OUTAGE
        assert len(first.page.components) == 31
        assert (await reader(read)).page is first.page
        assert server.visits == 6

    in_reader(main)


def test_further_steps_wait_politely(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pauses are virtual here: a client that answers by itself stands in for the sockets."""
    asked: list[tuple[str, float]] = []

    async def main() -> None:
        network = Network(ClientOptions("none"), virtual_time.now)

        async def ask(request: object, _: Progress) -> object:
            url = request.url  # type: ignore[attr-defined]
            asked.append((url.rsplit("/", 1)[-1], asyncio.get_running_loop().time()))
            from notifier.sources.client import HttpAnswer

            body = (DATA / f"incidentio-{asked[-1][0]}").read_bytes()
            return HttpAnswer(200, url, {"content-type": "application/json"}, 1.0, body)

        monkeypatch.setattr(network.client, "ask", ask)
        answer = await PageReader(network).read(PageTarget("statuspage", "https://a.example"), Progress())
        assert answer.outcome is Outcome.OK

    virtual_time.run(main())
    assert asked == [("summary.json", 0.0), ("components.json", 5.0), ("incidents.json", 10.0)]


def test_what_is_remembered_is_bounded(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("notifier.sources.pages.reader.KEPT_MOST", 8)
    server = start(Page())

    async def main(reader: NetworkReader) -> None:
        pages = reader._pages
        for number in range(12):
            target = PageTarget("statuspage", server.url(f"/{number}"))
            assert (await pages.read(target, Progress())).outcome is Outcome.OK
        assert len(pages._memory._bodies) == 8
        assert len(pages._memory._reports) == 8

    in_reader(main)


def test_the_table_knows_both_names() -> None:
    assert {"statuspage", "incidentio"} <= set(PROVIDERS)
