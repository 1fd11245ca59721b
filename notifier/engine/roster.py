"""Which services are watched; taking on another list while the engine runs."""

from collections.abc import Iterable

from notifier.core.model import Service
from notifier.core.service.watched import Watched
from notifier.engine.conditions import Conditions
from notifier.engine.effects import Effects
from notifier.engine.line import WatchedLine
from notifier.engine.service import WatchedService
from notifier.engine.witnesses import Witnesses


class Roster:
    """The watched services by their ids; the mapping itself stays the same for all who read it."""

    def __init__(self, conditions: Conditions, line: WatchedLine) -> None:
        self.services: dict[str, WatchedService] = {}
        self.families: dict[str, list[WatchedService]] = {}
        """The same by their owners."""
        self.witnesses = Witnesses(conditions, line, self._every)
        self._conditions = conditions
        self._line = line
        self._evidence: Watched | None = None
        """Of all of them, as long as none comes or goes: it is asked for with every doubtful reading."""

    def add(self, service: Service, now_s: float) -> WatchedService:
        """Begin to watch a service. Nothing is planned yet."""
        added = WatchedService(service, self._conditions, self._line, self.families, self.witnesses, now_s)
        self._take_in(added)
        return added

    def _take_in(self, service: WatchedService) -> None:
        self.services[service.service.id] = service
        self.families.setdefault(service.service.owner, []).append(service)
        self._evidence = None

    def _every(self) -> Watched:
        if self._evidence is None:
            self._evidence = Watched(each.evidence for each in self.services.values())
        return self._evidence

    def replace(self, services: Iterable[Service], now_s: float) -> Effects:
        """Take on another list, under the present wishes; what is watched in the same way goes on as it is."""
        effects, before = Effects(), dict(self.services)
        self.services.clear()
        self.families.clear()
        for service in services:
            kept = before.get(service.id)
            if kept is not None and kept.service == service and kept.wish == self._conditions.watch.of(service.id):
                self._take_in(kept)
                continue
            added = self.add(service, now_s)
            if kept is not None:
                added.inherit(kept)
            if self._conditions.may_read(now_s):
                begin = added.begin_round if kept is None else added.read_all
                effects.reads += begin(now_s).reads
        for each in before.values():
            if self.services.get(each.service.id) is not each:
                effects.reads += each.retire().reads
        self._evidence = None
        return effects
