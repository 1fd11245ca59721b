"""Politeness and time-outs, in virtual time; what a change of the network does."""

import asyncio
import itertools
import threading
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Outcome
from notifier.probes.http import HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress
from notifier.sources.network import AT_ONCE, HostGate, Network
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests import virtual_time
from tests.sources.conftest import Start, reading_of
from tests.sources.servers import Visit


def clock() -> float:
    return asyncio.get_running_loop().time()


async def visit(gate: HostGate, host: str, starts: list[tuple[str, float]], lasts_s: float = 0.0) -> None:
    async with gate.turn(host):
        starts.append((host, clock()))
        await virtual_time.passes(lasts_s)


async def all_of(*visits: Coroutine[Any, Any, None]) -> None:
    await asyncio.gather(*visits)


def test_a_host_is_read_once_in_five_seconds() -> None:
    starts: list[tuple[str, float]] = []

    async def main() -> None:
        gate = HostGate()
        await all_of(*(visit(gate, host, starts) for host in ("a", "a", "b", "a")))

    virtual_time.run(main())
    assert sorted(starts) == [("a", 0.0), ("a", 5.0), ("a", 10.0), ("b", 0.0)]


def test_a_person_who_waits_has_a_host_asked_five_times_a_second() -> None:
    starts: list[float] = []

    async def ask(network: Network) -> None:
        async with network.turn("a", Progress()):
            starts.append(clock())

    async def main() -> None:
        network = Network(ClientOptions(proxy="none"), virtual_time.now).burst(timeout_s=6.0)
        await all_of(*(ask(network) for _ in range(4)))

    virtual_time.run(main())
    assert starts == pytest.approx([0.0, 0.2, 0.4, 0.6])


def test_a_host_is_read_by_four_at_most() -> None:
    starts: list[tuple[str, float]] = []

    async def main() -> None:
        gate = HostGate(gap_s=1.0)
        await all_of(*(visit(gate, "a", starts, lasts_s=60.0) for _ in range(6)))

    virtual_time.run(main())
    assert [at for _, at in starts] == [0.0, 1.0, 2.0, 3.0, 60.0, 61.0]


def test_who_gives_up_keeps_nobody_waiting() -> None:
    starts: list[tuple[str, float]] = []

    async def main() -> None:
        gate = HostGate()
        await visit(gate, "a", starts)
        impatient = [asyncio.create_task(visit(gate, "a", starts)) for _ in range(20)]
        await virtual_time.passes(1.0)
        for task in impatient:
            task.cancel()
        await asyncio.gather(*impatient, return_exceptions=True)
        await visit(gate, "a", starts)

    virtual_time.run(main())
    assert starts == [("a", 0.0), ("a", 5.0)]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 30), st.floats(0, 20)), max_size=25))
def test_nobody_is_ever_impolite(visits: list[tuple[str, float, float]]) -> None:
    starts: list[tuple[str, float]] = []
    open_now: dict[str, int] = {}

    async def later(gate: HostGate, host: str, at: float, lasts_s: float) -> None:
        await virtual_time.passes(at)
        async with gate.turn(host):
            starts.append((host, clock()))
            open_now[host] = open_now.get(host, 0) + 1
            assert open_now[host] <= 4
            await virtual_time.passes(lasts_s)
            open_now[host] -= 1

    async def main() -> None:
        gate = HostGate()
        await all_of(*(later(gate, *each) for each in visits))

    virtual_time.run(main())
    assert len(starts) == len(visits)
    for host in "abc":
        times = sorted(at for name, at in starts if name == host)
        assert all(later - earlier >= 5.0 - 1e-6 for earlier, later in itertools.pairwise(times))


def test_hosts_that_nobody_reads_are_forgotten() -> None:
    async def main() -> int:
        gate = HostGate()
        for number in range(3000):
            async with gate.turn(f"host{number}"):
                await virtual_time.passes(0.1)
        return len(gate._hosts)

    assert virtual_time.run(main()) <= 512


async def read_for_ever(network: Network, progress: Progress) -> None:
    async with network.turn("a", progress):
        await virtual_time.passes(99)


def test_waiting_for_a_turn_is_not_part_of_the_time_out() -> None:
    async def main() -> list[float]:
        network = Network(ClientOptions(proxy="none"), virtual_time.now)
        late = []
        for _ in range(3):
            progress = Progress()
            with pytest.raises(TimeoutError):
                await read_for_ever(network, progress)
            assert progress.started is not None
            late.append(clock() - (progress.started - virtual_time.START).total_seconds())
        return late

    assert virtual_time.run(main()) == [10.0, 10.0, 10.0]


def test_however_many_are_read_the_system_has_sockets_for_them() -> None:
    starts: list[float] = []

    async def one(network: Network, number: int) -> None:
        async with network.turn(f"host-{number}", Progress()):
            starts.append(clock())
            await virtual_time.passes(3.0)

    async def main() -> None:
        network = Network(ClientOptions(proxy="none"), virtual_time.now, gap_s=0.0)
        await all_of(*(one(network, number) for number in range(2 * AT_ONCE + 1)))

    virtual_time.run(main())
    assert Counter(starts) == {0.0: AT_ONCE, 3.0: AT_ONCE, 6.0: 1}
    assert 3 * AT_ONCE < 1024


def test_another_network_ends_what_is_under_way(start: Start) -> None:
    arrived = threading.Semaphore(0)

    def arrive(visit: Visit) -> None:
        visit.read_head()
        arrived.release()
        visit.hang()

    server = start(arrive)

    async def main() -> None:
        async with NetworkReader(ReaderOptions(ClientOptions("none"), timeout_s=60.0, gap_s=0.0)) as reader:
            reads = [
                asyncio.create_task(reader(reading_of(HttpTarget(server.url("/a"))))),
                asyncio.create_task(reader(reading_of(HttpTarget(server.url("/b"))))),
            ]
            for _ in reads:
                assert await asyncio.to_thread(arrived.acquire, timeout=10)
            reader.renew()
            for reading in await asyncio.gather(*reads):
                assert reading.outcome is Outcome.SKIPPED
                assert "network" in reading.detail
            fine = await reader(reading_of(TcpTarget("127.0.0.1", server.port)))
            assert fine.outcome is Outcome.OK

    asyncio.run(main())
