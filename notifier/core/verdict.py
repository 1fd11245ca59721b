"""From evidence to verdict: what the program says about a service, and why.

The hypotheses about a service are: fine, only me, my network, some countries, everyone. Whether it is out at all is
decided component by component in `notifier.core.weighing`; who is affected is decided here from regional readings and
the official page. What is shown then follows fixed precedence: an outage (ours, or the company's own report of a major
one), a possible problem (part of the requests fail, a partial outage by the page, many reports), slow, maintenance,
fine.

Rules that are kept here: 4 (unverifiable is not failed), 5 (only trusted targets count), 6 (a green page hides
nothing), 7 (the page's word), 8 (reports make `possible` at most), 9 (regions decide the scope), 10 (confirmed
recovery), 11 (since is the first bad reading) and 16 (maintenance excuses). Rules 2 and 3 are the caller's: it asks for
nothing while the line is bad, and hands in `vouches`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import msgspec

from notifier.core.evidence import TargetTrack, end_problem
from notifier.core.maintenance import Maintenance, maintenance_of
from notifier.core.model import PageLevel, PageReport, Rule, Scope, State, Verdict
from notifier.core.reasons import LineCounts, reasons_for
from notifier.core.track import ComponentTrack, ServiceTrack
from notifier.core.weighing import (
    OUTAGE_AT,
    PARTIAL_OUTAGE_AT,
    Surroundings,
    Weighed,
    confidence,
    own_weight,
    weigh_component,
)

PAGE_KEPT_S: Final = 1800.0
"""What a page reported goes on counting for so long after it became unreadable."""
UNVERIFIABLE_S: Final = 600.0
STEADY_S: Final = 120.0

_PAGE_STATE: Final = {
    PageLevel.MAJOR_OUTAGE: State.OUTAGE,
    PageLevel.PARTIAL_OUTAGE: State.POSSIBLE,
    PageLevel.DEGRADED: State.SLOW,
}


def moment(time_s: float) -> datetime:
    """Make an aware UTC time of seconds of the epoch."""
    return datetime.fromtimestamp(time_s, UTC)


def advance(service: ServiceTrack, around: Surroundings, vouches: Callable[[float], bool], now_s: float) -> bool:
    """Confirm new problems and recoveries of the components; tell whether one waits for the line's judgement."""
    weights = {name: own_weight(each, now_s)[0] for name, each in service.components.items()}
    waits = False
    for component in service.components.values():
        if component.problem is not None:
            _keep_failing(component)
            if _has_recovered(component):
                _end(component)
                continue
        weighed = weigh_component(service, component, around, weights, now_s)
        component.evidence = max(weighed.total, weighed.partial)
        reached = _reached(weighed)
        if reached is None or reached is component.problem or component.problem is State.OUTAGE:
            continue
        if vouches(weighed.newest_s):
            _begin(component, reached, weighed, service)
        else:
            waits = True
    return waits


def _reached(weighed: Weighed) -> State | None:
    if weighed.total >= OUTAGE_AT or weighed.partial >= PARTIAL_OUTAGE_AT:
        return State.OUTAGE
    return State.POSSIBLE if weighed.partial >= OUTAGE_AT else None


def _begin(component: ComponentTrack, state: State, weighed: Weighed, service: ServiceTrack) -> None:
    component.problem = state
    component.partial = weighed.total < OUTAGE_AT
    for track in weighed.failing:
        track.failing = True
        track.mixed = component.partial
        first_s = track.first_bad_s if component.partial else track.run_since_s
        if not service.problem_since_s or first_s < service.problem_since_s:
            service.problem_since_s = first_s


def _keep_failing(component: ComponentTrack) -> None:
    for track in component.targets:
        if track.answered_well_s and track.bad_run >= 2:
            track.failing = True


def _has_recovered(component: ComponentTrack) -> bool:
    failing = [track for track in component.targets if track.failing]
    if all(_is_over(track) for track in failing):
        return True
    if component.rule is Rule.ANY:
        return any(
            not track.bad_run and track.good_run >= 4 and track.last_good_s - track.first_good_s >= STEADY_S
            for track in component.targets
        )
    return False


def _is_over(track: TargetTrack) -> bool:
    unverifiable_s = track.unverifiable_since_s
    return track.recovered() or bool(unverifiable_s and track.read_s - unverifiable_s >= UNVERIFIABLE_S)


def _end(component: ComponentTrack) -> None:
    ends = [track.first_good_s for track in component.targets if track.failing and track.first_good_s]
    one_is_enough = component.rule is Rule.ANY  # it works since the first of them answered, not since the last did
    component.ended_s = (min if one_is_enough else max)(ends, default=0.0)
    component.problem = None
    component.partial = False
    component.evidence = 0.0
    for track in component.targets:
        end_problem(track)


def withdraw_possible(service: ServiceTrack) -> None:
    """Take back what is only possible: the line turned out to be bad, and what was seen may be its doing (rule 2)."""
    for component in service.components.values():
        if component.problem is State.POSSIBLE:
            _end(component)


class Judgement(msgspec.Struct):
    """A verdict in the making."""

    state: State = State.OK
    components: list[str] = []
    official: bool = False
    since_s: float = 0.0
    evidence: float = 0.0


def judge(service: ServiceTrack, around: Surroundings, now_s: float) -> Verdict:
    """Say what the evidence amounts to now, without the reasons. Changes nothing but `problem_since_s`."""
    page = _page_that_counts(service, now_s)
    maintenance = maintenance_of(page, now_s)
    judgement = _judge_probes(service, maintenance, now_s)
    _judge_page(service, page, judgement)
    if judgement.state in (State.OK, State.SLOW) and service.crowd.high_since_s:
        judgement = Judgement(State.POSSIBLE, [], since_s=service.crowd.high_since_s)
    if judgement.state in (State.OK, State.UNKNOWN) and maintenance.running:
        judgement = Judgement(State.MAINTENANCE, _covered(service, maintenance), since_s=service.page.level_since_s)
    problem = judgement.state not in (State.OK, State.UNKNOWN)
    scope, countries = scope_of(service, judgement, around) if problem else (Scope.UNCLEAR, ())
    return Verdict(
        service=service.service.id,
        state=judgement.state,
        time=moment(now_s),
        scope=scope,
        components=tuple(judgement.components) if problem else (),
        countries=countries,
        since=_since(service, judgement, now_s, problem=problem),
        confidence=_confidence(judgement),
        official=judgement.official,
        before=service.before and problem,
    )


def explained(verdict: Verdict, service: ServiceTrack, around: Surroundings, line: LineCounts) -> Verdict:
    """Give the verdict with its reasons as they stand now."""
    return msgspec.structs.replace(verdict, reasons=reasons_for(service, verdict.state, around, line))


def _page_that_counts(service: ServiceTrack, now_s: float) -> PageReport | None:
    unread_s = service.page.unread_since_s
    return None if unread_s and now_s - unread_s > PAGE_KEPT_S else service.page.report


def _judge_probes(service: ServiceTrack, maintenance: Maintenance, now_s: float) -> Judgement:
    judgement = Judgement(State.OK, [])
    names = {each.id: each.names for each in service.service.components}
    slow: list[str] = []
    for component in service.components.values():
        if component.problem is not None and not maintenance.excuses(component.id, names[component.id]):
            judgement.components.append(component.id)
            judgement.evidence = max(judgement.evidence, component.evidence)
            if judgement.state is not State.OUTAGE:
                judgement.state = component.problem
        elif component.problem is None and any(track.is_slow() for track in component.targets):
            slow.append(component.id)
    if judgement.state is State.OK and slow:
        judgement.state = State.SLOW
        judgement.components = slow
        judgement.since_s = min(t.slow_since_s for t in service.targets.values() if t.slow_since_s)
    elif judgement.state is State.OK and not _tells(service, now_s):
        judgement.state = State.UNKNOWN
    return judgement


def _tells(service: ServiceTrack, now_s: float) -> bool:
    """Tell whether anything lately said that the service works, or was silent for less than 10 minutes (rule 4)."""
    page = service.page
    unread_s = page.unread_since_s
    silent = bool(unread_s and now_s - unread_s >= UNVERIFIABLE_S)
    if page.report is not None and not silent and page.level is not PageLevel.UNKNOWN:
        return True
    for track in service.targets.values():
        silent_s = track.unverifiable_since_s
        if track.answered_well_s and not (silent_s and now_s - silent_s >= UNVERIFIABLE_S):
            return True
    return False


def _judge_page(service: ServiceTrack, page: PageReport | None, judgement: Judgement) -> None:
    state = _PAGE_STATE.get(service.page.level) if page is not None else None
    if page is None or state is None:
        return
    order = (State.UNKNOWN, State.OK, State.SLOW, State.POSSIBLE, State.OUTAGE)
    if order.index(state) < order.index(judgement.state):
        return
    affected = [each.id for each in page.components if each.level in _PAGE_STATE]
    named = [name for name in affected if name in service.components] or [
        each.name for each in page.components if each.level in _PAGE_STATE
    ]
    if state is not judgement.state:
        judgement.components = []
        judgement.since_s = service.page.level_since_s
    judgement.components += [name for name in dict.fromkeys(named) if name not in judgement.components]
    judgement.state = state
    judgement.official = True
    judgement.evidence = max(judgement.evidence, OUTAGE_AT if state is State.OUTAGE else 0.0)


def _covered(service: ServiceTrack, maintenance: Maintenance) -> list[str]:
    names = {each.id: each.names for each in service.service.components}
    if not maintenance.names:
        return []
    return [name for name in service.components if maintenance.excuses(name, names[name])]


def scope_of(service: ServiceTrack, judgement: Judgement, around: Surroundings) -> tuple[Scope, tuple[str, ...]]:
    """Say who is affected, and which countries, if that is known (rules 7 and 9)."""
    if judgement.official and judgement.state is State.OUTAGE:
        return Scope.EVERYONE, ()
    if judgement.state not in (State.OUTAGE, State.POSSIBLE):
        return Scope.UNCLEAR, ()
    fails, works = service.region.fails(), service.region.works()
    if not fails and not works:
        return Scope.UNCLEAR, ()
    here = around.country
    elsewhere = [country for country in fails if country != here]
    if here in works or (here not in fails and not elsewhere):
        return (Scope.NETWORK if around.others_failing else Scope.ME), ()
    if not works and len(fails) >= 3:
        return Scope.EVERYONE, ()
    if works:
        return Scope.REGION, (*((here,) if here else ()), *elsewhere)
    return Scope.UNCLEAR, ()


def _since(service: ServiceTrack, judgement: Judgement, now_s: float, *, problem: bool) -> datetime | None:
    if judgement.state is State.MAINTENANCE:
        return moment(judgement.since_s) if judgement.since_s else None
    if problem:
        known = [time_s for time_s in (judgement.since_s, service.problem_since_s) if time_s]
        service.problem_since_s = min(known) if known else 0.0
        return moment(service.problem_since_s) if known else None
    if service.problem_since_s:
        ends = [each.ended_s for each in service.components.values()] + [service.page.level_since_s]
        return moment(max((end_s for end_s in ends if end_s > service.problem_since_s), default=now_s))
    return service.verdict.since if service.verdict.state is judgement.state else None


def _confidence(judgement: Judgement) -> float:
    if judgement.official:
        return 1.0
    if judgement.state in (State.OUTAGE, State.POSSIBLE):
        return confidence(judgement.evidence)
    return 0.0 if judgement.state is State.UNKNOWN else 0.99
