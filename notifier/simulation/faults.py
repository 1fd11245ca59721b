"""Which faults touch a service, how many of its requests they hit at a time, and from where they are seen.

The one place that knows what a `[[fault]]` means: the simulated world draws from it, and what is judged against the
truth (`notifier.simulation.summary`, the tests) asks it.
"""

import random
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from notifier.core.addresses import by_turn
from notifier.core.failure import FailureKind
from notifier.core.model import Service
from notifier.simulation.scenario_file import UNFAILING, Fault

NEXT_ADDRESS_S: Final = 0.25
"""A connection that has not opened after so long is joined by one to the next address (RFC 8305)."""
UNCONNECTED: Final = frozenset({FailureKind.CONNECT_REFUSED, FailureKind.CONNECT_TIMEOUT, FailureKind.UNREACHABLE})
"""Failures before a connection is open: another address is tried."""


def is_hit(fault: Fault, service: Service) -> bool:
    """Tell whether a fault is one of this service."""
    return (
        service.id == fault.service
        or service.id in fault.services
        or bool(fault.owner and service.owner == fault.owner)
        or service.owner in fault.owners
        or bool(fault.cloud and fault.cloud in service.clouds)
    )


def faults_of(faults: Iterable[Fault], service: Service, component: str = "") -> list[Fault]:
    """Find the faults that touch a component of a service; an empty component means any."""
    return [
        fault
        for fault in faults
        if is_hit(fault, service) and (not fault.components or not component or component in fault.components)
    ]


def end_s(fault: Fault) -> float:
    """Give the second at which nothing of the fault is left: its tail is over."""
    return fault.until_s + fault.tail_s


def share_at(fault: Fault, t_s: float) -> float:
    """Give the share of requests that a fault hits at a time; 0 outside of it."""
    if not fault.from_s <= t_s < fault.until_s:
        return fault.tail_share if fault.until_s <= t_s < end_s(fault) else 0.0
    share = fault.share
    if fault.ramp_up_s and t_s < fault.from_s + fault.ramp_up_s:
        share *= (t_s - fault.from_s) / fault.ramp_up_s
    if fault.ramp_down_s and t_s > fault.until_s - fault.ramp_down_s:
        share *= (fault.until_s - t_s) / fault.ramp_down_s
    return share


def here(fault: Fault, country: str, network: str) -> bool:
    """Tell whether a fault is seen from this machine in this network of a country."""
    if fault.seen == "everywhere":
        return not fault.countries or country in fault.countries
    return fault.seen == "machine" or not fault.network or fault.network == network


def elsewhere(fault: Fault, country: str, network: str = "") -> bool:
    """Tell whether a fault is seen by a tester in a country; `network`: the user's, where it is the tester's, too."""
    if fault.seen == "provider":
        return bool(network) and fault.network in ("", network)
    return fault.seen == "everywhere" and (not fault.countries or country in fault.countries)


def by_address(fault: Fault) -> bool:
    """Tell whether a fault sticks to some of a name's addresses."""
    return bool(fault.family) or 0 < fault.bad_addresses < fault.addresses


def hit_share(fault: Fault) -> float:
    """Give the share of requests that fail by a fault in full swing, its addresses taken into account."""
    if fault.kind in UNFAILING:
        return 0.0
    if not by_address(fault):
        return fault.share
    if FailureKind(fault.kind) in UNCONNECTED:
        return 0.0
    return fault.share * (0.5 if fault.family else fault.bad_addresses / fault.addresses)


class Opened(NamedTuple):
    """The connection that opened: to which address, whether that is a bad one, and the seconds lost before."""

    address: str
    is_bad: bool
    lost_s: float


def meet_addresses(fault: Fault, luck: random.Random, tried: Sequence[str] = ()) -> Opened:
    """Connect as the program does, which prefers addresses that it has not `tried`.

    Both families are tried in turn, IPv6 first; of the same family in the order in which a name server turns them.
    """
    bad = _bad_addresses(fault, luck)
    turns = by_turn(list(bad), tried)
    if FailureKind(fault.kind) not in UNCONNECTED:
        return Opened(turns[0], bad[turns[0]], 0.0)
    passed_over = [bad[each] for each in turns].index(False)  # there is a good one, or it would not be by address
    lost_s = passed_over * NEXT_ADDRESS_S if fault.kind == FailureKind.CONNECT_TIMEOUT else 0.0
    return Opened(turns[passed_over], False, lost_s)


def _bad_addresses(fault: Fault, luck: random.Random) -> dict[str, bool]:
    """Give the name's addresses in the order in which they are found, and which of them are bad."""
    if fault.family:
        return {"2001:db8::1": fault.family == "ipv6", "192.0.2.1": fault.family == "ipv4"}
    first = luck.randrange(fault.addresses)
    numbers = [(first + turn) % fault.addresses for turn in range(fault.addresses)]
    return {f"192.0.2.{number + 1}": number < fault.bad_addresses for number in numbers}
