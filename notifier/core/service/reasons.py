"""Why a verdict says what it says: the reasons in order of weight, as values. Their words are in `notifier.words`."""

from math import exp
from typing import Final

import msgspec

from notifier.core.look import OTHER_PAGE
from notifier.core.model import LineState, PageLevel, Reason, ReasonKind, State
from notifier.core.moments import moment
from notifier.core.outside.numbers import PLACE_LEANS
from notifier.core.reports import Circumstance, Hindrance
from notifier.core.service.component import ComponentEvidence
from notifier.core.service.context import Context
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.other_page import shows_other, since_s
from notifier.core.target import servers
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.states import Doubt

_REPORTED = (PageLevel.DEGRADED, PageLevel.PARTIAL_OUTAGE, PageLevel.MAJOR_OUTAGE, PageLevel.MAINTENANCE)


class LineView(msgspec.Struct, frozen=True):
    """How the line was judged at the last look."""

    state: LineState
    answering: int
    anchors: int
    reached_s: float = 0.0
    """Since when names and addresses of others are known to answer; 0: not known."""


def reasons_for(service: ServiceEvidence, state: State, context: Context, line: LineView) -> tuple[Reason, ...]:
    """Collect the reasons, heaviest first."""
    if state is State.OK and not service.in_doubt:
        return _when_fine(service)
    counting = {each.id: each.targets if context.asked else _trusted(each) for each in service.components.values()}
    doubts = {
        name: [doubt for each in targets if (doubt := each.doubt) is not None] for name, targets in counting.items()
    }
    reasons = [_failed(name, each) for name, each in doubts.items() if any(doubt.failed for doubt in each)]
    reasons.sort(key=lambda reason: (-reason.count, reason.component))
    if context.asked and state is State.POSSIBLE:
        doubted = [each for each in service.components.values() if each.problem is State.POSSIBLE]
        reasons += [_unproven(each) for each in doubted if not _is_new(each)]
    reasons += [Reason(ReasonKind.NOT_ITS_OWN, component=name) for name in service.met_by_another()]
    reasons += _other_pages(service)
    reasons += [each for component in service.components.values() for each in _some_servers(component)]
    reasons += _slow(service)
    reasons += _page(service)
    reasons += _elsewhere(service)
    if line.state is not LineState.ONLINE:
        reasons.append(Reason(ReasonKind.LINE_BAD, count=line.answering, total=line.anchors, text=line.state.value))
    elif context.asked or line.reached_s >= (service.problem_since_s or 0.0):
        reasons.append(Reason(ReasonKind.LINE_FINE, count=line.answering, total=line.anchors))
    reasons += _elsewhere_too(service, context)
    reasons += _silent(service)
    reasons += [_works(each) for each in service.components.values() if _answers(each)][:3]
    return tuple(reasons)


def _when_fine(service: ServiceEvidence) -> tuple[Reason, ...]:
    return tuple([_works(each) for each in service.components.values() if _answers(each)][:3] + _page(service))


def _trusted(component: ComponentEvidence) -> list[TargetEvidence]:
    return [target for target in component.targets if target.trusted]


def _is_new(component: ComponentEvidence) -> bool:
    """Tell whether something of it was read that has never answered from here."""
    return any(target.outcome is not None and not target.trusted for target in component.targets)


def _answers(component: ComponentEvidence) -> bool:
    trusted = _trusted(component)
    return bool(trusted) and not any(each.bad_run or each.failing or shows_other(each) for each in trusted)


def _failed(component: str, doubts: list[Doubt]) -> Reason:
    failing = [doubt for doubt in doubts if doubt.failed]
    newest = max(failing, key=lambda doubt: doubt.last_bad_s or 0.0)
    return Reason(
        ReasonKind.PROBES_FAILED,
        component=component,
        count=sum(doubt.failed for doubt in failing),
        total=sum(doubt.tries for doubt in failing),
        failure=newest.failure,
        since=moment(min(doubt.first_bad_s for doubt in failing)),
    )


def _unproven(component: ComponentEvidence) -> Reason:
    return Reason(ReasonKind.UNPROVEN, component=component.id, count=max(target.failed for target in component.targets))


def _some_servers(component: ComponentEvidence) -> list[Reason]:
    parts = [target.servers for target in component.targets if servers.weight(target.servers) > 0.0]
    return [
        Reason(
            ReasonKind.SOME_SERVERS,
            component=component.id,
            count=sum(each.failed > 0 for each in part),
            total=len(part),
            text=servers.only(part),
        )
        for part in parts[:1]
    ]


def _works(component: ComponentEvidence) -> Reason:
    newest_s = max((target.last_ok_s for target in component.targets if target.last_ok_s is not None), default=None)
    since = moment(newest_s) if newest_s is not None else None
    return Reason(ReasonKind.PROBES_WORK, component=component.id, since=since)


def _slow(service: ServiceEvidence) -> list[Reason]:
    return [
        Reason(
            ReasonKind.SLOW,
            component=target.component,
            value=exp(target.latency.recent_log_ms),
            usual=target.latency.usual_ms() or 0.0,
            since=moment(target.latency.slow_since_s),
        )
        for target in service.targets.values()
        if target.latency.slow_since_s is not None
    ]


def _other_pages(service: ServiceEvidence) -> list[Reason]:
    since = {
        target.component: moment(since_s(target))
        for target in reversed(service.targets.values())
        if shows_other(target)
    }
    return [Reason(ReasonKind.OTHER_PAGE, component=name, since=first) for name, first in since.items()]


def _page(service: ServiceEvidence) -> list[Reason]:
    page = service.page
    if service.service.page is None:
        return []  # nobody is silent who was never asked (rule 20)
    if page.unread_since_s is not None:
        since = moment(page.unread_since_s)
        reasons = [Reason(ReasonKind.PAGE_UNREADABLE, since=since, text=page.unread_detail)]
    else:
        reasons = []
    if page.report is None:
        return reasons
    if page.level in _REPORTED:
        title = page.report.incidents[0].title if page.report.incidents else page.report.title
        kind, since = ReasonKind.PAGE_REPORTS, moment(page.level_since_s)
        if page.stale:
            began = [each.started for each in page.report.incidents if each.started is not None]
            kind, since = ReasonKind.PAGE_STALE, min([since, *began])
        return [Reason(kind, level=page.level, text=title, since=since), *reasons]
    if page.level is not PageLevel.OPERATIONAL or page.report.incidents:
        return reasons
    return [*reasons, Reason(ReasonKind.PAGE_FINE, since=moment(page.read_s) if page.read_s is not None else None)]


def _elsewhere(service: ServiceEvidence) -> list[Reason]:
    reasons = []
    seen = service.elsewhere()
    if fails := seen.fails:
        reasons.append(Reason(ReasonKind.REGION_FAILS, countries=fails))
    if works := seen.works:
        reasons.append(Reason(ReasonKind.REGION_WORKS, countries=works))
    if abs(seen.provider) >= PLACE_LEANS:
        kind = ReasonKind.PROVIDER_FAILS if seen.provider > 0.0 else ReasonKind.PROVIDER_WORKS
        reasons.append(Reason(kind, count=seen.own.failed, total=seen.own.tried, text=seen.own_name))
    return reasons + [_circumstance(each) for each in service.beside()]


_HINDERED: Final = {Hindrance.CUT_OFF: ReasonKind.CUT_OFF, Hindrance.BLOCKED: ReasonKind.BLOCKED}


def _circumstance(each: Circumstance) -> Reason:
    countries = () if each.network else (each.country,)
    return Reason(_HINDERED[each.kind], count=each.bad, total=each.measured, countries=countries, text=each.source)


def _elsewhere_too(service: ServiceEvidence, context: Context) -> list[Reason]:
    reasons = []
    if context.siblings_out:
        reasons.append(Reason(ReasonKind.SAME_OWNER, services=context.siblings_out, text=service.service.owner))
    if context.others_failing:
        reasons.append(Reason(ReasonKind.OTHER_OWNERS, services=context.others_failing))
    if context.witnesses_fail and context.of_network:
        counts = (context.witnesses_fail, context.witnesses)
        reasons.append(Reason(ReasonKind.WITNESSES_FAIL, count=counts[0], total=counts[1], text=str(context.cause)))
    elif context.witnesses > context.witnesses_fail:
        works = context.witnesses - context.witnesses_fail
        reasons.append(Reason(ReasonKind.WITNESSES_WORK, count=works, total=context.witnesses))
    if context.shared_cloud:
        reasons.append(Reason(ReasonKind.SHARED_CLOUD, text=context.shared_cloud))
    if service.crowd.report is not None and service.crowd.high_since_s is not None:
        crowd = service.crowd.report
        reasons.append(Reason(ReasonKind.REPORTS, count=crowd.count, usual=crowd.baseline, text=crowd.source))
    return reasons


def _silent(service: ServiceEvidence) -> list[Reason]:
    reasons = []
    for component in service.components.values():
        silent = [each.silence.detail for each in component.targets if each.silence is not None]
        told = [each for each in silent if each != OTHER_PAGE]
        if told:
            reasons.append(Reason(ReasonKind.UNVERIFIABLE, component=component.id, text=told[0]))
        if _is_new(component):
            reasons.append(Reason(ReasonKind.UNTRUSTED, component=component.id))
    return reasons
