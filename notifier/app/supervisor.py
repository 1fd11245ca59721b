"""Keeps the engine at work in its thread, with its history and its network, and begins it anew when a fault stops it.

What the engine works by is made of the settings here. What it can take while it runs (`ReplacePlan`) is handed to it
when it is different; proxy, broker and length of the history need an engine anew. It can rest for a while; what was set
and what became known meanwhile holds when it goes on.
"""

import logging
import time
from collections.abc import Callable, Coroutine
from functools import partial
from math import inf
from typing import Any, Final

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from notifier.app.engine_opening import engine_at
from notifier.bridge.worker import OpenRunner, Worker
from notifier.config.model import Settings, watch_of
from notifier.config.paths import Paths
from notifier.config.wishes import wished_services
from notifier.core.commands import AlertHanded, Command, NetworkChanged, Pause, ReplacePlan, Resume
from notifier.core.events import BeginAnew, EngineFailed, Event
from notifier.core.failure import UserError
from notifier.core.model import Service
from notifier.core.watch import Watch
from notifier.desktop.country import country_of_system
from notifier.words.language import spoken

log = logging.getLogger(__name__)

AGAIN_MS: Final = 5_000
MOST_FAILURES: Final = 3
WITHIN_S: Final = 600.0
"""So many failures within this time, and it is given up, which is published."""

ANEW: Final = ("proxy", "proxy_user", "history_days", "broker", "place", "answer_machines")
"""Settings that an engine cannot take while it runs."""

Work = Callable[[], Coroutine[Any, Any, None]]
Opened = Callable[[Paths, Settings, tuple[Service, ...]], OpenRunner]


def watch_for(settings: Settings) -> Watch:
    """What the rules need to know; for anchors that cannot judge, as the log says, the built-in ones serve."""
    try:
        return watch_of(settings, country_of_system(), spoken())
    except UserError as error:
        log.warning("%s", error)
        return watch_of(msgspec.structs.replace(settings, anchors=()), country_of_system(), spoken())


def opened(paths: Paths, settings: Settings, services: tuple[Service, ...]) -> OpenRunner:
    """Make what opens the engine inside its thread, and closes everything there."""
    return partial(engine_at, paths, settings, services, watch_for(settings))


class EngineSupervisor(QObject):
    """Keeps the engine at work; `service_of` knows the services of the catalogue by their ids.

    Signals: `published` carries every event of the engine, and `EngineFailed` only when it is given up; `renewed` when
    another thread works from now on, with what submits coroutines to its loop.
    """

    published = Signal(object)
    renewed = Signal(object)

    def __init__(
        self,
        paths: Paths,
        service_of: Callable[[str], Service | None],
        *,
        opened: Opened = opened,
        now_s: Callable[[], float] = time.monotonic,
        again_ms: int = AGAIN_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._paths = paths
        self._service_of = service_of
        self._opened = opened
        self._now_s = now_s
        self._settings = Settings()
        self._plan = ReplacePlan((), Watch())
        self._worker: Worker | None = None
        self._resting = False
        self._network: NetworkChanged | None = None
        self._paused_until_s: float | None = None
        self._handed: list[AlertHanded] = []
        """Confirmed while no engine was there; the next one keeps it."""
        self._failed_s: list[float] = []
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(again_ms)
        self._again.timeout.connect(self._begin)

    @property
    def is_at_work(self) -> bool:
        """Whether an engine runs; not while it rests, nor between a fault and the next try."""
        return self._worker is not None

    @property
    def tries_again(self) -> bool:
        """Whether the engine failed and will be begun anew."""
        return self._again.isActive()

    def begin(self, settings: Settings) -> None:
        """Start the engine."""
        self._settings, self._plan = settings, self._plan_of(settings)
        self._begin()

    def when_renewed(self, use: Callable[[Callable[[Work], bool]], None]) -> None:
        """Give a slot what submits work to the engine's thread: now, where one works, and again with each new one."""
        self.renewed.connect(use)
        if self._worker is not None:
            use(self._worker.submit)

    @Slot(object, object)
    def on_settings(self, _before: Settings, settings: Settings) -> None:
        """Go on with other settings, or with other services of the same names."""
        before, self._settings = self._settings, settings
        plan_before, self._plan = self._plan, self._plan_of(settings)
        if self._resting:
            return
        if _needs_new_engine(before, settings):
            self.renew()
        elif self._plan != plan_before:
            self.post(self._plan)

    @Slot()
    def renew(self) -> None:
        """Begin the engine anew, unless it rests."""
        self.close()
        self._begin()

    @Slot()
    def on_own_services(self) -> None:
        """Look again at what the catalogue says of the watched services."""
        self.on_settings(self._settings, self._settings)

    def _plan_of(self, settings: Settings) -> ReplacePlan:
        """Give the services that are watched and known, in the user's order, and what the rules need to know."""
        return ReplacePlan(wished_services(settings, self._service_of), watch_for(settings))

    @Slot(object)
    def post(self, command: Command) -> None:
        """Hand the engine a command."""
        match command:
            case NetworkChanged():
                self._network = command
            case Pause(seconds=seconds):
                self._paused_until_s = inf if seconds is None else self._now_s() + seconds
            case Resume():
                self._paused_until_s = None
            case AlertHanded() if self._worker is None:
                self._handed.append(command)
            case _:
                pass  # means nothing to another engine
        if self._worker is not None:
            self._worker.post(command)

    @Slot(str)
    def take_handed(self, alert: str) -> None:
        """Tell the engine that the notification server has taken the notification of this alert."""
        self.post(AlertHanded(alert))

    def close(self) -> bool:
        """Stop the engine; False when its thread hangs."""
        self._again.stop()
        worker, self._worker = self._worker, None
        if worker is None:
            return True
        worker.published.disconnect(self._on_event)
        return stopped(worker)

    def rest(self) -> bool:
        """Stop the engine until `go_on`; what it has published is heard still. False when its thread hangs."""
        self._resting = True
        self._again.stop()
        worker, self._worker = self._worker, None
        return worker is None or stopped(worker)

    def go_on(self) -> None:
        """Start the engine again: it takes up what its history tells, and looks what happened meanwhile."""
        if self._resting:
            self._resting = False
            self._begin()

    @Slot()
    def _begin(self) -> None:
        if self._resting:
            return
        self._worker = Worker(self._opened(self._paths, self._settings, self._plan.services), self)
        self._worker.published.connect(self._on_event)
        if self._network is not None:
            self._worker.post(NetworkChanged(*_known(self._network), changed=False))
        if (pause := self._pause()) is not None:
            self._worker.post(pause)
        for handed in self._handed:
            self._worker.post(handed)
        self._handed.clear()
        self._worker.start()
        self.renewed.emit(self._worker.submit)

    def _pause(self) -> Pause | None:
        """Give what is left of the user's pause."""
        if self._paused_until_s is None or self._paused_until_s <= self._now_s():
            return None
        return Pause(None if self._paused_until_s == inf else self._paused_until_s - self._now_s())

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, BeginAnew):
            if not self._resting:
                log.info("%s: the engine begins anew", event.why)
                self.renew()
            return
        if not isinstance(event, EngineFailed):
            self.published.emit(event)
            return
        if self._resting:
            return
        self.close()
        now_s = self._now_s()
        self._failed_s = [*(each for each in self._failed_s if each > now_s - WITHIN_S), now_s]
        if len(self._failed_s) >= MOST_FAILURES:
            self.published.emit(event)
        else:
            self._again.start()


def stopped(worker: Worker) -> bool:
    """Stop a worker and let go of it; False when it hangs: then it is left alone, for Qt would abort."""
    ended = worker.stop()
    if ended:
        worker.deleteLater()
    return ended


def _needs_new_engine(before: Settings, now: Settings) -> bool:
    return any(getattr(before, each) != getattr(now, each) for each in ANEW)


def _known(network: NetworkChanged) -> tuple[bool | None, bool | None, bool, bool]:
    return network.reachable, network.captive_portal, network.metered, network.on_battery
