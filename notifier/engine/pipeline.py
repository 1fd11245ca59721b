"""A reading's way: what was read -> evidence -> verdict -> incident -> commit -> publish. In this order, always.

    take        the line, or the service that the reading is about, says what follows: `WatchedLine.take`,
                `WatchedService.take` (line check -> evidence -> verdict -> incident)
    carry_out   what is to be read is planned; what is new is committed, then published (rule 13)
    notify      the notifications that are due are committed, then published

Nothing is decided here. Times are seconds of the epoch.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import msgspec

from notifier.core.events import AlertDue, AlertHeld, Event, IncidentChanged, LineChanged, VerdictChanged
from notifier.core.model import LineState, Reading, Source
from notifier.core.moments import moment
from notifier.core.ports import LineChange
from notifier.core.service.context import Together
from notifier.core.service.other_page import compared
from notifier.engine.dispatch import AlertDispatch
from notifier.engine.effects import Effects, LineNews, VerdictChange
from notifier.engine.ledger import Ledger
from notifier.engine.line import WatchedLine
from notifier.engine.schedule import NEVER, Schedule, Slot
from notifier.engine.service import WatchedService
from notifier.engine.underway import Flight
from notifier.engine.witnesses import Witnesses

PROBE: Final = Source.PROBE
"""Asked of every reading; Python 3.11 takes long to find a member in its enumeration."""


class Pipeline:
    """Leads readings, and whatever else happens to the line and the services, to their end."""

    def __init__(
        self,
        services: Mapping[str, WatchedService],
        line: WatchedLine,
        schedule: Schedule,
        ledger: Ledger,
        dispatch: AlertDispatch,
        witnesses: Witnesses,
        publish: Callable[[Event], None],
    ) -> None:
        self.publish = publish
        self.dirty = True
        """Something shown changed since the last snapshot."""
        self._gathers = False
        """Several services are weighed anew at once: what is to be notified of all of them is looked at afterwards."""
        self.asked: set[Slot] = set()
        """What the round that the user asked for has still to read."""
        self._services = services
        self._line = line
        self._schedule = schedule
        self._ledger = ledger
        self._dispatch = dispatch
        self._witnesses = witnesses

    def take(self, flight: Flight, reading: Reading, now_s: float) -> None:
        """Lead one reading through."""
        slot = flight.slot
        if self.asked:
            self.dirty = True
            self.asked.discard(slot)
        service = self._services.get(slot.service)
        if service is None and slot.source is Source.WITNESS:
            self.carry_out(self._witnesses.take(slot, reading, now_s), now_s)
            return
        if service is None:  # an anchor's
            self.carry_out(self._line.take(flight, reading, now_s), now_s)
            self._look_at_waiting(now_s)
            self.carry_out(self._line.plan_next(slot, now_s), now_s)
        else:
            if slot.source is PROBE:
                self._line.guard.clock.take(service.service.owner, reading, now_s)
            if reading.look is not None:
                reading = compared(reading, service.evidence.targets[slot.key].look)
            self.carry_out(service.take(flight, reading, now_s), now_s, service)
            if reading.crowd is not None:
                reading = msgspec.structs.replace(reading, crowd=service.evidence.crowd.report)
            self.dirty |= not service.is_fine()
        self._ledger.add(reading, now_s)

    def hear_nothing(self, flight: Flight, now_s: float) -> None:
        """Let a reading under way that has been silent for long be known."""
        service = self._services.get(flight.slot.service)
        if service is not None:
            self.carry_out(service.hear_nothing(flight, now_s), now_s, service)

    def carry_out(self, effects: Effects, now_s: float, service: WatchedService | None = None) -> None:
        """Plan what is to be read, and lead what has changed to its end."""
        if service is not None:
            self._ledger.touch(service.service.id)
        if effects.ask_line:
            with_s = NEVER if effects.line_waited_for else effects.reread_s
            self.plan(self._line.ask(now_s, with_s))
        self.plan(effects)
        if effects.line is not None:
            self._line_judged(effects.line, now_s)
        if effects.line_fails_on:
            self._dispatch.policy.line_fails_on(now_s)
        if effects.line_is_filtered:
            self._dispatch.look_at_filter(now_s)
        if effects.line_is_poor:
            self._dispatch.policy.line_is(poor=effects.line_is_poor)
        if effects.together:
            self._dispatch.fail_together(now_s)
        if service is not None:
            self._carry_out_of(service, effects, now_s)
        if effects.together:
            self._look_together(now_s)

    def _carry_out_of(self, service: WatchedService, effects: Effects, now_s: float) -> None:
        if effects.newly_trusted:
            self._ledger.unwritten.trusted.add((service.service.id, effects.newly_trusted))
        if effects.statements:
            self._ledger.unwritten.said += effects.statements
        if effects.ask_family or effects.ask_all:
            self._ask_others(service, now_s, all_=effects.ask_all)
        if effects.change is not None:
            self._show(effects.change, service, now_s)

    def _show(self, change: VerdictChange, service: WatchedService, now_s: float) -> None:
        """Commit a change of what is shown, publish it, and notify of it where that is due."""
        incident = change.incident
        self._ledger.unwritten.verdicts.append(change.verdict)
        news = [incident] if incident is not None and change.changed else []
        news += [change.then] if change.then is not None else []
        self._ledger.unwritten.incidents += news
        self._dispatch.changed(service, change.verdict, incident, now_s)
        self.dirty = True
        self._ledger.commit(now_s)
        self.publish(VerdictChanged(change.verdict))
        for each in news:
            self.publish(IncidentChanged(each))
        self.notify(now_s)

    def notify(self, now_s: float) -> None:
        """Commit and publish the notifications that are due."""
        if self._gathers:
            return
        due = self._dispatch.due(now_s)
        if due.new or due.shown:
            self.dirty = True
            self._ledger.unwritten.alerts += due.new
            self._ledger.commit(now_s)
            for alert in due.shown:
                self.publish(AlertDue(alert))
            for alert in due.held:
                self.publish(AlertHeld(alert))

    # what else follows

    def plan(self, effects: Effects) -> None:
        """Plan what is to be read."""
        for slot, due_s, hasten in effects.reads:
            if hasten:
                self._schedule.hasten(slot, due_s)
            else:
                self._schedule.plan(slot, due_s)

    def _ask_others(self, service: WatchedService, now_s: float, *, all_: bool) -> None:
        """Read the owner's others at once, or everybody's."""
        for each in self._services.values() if all_ else service.family():
            if each is not service:
                self.plan(each.others_fail(now_s))

    def _look_together(self, now_s: float) -> None:
        """Weigh anew what fails together: something else is known of it than before."""
        self._weigh_anew(
            [each for each in self._services.values() if self._witnesses.is_member(each.service.id)], now_s
        )

    def _weigh_anew(self, services: list[WatchedService], now_s: float) -> None:
        self._gathers = True
        together = None
        for service in services:
            if self._line.is_good():
                together = together or Together(self._witnesses.every, now_s)
                effects = service.tick(now_s, together)
                self.carry_out(effects, now_s, service)
                if effects.change is not None:
                    together = None
        self._gathers = False
        self.notify(now_s)

    def _look_at_waiting(self, now_s: float) -> None:
        if waiting := [each for each in self._services.values() if each.waits]:
            self._weigh_anew(waiting, now_s)

    def _line_judged(self, news: LineNews, now_s: float) -> None:
        """Keep a judgement of the line, and lead a change of it to its end: rest or a new round of everything."""
        self._ledger.unwritten.lines.append(LineChange(news.status, moment(now_s)))
        if news.was is None:
            return
        self.dirty = True
        before = self._dispatch.shown() if news.was is LineState.ONLINE else None
        self._dispatch.policy.line_changed(news.status.state, self._line.guard.since_s, now_s, before)
        self._ledger.commit(now_s)
        self.publish(LineChanged(news.status))
        if news.status.state is LineState.ONLINE:
            self.begin_round(self._services.values(), now_s)
        elif news.was is LineState.ONLINE:
            self.look_away(now_s)

    def begin_round(self, services: Iterable[WatchedService], from_s: float) -> None:
        """Read everything of these services once on fresh connections, spread over some seconds."""
        for service in services:
            self.plan(service.begin_round(from_s))

    def look_away(self, now_s: float) -> None:
        """Read no service until the next round, and drop what may have been the line's doing until now."""
        self.rest()
        for service in self._services.values():
            self.carry_out(service.line_broke(now_s), now_s, service)

    def rest(self) -> None:
        """Read no service until the next round."""
        self.asked.clear()
        for service in self._services.values():
            self.plan(service.rest())
