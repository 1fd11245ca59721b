"""What the confirmed problems, the company's page and the rest amount to: the verdict. Pure: nothing is changed here.

The hypotheses about a service are: fine, only me, my network, some countries, everyone. Whether it is out at all is
decided component by component in `notifier.core.service.decision`; who is affected is decided here from regional
readings and the official page. What is shown then follows fixed precedence: an outage (ours, or the company's own
report of a major one), a possible problem (part of the requests fail, a partial outage by the page, many reports),
slow, maintenance, fine.

Rules that are kept here: 4 (unverifiable is not failed), 6 (a green page hides nothing), 7 (the page's word), 8
(reports make `possible` at most), 9 (regions decide the scope), 11 (since is the first failing reading, not the
slowness before it) 16 (maintenance excuses) and 21 (parts of little
weight). Rule 2 is the caller's: it asks for nothing while the line is bad.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageIncident, PageLevel, PageReport, Scope, State, Verdict
from notifier.core.moments import moment
from notifier.core.numbers import OUTAGE_AT, UNVERIFIABLE_S
from notifier.core.outside.numbers import CROWD_ECHO_S
from notifier.core.service.context import Context
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.maintenance import Maintenance, maintenance_of
from notifier.core.service.other_page import since_s, stays_away
from notifier.core.service.reasons import LineView, reasons_for
from notifier.core.service.scope import scope_from
from notifier.core.service.weighing import confidence

_PAGE_STATE: Final = {
    PageLevel.MAJOR_OUTAGE: State.OUTAGE,
    PageLevel.PARTIAL_OUTAGE: State.POSSIBLE,
    PageLevel.DEGRADED: State.SLOW,
}
_ORDER: Final = (State.UNKNOWN, State.OK, State.SLOW, State.POSSIBLE, State.OUTAGE)


class Judgement(msgspec.Struct, frozen=True):
    """A verdict in the making."""

    state: State
    components: tuple[str, ...] = ()
    official: bool = False
    since_s: float | None = None
    evidence: float = 0.0
    minor: bool = False
    """No core part is out; of what is only possible: none is concerned (rule 21)."""


def judge(service: ServiceEvidence, context: Context, now_s: float) -> Verdict:
    """Say what the evidence amounts to now, without the reasons."""
    page = None if service.page.stale else service.page.counting(now_s)
    maintenance = maintenance_of(service, now_s)
    judgement = _judge_page(service, page, _judge_probes(service, maintenance, context, now_s))
    if judgement.state in (State.OK, State.SLOW, State.UNKNOWN) and not context.other_pages:
        judgement = _judge_looks(service, maintenance, now_s) or judgement
    if judgement.state in (State.OK, State.SLOW) and _many_report(service, now_s):
        judgement = Judgement(State.POSSIBLE, since_s=service.crowd.high_since_s)
    if judgement.state in (State.OK, State.UNKNOWN) and maintenance.running:
        judgement = Judgement(State.MAINTENANCE, maintenance.components, since_s=service.page.level_since_s)
    problem = judgement.state not in (State.OK, State.UNKNOWN)
    scope, countries = scope_of(service, judgement, context) if problem else (Scope.UNCLEAR, ())
    return Verdict(
        service=service.service.id,
        state=judgement.state,
        time=moment(now_s),
        scope=scope,
        components=judgement.components if problem else (),
        countries=countries,
        since=_since(service, judgement, now_s, problem=problem),
        confidence=_confidence(judgement),
        official=judgement.official,
        before=service.unseen and problem,
        minor=judgement.minor,
    )


def _many_report(service: ServiceEvidence, now_s: float) -> bool:
    """Tell whether many report a problem: another than has just ended here, of which it is spoken for hours."""
    since_s = service.crowd.high_since_s
    if since_s is None or not service.crowd.is_high(now_s):
        return False
    ended_s = max((each.ended_s for each in service.components.values() if each.ended_s is not None), default=None)
    return ended_s is None or since_s >= ended_s + CROWD_ECHO_S


def explained(verdict: Verdict, service: ServiceEvidence, context: Context, line: LineView) -> Verdict:
    """Give the verdict with its reasons as they stand now."""
    return msgspec.structs.replace(verdict, reasons=reasons_for(service, verdict.state, context, line))


def _judge_probes(service: ServiceEvidence, maintenance: Maintenance, context: Context, now_s: float) -> Judgement:
    problems = [
        each for each in service.components.values() if each.problem is not None and each.id not in maintenance.excused
    ]
    if problems:
        out = [each for each in problems if each.problem is State.OUTAGE]
        return Judgement(
            State.OUTAGE if out else State.POSSIBLE,
            tuple(each.id for each in problems),
            evidence=max(0.0, *(each.evidence for each in problems)),
            minor=all(each.minor for each in out or problems),
        )
    since = [each_s for target in service.targets.values() if (each_s := target.latency.slow_since_s) is not None]
    slow = [
        each.id
        for each in (service.components.values() if since else ())
        if each.problem is None and any(target.latency.slow_since_s is not None for target in each.targets)
    ]
    if slow:
        ended = [each.ended_s for each in service.components.values() if each.ended_s is not None]
        return Judgement(State.SLOW, tuple(slow), since_s=max([min(since), *ended]))  # what failed was more than slow
    return Judgement(State.OK if _tells(service, context, now_s) else State.UNKNOWN)


def _judge_looks(service: ServiceEvidence, maintenance: Maintenance, now_s: float) -> Judgement | None:
    """A possible problem where another page than usual has stayed, and nothing says otherwise; None: it has not."""
    away = [
        each
        for each in stays_away(service, now_s)
        if each.component in service.components and each.component not in maintenance.excused
    ]
    if not away:
        return None
    parts = tuple(dict.fromkeys(each.component for each in away))
    return Judgement(State.POSSIBLE, parts, since_s=min(map(since_s, away)), minor=service.service.are_minor(parts))


def _tells(service: ServiceEvidence, context: Context, now_s: float) -> bool:
    """Tell whether anything lately said that the service works, or was silent for less than 10 minutes (rule 4).

    A person who asks now gets what was found now.
    """
    page = service.page
    if (
        page.report is not None
        and not page.stale
        and page.silent_for(now_s) < UNVERIFIABLE_S
        and page.level is not PageLevel.UNKNOWN
    ):
        return True
    if context.asked:
        return any(each.last_ok_s is not None and each.silence is None for each in service.targets.values())
    return any(
        each.trusted and (each.silence is None or now_s - each.silence.since_s < UNVERIFIABLE_S)
        for each in service.targets.values()
    )


def _judge_page(service: ServiceEvidence, page: PageReport | None, probes: Judgement) -> Judgement:
    state = _PAGE_STATE.get(service.page.level) if page is not None else None
    if page is None or state is None or _ORDER.index(state) < _ORDER.index(probes.state):
        return probes
    affected = [each for each in page.components if each.level in _PAGE_STATE]
    named = [each.id for each in affected if each.id in service.components] or [each.name for each in affected]
    agrees = state is probes.state
    return Judgement(
        state,
        tuple(dict.fromkeys([*(probes.components if agrees else ()), *named])),
        official=True,
        since_s=probes.since_s if agrees else _began_s(service, page.incidents, service.page.level),
        evidence=max(probes.evidence, OUTAGE_AT if state is State.OUTAGE else 0.0),
        minor=service.service.are_minor(named) and (probes.minor or not agrees),
    )


def _began_s(service: ServiceEvidence, incidents: Iterable[PageIncident], level: PageLevel) -> float:
    """When it began by the company's own word, where that is before its page was read."""
    began_s = [each.started.timestamp() for each in incidents if each.started is not None and each.level is level]
    return min([service.page.level_since_s, *began_s])


def scope_of(service: ServiceEvidence, judgement: Judgement, context: Context) -> tuple[Scope, tuple[str, ...]]:
    """Say who is affected, and which countries, if that is known (rules 7 and 9)."""
    if judgement.official and judgement.state is State.OUTAGE:
        return Scope.EVERYONE, ()
    if judgement.state not in (State.OUTAGE, State.POSSIBLE):
        return Scope.UNCLEAR, ()
    if context.of_network:
        return Scope.NETWORK, ()
    return scope_from(service.elsewhere(judgement.components), context)


def _since(service: ServiceEvidence, judgement: Judgement, now_s: float, *, problem: bool) -> datetime | None:
    if judgement.state is State.MAINTENANCE:
        return moment(judgement.since_s) if judgement.since_s else None
    shown, began_s = service.verdict, service.problem_since_s
    if judgement.state is State.SLOW and judgement.since_s is not None:
        return moment(judgement.since_s)
    if problem:
        known = [each_s for each_s in (judgement.since_s, began_s) if each_s is not None]
        return moment(min(known)) if known else None
    if began_s is not None or (shown.since is not None and shown.state in (State.SLOW, State.POSSIBLE)):
        return over(service, now_s)
    return shown.since if shown.state is judgement.state else None


def over(service: ServiceEvidence, now_s: float) -> datetime:
    """Give when the problem that is shown ended, if it has: with the first answer after it, or the company's word."""
    shown, began_s = service.verdict.since, service.problem_since_s
    ends = [None if service.page.stale else service.page.level_since_s]
    if began_s is not None:  # of what is only slow, or only looks otherwise, no part fails and ends
        ends += [each.ended_s for each in service.components.values()]
    from_s = began_s or (shown.timestamp() if shown is not None else now_s)
    return moment(max((end_s for end_s in ends if end_s is not None and end_s > from_s), default=now_s))


def _confidence(judgement: Judgement) -> float:
    if judgement.official:
        return 1.0
    if judgement.state in (State.OUTAGE, State.POSSIBLE):
        return confidence(judgement.evidence)
    return 0.0 if judgement.state is State.UNKNOWN else 0.99
