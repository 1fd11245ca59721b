"""What waits for the next commit, so that many readings cost one transaction, and the journal that takes it."""

from collections.abc import Mapping
from typing import Final

import msgspec

from notifier.core.alerts.outbox import Outbox
from notifier.core.line.known_network import KnownNetwork
from notifier.core.model import Alert, Incident, Reading, Verdict
from notifier.core.moments import moment
from notifier.core.past.misdated import put_right
from notifier.core.ports import Batch, Journal, LineChange, Restored, Said
from notifier.engine.memory import all_trust, restore, trust_of
from notifier.engine.problems import KeptProblems
from notifier.engine.service import WatchedService

COMMIT_EVERY_S: Final = 10.0
COMMIT_AT: Final = 64
"""Readings are committed together: so many, or those of so long."""


class Unwritten(msgspec.Struct):
    """The changes that the journal does not have yet."""

    readings: list[Reading] = []
    verdicts: list[Verdict] = []
    incidents: list[Incident] = []
    said: list[Said] = []
    alerts: list[Alert] = []
    lines: list[LineChange] = []
    trusted: set[tuple[str, str]] = set()
    """Service and key of targets that answered well for the first time."""


class Ledger:
    """Collects changes and commits them."""

    def __init__(self, journal: Journal, services: Mapping[str, WatchedService], outbox: Outbox) -> None:
        self.unwritten = Unwritten()
        self._journal = journal
        self._services = services
        self._outbox = outbox
        self._problems = KeptProblems()
        self._committed_s = 0.0

    def restore(self, now_s: float) -> Restored:
        """Hand every service what the journal remembers of it; give all that it remembers."""
        self._committed_s = now_s
        kept, moved = put_right(self._journal.restore(moment(now_s)), moment(now_s))
        if moved != Batch():
            self._journal.commit(moved)
        restore(self._services, kept)
        self._problems.take_up(kept.problems)
        return kept

    def touch(self, service: str) -> None:
        """Note that something of this service may change: the next commit keeps what its problem stands on."""
        self._problems.touch(service)

    def add(self, reading: Reading, now_s: float) -> None:
        """Add a reading; commit when there are many, or when the last commit was long ago."""
        self.unwritten.readings.append(reading)
        if len(self.unwritten.readings) >= COMMIT_AT or now_s - self._committed_s >= COMMIT_EVERY_S:
            self.commit(now_s)

    def commit(self, now_s: float) -> None:
        """Keep what waits, in one transaction: what is new, what is to be notified of it, and what it stands on."""
        waiting, self.unwritten = self.unwritten, Unwritten()
        self._committed_s = now_s
        self._journal.commit(
            Batch(
                readings=tuple(waiting.readings),
                verdicts=tuple(waiting.verdicts),
                incidents=tuple(waiting.incidents),
                said=tuple(waiting.said),
                alerts=tuple(waiting.alerts),
                lines=tuple(waiting.lines),
                trust=trust_of(self._services, waiting.trusted),
                outbox=self._outbox.changes(),
                problems=self._problems.changes(self._services),
            )
        )

    def keep_all(self, now_s: float, networks: tuple[KnownNetwork, ...]) -> None:
        """Keep what waits, and what was learned of every target and of these networks."""
        self.commit(now_s)
        self._journal.commit(Batch(trust=all_trust(self._services.values()), networks=networks))
