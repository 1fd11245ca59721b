"""Playing a scenario: the program's own engine in the simulated world, in virtual time, as records to print.

Only what touches the network, the clock and the operating system is replaced: the world answers instead of the network,
the next event's time is the clock, and sleep and changes of network are told to the engine as the operating system
tells them.
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC
from heapq import heappop, heappush
from typing import Any

import msgspec

from notifier.config.model import watch_of
from notifier.core.commands import AlertHanded, Command, MachineSleeps, MachineWoke, NetworkChanged
from notifier.core.events import AlertDue, Event, LineChanged, VerdictChanged
from notifier.core.model import Reading, Source, State
from notifier.core.ports import Journal, Read
from notifier.engine.engine import Engine
from notifier.simulation.clock import EngineClock
from notifier.simulation.outside import OutsideReader, consented
from notifier.simulation.scenario import Scenario
from notifier.simulation.stepped_loop import NEVER
from notifier.simulation.summary import Tally
from notifier.simulation.world import World
from notifier.words.names import Names, names_from
from notifier.words.notification import notification

Record = dict[str, Any]


class Player:
    """Runs one scenario. `events` yields (t_s, event); `records` the lines of the output, the summary last.

    Without `outside` neither regions nor reports are asked: that is what a new user has.
    """

    def __init__(self, scenario: Scenario, journal: Journal, *, practice: bool = False, outside: bool = True) -> None:
        self.scenario = scenario
        self.world = World(scenario)
        self._clock = EngineClock(scenario.file)
        self._events: list[Event] = []
        watch = watch_of(consented(scenario.settings, outside=outside))
        watch = msgspec.structs.replace(watch, reports=watch.reports and bool(scenario.file.reports))
        self._asks_outside = bool(watch.outside)
        luck = random.Random(scenario.file.seed)  # noqa: S311  # luck, not secrets
        self.engine = Engine(scenario.services, watch, journal, luck, self._events.append, practice=practice)

    def events(self) -> Iterator[tuple[float, Event]]:
        """Play to the end; every event with its time in seconds from the start."""
        for t_s, events in self.moments():
            for event in events:
                yield t_s, event

    def moments(self, from_s: float = 0.0, *, silent_too: bool = False) -> Iterator[tuple[float, list[Event]]]:
        """Play to the end from `from_s` on; the moments at which something was told, or all."""
        outside = OutsideReader(self.world, self.now_s) if self._asks_outside else None
        try:
            yield from self._moments(from_s, outside, silent_too=silent_too)
        finally:
            if outside is not None:
                outside.close()

    def _moments(
        self, from_s: float, outside: OutsideReader | None, *, silent_too: bool
    ) -> Iterator[tuple[float, list[Event]]]:
        start_s = self.world.start_s
        end_s = self.now_s(self.scenario.file.duration_s)
        engine, events, answer, plain = self.engine, self._events, self.world.answer, self._clock.is_plain
        arrivals: list[tuple[float, int, Read, Reading]] = []
        orders = [order for order in self._orders() if order[0] >= start_s + from_s]
        serial = 0
        engine.start(self.now_s(from_s))
        while True:
            now_s = engine.next_due()
            if arrivals and arrivals[0][0] < now_s:
                now_s = arrivals[0][0]
            if outside is not None and outside.next_s != NEVER:
                now_s = min(now_s, self.now_s(outside.next_s))
            if not plain:
                now_s = max(now_s, start_s + self._clock.awake_s(now_s - start_s))
            if orders and orders[-1][0] <= now_s:
                now_s = orders[-1][0]
                if now_s >= end_s:
                    break
                command = orders.pop()[1]
                if isinstance(command, MachineSleeps | MachineWoke):
                    arrivals.clear()
                if outside is not None:
                    outside.renew(self._true_s(now_s))
                engine.handle(command, now_s)
            elif now_s >= end_s:
                break
            elif arrivals and arrivals[0][0] <= now_s:
                _at, _serial, read, reading = heappop(arrivals)
                engine.finish(read, reading, now_s)
            elif outside is not None and self.now_s(outside.next_s) <= now_s:
                for read, reading in outside.run_to(max(outside.next_s, self._true_s(now_s))):
                    engine.finish(read, reading, now_s)
            else:
                for read in engine.due(now_s):
                    if outside is not None and (read.source is Source.REGION or read.source is Source.REPORTS):
                        outside.begin(read, self._true_s(now_s))
                        continue
                    if plain:
                        reading, seconds = answer(read, now_s)
                        arrives_s = now_s + seconds
                    else:
                        reading, arrives_s = self._answer(read, now_s)
                    serial += 1
                    heappush(arrivals, (arrives_s, serial, read, reading))
            if events:
                self._take(events, now_s)
                yield self._true_s(now_s), events
                events.clear()
            elif silent_too:
                yield self._true_s(now_s), events
        engine.keep(end_s)

    def _take(self, events: list[Event], now_s: float) -> None:
        """Confirm every notification, as the notification server does."""
        for event in events:
            if isinstance(event, AlertDue):
                self.engine.handle(AlertHanded(event.alert.id), now_s)

    def now_s(self, t_s: float) -> float:
        """Give the engine's time at a second of the scenario."""
        return self.world.start_s + (t_s if self._clock.is_plain else self._clock.engine_s(t_s))

    def _true_s(self, now_s: float) -> float:
        t_s = now_s - self.world.start_s
        return t_s if self._clock.is_plain else self._clock.true_s(t_s)

    def _answer(self, read: Read, now_s: float) -> tuple[Reading, float]:
        """Give what the world answers, and the engine's time at which it comes, where its clock is not right."""
        t_s = self._true_s(now_s)
        reading, seconds = self.world.answer(read, now_s, t_s)
        return reading, self.now_s(t_s + seconds)

    def _orders(self) -> list[tuple[float, Command]]:
        """Give what the operating system tells and when, the last first."""
        orders: list[tuple[float, Command]] = [(self.now_s(t_s), MachineWoke()) for t_s in self._clock.wakes]
        for line in self.scenario.file.line:
            if line.kind == "asleep" and line.announced:
                orders.append((self.now_s(line.from_s), MachineSleeps()))
                orders.append((self.now_s(line.until_s), MachineWoke()))
        changes = [each for each in self.world.connection.changes() if each.announced]
        orders += [(self.now_s(each.from_s), NetworkChanged(reachable=True, network=each.name)) for each in changes]
        return sorted(orders, key=lambda order: order[0], reverse=True)

    def records(self, wall_s: Callable[[], float]) -> Iterator[Record]:
        """Play to the end and yield what would have been shown, in words with times in UTC, the summary last."""
        began = wall_s()
        tally, names = Tally(self.scenario), names_from(self.scenario.services)
        shown: dict[str, tuple[object, ...]] = {}
        for t_s, event in self.events():
            record = self._record(t_s, event, names, shown)
            if record is not None:
                tally.add(record)
                yield record
        yield tally.summary(self.engine.checks, round(wall_s() - began, 2))

    def _record(self, t_s: float, event: Event, names: Names, shown: dict[str, tuple[object, ...]]) -> Record | None:
        match event:
            case VerdictChanged(verdict=verdict):
                now = (verdict.state, verdict.scope, verdict.components)
                if shown.get(verdict.service, (State.UNKNOWN,)) == now:
                    return None
                shown[verdict.service] = now
                since = self._true_s(verdict.since.timestamp()) if verdict.since else None
                return {
                    "t_s": round(t_s, 1),
                    "event": "state",
                    "service": verdict.service,
                    "state": verdict.state.value,
                    "scope": verdict.scope.value,
                    "components": list(verdict.components),
                    "since_s": round(since, 1) if since is not None else None,
                }
            case AlertDue(alert=alert):
                told = notification(alert, names, UTC)
                record: Record = {
                    "t_s": round(t_s, 1),
                    "event": "notification",
                    "kind": alert.kind.value,
                    "services": [member.service for member in alert.services],
                    "title": told.title,
                    "body": told.body,
                }
                return {**record, "update": True} if alert.update else record
            case LineChanged(line=line):
                return {"t_s": round(t_s, 1), "event": "line", "state": line.state.value}
            case _:
                return None
