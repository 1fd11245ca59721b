"""Everything that is shown, made of the engine's state in one go."""

from notifier.core.evidence import TargetTrack, usual_latency_ms
from notifier.core.model import (
    ComponentStatus,
    LineStatus,
    Outcome,
    ServiceStatus,
    Snapshot,
    SourceStatus,
    State,
    Verdict,
)
from notifier.core.track import ComponentTrack, ServiceTrack
from notifier.core.verdict import moment
from notifier.engine.pipeline import explain
from notifier.engine.state import EngineState, Watched


def snapshot_of(state: EngineState, now_s: float) -> Snapshot:
    """Build the snapshot for `now_s`."""
    paused = state.paused(now_s)
    until_s = state.paused_until_s
    return Snapshot(
        time=moment(now_s),
        line=line_status(state, now_s),
        services=tuple(service_status(state, each, now_s) for each in state.services.values()),
        paused=paused,
        paused_until=moment(until_s) if paused and until_s is not None and until_s != float("inf") else None,
        checking=any(slot.flying for each in state.services.values() for slot in each.probes.values()),
        practice=state.practice,
    )


def line_status(state: EngineState, now_s: float) -> LineStatus:
    """Tell how the line is judged."""
    guard = state.guard
    answering, anchors = guard.counts(now_s)
    return LineStatus(
        state=guard.state,
        since=moment(guard.since_s) if guard.since_s else None,
        judged=moment(guard.judged_s) if guard.judged_s else None,
        answering=answering,
        anchors=anchors,
    )


def service_status(state: EngineState, watched: Watched, now_s: float) -> ServiceStatus:
    """Tell how one service stands, with the reasons as of now."""
    verdict = explain(state, watched, watched.track.verdict, now_s)
    return status_of(watched.track, verdict, watched.incident.id if watched.incident else "")


def status_of(track: ServiceTrack, verdict: Verdict, incident: str = "") -> ServiceStatus:
    """Put together what is shown of one service."""
    service = track.service
    return ServiceStatus(
        id=service.id,
        name=service.name,
        owner=service.owner,
        verdict=verdict,
        components=tuple(_component(track, each) for each in track.components.values()),
        checked=moment(track.checked_s) if track.checked_s else None,
        page=track.page.report,
        page_url=service.page.url if service.page else "",
        page_read=moment(track.page.read_s) if track.page.read_s else None,
        silent_sources=_silent(track),
        incident=incident,
        alternatives=service.alternatives,
        homepage=service.homepage,
    )


def _component(track: ServiceTrack, component: ComponentTrack) -> ComponentStatus:
    names = next(each.names for each in track.service.components if each.id == component.id)
    newest = max(component.targets, key=lambda target: target.read_s)
    return ComponentStatus(
        id=component.id,
        name=names,
        state=_state_of(component),
        latency_ms=newest.latency_ms,
        usual_ms=usual_latency_ms(newest),
    )


def _state_of(component: ComponentTrack) -> State:
    if component.problem is not None:
        return component.problem
    if any(target.is_slow() for target in component.targets):
        return State.SLOW
    told = [target for target in component.targets if target.answered_well_s and not target.unverifiable_since_s]
    return State.OK if told else State.UNKNOWN


def _silent(track: ServiceTrack) -> tuple[SourceStatus, ...]:
    service = track.service
    silent = [_source(service.id, target) for target in track.targets.values() if target.unverifiable_since_s]
    page = track.page
    if page.unread_since_s and service.page is not None:
        since = moment(page.unread_since_s)
        silent.append(SourceStatus(service.id, service.page.key, Outcome.UNREADABLE, since, page.unread_detail))
    return tuple(silent)


def _source(service: str, target: TargetTrack) -> SourceStatus:
    told = target.outcome if target.outcome in (Outcome.UNVERIFIABLE, Outcome.UNREADABLE) else Outcome.UNVERIFIABLE
    return SourceStatus(service, target.key, told, moment(target.unverifiable_since_s), target.detail)
