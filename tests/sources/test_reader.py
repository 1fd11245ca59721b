import asyncio
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from notifier.core.failure import FailureKind, UserError
from notifier.core.model import Outcome, Source
from notifier.core.targets import PageTarget, RegionTarget, ReportsTarget
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.sources import reader
from notifier.sources.client import ClientOptions
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.sources.conftest import ReadOnce, Start, reading_of
from tests.sources.servers import Visit, says


def test_a_reading_says_what_was_read_and_when(start: Start) -> None:
    server = start(says(200))
    times = [datetime(2026, 3, 1, 12, 0, second, tzinfo=UTC) for second in range(10)]

    async def main() -> None:
        async with NetworkReader(ReaderOptions(gap_s=0.0), now=iter(times).__next__) as reader:
            reading = await reader(reading_of(HttpTarget(server.url())))
        assert (reading.source, reading.service, reading.component) == (Source.PROBE, "acme", "web")
        assert reading.target == server.url()
        assert reading.time == times[1]  # when its turn came, not when it was asked for

    asyncio.run(main())


@pytest.mark.parametrize(
    "target", [RegionTarget(TcpTarget("acme.example", 1), ("ID",)), ReportsTarget("somewhere", "acme")]
)
def test_what_has_no_source_yet_is_skipped(target: RegionTarget | ReportsTarget, read_once: ReadOnce) -> None:
    assert read_once(target).outcome is Outcome.SKIPPED


@pytest.mark.expects_log("through a fault of ours")
def test_a_fault_of_ours_is_logged_and_said(read_once: ReadOnce, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise LookupError("ours")

    monkeypatch.setattr(reader, "perf_counter", break_down)
    reading = read_once(TcpTarget("127.0.0.1", 1))
    assert (reading.outcome, reading.failure) == (Outcome.UNREADABLE, FailureKind.BUG)
    assert "LookupError" in reading.detail


def test_a_reading_can_be_cancelled_and_leaves_nothing(start: Start) -> None:
    server = start(Visit.hang)

    async def main() -> None:
        async with NetworkReader(ReaderOptions(gap_s=0.0)) as reader:
            tasks = [asyncio.create_task(reader(reading_of(TcpTarget("127.0.0.1", server.port)))) for _ in range(3)]
            tasks += [asyncio.create_task(reader(reading_of(HttpTarget(server.url())))) for _ in range(3)]
            for _ in range(3):
                await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            for result in await asyncio.gather(*tasks, return_exceptions=True):
                assert isinstance(result, asyncio.CancelledError)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


def test_an_unknown_provider_is_said(read_once: ReadOnce) -> None:
    reading = read_once(PageTarget("nobody", "https://status.acme.example"), Source.PAGE)
    assert reading.outcome is Outcome.UNREADABLE
    assert "nobody" in reading.detail


def test_a_bad_proxy_is_the_users_to_mend() -> None:
    with pytest.raises(UserError):
        NetworkReader(ReaderOptions(ClientOptions(proxy="ftp://x")))


def test_the_http_library_is_imported_with_the_first_request() -> None:
    code = "import sys, notifier.sources.reader as r; r.NetworkReader(); print('httpcore' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_what_requests_need_is_there_before_a_hosts_turn_begins() -> None:
    """Else the first request of all would come late after its turn, and the second too soon after the first."""
    code = (
        "import asyncio, sys, notifier.sources.reader as r\n"
        "async def main():\n"
        "    async with r.NetworkReader():\n"
        "        print('h11' in sys.modules, 'notifier.sources.transport' in sys.modules)\n"
        "asyncio.run(main())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "True True\n"
