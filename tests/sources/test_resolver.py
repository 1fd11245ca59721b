"""Looking names up without piling up threads, and without blaming names for other names' servers."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Source
from notifier.probes.dns import DnsTarget
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress, WorldError
from notifier.sources.network import Network
from notifier.sources.reader import NetworkReader, ReaderOptions, utc_now
from notifier.sources.resolver import Address, Resolver
from tests.sources.conftest import reading_of

HERE: list[Address] = [(socket.AF_INET, ("127.0.0.1", 0))]


class SlowServer:
    """A name server that answers when told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.arrived = threading.Semaphore(0)
        self.answer = threading.Event()
        self.error: Exception | None = None

    def look(self, name: str) -> list[Address]:
        self.asked.append(name)
        self.arrived.release()
        self.answer.wait(10)
        if self.error:
            raise self.error
        return HERE


@pytest.fixture
def slow() -> Iterator[SlowServer]:
    server = SlowServer()
    yield server
    server.answer.set()


async def asked(server: SlowServer, count: int) -> None:
    for _ in range(count):
        assert await asyncio.to_thread(server.arrived.acquire, timeout=10)


def test_a_name_is_looked_up_once_for_all_who_wait(slow: SlowServer) -> None:
    async def main() -> None:
        resolver = Resolver(slow.look)
        waiting = [asyncio.create_task(resolver.addresses("acme.example", Progress())) for _ in range(5)]
        await asked(slow, 1)
        slow.answer.set()
        assert await asyncio.gather(*waiting) == [HERE] * 5
        assert slow.asked == ["acme.example"]
        assert await resolver.addresses("acme.example", Progress()) == HERE
        assert slow.asked == ["acme.example"] * 2  # nothing is kept

    asyncio.run(main())


def test_who_gives_up_leaves_the_others_alone(slow: SlowServer) -> None:
    async def main() -> None:
        resolver = Resolver(slow.look)
        waiting = [asyncio.create_task(resolver.addresses("acme.example", Progress())) for _ in range(2)]
        await asked(slow, 1)
        waiting[0].cancel()
        slow.answer.set()
        assert await waiting[1] == HERE
        with pytest.raises(asyncio.CancelledError):
            await waiting[0]

    asyncio.run(main())


def test_threads_are_bounded_and_a_full_house_blames_no_name(slow: SlowServer) -> None:
    async def main() -> None:
        network = Network(ClientOptions("none"), utc_now, timeout_s=0.1, gap_s=0.0, resolver=Resolver(slow.look, 3))
        reader = NetworkReader(ReaderOptions(ClientOptions("none")))
        reader.network = network
        before = threading.active_count()
        readings = await asyncio.gather(*(reader(reading_of(DnsTarget(f"n{i}.example"))) for i in range(10)))
        assert threading.active_count() - before <= 3
        outcomes = [reading.outcome for reading in readings]
        assert outcomes.count(Outcome.FAILED) == 3
        assert outcomes.count(Outcome.SKIPPED) == 7
        assert {each.failure for each in readings} == {FailureKind.DNS_FAILURE, None}
        slow.answer.set()
        again = await reader(reading_of(DnsTarget("n9.example"), Source.PROBE))
        assert again.outcome is Outcome.OK
        assert len(slow.asked) == 4  # those that nobody waited for any more were never asked

    asyncio.run(main())


def test_threads_of_a_bad_hour_end_though_names_go_on_being_looked_up(slow: SlowServer) -> None:
    def threads() -> int:
        return sum(each.name == "name look-up" for each in set(threading.enumerate()) - before)

    async def main() -> None:
        resolver = Resolver(slow.look, idle_s=0.2)
        names = [f"{number}.example" for number in range(6)]
        burst = [asyncio.create_task(resolver.addresses(name, Progress())) for name in names]
        await asked(slow, len(names))
        assert threads() == len(names)
        slow.answer.set()
        await asyncio.gather(*burst)
        async with asyncio.timeout(10):
            while threads() > 2:
                await resolver.addresses("acme.example", Progress())

    before = set(threading.enumerate())
    asyncio.run(main())


def test_a_new_network_is_asked_anew(slow: SlowServer) -> None:
    async def main() -> None:
        resolver = Resolver(slow.look)
        old = asyncio.create_task(resolver.addresses("acme.example", Progress()))
        await asked(slow, 1)
        resolver.renew()
        new = asyncio.create_task(resolver.addresses("acme.example", Progress()))
        await asked(slow, 1)
        slow.answer.set()
        assert await old == HERE
        assert await new == HERE

    asyncio.run(main())


def test_an_error_reaches_all_who_wait(slow: SlowServer) -> None:
    async def main() -> None:
        slow.error = socket.gaierror(socket.EAI_NONAME, "no")
        resolver = Resolver(slow.look)
        waiting = [asyncio.create_task(resolver.addresses("acme.example", Progress())) for _ in range(3)]
        await asked(slow, 1)
        slow.answer.set()
        for result in await asyncio.gather(*waiting, return_exceptions=True):
            assert isinstance(result, socket.gaierror)

    asyncio.run(main())


def test_the_failure_of_an_older_look_up_is_not_ones_own(slow: SlowServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_once(name: str) -> list[Address]:
        first = not slow.asked
        found = slow.look(name)
        if first:
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return found

    async def main() -> None:
        resolver = Resolver(fails_once)
        first = asyncio.create_task(resolver.addresses("acme.example", Progress()))
        await asked(slow, 1)
        monkeypatch.setattr("notifier.sources.resolver.FRESH_S", -1.0)  # whatever was begun before is old
        second = asyncio.create_task(resolver.addresses("acme.example", Progress()))
        await asyncio.sleep(0)
        slow.answer.set()
        with pytest.raises(socket.gaierror):
            await first
        assert await second == HERE
        assert slow.asked == ["acme.example"] * 2

    asyncio.run(main())


def test_a_name_without_addresses() -> None:
    async def main() -> None:
        with pytest.raises(WorldError) as caught:
            await Resolver(lambda _: []).addresses("acme.example", Progress())
        assert caught.value.kind is FailureKind.DNS_FAILURE

    asyncio.run(main())


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "fe80::1%2"])
def test_bare_addresses_are_never_looked_up(host: str) -> None:
    def never(name: str) -> list[Address]:
        raise AssertionError(name)

    found = asyncio.run(Resolver(never).addresses(host, Progress()))
    assert len(found) == 1
    assert found[0][1][0] == host.partition("%")[0]


def test_quitting_does_not_wait_for_a_name_server(slow: SlowServer) -> None:
    async def main() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await Resolver(slow.look).addresses("acme.example", Progress())

    asyncio.run(main())
    assert all(each.daemon for each in threading.enumerate() if each.name == "name look-up")
    slow.answer.set()  # and the thread finds its loop closed without a word
