"""What can be used instead of what looks down: by name, as it stands at this moment, with the address that opens it.

Of what is watched the state tells; what is not watched counts for some minutes after it was read. What fails too, may
fail, or was not read is never named.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

import msgspec
from PySide6.QtCore import QUrl

from notifier.core.model import Outcome, Reading, Service, ServiceStatus, Snapshot, State
from notifier.ui.history.links import SAFE_SCHEMES
from notifier.words import pages
from notifier.words.names import Names

FRESH: Final = timedelta(minutes=15)
"""What was read so long ago is not what it is at this moment. Chosen."""
MOST: Final = 4
USABLE: Final = (State.OK, State.SLOW)


class Alternative(msgspec.Struct, frozen=True):
    """What can be used; `address` of the web, empty where none is known."""

    name: str
    state: State
    address: str = ""


class Instead:
    """Knows what was read of services that are not watched."""

    def __init__(self, service_of: Callable[[str], Service | None]) -> None:
        self._service_of = service_of
        self._names = Names(service_of)
        self._read: dict[str, Reading] = {}

    def take(self, readings: Iterable[Reading]) -> None:
        """Take in what was read."""
        self._read |= {each.service: each for each in readings}

    def of(self, status: ServiceStatus, snapshot: Snapshot) -> list[Alternative]:
        """Give what can be used instead of a service."""
        watched = {each.id: each.verdict.state for each in snapshot.services}
        known = [(each, watched.get(each) or self._state(each, snapshot.time)) for each in status.alternatives]
        usable = [(each, state) for each, state in known if state in USABLE][:MOST]
        return [Alternative(self._names.service(each), state, self._address(each)) for each, state in usable]

    def sentence(self, status: ServiceStatus | None, snapshot: Snapshot | None) -> str:
        """Say what can be used instead of a service; empty: nothing, or nothing is known."""
        usable = self.of(status, snapshot) if status is not None and snapshot is not None else []
        return pages.meanwhile([(each.name, each.state) for each in usable])

    def _state(self, service: str, now: datetime) -> State:
        reading = self._read.get(service)
        fresh = reading is not None and now - reading.time <= FRESH
        return State.OK if fresh and reading is not None and reading.outcome is Outcome.OK else State.UNKNOWN

    def _address(self, service: str) -> str:
        known = self._service_of(service)
        if known is None:
            return ""
        addresses = (*(each.url for each in known.links if not each.app), known.homepage)
        return next((each for each in addresses if QUrl(each).scheme() in SAFE_SCHEMES), "")
