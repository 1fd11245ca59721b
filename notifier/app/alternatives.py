"""What can be used instead, read when an incident begins: alternatives that nobody watches, once each, politely.

Those that are watched are looked at again, too: what is named is to be as it is at that moment. While somebody looks at
the window all this is done again every ten minutes, as long as it lasts. Whether one is named is decided in
`notifier.core.advice.instead`; how they are read, in `notifier.sources.instead`.
"""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from notifier.app.supervisor import Work
from notifier.app.view_state import ViewState
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.config.wishes import as_wished
from notifier.core.advice.instead import MOST, Alternative, Instead, Tried, scheme_of
from notifier.core.commands import CheckNow
from notifier.core.model import Alert, AlertKind, Incident, Service, Snapshot
from notifier.desktop.app_links import registered
from notifier.desktop.power import clock_through_sleep_s

AGAIN_S: Final = 600.0
"""One that was read so lately is not read again, however many incidents begin. Chosen."""
PATIENCE_MS: Final = 3_000
"""So long a notification waits for what is being read. Chosen."""


class Alternatives(QObject):
    """Reads them, in the loop of whoever works. `file` remembers how long they usually take.

    `instead` knows what was found; what follows from it is shown in `view`.

    Signals: `commanded` with a `CheckNow` for each that is watched; `ready` with an alert that can be told.
    """

    _read = Signal(object, object)
    _ended = Signal()
    commanded = Signal(object)
    ready = Signal(object)

    def __init__(
        self,
        settings: Callable[[], Settings],
        service_of: Callable[[str], Service | None],
        file: Path,
        view: ViewState,
        parent: QObject | None = None,
        clock_s: Callable[[], float] = clock_through_sleep_s,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._service_of = service_of
        self._file = file
        self._view = view
        self.instead = Instead(service_of)
        self._submit: Callable[[Work], bool] = lambda _work: False
        self._clock_s = clock_s
        self._asked_s: dict[str, float] = {}
        self._under_way = 0
        self._waiting: list[Alert] = []
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._release)
        self._read.connect(self._take)
        self._ended.connect(self._on_ended)

    def attend(self, submit: Callable[[Work], bool]) -> None:
        """Work in this loop from now on."""
        self._submit = submit
        self._under_way = 0  # what another loop had begun ended with it

    def on_incident(self, incident: Incident) -> None:
        """Read the alternatives of a service whose incident has begun; a practice reads nothing."""
        if incident.until is None and not incident.practice:
            self._ask(incident.service)

    def on_shown(self, snapshot: Snapshot) -> None:
        """Read those of what fails anew, where that was long ago: somebody looks at the window."""
        for each in snapshot.services if not snapshot.practice else ():
            if each.incident:
                self._ask(each.id)

    def tell(self, alert: Alert) -> None:
        """Have an alert told: at once, but an outage when it is known what can be used instead, if that is soon."""
        self._waiting.append(alert)
        if not self._under_way or (alert.kind is not AlertKind.OUTAGE and len(self._waiting) == 1):
            self._release()
        elif not self._patience.isActive():
            self._patience.start()

    @Slot()
    def _release(self) -> None:
        self._patience.stop()
        waiting, self._waiting = self._waiting, []
        for alert in waiting:
            self.ready.emit(alert)

    def meanwhile(self, alert: Alert) -> list[Alternative]:
        """Give what can be used instead of what an alert is about; a practice names nothing."""
        failing = {each.service for each in alert.services if not alert.practice}
        return self.instead.of(failing, self._view.real)

    @Slot(object, object)
    def _take(self, tried: tuple[Tried, ...], apps: frozenset[str]) -> None:
        self.instead.take(tried, apps)
        self._view.refresh()

    @Slot()
    def _on_ended(self) -> None:
        self._under_way = max(0, self._under_way - 1)
        if not self._under_way:
            self._release()

    def _ask(self, service: str) -> None:
        failing, settings = self._service_of(service), self._settings()
        if failing is None:
            return
        now_s = self._clock_s()
        named = as_wished(failing, settings).alternatives
        known = [found for name in named if (found := self._service_of(name)) is not None]
        watched = {each.id for each in settings.watched}
        new = [each for each in known if now_s - self._asked_s.get(each.id, -AGAIN_S) >= AGAIN_S]
        unwatched = [each for each in new if each.id not in watched and each.targets][:MOST]
        self._under_way += 1
        if not new or not self._submit(lambda: self._work(unwatched, known)):
            self._on_ended()
        else:
            self._asked_s |= dict.fromkeys((each.id for each in new), now_s)
            for each in new:
                if each.id in watched:
                    self.commanded.emit(CheckNow(each.id))

    async def _work(self, services: Sequence[Service], known: Sequence[Service]) -> None:
        try:
            await self._find(services, known)
        finally:
            self._ended.emit()

    async def _find(self, services: Sequence[Service], known: Sequence[Service]) -> None:
        from notifier.sources.client import ClientOptions
        from notifier.sources.instead import UsualAnswers, tried
        from notifier.sources.reader import NetworkReader, ReaderOptions

        settings = self._settings()
        password = secrets.get(secrets.PROXY_PASSWORD) if settings.proxy_user else None
        client = ClientOptions(settings.proxy, settings.proxy_user, password or "")
        async with NetworkReader(ReaderOptions(client)) as reader:
            found = await tried(services, reader, UsualAnswers(self._file)) if services else ()
        schemes = {scheme_of(link.url) for each in known for link in each.links if link.app}
        self._read.emit(found, await asyncio.to_thread(registered, schemes))
