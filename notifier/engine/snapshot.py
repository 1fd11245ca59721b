"""Everything that is shown, made of what the engine holds in one go."""

from collections.abc import Callable, Collection
from typing import Final

import msgspec

from notifier.core.model import (
    AskedElsewhere,
    ComponentStatus,
    LineState,
    LineStatus,
    Outcome,
    ServiceStatus,
    Snapshot,
    SourceStatus,
    State,
    Telling,
    Verdict,
)
from notifier.core.moments import moment
from notifier.core.service.component import ComponentEvidence
from notifier.core.service.context import Together
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.other_page import shows_other
from notifier.core.target.evidence import TargetEvidence
from notifier.engine.conditions import Conditions
from notifier.engine.line import WatchedLine
from notifier.engine.schedule import NEVER
from notifier.engine.service import WatchedService

NOBODY: Final = AskedElsewhere()
UNTOLD: Final = Telling()


def snapshot_of(
    services: Collection[WatchedService],
    line: WatchedLine,
    conditions: Conditions,
    telling: Callable[[str], Telling],
    now_s: float,
    *,
    checking: bool,
) -> Snapshot:
    """Build the snapshot for `now_s`; `telling` knows how the user is told of a service."""
    paused, until_s = conditions.paused(now_s), conditions.paused_until_s
    status = line.status(now_s)
    read = status.state is LineState.ONLINE and not paused
    together = Together(lambda: [each.evidence for each in services], now_s)
    shown = (_service(each, conditions, telling(each.service.id), together) for each in services)
    return Snapshot(
        time=moment(now_s),
        line=status,
        services=tuple(each if read else last_known(each, status) for each in shown),
        paused=paused,
        paused_until=moment(until_s) if paused and until_s is not None and until_s != NEVER else None,
        checking=checking,
        practice=conditions.practice,
    )


def _service(service: WatchedService, conditions: Conditions, telling: Telling, together: Together) -> ServiceStatus:
    incident = service.incident.id if service.incident is not None else ""
    probing = service.probing
    watch = conditions.watch
    asked = AskedElsewhere(probing.told_elsewhere, probing.awaits_regions(), watch.country, watch.place)
    status = status_of(service.evidence, service.explained(together.now_s, together), incident, asked)
    return status if telling == UNTOLD else msgspec.structs.replace(status, telling=telling)


def last_known(service: ServiceStatus, line: LineStatus) -> ServiceStatus:
    """Give a service as it was last known before the line's fault, or before the pause; what was not known stays so."""
    fault = line.since if line.state is not LineState.ONLINE else None
    times = [each for each in (service.checked, fault) if each is not None]
    if service.checked is None or service.verdict.state is State.UNKNOWN:
        return service
    return msgspec.structs.replace(service, verdict=msgspec.structs.replace(service.verdict, known=min(times)))


def status_of(
    evidence: ServiceEvidence, verdict: Verdict, incident: str = "", elsewhere: AskedElsewhere = NOBODY
) -> ServiceStatus:
    """Put together what is shown of one service."""
    service = evidence.service
    return ServiceStatus(
        id=service.id,
        name=service.name,
        owner=service.owner,
        verdict=verdict,
        components=tuple(_component(each, verdict) for each in evidence.components.values()),
        checked=moment(evidence.checked_s) if evidence.checked_s is not None else None,
        page=evidence.page.report,
        page_url=service.page.url if service.page else "",
        page_read=moment(evidence.page.read_s) if evidence.page.read_s is not None else None,
        silent_sources=_silent(evidence),
        incident=incident,
        alternatives=service.alternatives,
        homepage=service.homepage,
        page_provider=service.page.provider if service.page else "",
        elsewhere=elsewhere,
        group=service.group,
    )


def _component(component: ComponentEvidence, verdict: Verdict) -> ComponentStatus:
    newest = max(component.targets, key=lambda target: target.read_s or 0.0)
    return ComponentStatus(
        id=component.id,
        name=component.names,
        state=_state_of(component, verdict),
        latency_ms=newest.latency.newest_ms,
    )


def _state_of(component: ComponentEvidence, verdict: Verdict) -> State:
    if component.problem is not None:
        return component.problem
    if component.id in verdict.components and any(shows_other(target) for target in component.targets):
        return State.POSSIBLE
    if any(target.latency.slow_since_s is not None for target in component.targets):
        return State.SLOW
    return State.OK if any(target.trusted and target.silence is None for target in component.targets) else State.UNKNOWN


def _silent(evidence: ServiceEvidence) -> tuple[SourceStatus, ...]:
    service, page = evidence.service, evidence.page
    silent = [each for target in evidence.targets.values() if (each := _source(service.id, target)) is not None]
    if page.unread_since_s is not None and service.page is not None:
        since = moment(page.unread_since_s)
        silent.append(SourceStatus(service.id, service.page.key, Outcome.UNREADABLE, since, page.unread_detail))
    return tuple(silent)


def _source(service: str, target: TargetEvidence) -> SourceStatus | None:
    silence = target.silence
    if silence is None:
        return None
    outcome = target.outcome if target.outcome is Outcome.UNREADABLE else Outcome.UNVERIFIABLE
    return SourceStatus(service, target.key, outcome, moment(silence.since_s), silence.detail)
