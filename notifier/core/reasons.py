"""Why a verdict says what it says: the reasons in order of weight, as values. Their words are in `notifier.words`."""

from datetime import UTC, datetime
from math import exp

import msgspec

from notifier.core.evidence import TargetTrack, usual_latency_ms
from notifier.core.model import LineState, PageLevel, Reason, ReasonKind, State
from notifier.core.track import ComponentTrack, ServiceTrack
from notifier.core.weighing import Surroundings

_REPORTED = (PageLevel.DEGRADED, PageLevel.PARTIAL_OUTAGE, PageLevel.MAJOR_OUTAGE, PageLevel.MAINTENANCE)


class LineCounts(msgspec.Struct, frozen=True):
    """How the line was judged at the last look."""

    state: LineState
    answering: int
    anchors: int


def reasons_for(service: ServiceTrack, state: State, around: Surroundings, line: LineCounts) -> tuple[Reason, ...]:
    """Collect the reasons, heaviest first."""
    if state is State.OK and not service.in_doubt:
        return _when_fine(service)
    reasons = [_failed(each) for each in service.components.values() if any(t.failed for t in _trusted(each))]
    reasons.sort(key=lambda reason: (-reason.count, reason.component))
    reasons += _slow(service)
    reasons += _page(service)
    reasons += _elsewhere(service)
    if line.state is LineState.ONLINE:
        reasons.append(Reason(ReasonKind.LINE_FINE, count=line.answering, total=line.anchors))
    else:
        reasons.append(Reason(ReasonKind.LINE_BAD, count=line.answering, total=line.anchors, text=line.state.value))
    reasons += _around(service, around)
    reasons += _silent(service)
    reasons += [_works(each) for each in service.components.values() if _answers(each)][:3]
    return tuple(reasons)


def _when_fine(service: ServiceTrack) -> tuple[Reason, ...]:
    return tuple([_works(each) for each in service.components.values() if _answers(each)][:3] + _page(service))


def _trusted(component: ComponentTrack) -> list[TargetTrack]:
    return [track for track in component.targets if track.answered_well_s]


def _answers(component: ComponentTrack) -> bool:
    trusted = _trusted(component)
    return bool(trusted) and all(track.bad_run == 0 and not track.failing for track in trusted)


def _failed(component: ComponentTrack) -> Reason:
    failing = [track for track in _trusted(component) if track.failed]
    newest = max(failing, key=lambda track: track.last_bad_s)
    return Reason(
        ReasonKind.PROBES_FAILED,
        component=component.id,
        count=sum(track.failed for track in failing),
        total=sum(track.tries for track in failing),
        failure=newest.failure,
        since=_moment(min(track.first_bad_s for track in failing)),
    )


def _works(component: ComponentTrack) -> Reason:
    newest_s = max(track.last_ok_s for track in component.targets)
    return Reason(ReasonKind.PROBES_WORK, component=component.id, since=_moment(newest_s) if newest_s else None)


def _slow(service: ServiceTrack) -> list[Reason]:
    return [
        Reason(
            ReasonKind.SLOW,
            component=track.component,
            value=exp(track.recent_log_ms),
            usual=usual_latency_ms(track) or 0.0,
            since=_moment(track.slow_since_s),
        )
        for track in service.targets.values()
        if track.is_slow()
    ]


def _page(service: ServiceTrack) -> list[Reason]:
    page = service.page
    if service.service.page is None:
        return [Reason(ReasonKind.PAGE_SILENT)]
    if page.unread_since_s:
        since = _moment(page.unread_since_s)
        reasons = [Reason(ReasonKind.PAGE_UNREADABLE, since=since, text=page.unread_detail)]
    else:
        reasons = []
    if page.report is None:
        return reasons
    if page.level in _REPORTED:
        title = page.report.incidents[0].title if page.report.incidents else page.report.title
        since = _moment(page.level_since_s)
        return [Reason(ReasonKind.PAGE_REPORTS, level=page.level, text=title, since=since), *reasons]
    return [*reasons, Reason(ReasonKind.PAGE_FINE, since=_moment(page.read_s))]


def _elsewhere(service: ServiceTrack) -> list[Reason]:
    reasons = []
    if fails := service.region.fails():
        reasons.append(Reason(ReasonKind.REGION_FAILS, countries=fails))
    if works := service.region.works():
        reasons.append(Reason(ReasonKind.REGION_WORKS, countries=works))
    return reasons


def _around(service: ServiceTrack, around: Surroundings) -> list[Reason]:
    reasons = []
    if around.siblings_out:
        reasons.append(Reason(ReasonKind.SAME_OWNER, services=around.siblings_out, text=service.service.owner))
    if around.others_failing:
        reasons.append(Reason(ReasonKind.OTHER_OWNERS, services=around.others_failing))
    if around.shared_cloud:
        reasons.append(Reason(ReasonKind.SHARED_CLOUD, text=around.shared_cloud))
    if service.crowd.report is not None and service.crowd.high_since_s:
        crowd = service.crowd.report
        reasons.append(Reason(ReasonKind.REPORTS, count=crowd.count, usual=crowd.baseline))
    return reasons


def _silent(service: ServiceTrack) -> list[Reason]:
    reasons = []
    for component in service.components.values():
        if any(track.unverifiable_since_s for track in component.targets):
            reasons.append(Reason(ReasonKind.UNVERIFIABLE, component=component.id))
        if any(track.outcome is not None and not track.answered_well_s for track in component.targets):
            reasons.append(Reason(ReasonKind.UNTRUSTED, component=component.id))
    return reasons


def _moment(time_s: float) -> datetime:
    return datetime.fromtimestamp(time_s, UTC)
