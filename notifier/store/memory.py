"""A journal that remembers for as long as it lives: for the simulation, and for tests of what is built on a journal."""

from datetime import datetime

from notifier.core.model import Alert, AlertKind, Incident, Verdict
from notifier.core.ports import Batch, LineChange, Restored, Said, Trust
from notifier.store.restoring import RECENT


class MemoryJournal:
    """Keeps lists of everything but readings, which are only counted: a simulated month has millions of them."""

    def __init__(self) -> None:
        self.readings = 0
        self.verdicts: list[Verdict] = []
        self.incidents: dict[str, Incident] = {}
        self.said: list[Said] = []
        self.alerts: dict[str, Alert] = {}
        self.lines: list[LineChange] = []
        self.trust: dict[tuple[str, str], Trust] = {}
        self._last: datetime | None = None

    def commit(self, batch: Batch) -> None:
        """Keep everything of the batch."""
        for reading in batch.readings:
            self.readings += 1
            if self._last is None or reading.time > self._last:
                self._last = reading.time
        if batch.verdicts:
            self.verdicts.extend(batch.verdicts)
        for incident in batch.incidents:
            self.incidents[incident.id] = incident
        if batch.said:
            self.said.extend(batch.said)
        for alert in batch.alerts:
            self.alerts[alert.id] = alert
        if batch.lines:
            self.lines.extend(batch.lines)
        for trust in batch.trust:
            self.trust[trust.service, trust.target] = trust

    def restore(self, now: datetime) -> Restored:
        """What was kept, as the history on disk would tell it."""
        since = now - RECENT
        incidents = [each for each in self.incidents.values() if each.until is None or each.until >= since]
        verdicts = {verdict.service: verdict for verdict in self.verdicts}
        return Restored(
            verdicts=tuple(verdicts[service] for service in sorted(verdicts)),
            incidents=tuple(sorted(incidents, key=lambda each: (each.since, each.id))),
            alerts=self._alerts({each.id for each in incidents}),
            trust=tuple(self.trust[key] for key in sorted(self.trust)),
            stopped=self._stopped(),
        )

    def _alerts(self, incidents: set[str]) -> tuple[Alert, ...]:
        in_order = sorted(self.alerts.values(), key=lambda each: each.time)
        line = [each for each in in_order if each.kind is AlertKind.LINE][-1:]
        return tuple(
            each
            for each in in_order
            if each in line or each.thread in incidents or any(part.incident in incidents for part in each.services)
        )

    def _stopped(self) -> datetime | None:
        kept: tuple[Verdict | Alert | LineChange, ...] = (*self.verdicts, *self.alerts.values(), *self.lines)
        times = [each.time for each in kept]
        return max(times if self._last is None else (*times, self._last), default=None)
