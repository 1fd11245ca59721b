"""What can be used instead, read when an incident begins: alternatives that nobody watches, once each, politely.

While somebody looks at the window they are read again every ten minutes, as long as it lasts.

Only services that the catalogue or the user names as alternatives of what looks down are read, one address of each; of
those that are watched their state tells. Whether one is named, and how, is decided by the window.
"""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal

from notifier.app.supervisor import Work
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.core.model import Incident, Outcome, Reading, Service, Snapshot, Source
from notifier.core.ports import Read

log = logging.getLogger(__name__)

AGAIN: Final = timedelta(minutes=10)
"""One that was read so lately is not read again, however many incidents begin. Chosen."""
MOST: Final = 4
"""So many alternatives of one service are read."""


class Alternatives(QObject):
    """Reads them, in the loop of whoever works.

    Signals: `read` with the readings of one incident's alternatives, a tuple of `Reading`.
    """

    read = Signal(object)

    def __init__(
        self,
        settings: Callable[[], Settings],
        service_of: Callable[[str], Service | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._service_of = service_of
        self._submit: Callable[[Work], bool] = lambda _work: False
        self._read: dict[str, datetime] = {}

    def attend(self, submit: Callable[[Work], bool]) -> None:
        """Work in this loop from now on."""
        self._submit = submit

    def on_incident(self, incident: Incident) -> None:
        """Read the alternatives of a service whose incident has begun; a practice reads nothing."""
        if incident.until is None and not incident.practice:
            self._ask(incident.service)

    def on_shown(self, snapshot: Snapshot) -> None:
        """Read those of what fails anew, where that was long ago: somebody looks at the window."""
        for each in snapshot.services if not snapshot.practice else ():
            if each.incident:
                self._ask(each.id)

    def _ask(self, service: str) -> None:
        failing = self._service_of(service)
        if failing is None:
            return
        now = datetime.now(UTC)
        watched = {each.id for each in self._settings().watched}
        new = [each for each in failing.alternatives if each not in watched and now - self._last(each) >= AGAIN]
        services = [each for name in new[:MOST] if (each := self._service_of(name)) is not None and each.targets]
        if services and self._submit(lambda: self._work(services)):
            self._read |= dict.fromkeys((each.id for each in services), now)

    def _last(self, service: str) -> datetime:
        return self._read.get(service, datetime.min.replace(tzinfo=UTC))

    async def _work(self, services: Iterable[Service]) -> None:
        from notifier.sources.client import ClientOptions
        from notifier.sources.reader import NetworkReader, ReaderOptions

        settings = self._settings()
        password = secrets.get(secrets.PROXY_PASSWORD) if settings.proxy_user else None
        client = ClientOptions(settings.proxy, settings.proxy_user, password or "")
        async with NetworkReader(ReaderOptions(client)) as reader:
            asked = [reader(_read_of(number, each)) for number, each in enumerate(services)]
            readings: list[Reading] = await asyncio.gather(*asked)
        log.info("alternatives that answer: %d of %d", _answering(readings), len(readings))
        self.read.emit(tuple(readings))


def _read_of(number: int, service: Service) -> Read:
    target = service.targets[0]
    return Read(number, Source.PROBE, service.id, target.component, target, fresh=True)


def _answering(readings: Iterable[Reading]) -> int:
    return sum(each.outcome is Outcome.OK for each in readings)
