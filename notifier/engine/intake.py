"""One reading's first steps: from what was read to evidence, by the kind of its source.

An answer of a calm target takes the short way: it is counted, and that is all. Everything else is considered in
`notifier.engine.pipeline`.
"""

from typing import Final

from notifier.core import cadence
from notifier.core.evidence import weigh_answer, weigh_failure, weigh_unverifiable
from notifier.core.model import LineState, Outcome, PageLevel, Reading, Source, State
from notifier.engine import planner
from notifier.engine.pipeline import commit, consider, keep_line, line_changed, note_said
from notifier.engine.schedule import Slot
from notifier.engine.state import EngineState, Watched

COMMIT_EVERY_S: Final = 10.0
COMMIT_AT: Final = 64
CROWD_FACTOR: Final = 5.0
CROWD_LEAST: Final = 50
SLOWNESS_NOTED: Final = 8.0


def take_in(state: EngineState, slot: Slot, reading: Reading, now_s: float) -> None:
    """Lead one reading through; plan the slot's next one."""
    state.checks += 1
    source = slot.source
    if source is Source.PROBE:
        _take_probe(state, slot, reading, now_s)
    elif source is Source.ANCHOR:
        _take_anchor(state, slot, reading, now_s)
    elif source is Source.PAGE:
        _take_page(state, slot, reading, now_s)
    elif source is Source.REGION:
        _take_region(state, slot, reading, now_s)
    else:
        _take_crowd(state, slot, reading, now_s)
    state.pending.readings.append(reading)
    if len(state.pending.readings) >= COMMIT_AT or now_s - state.committed_s >= COMMIT_EVERY_S:
        commit(state, now_s)


def _take_probe(state: EngineState, slot: Slot, reading: Reading, now_s: float) -> None:
    watched = state.services[slot.service]
    track = watched.track.targets[slot.key]
    watched.track.checked_s = now_s
    start_s = slot.started_s
    track.read_s = start_s
    outcome = track.outcome = reading.outcome
    if outcome is Outcome.OK and track.calm() and (not watched.track.in_doubt or _is_fine(watched)):
        weigh_answer(track, start_s, reading.latency_ms)
        if track.slowness < SLOWNESS_NOTED:
            planner.after_probe(state, watched, slot, track, reading, now_s)
            return
    elif state.guard.state is LineState.ONLINE and start_s >= state.gap_s:
        _weigh_probe(state, watched, slot, reading, now_s)
    if state.guard.state is LineState.ONLINE:
        consider(state, watched, now_s)
    planner.after_probe(state, watched, slot, track, reading, now_s)


def _is_fine(watched: Watched) -> bool:
    """Tell whether the service is shown as fine, with everything read: a calm target's answer then changes nothing."""
    return watched.track.verdict.state is State.OK and bool(watched.decided_s) and watched.incident is None


def _weigh_probe(state: EngineState, watched: Watched, slot: Slot, reading: Reading, now_s: float) -> None:
    track = watched.track.targets[slot.key]
    if reading.outcome in (Outcome.OK, Outcome.SLOW):
        if not track.answered_well_s:
            state.trust_dirty.add((slot.service, slot.key))
        weigh_answer(track, slot.started_s, reading.latency_ms)
    elif reading.outcome is Outcome.FAILED:
        was_calm = track.bad_run == 0
        weigh_failure(track, slot.started_s, reading.failure, reading.detail)
        if not track.answered_well_s:
            planner.anchors_now(state, now_s)
            return
        watched.track.in_doubt = True
        state.owner_failed_s[watched.service.owner] = slot.started_s
        if was_calm:
            if track.last_ok_s < state.gap_s and watched.incident is None:
                watched.track.before = True
            planner.in_doubt(state, watched, slot, now_s)
        else:
            planner.anchors_now(state, now_s)
        if track.bad_run >= 2 or track.partial > 10.0:
            planner.ask_regions(state, watched, slot.key, now_s)
    elif reading.outcome in (Outcome.UNVERIFIABLE, Outcome.UNREADABLE):
        weigh_unverifiable(track, slot.started_s)
        watched.track.in_doubt = True


def _take_anchor(state: EngineState, slot: Slot, reading: Reading, now_s: float) -> None:
    guard = state.guard
    was = guard.state
    state.anchor_round_s = max(state.anchor_round_s, slot.started_s)
    changed = guard.read(slot.key, reading.outcome, reading.failure, slot.started_s, now_s)
    if changed:
        line_changed(state, was, now_s)
    elif guard.state is LineState.ONLINE:
        if not state.line_kept:
            keep_line(state, now_s)
        for watched in state.services.values():
            if watched.waits:
                consider(state, watched, now_s)
    if guard.suspect():
        planner.anchors_now(state, now_s)
    planner.after_anchor(state, slot, now_s)


def _take_page(state: EngineState, slot: Slot, reading: Reading, now_s: float) -> None:
    watched = state.services[slot.service]
    page = watched.track.page
    if reading.page is not None:
        page.read_s = slot.started_s
        page.unread_since_s = 0.0
        if reading.page.level is not page.level or page.report is None:
            page.level = reading.page.level
            page.level_since_s = slot.started_s
            watched.track.in_doubt = True
        page.report = reading.page
        watched.track.in_doubt |= page.level is not PageLevel.OPERATIONAL or bool(reading.page.maintenances)
        note_said(state, watched)
    elif state.guard.state is LineState.ONLINE and reading.outcome is not Outcome.SKIPPED:
        if not page.unread_since_s:
            page.unread_since_s = slot.started_s
        page.unread_detail = reading.detail
        watched.track.in_doubt = True
        planner.anchors_now(state, now_s)
    if state.guard.state is LineState.ONLINE:
        consider(state, watched, now_s)
    planner.after_page(state, watched, slot, reading, now_s)


def _take_region(state: EngineState, slot: Slot, reading: Reading, now_s: float) -> None:
    watched = state.services[slot.service]
    if reading.region is not None:
        watched.track.region.add(reading.region, slot.started_s)
    if state.guard.state is LineState.ONLINE:
        consider(state, watched, now_s)


def _take_crowd(state: EngineState, slot: Slot, reading: Reading, now_s: float) -> None:
    watched = state.services[slot.service]
    crowd = watched.track.crowd
    if reading.crowd is not None:
        crowd.report = reading.crowd
        crowd.read_s = slot.started_s
        high = reading.crowd.count >= max(CROWD_LEAST, CROWD_FACTOR * reading.crowd.baseline)
        if high and not crowd.high_since_s:
            crowd.high_since_s = slot.started_s
            for other in watched.probes.values():
                state.schedule.hasten(other, max(now_s, other.started_s + cadence.HOST_GAP_S))
        elif not high:
            crowd.high_since_s = 0.0
        watched.track.in_doubt = True
    if state.guard.state is LineState.ONLINE:
        consider(state, watched, now_s)
    planner.after_crowd(state, slot, now_s)
