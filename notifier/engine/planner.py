"""What is read when: the ordinary rounds, the re-checks after a failure, rest while the line is bad.

The numbers are in `notifier.core.cadence`; the schedule below it keeps politeness. Nothing here weighs evidence.
"""

from typing import Final

from notifier.core import cadence
from notifier.core.evidence import TargetTrack
from notifier.core.model import LineState, Reading, Rule
from notifier.core.targets import AnchorTarget, RegionTarget
from notifier.engine.schedule import NEVER, Slot
from notifier.engine.state import EngineState, Watched

SOON_S: Final = 0.5
"""After a reading that took its whole time-out, before the next one."""
RETRY_AFTER_MOST_S: Final = 3600.0
PAGE_SOON_S: Final = 30.0
DOUBT_PARTIAL: Final = 3.0


def may_read(state: EngineState, now_s: float) -> bool:
    """Tell whether services may be read: the line is online, nobody paused, no grace is running."""
    return state.guard.state is LineState.ONLINE and now_s >= state.grace_until_s and not state.paused(now_s)


def rest(state: EngineState) -> None:
    """Read no service until `first_round`."""
    for watched in state.services.values():
        for slot in slots_of(watched):
            state.schedule.plan(slot, NEVER)


def slots_of(watched: Watched) -> list[Slot]:
    """Give all slots of a service."""
    others = (watched.page, watched.region, watched.crowd)
    return [*watched.probes.values(), *(slot for slot in others if slot is not None)]


def first_round(state: EngineState, now_s: float) -> None:
    """Read everything once on fresh connections, spread over some seconds."""
    state.gap_s = now_s
    for watched in state.services.values():
        begin_service(state, watched, now_s)


def begin_service(state: EngineState, watched: Watched, now_s: float) -> None:
    """Read a service's targets, page and reports soon."""
    watched.decided_s = 0.0
    watched.track.looked_s = now_s
    for slot in watched.probes.values():
        slot.fresh = True
        slot.step = 0
        state.schedule.hasten(slot, now_s + state.rng.random() * cadence.ROUND_SPREAD_S)
    if watched.page is not None:
        state.schedule.hasten(watched.page, now_s + state.rng.random() * cadence.ROUND_SPREAD_S)
    if watched.crowd is not None:
        state.schedule.hasten(watched.crowd, now_s + cadence.ROUND_SPREAD_S)


def anchors_now(state: EngineState, now_s: float) -> None:
    """Read all anchors at once, or as soon as politeness allows."""
    due_s = max(now_s, state.anchor_round_s + cadence.HOST_GAP_S)
    for slot in state.anchors.values():
        state.schedule.hasten(slot, due_s)


def after_anchor(state: EngineState, slot: Slot, now_s: float) -> None:
    """Plan an anchor's next reading by the state of the line."""
    guard = state.guard
    if state.paused(now_s):
        return
    if guard.state is LineState.ASLEEP:
        interval_s = cadence.ANCHORS_WHILE_BAD_S
    elif guard.state is LineState.LOSSY:
        interval_s = cadence.HOST_GAP_S if guard.good_run else cadence.ANCHORS_WHILE_BAD_S
    elif guard.state is not LineState.ONLINE:
        interval_s = cadence.anchors_while_bad(now_s - guard.since_s)
    elif guard.suspect():
        interval_s = cadence.HOST_GAP_S
    else:
        wish_s = cadence.anchor_interval(state.watch.cadence, sparing=state.sparing)
        interval_s = cadence.spaced(wish_s, state.watch.cadence.jitter, state.rng.random())
    state.schedule.hasten(slot, max(now_s, slot.started_s + interval_s))


def after_probe(
    state: EngineState, watched: Watched, slot: Slot, track: TargetTrack, reading: Reading, now_s: float
) -> None:
    """Plan a probe's next reading by what it told."""
    _note_retry_after(slot, reading, now_s)
    if not may_read(state, now_s):
        return
    component = watched.track.components[slot.component]
    if reading.retry_after_s:
        state.schedule.plan(slot, slot.started_s + _interval(state))
    elif component.problem is not None or track.failing:
        slot.fresh = True
        state.schedule.plan(slot, max(now_s + SOON_S, _while_problem(track, slot)))
    elif track.bad_run or track.partial > DOUBT_PARTIAL:
        slot.fresh = True
        pause = cadence.recheck_after(slot.step)
        slot.step += 1
        wait_s = cadence.PROBLEM_S if pause is None else pause
        state.schedule.plan(slot, max(now_s + SOON_S, slot.started_s + wait_s))
    else:
        slot.step = 0
        slot.fresh = False
        _in_turn(state, watched, slot, component.rule)


def _note_retry_after(slot: Slot, reading: Reading, now_s: float) -> None:
    """Leave the target alone as long as its server asked, whatever else happens."""
    if reading.retry_after_s:
        slot.asked_to_wait_until_s = now_s + min(RETRY_AFTER_MOST_S, reading.retry_after_s)


def _while_problem(track: TargetTrack, slot: Slot) -> float:
    if track.failing and not track.mixed and track.good_run == 1:
        return track.first_good_s + cadence.RECOVERY_GAP_S + 0.01
    return slot.started_s + cadence.PROBLEM_S


def _interval(state: EngineState) -> float:
    wish_s = cadence.probe_interval(state.watch.cadence, sparing=state.sparing)
    return cadence.spaced(wish_s, state.watch.cadence.jitter, state.rng.random())


def _in_turn(state: EngineState, watched: Watched, slot: Slot, rule: Rule) -> None:
    due_s = slot.started_s + _interval(state)
    slots = watched.by_component[slot.component]
    if rule is not Rule.ANY or len(slots) == 1:
        state.schedule.plan(slot, due_s)
        return
    if any(each.due_s != NEVER or each.flying for each in slots):
        return  # another one has the turn already
    turn = (watched.turn.get(slot.component, 0) + 1) % len(slots)
    watched.turn[slot.component] = turn
    state.schedule.plan(slots[turn], due_s)


def in_doubt(state: EngineState, watched: Watched, slot: Slot, now_s: float) -> None:
    """After a first failure: the component's other targets, the service's others, the page and the anchors at once."""
    anchors_now(state, now_s)
    for other in watched.probes.values():
        if other is not slot:
            other.fresh = True
            state.schedule.hasten(other, max(now_s, other.started_s + cadence.HOST_GAP_S))
    page = watched.page
    if page is not None:
        state.schedule.hasten(page, max(now_s, page.started_s + PAGE_SOON_S))


def after_page(state: EngineState, watched: Watched, slot: Slot, reading: Reading, now_s: float) -> None:
    """Plan an official page's next reading; often while a problem lasts or after a failed try."""
    _note_retry_after(slot, reading, now_s)
    if not may_read(state, now_s):
        return
    wish_s = cadence.page_interval(state.watch.cadence, sparing=state.sparing)
    interval_s = cadence.spaced(wish_s, state.watch.cadence.jitter, state.rng.random())
    if watched.incident is not None:
        interval_s = min(interval_s, 2 * cadence.PROBLEM_S)
    if reading.page is None and slot.step < 2:
        slot.step += 1
        interval_s = min(interval_s, cadence.PROBLEM_S)
    elif reading.page is not None:
        slot.step = 0
    state.schedule.plan(slot, max(now_s + SOON_S, slot.started_s + interval_s))


def after_crowd(state: EngineState, slot: Slot, now_s: float) -> None:
    """Plan the next look at reports."""
    if may_read(state, now_s):
        state.schedule.plan(slot, slot.started_s + state.watch.cadence.reports_s)


def ask_regions(state: EngineState, watched: Watched, target_key: str, now_s: float) -> None:
    """Read a failing target from other countries: at once on suspicion, seldom while an outage lasts."""
    slot = watched.region
    if slot is None or slot.flying:
        return
    region = watched.track.region
    late = watched.incident is not None and sum(region.tried.values()) >= 2 * len(state.watch.region_countries)
    gap_s = cadence.REGION_LATER_S if late else cadence.REGION_AGAIN_S
    if region.read_s and now_s - region.read_s < gap_s:
        return
    state.region_starts = [start for start in state.region_starts if now_s - start < 3600.0]
    if len(state.region_starts) >= cadence.REGION_PER_HOUR:
        return
    probe = watched.probes[target_key].target
    if not isinstance(probe, RegionTarget | AnchorTarget):
        slot.target = RegionTarget(probe, state.watch.region_countries)  # type: ignore[arg-type]
        slot.component = watched.probes[target_key].component
    state.region_starts.append(now_s)
    state.schedule.hasten(slot, now_s)


def whole_family(state: EngineState, owner: str, but: str, now_s: float) -> None:
    """Read the owner's other services at once (rule 15)."""
    for name, watched in state.services.items():
        if name != but and watched.service.owner == owner:
            for slot in watched.probes.values():
                if slot.due_s != NEVER:
                    state.schedule.hasten(slot, max(now_s, slot.started_s + cadence.HOST_GAP_S))
