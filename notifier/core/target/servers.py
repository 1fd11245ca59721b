"""Which of a name's addresses fail, as far as a doubt has shown it: one of several servers, or one family of addresses.

While a target is doubtful each reading takes the address that it has not met for longest, so that what sticks to some
of them shows itself. Failures at an address are weighed against answers of that address alone: what another one
answers does not refute them. Times in seconds of the epoch.
"""

from collections.abc import Sequence
from math import log
from typing import Final, Literal

import msgspec

from notifier.core.numbers import OUTAGE_AT, P_FAIL_OUT

Only = Literal["", "IPv4", "IPv6"]


class Server(msgspec.Struct, frozen=True, gc=False):
    """What one address has given since the doubt began, by the newest readings of it."""

    address: str
    read_s: float
    failed: int = 0
    """How often in a row; 0: it answered last."""
    weight: float = 0.0
    proven: bool = False
    """It failed so often in a row that it is this address that fails, and no share of all requests."""

    @property
    def family(self) -> Only:
        """The family of the address."""
        return "IPv6" if ":" in self.address else "IPv4"


NONE: Final[tuple[Server, ...]] = ()


def met(
    servers: tuple[Server, ...], address: str, start_s: float, p_fail: float, *, failed: bool
) -> tuple[Server, ...]:
    """Take in what a reading got from an address; those that were met longest ago stand first."""
    if not address:
        return servers
    known = next((each for each in servers if each.address == address), Server(address, start_s))
    if start_s < known.read_s:
        return servers
    now = Server(address, start_s, proven=known.proven)
    if failed:
        heavier = known.weight + log(P_FAIL_OUT / p_fail)
        now = Server(address, start_s, known.failed + 1, heavier, proven=known.proven or heavier >= OUTAGE_AT)
    return (*(each for each in servers if each.address != address), now)


def tried(servers: Sequence[Server]) -> tuple[str, ...]:
    """Give the addresses that were met, the one that was met longest ago first."""
    return tuple(each.address for each in servers)


def weight(servers: Sequence[Server]) -> float:
    """Weigh "these addresses fail, those answer"; 0 where all known ones do the same."""
    return sum(each.weight for each in servers) if any(not each.failed for each in servers) else 0.0


def in_part(servers: Sequence[Server]) -> bool:
    """Tell whether some addresses fail and at least as many answer: by rule 19 no outage."""
    failing = sum(each.failed > 0 for each in servers)
    return 0 < 2 * failing <= len(servers)


def by_themselves(servers: Sequence[Server]) -> bool:
    """Tell whether some addresses fail while at least as many answer, of the same family, too."""
    return in_part(servers) and not only(servers)


def all_answer_again(servers: Sequence[Server], answers: int) -> bool:
    """Tell whether some addresses were proven to fail, and so many answers in a row are two of each, in turn."""
    return any(each.proven for each in servers) and answers >= 2 * len(servers)


def only(servers: Sequence[Server]) -> Only:
    """Give the family that fails while all of the other answers; empty where it is not as simple."""
    failing = {each.family for each in servers if each.failed}
    answering = {each.family for each in servers if not each.failed}
    return next(iter(failing)) if len(failing) == 1 and answering and not failing & answering else ""
