"""The engine without input or output: it says what is to be read now, takes readings and commands, and gives events.

Somebody else reads and keeps the time: `notifier.engine.runner` with asyncio and the real network, the simulation with
a world of its own. The engine routes what comes to the line and to the services, and carries out what follows. All
times are seconds of the epoch; one thread owns the engine.
"""

import random
from collections.abc import Callable, Sequence
from typing import Final

from notifier.core.alerts import snoozes
from notifier.core.commands import (
    AlertHanded,
    AskElsewhere,
    CheckNow,
    Command,
    EndSnooze,
    MachineSleeps,
    MachineWoke,
    NetworkChanged,
    Pause,
    ReplacePlan,
    Resume,
    Snooze,
    TellEnd,
)
from notifier.core.events import Event
from notifier.core.model import LineState, Reading, Service, Snapshot, Source
from notifier.core.numbers import GRACE_S, HOST_GAP_S, ROUND_SPREAD_S, SETTLE_S
from notifier.core.ports import Journal, Read
from notifier.core.watch import Watch
from notifier.engine.conditions import Conditions
from notifier.engine.dispatch import AlertDispatch
from notifier.engine.effects import Effects
from notifier.engine.ledger import Ledger
from notifier.engine.line import WatchedLine
from notifier.engine.pipeline import Pipeline
from notifier.engine.roster import Roster
from notifier.engine.schedule import ALONE, NEVER, Schedule
from notifier.engine.snapshot import snapshot_of
from notifier.engine.underway import Flight, UnderWay

ANCHOR: Final = Source.ANCHOR


class Engine:
    """Watches services. `due` gives what is to be read; `finish` takes what was read; `handle` takes commands."""

    def __init__(
        self,
        services: Sequence[Service],
        watch: Watch,
        journal: Journal,
        rng: random.Random,
        publish: Callable[[Event], None],
        *,
        practice: bool = False,
    ) -> None:
        self.checks = 0
        """Readings so far."""
        self.refreshed = False
        """Something was read since the last snapshot: if nothing else, its times of the last look are old."""
        self._first = tuple(services)
        self._conditions = Conditions(watch, rng, practice=practice)
        self._schedule = Schedule()
        self._line = WatchedLine(self._conditions)
        self._roster = Roster(self._conditions, self._line)
        self._services = self._roster.services
        self._dispatch = AlertDispatch(self._roster, self._line, self._conditions)
        self._ledger = Ledger(journal, self._services, self._dispatch.policy.outbox)
        self._under_way = UnderWay(self._schedule)
        parts = (self._services, self._line, self._schedule, self._ledger, self._dispatch)
        self._pipeline = Pipeline(*parts, self._roster.witnesses, publish)

    @property
    def publish(self) -> Callable[[Event], None]:
        """Where events go."""
        return self._pipeline.publish

    @property
    def dirty(self) -> bool:
        """Tell whether something shown changed since the last snapshot."""
        return self._pipeline.dirty

    @property
    def sparing(self) -> bool:
        """Tell whether the machine is to be spared: on a metered line or on battery, if the user wants that."""
        return self._conditions.sparing

    # readings

    def due(self, now_s: float, *, together: bool = False) -> list[Read]:
        """Give what is to be read now; each is to be answered by `finish`.

        `together`: with it some of what is due soon, which saves the machine from waking for each.
        """
        paused_until_s = self._conditions.paused_until_s
        if paused_until_s is not None and now_s >= paused_until_s:
            self._resume(now_s)
        for flight in self._under_way.silent(now_s):
            if self._counts(flight):
                self._pipeline.hear_nothing(flight, now_s)
        together &= self._conditions.may_read(now_s)
        reads = self._under_way.begin(now_s, self._conditions.together() if together else ALONE)
        for read in reads:
            if read.source is ANCHOR:
                self._line.begin(read.target.key, now_s)
        if not reads:
            self._pipeline.notify(now_s)
        return reads

    def finish(self, read: Read, reading: Reading, now_s: float) -> None:
        """Take in what a reading gave; void if its service is watched no more, or if it was begun before a sleep."""
        flight = self._under_way.end(read)
        if flight is None or not self._counts(flight):
            return
        self.checks += 1
        self.refreshed = True
        self._pipeline.take(flight, reading, now_s)

    def _counts(self, flight: Flight) -> bool:
        return not flight.slot.retired and flight.started_s >= self._conditions.grace_until_s

    def next_due(self) -> float:
        """Give when something is to be done: a reading, one that is silent, a notification, the end of a pause."""
        due_s = min(self._schedule.next_due(), self._under_way.next_silence(), self._dispatch.next_s())
        paused_until_s = self._conditions.paused_until_s
        return due_s if paused_until_s is None else min(due_s, paused_until_s)

    def stirs(self, now_s: float, until_s: float) -> bool:
        """Tell whether something is to be done before `until_s`, or to be shown or notified now: after a reading."""
        return self.dirty or self.next_due() < until_s or not self._dispatch.policy.rests(now_s)

    # life

    def start(self, now_s: float) -> None:
        """Take up what the journal remembers and plan the first round, of the anchors and of everything else.

        What fails before the anchors have answered proves nothing (rule 3).
        """
        for service in self._first:
            self._roster.add(service, now_s)
        kept = self._ledger.restore(now_s)
        self._line.remember(kept.networks)
        named = {name: each.service for name, each in self._services.items()}
        policy = self._dispatch.policy
        policy.restore(kept.outbox, kept.incidents, named, now_s)
        if kept.stopped is not None:
            self._dispatch.was_away(kept.stopped.timestamp(), now_s)
        self._line.start(now_s, fault_was_open=policy.line_is_open)
        self._pipeline.begin_round(self._services.values(), now_s)
        self._pipeline.plan(self._line.ask(now_s))

    def keep(self, now_s: float) -> None:
        """Keep what waits and what was learned; called every few minutes, and at the end."""
        self._ledger.keep_all(now_s, self._line.known(now_s))

    def snapshot(self, now_s: float) -> Snapshot:
        """Give everything that is shown."""
        self._pipeline.dirty = self.refreshed = False
        services = self._services.values()
        checking = bool(self._pipeline.asked)
        return snapshot_of(services, self._line, self._conditions, self._dispatch.telling, now_s, checking=checking)

    # commands

    def handle(self, command: Command, now_s: float) -> None:
        """Do what the user or the operating system asks."""
        match command:
            case CheckNow(service=service):
                self._check_now(service, now_s)
            case AskElsewhere(service=service):
                self._ask_elsewhere(service, now_s)
            case Pause(seconds=seconds):
                self._pause(now_s + seconds if seconds is not None else NEVER)
            case Resume():
                self._resume(now_s)
            case ReplacePlan(services=services, watch=watch):
                self._replace(services, watch, now_s)
            case MachineSleeps():
                self._sleep(now_s)
            case MachineWoke():
                self._wake(now_s)
            case NetworkChanged():
                self._network(command, now_s)
            case Snooze() | EndSnooze() | TellEnd():
                self._ask_telling(command, now_s)
            case AlertHanded(alert=alert):
                self._dispatch.policy.handed(alert)
                self._ledger.commit(now_s)
                return
        self._pipeline.dirty = True

    def _ask_telling(self, command: Snooze | EndSnooze | TellEnd, now_s: float) -> None:
        policy = self._dispatch.policy
        match command:
            case Snooze(services=services, seconds=seconds):
                policy.snooze(services, None if seconds is None else now_s + seconds)
            case EndSnooze(services=services):
                policy.end_snooze(services)
            case TellEnd(service=service):
                ends_told = self._conditions.watch.notify_recovery
                snoozes.await_end(policy.outbox, service, ends_told=ends_told)
        self._ledger.commit(now_s)
        self._pipeline.notify(now_s)

    def _check_now(self, name: str, now_s: float) -> None:
        self._pipeline.plan(self._line.ask(now_s))
        if not self._conditions.may_read(now_s):
            return
        chosen = [each for each in self._services.values() if name in ("", each.service.id)]
        for each in chosen:
            self._pipeline.plan(each.read_all(now_s))
        self._pipeline.asked |= {slot for each in chosen for slot in each.probing.slots() if slot.is_awaited(now_s)}

    def _ask_elsewhere(self, name: str, now_s: float) -> None:
        service, effects = self._services.get(name), Effects()
        if service is not None and self._conditions.may_read(now_s):
            service.probing.ask_elsewhere(service.evidence, now_s, effects)
            self._pipeline.plan(effects)

    def _pause(self, until_s: float) -> None:
        self._conditions.paused_until_s = until_s
        self._pipeline.rest()
        self._pipeline.plan(self._line.rest())

    def _resume(self, now_s: float) -> None:
        if self._conditions.paused_until_s is None:
            return
        self._conditions.paused_until_s = None
        self._pipeline.dirty = True
        self._pipeline.plan(self._line.ask(now_s))
        if self._conditions.may_read(now_s):
            self._line.look_anew(now_s)
            self._pipeline.begin_round(self._services.values(), now_s)

    def _sleep(self, now_s: float) -> None:
        self._pipeline.rest()
        self._under_way.drop()
        self._pipeline.carry_out(self._line.sleep(now_s), now_s)
        self._pipeline.plan(self._line.rest())

    def _wake(self, now_s: float) -> None:
        """Wait out the grace, then look at the line and at everything anew, silently."""
        asleep = self._line.state is LineState.ASLEEP
        self._dispatch.was_away(self._line.guard.since_s if asleep else self._dispatch.asked_s, now_s)
        if not asleep:
            self._sleep(now_s)
        self._pipeline.plan(self._line.begin_grace(now_s))

    def _network(self, news: NetworkChanged, now_s: float) -> None:
        wish = self._conditions.watch.cadence
        on_battery = news.on_battery and wish.slow_on_battery
        self._conditions.sparing = on_battery or (news.metered and wish.slow_on_metered)
        self._line.guard.os_portal = bool(news.captive_portal)
        if news.changed or news.network not in ("", self._line.network.name):
            self._pipeline.plan(self._line.enter(news.network, now_s))
        if self._line.state is LineState.ASLEEP:
            return
        if not news.changed or news.reachable is False:
            self._pipeline.plan(self._line.ask(now_s))
            return
        self._pipeline.look_away(now_s)
        self._pipeline.plan(self._line.begin_grace(now_s))
        until_s = now_s + GRACE_S
        self._pipeline.begin_round(self._services.values(), until_s + HOST_GAP_S)
        self._line.look_anew(until_s, settle_s=ROUND_SPREAD_S + SETTLE_S)

    def _replace(self, services: Sequence[Service], watch: Watch, now_s: float) -> None:
        before, anchors = set(self._services), self._conditions.watch.anchors
        self._conditions.watch = watch
        self._pipeline.plan(self._roster.replace(services, now_s))
        self._dispatch.policy.forget(before - set(self._services))
        for name in (*before, *self._services):
            self._ledger.touch(name)
        self._pipeline.asked = {slot for slot in self._pipeline.asked if not slot.retired}
        if watch.anchors != anchors:
            self._pipeline.plan(self._line.replace_anchors(now_s))
        self._pipeline.plan(self._line.ask(now_s))
