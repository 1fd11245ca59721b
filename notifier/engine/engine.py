"""The engine without input or output: it says what is to be read now, takes readings and commands, and tells events.

Somebody else reads and keeps the time: `notifier.engine.runner` with asyncio and the real network, the simulation with
a world of its own. All times are seconds of the epoch; one thread owns the engine.
"""

import random
from collections.abc import Callable, Sequence

from notifier.core import cadence
from notifier.core.commands import (
    AlertHanded,
    CheckNow,
    Command,
    MachineSleeps,
    MachineWoke,
    NetworkChanged,
    Pause,
    ReplacePlan,
    Resume,
)
from notifier.core.events import Event
from notifier.core.model import LineState, Reading, Service, Snapshot, Source, State
from notifier.core.ports import Batch, Journal, Read
from notifier.core.watch import Watch
from notifier.engine import planner
from notifier.engine.intake import take_in
from notifier.engine.memory import all_trust, restore
from notifier.engine.pipeline import commit, handed, line_changed, tell
from notifier.engine.plan import add_service, make_anchors, replace_plan
from notifier.engine.schedule import NEVER, Slot
from notifier.engine.snapshot import snapshot_of
from notifier.engine.state import EngineState

REPORTS_SOURCE = "reports"
ASKED_S = 20.0
"""After the user's own `check now`, every reading is shown at once for so long."""
OVERDUE_S = 2.0
"""What is due but must wait is asked for again after so long."""


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
        self._state = EngineState(watch, journal, rng, publish, practice=practice)
        self._services = tuple(services)
        self._flying: dict[int, Slot] = {}
        self._serial = 0

    @property
    def checks(self) -> int:
        """Count the readings so far."""
        return self._state.checks

    @property
    def publish(self) -> Callable[[Event], None]:
        """Where events go."""
        return self._state.publish

    @property
    def dirty(self) -> bool:
        """Tell whether something shown changed since the last snapshot."""
        return self._state.dirty

    @property
    def refreshed(self) -> bool:
        """Tell whether anything was read since: only the times of the last look are older in the last snapshot."""
        return self._state.refreshed

    # life

    def start(self, now_s: float) -> None:
        """Take up what the journal remembers and plan the first round: anchors first."""
        state = self._state
        make_anchors(state)
        for service in self._services:
            add_service(state, service, now_s)
        restore(state, now_s)
        state.gap_s = state.guard.since_s = now_s
        state.committed_s = now_s
        state.settle_until_s = now_s + cadence.ROUND_SPREAD_S
        if state.policy.line_is_open:  # it may be back by now, which is settled after the first round
            state.settle_until_s += cadence.SETTLE_S
            state.settling = True
        planner.first_round(state, now_s + cadence.SETTLE_S / 60)
        planner.anchors_now(state, now_s)

    def stop(self, now_s: float) -> None:
        """Keep what is not kept yet."""
        commit(self._state, now_s)
        self._state.journal.commit(Batch(trust=all_trust(self._state)))

    # reading

    def next_due(self) -> float:
        """Give the time at which something is to be done: a reading, or a notification that waits."""
        state = self._state
        due_s = state.schedule.next_due()
        told_s = state.policy.next_s()
        if told_s <= state.told_s:  # it was asked already and waits for the line, or for others of the family
            told_s = state.told_s + OVERDUE_S
        if told_s < due_s:
            due_s = told_s
        if state.paused_until_s is not None:
            due_s = min(due_s, state.paused_until_s)
        return min(due_s, state.settle_until_s) if state.settling else due_s

    def due(self, now_s: float) -> list[Read]:
        """Give what is to be read now; each is to be answered by `finish`."""
        state = self._state
        if state.paused_until_s is not None and now_s >= state.paused_until_s:
            self._resume(now_s)
        slots = state.schedule.take(now_s)
        if not slots:
            tell(state, now_s)
            return []
        reads = []
        for slot in slots:
            self._serial += 1
            self._flying[self._serial] = slot
            reads.append(Read(self._serial, slot.source, slot.service, slot.component, slot.target, slot.fresh))
        return reads

    def finish(self, read: Read, reading: Reading, now_s: float) -> None:
        """Take in what a reading told; void if its service is watched no more, or if it was begun before a sleep."""
        slot = self._flying.pop(read.id, None)
        if slot is None:
            return
        state = self._state
        state.schedule.done(slot)
        if slot.source is not Source.ANCHOR and slot.service not in state.services:
            return
        if slot.started_s < state.grace_until_s:
            return
        take_in(state, slot, reading, now_s)
        state.refreshed = True
        watched = state.services.get(slot.service)
        awaited = now_s - state.asked_s < ASKED_S
        if watched is not None:
            awaited |= watched.incident is not None or watched.track.verdict.state is State.UNKNOWN
        state.dirty |= awaited

    # commands

    def handle(self, command: Command, now_s: float) -> None:
        """Do what the user or the operating system asks."""
        match command:
            case CheckNow(service=service):
                self._check_now(service, now_s)
            case Pause(seconds=seconds):
                self._pause(now_s + seconds if seconds is not None else NEVER)
            case Resume():
                self._resume(now_s)
            case ReplacePlan(services=services, watch=watch):
                replace_plan(self._state, services, watch, now_s)
            case MachineSleeps():
                self._sleep(now_s)
            case MachineWoke():
                self._wake(now_s)
            case NetworkChanged():
                self._network(command, now_s)
            case AlertHanded(alert=alert):
                handed(self._state, alert, now_s)
                return
        self._state.dirty = True

    def _check_now(self, service: str, now_s: float) -> None:
        state = self._state
        state.asked_s = now_s
        planner.anchors_now(state, now_s)
        if not planner.may_read(state, now_s):
            return
        for name, watched in state.services.items():
            if service in ("", name):
                planner.begin_service(state, watched, now_s)

    def _pause(self, until_s: float) -> None:
        state = self._state
        state.paused_until_s = until_s
        planner.rest(state)
        for slot in state.anchors.values():
            state.schedule.plan(slot, NEVER)

    def _resume(self, now_s: float) -> None:
        state = self._state
        if state.paused_until_s is None:
            return
        state.paused_until_s = None
        state.dirty = True
        planner.anchors_now(state, now_s)
        if planner.may_read(state, now_s):
            planner.first_round(state, now_s)

    def _sleep(self, now_s: float) -> None:
        state = self._state
        was = state.guard.state
        planner.rest(state)
        for slot in state.anchors.values():
            state.schedule.plan(slot, NEVER)
        for slot in self._flying.values():
            state.schedule.done(slot)
        self._flying.clear()
        state.grace_until_s = 0.0
        if state.guard.sleep(now_s):
            line_changed(state, was, now_s)
            for slot in state.anchors.values():
                state.schedule.plan(slot, NEVER)

    def _wake(self, now_s: float) -> None:
        """Wait out the grace, then look at the line and at everything anew, silently."""
        if self._state.guard.state is not LineState.ASLEEP:
            self._sleep(now_s)
        self._begin_grace(now_s)

    def _begin_grace(self, now_s: float) -> None:
        state = self._state
        state.guard.forget()
        state.grace_until_s = now_s + cadence.GRACE_S
        for slot in state.anchors.values():
            state.schedule.plan(slot, state.grace_until_s)

    def _network(self, news: NetworkChanged, now_s: float) -> None:
        state = self._state
        wish = state.watch.cadence
        state.sparing = (news.metered and wish.slow_on_metered) or (news.on_battery and wish.slow_on_battery)
        state.guard.os_portal = bool(news.captive_portal)
        if state.guard.state is LineState.ASLEEP:
            return
        if news.changed and news.reachable is not False:
            planner.rest(state)
            self._begin_grace(now_s)
            for watched in state.services.values():
                planner.begin_service(state, watched, state.grace_until_s + cadence.HOST_GAP_S)
            state.gap_s = state.grace_until_s
            state.settle_until_s = state.grace_until_s + cadence.ROUND_SPREAD_S + cadence.SETTLE_S
        else:
            planner.anchors_now(state, now_s)

    # showing

    def snapshot(self, now_s: float) -> Snapshot:
        """Give everything that is shown."""
        self._state.dirty = self._state.refreshed = False
        return snapshot_of(self._state, now_s)

    def housekeeping(self, now_s: float) -> None:
        """Keep what waits and what was learned; called every few minutes."""
        commit(self._state, now_s)
        self._state.journal.commit(Batch(trust=all_trust(self._state)))
