"""Several addresses for one name: who is tried when, who wins, and what is told when nobody does."""

import asyncio
import gc
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.sources import dial
from notifier.sources.dial import HEAD_START_S, Dialer, alternating
from notifier.sources.failures import Progress
from notifier.sources.resolver import Address, Resolver
from notifier.sources.trust import Trust
from tests import virtual_time
from tests.sources.conftest import Start
from tests.sources.servers import Server, Visit, free_port


def four(address: str) -> Address:
    return socket.AF_INET, (address, 0)


def six(address: str) -> Address:
    return socket.AF_INET6, (address, 0, 0, 0)


class Known(Resolver):
    """Knows the addresses without asking (a thread would take no virtual time)."""

    def __init__(self, *known: Address) -> None:
        super().__init__()
        self._known = list(known)

    async def addresses(self, host: str, progress: Progress) -> list[Address]:
        return self._known


def dialer(*addresses: Address) -> Dialer:
    return Dialer(Resolver(lambda _: list(addresses)), Trust())


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port of 127.0.0.2 that never accepts: its queue is full."""
    with socket.socket() as full:
        full.bind(("127.0.0.2", 0))
        full.listen(0)
        port: int = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for sock in waiting:
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.2", port))
        yield port
        for sock in waiting:
            sock.close()


def touch(port: int, *addresses: Address) -> float:
    """Connect, and tell how long that took in virtual time: 0 but for pauses."""

    async def main() -> float:
        await Dialer(Known(*addresses), Trust()).touch("acme.example", port, Progress())
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return asyncio.get_running_loop().time()

    return virtual_time.run(main())


def test_an_address_that_refuses_gives_way_at_once(start: Start) -> None:
    server = start(Visit.hang)
    assert touch(server.port, four("127.0.0.2"), four("127.0.0.3"), four("127.0.0.1")) == 0.0


def test_an_address_that_is_silent_keeps_its_head_start_only(deaf: int) -> None:
    with socket.create_server(("127.0.0.1", deaf)):
        assert touch(deaf, four("127.0.0.2"), four("127.0.0.1")) == HEAD_START_S


def test_the_first_that_answers_wins_and_the_others_are_dropped(deaf: int) -> None:
    with socket.create_server(("127.0.0.1", deaf)) as first, socket.create_server(("127.0.0.3", deaf)) as second:
        touch(deaf, four("127.0.0.2"), four("127.0.0.1"), four("127.0.0.3"))
        second.setblocking(False)
        with pytest.raises(BlockingIOError):
            second.accept()
        first.accept()[0].close()


def test_what_a_host_says_counts_more_than_a_family_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(sock: socket.socket, address: tuple[object, ...]) -> None:
        if sock.family == socket.AF_INET6:
            raise OSError(101, "Network is unreachable")
        real(sock, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(ConnectionRefusedError):
        touch(free_port(), six("2001:db8::1"), four("127.0.0.1"))
    with pytest.raises(OSError, match="unreachable"):
        touch(free_port(), six("2001:db8::1"), six("2001:db8::2"))


def test_a_race_can_be_cancelled_and_leaves_nothing(deaf: int) -> None:
    async def main() -> None:
        progress = Progress()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(HEAD_START_S * 1.5):
                await dialer(four("127.0.0.2"), four("127.0.0.2"), six("::1")).touch("acme.example", deaf, progress)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        assert progress.late == "connect_timeout"

    asyncio.run(main())


@pytest.mark.parametrize("steps", range(20))
def test_a_race_that_is_cancelled_at_any_moment_leaves_no_socket_open(
    deaf: int, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """One that is left is a warning, which is an error here."""
    monkeypatch.setattr(dial, "HEAD_START_S", 0.0)

    async def main() -> None:
        racing = asyncio.create_task(
            Dialer(Known(four("127.0.0.2"), four("127.0.0.1")), Trust()).touch("a.example", deaf, Progress())
        )
        for _ in range(steps):
            await asyncio.sleep(0)
        racing.cancel()
        await asyncio.gather(racing, return_exceptions=True)

    with socket.create_server(("127.0.0.1", deaf)):
        asyncio.run(main())
        gc.collect()


def test_a_connection_carries_bytes_both_ways(start: Start) -> None:
    def echo(visit: Visit) -> None:
        visit.send(visit.sock.recv(100))

    async def main(server: Server) -> None:
        progress = Progress()
        line = await dialer(four("127.0.0.1")).connect("acme.example", server.port, progress)
        await line.write(b"hello")
        assert await line.read(100) == b"hello"
        ended = [progress.ended]
        assert await line.read(100) == b""
        assert [*ended, progress.ended] == [False, True]
        line.close()

    asyncio.run(main(start(echo)))


FAMILIES = st.integers(0, 9).map(lambda n: four(f"127.0.0.{n}")) | st.integers(0, 9).map(lambda n: six(f"::{n}"))


@given(st.lists(FAMILIES, min_size=1))
def test_families_take_turns(addresses: list[Address]) -> None:
    order = alternating(addresses)
    assert order[0] == addresses[0]
    assert len(order) == len(set(order)) <= 8
    families = {family for family, _ in addresses}
    assert {family for family, _ in order} == families
    if len(families) == 2:
        assert order[0][0] != order[1][0]
