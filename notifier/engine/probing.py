"""When each thing of one service is read next: the ordinary rounds, the re-checks after a failure, rest.

The times are in `notifier.core.numbers`; the schedule keeps politeness. Nothing here weighs evidence.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import Outcome, Reading, Rule, Service, Source, State
from notifier.core.numbers import (
    DOUBT_PARTIAL,
    HOST_GAP_S,
    PROBLEM_S,
    PROBLEM_TURNS_S,
    ROUND_SPREAD_S,
)
from notifier.core.outside.numbers import REGION_CHECK_S, REGION_LATER_S, REPORTS_AGAIN_S, REPORTS_GAP_S
from notifier.core.service.component import ComponentEvidence
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.target import cadence
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.recovery import seems_over
from notifier.core.target.servers import tried
from notifier.core.target.silence import patience_s
from notifier.core.target.states import CALM
from notifier.core.targets import AnchorTarget, RegionTarget
from notifier.engine.conditions import Conditions
from notifier.engine.effects import Effects
from notifier.engine.schedule import NEVER, Slot
from notifier.engine.underway import Flight

SOON_S: Final = 0.5
"""After a reading that took its whole time-out, before the next one."""
RETRY_AFTER_MOST_S: Final = 3600.0
PAGE_SOON_S: Final = 10.0
"""After its last reading, when something begins to fail: so that it has been read when that is told (rule 20)."""
SILENT_NEWS_S: Final = 120.0
"""What told and does not tell any more is read more often for so long: it may be a failing server's edge."""
PAGE_TRIES: Final = 2
"""So often an unreadable page is read again soon."""


class ServiceProbing:
    """The slots of one service, and when each is read next."""

    def __init__(self, service: Service, evidence: ServiceEvidence, conditions: Conditions) -> None:
        self._conditions = conditions
        self.probes: dict[str, Slot] = {}
        """By the target's key."""
        self._by_component: dict[str, list[Slot]] = {}
        self._turn: dict[str, int] = {}
        """For components of rule `any`: which target's turn it is."""
        for target in service.targets:
            if target.key in evidence.targets and target.key not in self.probes:
                slot = Slot(Source.PROBE, service.id, target.component, target)
                self.probes[target.key] = slot
                self._by_component.setdefault(target.component, []).append(slot)
        self._lone = len(self.probes) == 1
        self._turns = {key: number / len(self.probes) for number, key in enumerate(self.probes)}
        watch = conditions.watch
        self.page: Slot | None = None
        if service.page is not None:
            wish = watch.of(service.id).page_components
            page = msgspec.structs.replace(service.page, watched=wish) if wish else service.page
            self.page = Slot(Source.PAGE, service.id, "", page)
        self.region: Slot | None = None
        self._own = service.own
        self.told_elsewhere: Reading | None = None
        """What came of asking other places last."""
        if service.targets:
            self.region = Slot(Source.REGION, service.id, "", watch.elsewhere(service.targets[0], own=self._own))
        self.reports: Slot | None = None
        if watch.reports:
            self.reports = Slot(Source.REPORTS, service.id, "", watch.reports_of(service))

    def slots(self) -> list[Slot]:
        """Give all slots."""
        others = (self.page, self.region, self.reports)
        return [*self.probes.values(), *(slot for slot in others if slot is not None)]

    def awaits_regions(self) -> bool:
        """Tell whether readings from elsewhere are under way."""
        return self.region is not None and (self.region.flying > 0 or self.region.due_s != NEVER)

    # for all of it

    def begin_round(self, from_s: float, effects: Effects) -> None:
        """Read targets, page and reports soon, on fresh connections."""
        luck = self._conditions.rng.random
        for slot in self.probes.values():
            slot.fresh = True
            slot.doubted_s = None
            effects.hasten(slot, from_s + luck() * ROUND_SPREAD_S)
        if self.page is not None:
            effects.hasten(self.page, from_s + luck() * ROUND_SPREAD_S)
        if self.reports is not None and self.page is None:
            effects.hasten(self.reports, from_s + ROUND_SPREAD_S)

    def rest(self, effects: Effects) -> None:
        """Read nothing until the next round."""
        for slot in self.slots():
            effects.rest(slot)

    def targets_soon(self, now_s: float, effects: Effects, but: Slot | None = None) -> None:
        """Read the targets at once."""
        for slot in self.probes.values():
            if slot is not but and slot.due_s > now_s:
                effects.hasten(slot, max(now_s, slot.started_s + HOST_GAP_S))

    def for_family(self, now_s: float, effects: Effects) -> None:
        """Read the targets that are planned at all at once, for another service of the owner fails (rule 15)."""
        for slot in self.probes.values():
            if slot.due_s != NEVER:
                effects.hasten(slot, max(now_s, slot.started_s + HOST_GAP_S))

    def first_failure(self, failed: Slot, now_s: float, effects: Effects) -> None:
        """After a first failure: the other targets and the page at once."""
        for slot in self.probes.values():
            if slot is not failed:
                slot.fresh = True
        self.targets_soon(now_s, effects, but=failed)
        if self.page is not None:
            effects.hasten(self.page, max(now_s, self.page.started_s + PAGE_SOON_S))
        self.reports_soon(now_s, effects)

    def reports_soon(self, now_s: float, effects: Effects, since: datetime | None = None) -> None:
        """Look up what people report: something is doubted. `since`: the begin of an incident that is open."""
        slot = self.reports
        if slot is None:
            return
        if since is not None:
            slot.target = msgspec.structs.replace(slot.target, since=since)  # type: ignore[type-var]
        effects.hasten(slot, max(now_s, slot.started_s + REPORTS_GAP_S))

    # after a reading

    def after_probe(
        self,
        flight: Flight,
        target: TargetEvidence,
        component: ComponentEvidence,
        reading: Reading,
        now_s: float,
        effects: Effects,
    ) -> None:
        """Plan a probe's next reading by what this one gave."""
        slot = flight.slot
        slot.patience_s = patience_s(target.latency)
        slot.tried = tried(target.servers) if target.servers else ()
        if reading.retry_after_s:
            _note_retry_after(slot, reading.retry_after_s, now_s)
        if not self._conditions.may_read(now_s):
            return
        if reading.retry_after_s:
            effects.plan(slot, slot.started_s + self._conditions.probe_interval(lone=self._lone))
        elif target.state is CALM and component.problem is None:
            if target.silence is not None and now_s - target.silence.since_s < SILENT_NEWS_S:
                effects.plan(slot, max(now_s + SOON_S, slot.started_s + PROBLEM_TURNS_S))
            else:
                self._in_turn(slot, component.rule, effects)
        elif component.problem is not None or target.failing:
            slot.fresh = True
            effects.plan(slot, max(now_s + SOON_S, slot.started_s + _while_problem(target, component)))
        elif target.bad_run is not None or target.partial > DOUBT_PARTIAL:
            if target.bad_run is not None:
                slot.doubted_s = target.bad_run.since_s
            self._recheck(flight, now_s, effects, often=target.failed >= 2 and target.outcome is not Outcome.FAILED)
        else:
            self._in_turn(slot, component.rule, effects)

    def after_silence(self, flight: Flight, now_s: float, effects: Effects) -> None:
        """Plan the next reading of a target whose reading under way has been silent for long."""
        if self._conditions.may_read(now_s):
            self._recheck(flight, now_s, effects)

    def _recheck(self, flight: Flight, now_s: float, effects: Effects, *, often: bool = False) -> None:
        """Read it again soon; `often`: what something answers for after more than one failure may fail in part."""
        slot = flight.slot
        slot.fresh = True
        slot.doubted_s = flight.started_s if slot.doubted_s is None else slot.doubted_s
        due_s = slot.started_s + HOST_GAP_S if often else cadence.recheck_at(slot.doubted_s, slot.started_s)
        due_s = max(now_s + SOON_S, due_s)
        effects.plan(slot, due_s)
        effects.reread_s = min(effects.reread_s, due_s)

    def _in_turn(self, slot: Slot, rule: Rule, effects: Effects) -> None:
        interval_s = self._conditions.probe_interval(lone=self._lone)
        if slot.fresh:  # what was read together is read in turn from now on: one of them is then always early
            interval_s *= 1.0 - self._turns[slot.key]
        slot.doubted_s = None
        slot.fresh = False
        due_s = slot.started_s + interval_s
        slots = self._by_component[slot.component]
        if len(slots) == 1 or rule is not Rule.ANY:
            effects.plan(slot, due_s)
            return
        if any(each.due_s != NEVER or each.flying for each in slots):
            return  # another one has the turn already
        turn = (self._turn.get(slot.component, 0) + 1) % len(slots)
        self._turn[slot.component] = turn
        effects.plan(slots[turn], due_s)

    def after_page(self, slot: Slot, reading: Reading, now_s: float, effects: Effects, *, incident_open: bool) -> None:
        """Plan an official page's next reading; often while an incident lasts or after a failed try."""
        if reading.retry_after_s:
            _note_retry_after(slot, reading.retry_after_s, now_s)
        if not self._conditions.may_read(now_s):
            return
        interval_s = self._conditions.page_interval()
        if incident_open:
            interval_s = min(interval_s, 2 * PROBLEM_S)
        if reading.page is None and slot.step < PAGE_TRIES:
            slot.step += 1
            interval_s = min(interval_s, PROBLEM_S)
        elif reading.page is not None:
            slot.step = 0
        effects.plan(slot, max(now_s + SOON_S, slot.started_s + interval_s))

    def after_reports(self, slot: Slot, now_s: float, effects: Effects, since: datetime | None) -> None:
        """Plan the next look at reports: while an incident is open (`since`), and where there is no official page."""
        slot.target = msgspec.structs.replace(slot.target, since=since)  # type: ignore[type-var]
        if not self._conditions.may_read(now_s):
            return
        if since is not None:
            effects.plan(slot, slot.started_s + REPORTS_AGAIN_S)
        elif self.page is None:
            effects.plan(slot, slot.started_s + self._conditions.watch.cadence.reports_s)

    def ask_regions(
        self,
        failing: Sequence[TargetEvidence],
        evidence: ServiceEvidence,
        now_s: float,
        effects: Effects,
        *,
        incident_open: bool,
    ) -> None:
        """Read a failing target from other countries, of the component that was asked about longest ago.

        A round is taken from those that are left when it is planned, once.
        """
        slot = self.region
        busy = slot is None or slot.flying or slot.due_s != NEVER or slot.asked_to_wait_until_s > now_s
        if slot is None or busy or effects.plans(slot) or not self._conditions.watch.region_countries:
            return
        target = min(failing, key=lambda each: evidence.region.asked_s(each.component))
        component = evidence.components[target.component]
        tries, changed_s = component.tries(), component.changed_s()
        pause_s = evidence.region.pause_s(component.id, tries, changed_s, incident_open=incident_open)
        news = pause_s < REGION_LATER_S
        if now_s - slot.started_s >= pause_s and self._conditions.may_ask_regions(now_s, news=news):
            self._ask_about(slot, target, now_s, effects)

    def ask_elsewhere(self, evidence: ServiceEvidence, now_s: float, effects: Effects) -> None:
        """Read the service from other places since the user wants that, what fails first. Sources keep their limits."""
        slot = self.region
        wanted = bool(self._conditions.watch.region_countries)
        if slot is not None and wanted and not slot.flying and slot.due_s == NEVER:
            slot.asked_to_wait_until_s = 0.0
            target = min(evidence.targets.values(), key=lambda each: (each.bad_run is None, not each.failing))
            self._ask_about(slot, target, now_s, effects)

    def _ask_about(self, slot: Slot, target: TargetEvidence, now_s: float, effects: Effects) -> None:
        probe = self.probes[target.key]
        if not isinstance(probe.target, RegionTarget | AnchorTarget):
            failure = target.doubt.failure if target.doubt is not None else None
            slot.target = self._conditions.watch.elsewhere(probe.target, own=self._own, failure=failure)  # type: ignore[arg-type]
            slot.component = probe.component
        effects.hasten(slot, now_s)

    def after_regions(self, slot: Slot, reading: Reading, now_s: float) -> None:
        """Leave a source alone as long as it asked, or for a while where it told nothing."""
        self.told_elsewhere = reading
        if reading.retry_after_s:
            _note_retry_after(slot, reading.retry_after_s, now_s)
        elif reading.region is None:
            slot.asked_to_wait_until_s = now_s + REGION_CHECK_S
            self._conditions.region_round_for_nothing()


def _note_retry_after(slot: Slot, retry_after_s: float, now_s: float) -> None:
    """Leave the target alone as long as its server asked, whatever else happens."""
    slot.asked_to_wait_until_s = now_s + min(RETRY_AFTER_MOST_S, retry_after_s)


def _while_problem(target: TargetEvidence, component: ComponentEvidence) -> float:
    """Give the interval: shorter where what the target does now may change what is shown."""
    bad, good, doubt = target.bad_run, target.good_run, target.doubt
    failed, answered = bad.count if bad is not None else 0, good.count if good is not None else 0
    if component.problem is State.POSSIBLE and doubt is not None:
        if failed >= 4 or (good is not None and target.failing and seems_over(doubt, good)):
            return HOST_GAP_S
        if failed >= 2 or answered >= 4:
            return 2 * HOST_GAP_S
    if target.failing and doubt is not None and doubt.share < 1.0 and failed <= 2:
        return 2 * HOST_GAP_S  # it failed among the answers of its end
    return PROBLEM_TURNS_S if target.failing and answered else PROBLEM_S
