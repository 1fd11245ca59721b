"""What can be used instead of what looks down: only what was read lately and works, and how it is opened.

Of what is watched its state tells. What nobody watches is read once when it is needed (`Tried`); whether it is slower
than usual follows from the few readings that were made of it before, and is claimed of nothing that was read less often
than `FEWEST` times. What fails too, may fail, or was not read lately is never named.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from math import log, sqrt
from typing import Final

import msgspec

from notifier.core.addresses import is_web_address
from notifier.core.model import LineState, Service, Snapshot, State
from notifier.core.numbers import DEVIATION_LEAST, SLOW_FACTOR

FRESH: Final = timedelta(minutes=15)
"""What was read so long ago is not what it is at this moment. Chosen."""
MOST: Final = 4
"""So many are named, and so many that nobody watches are read."""
FEWEST: Final = 5
"""Before so many readings nothing is usual. Chosen."""
DEVIATIONS: Final = 3.0
"""Slower than usual is so far above it, by the scatter of the few. Chosen."""
USABLE: Final = (State.OK, State.SLOW)


class Tried(msgspec.Struct, frozen=True):
    """How one that nobody watches was found; `state` is ok, slow, or unknown: it is not to be named."""

    service: str
    time: datetime
    state: State


class Alternative(msgspec.Struct, frozen=True):
    """What can be used; `address` opens it, in its app or in the browser; empty: none is known."""

    service: str
    name: str
    state: State
    address: str = ""
    app: bool = False


class Instead:
    """Knows what was read of services that nobody watches, and for which kinds of links an app is registered here."""

    def __init__(self, service_of: Callable[[str], Service | None]) -> None:
        self._service_of = service_of
        self._tried: dict[str, Tried] = {}
        self._apps: Collection[str] = frozenset()

    def take(self, tried: Iterable[Tried], apps: Collection[str]) -> None:
        """Take in what was read, and the schemes of links that open an app."""
        self._tried |= {each.service: each for each in tried}
        self._apps = apps

    def of(self, failing: Collection[str], snapshot: Snapshot | None) -> list[Alternative]:
        """Give what can be used instead of watched services that fail, in the order of their own lists.

        Where nothing is read just now, nobody knows what works.
        """
        if snapshot is None or snapshot.paused or snapshot.line.state is not LineState.ONLINE:
            return []
        states = {each.id: each.verdict.state for each in snapshot.services}
        lists = (each.alternatives for each in snapshot.services if each.id in failing)
        names = dict.fromkeys(name for each in lists for name in each if name not in failing)
        known = [(each, states.get(each) or self._state(each, snapshot.time)) for each in names]
        return [self._alternative(each, state) for each, state in known if state in USABLE][:MOST]

    def _state(self, service: str, now: datetime) -> State:
        tried = self._tried.get(service)
        return tried.state if tried is not None and now - tried.time <= FRESH else State.UNKNOWN

    def _alternative(self, service: str, state: State) -> Alternative:
        known = self._service_of(service)
        if known is None:
            return Alternative(service, service, state)
        address, app = opened_by(known, self._apps)
        return Alternative(service, known.name, state, address, app)


def opened_by(service: Service, apps: Collection[str]) -> tuple[str, bool]:
    """Give the address that opens a service, and whether in its app: only where one is registered for its scheme."""
    app = next((each.url for each in service.links if each.app and scheme_of(each.url) in apps), "")
    if app:
        return app, True
    addresses = (*(each.url for each in service.links if not each.app), service.homepage)
    return next((each for each in addresses if is_web_address(each)), ""), False


def scheme_of(address: str) -> str:
    """Give the scheme of an address."""
    return address.partition(":")[0]


def slower_than_usual(latency_ms: float, before: Sequence[float]) -> bool:
    """Tell whether an answer was slower than the earlier ones, all in ms; of fewer than `FEWEST` nothing is told."""
    if len(before) < FEWEST:
        return False
    logarithms = [log(max(each, 1.0)) for each in before]
    usual = sum(logarithms) / len(before)
    deviation = sqrt(sum((each - usual) ** 2 for each in logarithms) / len(before))
    scatter = max(DEVIATION_LEAST, deviation) * sqrt(1.0 + 1.0 / len(before))
    above = log(max(latency_ms, 1.0)) - usual
    return above >= max(log(SLOW_FACTOR), DEVIATIONS * scatter)
