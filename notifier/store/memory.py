"""A journal that remembers for as long as it lives: for the simulation, and for tests of what is built on a journal."""

from datetime import datetime

from notifier.core.line.known_network import KnownNetwork
from notifier.core.model import Alert, Verdict
from notifier.core.ports import Batch, LineChange, Restored, Said, Trust
from notifier.store.going_on import GoingOn
from notifier.store.restoring import RECENT


class MemoryJournal(GoingOn):
    """Keeps lists of everything but readings, which are only counted: a simulated month has millions of them."""

    def __init__(self) -> None:
        super().__init__()
        self.readings = 0
        self.verdicts: list[Verdict] = []
        self.said: list[Said] = []
        self.alerts: dict[str, Alert] = {}
        self.lines: list[LineChange] = []
        self.trust: dict[tuple[str, str], Trust] = {}
        self.networks: dict[str, KnownNetwork] = {}
        self._last: datetime | None = None

    def commit(self, batch: Batch) -> None:
        """Keep everything of the batch."""
        self.note(batch)
        for reading in batch.readings:
            self.readings += 1
            if self._last is None or reading.time > self._last:
                self._last = reading.time
        if batch.verdicts:
            self.verdicts.extend(batch.verdicts)
        if batch.said:
            self.said.extend(batch.said)
        for alert in batch.alerts:
            self.alerts[alert.id] = alert
        if batch.lines:
            self.lines.extend(batch.lines)
        for trust in batch.trust:
            self.trust[trust.service, trust.target] = trust
        self.networks |= {network.name: network for network in batch.networks}

    def restore(self, now: datetime) -> Restored:
        """What was kept, as the history on disk would tell it."""
        since = now - RECENT
        incidents = [each for each in self.incidents.values() if each.until is None or each.until >= since]
        return Restored(
            verdicts=tuple(self.latest[service] for service in sorted(self.latest)),
            incidents=tuple(sorted(incidents, key=lambda each: (each.since, each.id))),
            trust=tuple(self.trust[key] for key in sorted(self.trust)),
            outbox=tuple(self.outbox[key] for key in sorted(self.outbox)),
            problems=tuple(self.problems[service] for service in sorted(self.problems)),
            networks=tuple(self.networks[name] for name in sorted(self.networks)),
            stopped=self._stopped(),
        )

    def _stopped(self) -> datetime | None:
        kept: tuple[Verdict | Alert | LineChange, ...] = (*self.verdicts, *self.alerts.values(), *self.lines)
        times = [each.time for each in kept]
        return max(times if self._last is None else (*times, self._last), default=None)
