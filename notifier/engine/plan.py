"""Which services are watched, and with which slots; taking on another list while the engine runs."""

from collections.abc import Sequence

import msgspec

from notifier.core.model import Service, Source, State, Verdict
from notifier.core.targets import RegionTarget, ReportsTarget
from notifier.core.track import track_of
from notifier.core.verdict import moment
from notifier.core.watch import Watch
from notifier.engine import planner
from notifier.engine.schedule import NEVER, Slot
from notifier.engine.state import EngineState, Watched

REPORTS_SOURCE = "reports"


def make_anchors(state: EngineState) -> None:
    """Make the slots of the anchors."""
    state.anchors = {anchor.key: Slot(Source.ANCHOR, "", "anchor", anchor) for anchor in state.watch.anchors}


def add_service(state: EngineState, service: Service, now_s: float) -> None:
    """Begin to watch a service: its evidence, its slots. Nothing is planned yet."""
    wish = state.watch.of(service.id)
    unknown = Verdict(service.id, State.UNKNOWN, moment(now_s))
    track = track_of(service, unknown, wish.components)
    probes: dict[str, Slot] = {}
    by_component: dict[str, list[Slot]] = {}
    for target in service.targets:
        if target.key in track.targets and target.key not in probes:
            slot = Slot(Source.PROBE, service.id, target.component, target)
            probes[target.key] = slot
            by_component.setdefault(target.component, []).append(slot)
    watched = Watched(service, wish, track, probes, by_component, {})
    if service.page is not None:
        page = service.page
        if wish.page_components:
            page = msgspec.structs.replace(page, watched=wish.page_components)
        watched.page = Slot(Source.PAGE, service.id, "", page)
    if state.watch.region_countries and service.targets:
        first = RegionTarget(service.targets[0], state.watch.region_countries)
        watched.region = Slot(Source.REGION, service.id, "", first)
    if state.watch.reports:
        watched.crowd = Slot(Source.REPORTS, service.id, "", ReportsTarget(REPORTS_SOURCE, service.id))
    state.services[service.id] = watched


def replace_plan(state: EngineState, services: Sequence[Service], watch: Watch, now_s: float) -> None:
    """Take on another list and other wishes; what goes on being watched in the same way keeps its evidence."""
    anchors_changed = watch.anchors != state.watch.anchors
    state.watch = watch
    before = state.services
    state.services = {}
    for service in services:
        kept = before.get(service.id)
        if kept is not None and kept.service == service and kept.wish == watch.of(service.id):
            state.services[service.id] = kept
            continue
        add_service(state, service, now_s)
        added = state.services[service.id]
        if kept is not None:
            _hand_over(kept, added)
        if planner.may_read(state, now_s):
            planner.begin_service(state, added, now_s)
    kept_slots = {id(slot) for watched in state.services.values() for slot in planner.slots_of(watched)}
    for watched in before.values():
        for slot in planner.slots_of(watched):
            if id(slot) not in kept_slots:
                state.schedule.plan(slot, NEVER)
    state.policy.forget(name for name in before if name not in state.services)
    if anchors_changed:
        for slot in state.anchors.values():
            state.schedule.plan(slot, NEVER)
        state.guard.replace(watch.anchors)
        make_anchors(state)
    planner.anchors_now(state, now_s)


def _hand_over(kept: Watched, added: Watched) -> None:
    """Carry what is known of a service over to its new form: all evidence, what is shown, the open incident."""
    before, now = kept.track, added.track
    for name, component in now.components.items():
        for number, fresh in enumerate(component.targets):
            known = before.targets.get(fresh.key)
            if known is not None and known.component == name:
                component.targets[number] = now.targets[fresh.key] = known
        was = before.components.get(name)
        if was is not None and any(target.failing for target in component.targets):
            component.problem, component.partial, component.evidence = was.problem, was.partial, was.evidence
    if kept.service.page == added.service.page and kept.wish.page_components == added.wish.page_components:
        now.page = before.page
    now.region, now.crowd = before.region, before.crowd
    now.verdict, now.problem_since_s, now.before = before.verdict, before.problem_since_s, before.before
    added.incident = kept.incident
    added.said = kept.said
