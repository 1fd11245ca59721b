"""What those who try for us elsewhere meet in the simulated world: testers in homes and data centres of all countries.

What is asked for is found among the scenario's targets by its address; what is truly so there, in `[[fault]]`. Which
source has which testers, and in what form it tells, is in `notifier.simulation.servers`.
"""

import random
from typing import Final
from zlib import crc32

import msgspec

from notifier.core.failure import FailureKind
from notifier.probes import Probe
from notifier.simulation.faults import by_address, elsewhere, end_s, meet_addresses, share_at
from notifier.simulation.requests import RANDOM_FAILURES
from notifier.simulation.scenario_file import UNFAILING, UNVERIFIABLE, Fault
from notifier.simulation.world import World
from notifier.sources.remote import RemoteCheck, Try

NETWORKS: Final = 3
"""So many providers has each country, and the user's own."""


class Place(msgspec.Struct, frozen=True):
    """Where a tester is; `mine`: with the user's own provider."""

    country: str
    network: int
    mine: bool = False


class Target(msgspec.Struct, frozen=True):
    """What is tried."""

    service: str = ""
    probe: Probe | None = None
    faults: tuple[Fault, ...] = ()
    failure_rate: float = 0.0
    status: int = 200
    """As which it answers a web request that is good."""
    text: str = ""
    """And what it then says."""


class Meeting(msgspec.Struct, frozen=True):
    """What a tester met: nothing bad, a failure, or an answer that does not tell."""

    failure: FailureKind | None = None
    walled: bool = False


WORKS: Final = Meeting()
NO_TARGET: Final = Target()
ANSWERED: Final = frozenset(
    {
        FailureKind.HTTP_5XX,
        FailureKind.HTTP_UNEXPECTED,
        FailureKind.BODY_MISMATCH,
        FailureKind.TOO_LARGE,
        FailureKind.CERTIFICATE,
    }
)
"""Failures of something that answers a web request."""


def status_of(target: Target, met: Meeting) -> int:
    """Give the status of a web request that is answered."""
    if met.walled or met.failure is None:
        return 403 if met.walled else target.status
    return {FailureKind.HTTP_5XX: 503, FailureKind.HTTP_UNEXPECTED: 404}.get(met.failure, target.status)


def address_of(check: RemoteCheck) -> str:
    """Name what is to be tried, alike however it is asked for."""
    port = check.port or (443 if check.secure else 80)
    match check.kind:
        case Try.WEB:
            return f"{check.host}:{port}{check.path}"
        case Try.CONNECT:
            return f"{check.host}:{check.port}"
        case Try.NAME:
            return check.host


class Testers:
    """Everybody elsewhere."""

    __test__ = False  # nothing for pytest

    def __init__(self, world: World) -> None:
        self._world = world
        self._targets: dict[str, Target] = {}
        for service in world.scenario.services:
            rate = next((each.failure_rate for each in world.scenario.file.service if each.id == service.id), 0.0)
            for probe in service.targets:
                if isinstance(probe, Probe) and (check := probe.remote) is not None:
                    address = address_of(check)
                    known = self._targets.get(address, NO_TARGET).faults
                    faults = dict.fromkeys((*known, *world.faults_of(service.id, probe.component)))
                    status = next(iter(check.statuses), 200)
                    self._targets[address] = Target(service.id, probe, tuple(faults), rate, status, check.text)

    def find(self, check: RemoteCheck) -> Target:
        """Find what is tried; what the scenario does not have works everywhere."""
        return self._targets.get(address_of(check), NO_TARGET)

    def provider(self, t_s: float) -> int:
        """Give the number of the network that the user is in."""
        name = self._world.connection.network_at(t_s)
        return 200_000 + crc32(name.encode()) % 50_000

    def place(self, country: str, number: int, provider: int, t_s: float) -> Place:
        """Give the place of the so-manieth tester of a country; `provider` is wanted where it is not 0."""
        mine = provider != 0 and provider == self.provider(t_s) and country == self._world.country
        return Place(country, provider or 64_512 + crc32(country.encode()) % 300 * NETWORKS + number % 3, mine)

    def meet(self, target: Target, place: Place, t_s: float, luck: random.Random) -> Meeting:
        """Try once."""
        mine = self._world.connection.network_at(t_s) if place.mine else ""
        for fault in target.faults:
            if not fault.from_s <= t_s < end_s(fault) or not elsewhere(fault, place.country, mine):
                continue
            met = _met(fault, target, t_s, luck)
            if met is not None:
                return met
        rate = max(target.failure_rate, self._world.scenario.file.world.failure_rate)
        return Meeting(luck.choice(RANDOM_FAILURES)) if rate and luck.random() < rate else WORKS


def _met(fault: Fault, target: Target, t_s: float, luck: random.Random) -> Meeting | None:
    """Give what a fault does to one try; None: it passes it by."""
    share = share_at(fault, t_s)
    if share < 1.0 and luck.random() >= share:
        return None
    walls = fault.kind == UNVERIFIABLE or (fault.walled and luck.random() < fault.walled)
    if walls and target.probe is not None and target.probe.walled:
        return Meeting(walled=True)
    if fault.kind in UNFAILING or target.probe is None:
        return None
    if by_address(fault) and not meet_addresses(fault, luck).is_bad:
        return None
    return Meeting(target.probe.fails_as(FailureKind(fault.kind)))
