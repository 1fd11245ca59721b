"""Names with several addresses, on real sockets: read in turn while in doubt, and each reading says which it met."""

import asyncio
import socket
from collections.abc import Sequence

import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading, Source
from notifier.core.ports import Read
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.servers import only, tried
from notifier.core.targets import Target
from notifier.probes.http import HttpTarget
from notifier.probes.tls import TlsTarget
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.resolver import Address, Resolver
from tests import virtual_time
from tests.sources.conftest import Start
from tests.sources.servers import Authority, Visit, http, says

FOUR = tuple(f"127.0.0.{number}" for number in range(1, 5))
NAME = "acme.example"


def addresses_of(*known: str) -> Resolver:
    found: list[Address] = [
        (socket.AF_INET6, (each, 0, 0, 0)) if ":" in each else (socket.AF_INET, (each, 0)) for each in known
    ]
    return Resolver(lambda _: list(found))


def read_in_turn(
    target: Target, known: Sequence[str], times: int, client: ClientOptions | None = None
) -> tuple[list[Reading], TargetEvidence]:
    """Read a doubtful target as the engine does: each reading past the addresses that the last ones met."""
    evidence = TargetEvidence(target.key, "web")
    evidence.answered(0.0, 1.0)

    async def main() -> list[Reading]:
        options = ReaderOptions(client or ClientOptions(), timeout_s=5.0, gap_s=0.0)
        readings = []
        async with NetworkReader(options) as reader:
            reader.network.dialer.resolver = addresses_of(*known)
            for number in range(times):
                read = Read(number, Source.PROBE, "acme", "web", target, True, tried(evidence.servers))
                reading = await reader(read)
                start_s = 5.0 * (number + 1)
                if reading.outcome is Outcome.FAILED:
                    evidence.failed_at(start_s, reading.failure, reading.detail, reading.address)
                else:
                    evidence.answered(start_s, reading.latency_ms, address=reading.address)
                readings.append(reading)
        return readings

    return asyncio.run(main()), evidence


def test_a_wrong_certificate_on_one_of_four_addresses(start: Start, trusted: Authority) -> None:
    good, wrong = trusted.context(NAME), trusted.context("other.example")
    first = start(says(200), wrong, (FOUR[0], 0))
    for address in FOUR[1:]:
        start(says(200), good, (address, first.port))
    readings, evidence = read_in_turn(HttpTarget(f"https://{NAME}:{first.port}/"), FOUR, 8)
    assert [each.address for each in readings] == [*FOUR, *FOUR]
    assert [each.failure for each in readings] == [FailureKind.CERTIFICATE, None, None, None] * 2
    assert {each.address: each.failed for each in evidence.servers} == dict(zip(FOUR, (2, 0, 0, 0), strict=True))
    assert evidence.good_run is not None


def hangs_up(visit: Visit) -> None:
    """Break the handshake off."""
    visit.sock.recv(1)
    visit.reset()


def test_half_of_the_addresses_break_off(start: Start) -> None:
    first = start(http(Visit.reset), None, (FOUR[0], 0))
    start(http(Visit.reset), None, (FOUR[1], first.port))
    for address in FOUR[2:]:
        start(says(200), None, (address, first.port))
    readings, evidence = read_in_turn(HttpTarget(f"http://{NAME}:{first.port}/"), FOUR, 8)
    assert {each.address for each in readings if each.outcome is Outcome.FAILED} == set(FOUR[:2])
    assert {each.address for each in readings if each.outcome is Outcome.OK} == set(FOUR[2:])
    assert evidence.bad_run is None


def test_addresses_that_refuse_are_passed_over_as_ever(start: Start) -> None:
    first = start(says(200), None, (FOUR[2], 0))
    readings, _ = read_in_turn(HttpTarget(f"http://{NAME}:{first.port}/"), FOUR, 3)
    assert [(each.outcome, each.address) for each in readings] == [(Outcome.OK, FOUR[2])] * 3


def test_a_name_whose_addresses_all_refuse_has_met_none(start: Start) -> None:
    port = start(says(200), None, (FOUR[3], 0)).port
    readings, evidence = read_in_turn(HttpTarget(f"http://{NAME}:{port}/"), FOUR[:3], 2)
    assert [(each.failure, each.address) for each in readings] == [(FailureKind.CONNECT_REFUSED, "")] * 2
    assert evidence.servers == ()


@pytest.mark.parametrize(("broken", "family"), [("::1", "IPv6"), ("127.0.0.1", "IPv4")])
def test_one_family_alone_is_broken(broken: str, family: str, start: Start, trusted: Authority) -> None:
    context = trusted.context(NAME)
    (works,) = {"::1", "127.0.0.1"} - {broken}
    first = start(says(200), context, (works, 0))
    start(hangs_up, None, (broken, first.port))
    readings, evidence = read_in_turn(TlsTarget(NAME, first.port), (broken, works), 6)
    assert [each.address for each in readings] == [broken, works] * 3
    assert [each.outcome for each in readings] == [Outcome.FAILED, Outcome.OK] * 3
    assert only(evidence.servers) == family


def test_what_hangs_at_one_address_is_read_at_another_meanwhile(start: Start) -> None:
    async def main() -> tuple[Reading, Reading]:
        loop, came = asyncio.get_running_loop(), asyncio.Event()

        def hang(visit: Visit) -> None:
            loop.call_soon_threadsafe(came.set)
            visit.hang()

        hanging = start(http(hang), None, (FOUR[0], 0))
        start(says(200), None, (FOUR[1], hanging.port))
        target = HttpTarget(f"http://{NAME}:{hanging.port}/")
        async with NetworkReader(ReaderOptions(timeout_s=2.0, gap_s=0.0)) as reader:
            reader.network.dialer.resolver = addresses_of(*FOUR[:2])
            first = asyncio.create_task(reader(Read(1, Source.PROBE, "acme", "web", target)))
            await came.wait()
            second = await reader(Read(2, Source.PROBE, "acme", "web", target, fresh=True))
            return await first, second

    first, second = asyncio.run(main())
    assert (first.failure, first.address) == (FailureKind.READ_TIMEOUT, FOUR[0])
    assert (second.outcome, second.address) == (Outcome.OK, FOUR[1])


def test_the_address_of_a_proxy_is_not_the_services(start: Start) -> None:
    proxy = start(says(200))
    readings, _ = read_in_turn(HttpTarget(f"http://{NAME}/"), ("127.0.0.1",), 1, ClientOptions(proxy=proxy.url()))
    assert [(each.outcome, each.address) for each in readings] == [(Outcome.OK, "")]


def test_a_name_that_is_found_after_six_seconds_is_found(start: Start) -> None:
    class Slow(Resolver):
        async def addresses(self, host: str, progress: Progress) -> list[Address]:
            progress.wait(FailureKind.DNS_FAILURE, f"the name server, about {host}")
            await asyncio.sleep(6.0)
            return [(socket.AF_INET, ("127.0.0.1", 0))]

    server = start(Visit.hang)

    async def main() -> tuple[Reading, float]:
        async with NetworkReader(ReaderOptions(gap_s=0.0)) as reader:
            reader.network.dialer.resolver = Slow()
            target = TlsTarget(NAME, server.port)
            progress = Progress()
            await reader.network.dialer.touch(NAME, server.port, progress)
            found_s = asyncio.get_running_loop().time()
            return await reader(Read(1, Source.PROBE, "acme", "web", target)), found_s

    reading, found_s = virtual_time.run(main())
    assert found_s == 6.0
    assert (reading.failure, reading.address) == (FailureKind.READ_TIMEOUT, "127.0.0.1"), "the name was found in time"
