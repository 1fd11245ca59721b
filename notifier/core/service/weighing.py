"""Weighing one component: whether its failures amount to an outage.

The log-odds of `notifier.core.target.evidence` are added up: the component's own failures, half of what other
components of the service show, and what comes from outside (other countries, the company's page, reports, the owner's
other services). The sum is compared with `OUTAGE_AT` = ln(10^8): at that threshold Wald's bound gives at most one false
alarm in 10^8 independent readings (A. Wald, "Sequential tests of statistical hypotheses", Ann. Math. Stat. 16, 1945).
Twenty services with 120 targets make 5 million readings in 30 days: one is to be expected in twenty such months. In
failures: four in a row of one lone target (t, +5, +12, +20 s), two in a row when the user's own country fails too, two
each when three components fail together. Fewer than two readings, or readings of one moment only, never suffice (rule
1): three failures in one second are not three proofs.
"""

from collections.abc import Collection, Iterable
from math import exp
from typing import Final

import msgspec

from notifier.core.model import Rule
from notifier.core.numbers import (
    HOST_GAP_S,
    MANY_OWNERS,
    PRIOR,
    SIBLING_OUT,
    STALE_S,
    SUPPORT_MOST,
)
from notifier.core.outside.numbers import (
    CROWD_HIGH,
    ELSEWHERE_FAILS,
    ELSEWHERE_WORKS,
    REGION_FAILS,
    REGION_WORKS,
    TOLD_MOST,
)
from notifier.core.service.company import page_hint
from notifier.core.service.component import ComponentEvidence, Own
from notifier.core.service.context import Context
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.target import servers
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.silence import NEVER, failed_last_s, run_of
from notifier.core.target.silence import newest_s as newest_of
from notifier.core.target.states import CALM, BadRun


class Weighed(msgspec.Struct, frozen=True, gc=False):
    """The evidence about one component."""

    total: float
    """Log-odds with all support; 0 while there are not two readings, or all are of one moment (rule 1)."""
    own: float
    """Those of its own failures in a row, with the same reserve."""
    partial: float
    failing: tuple[TargetEvidence, ...]
    newest_s: float
    """When the newest failure began; meaningless where nothing fails."""


CALM_OWN: Final = Own(is_calm=True, until_s=NEVER)
NOTHING: Final = Weighed(0.0, 0.0, 0.0, (), newest_s=0.0)


def own_of(component: ComponentEvidence, now_s: float) -> Own:
    """Give what a component's trusted targets show; as it was, where nothing of them has changed since."""
    changed = component.targets[0].steps.changed
    if component.id in changed or now_s > component.own.until_s:
        changed.discard(component.id)
        component.shows(_own_of(component, now_s))
    return component.own


def _own_of(component: ComponentEvidence, now_s: float) -> Own:
    if all(target.state is CALM for target in component.targets):
        return CALM_OWN
    counting = [target for target in component.targets if target.trusted]
    fails = any(target.bad_run is not None for target in counting)
    failing = failing_of(component, counting, now_s) if fails else []
    weight = counted = partial = 0.0
    if failing:
        weights = sorted([run.weight for each in failing if (run := run_of(each)) is not None], reverse=True)
        weight = counted = weights[0] + 0.5 * sum(weights[1:]) if weights else 0.0
    doubts = [(each, each.state.doubt) for each in counting] if component.rule is not Rule.ANY else []
    mixed = [each for each, doubt in doubts if doubt is not None and doubt.failed >= 2 and doubt.partial]
    if mixed:
        partial = max((max(target.partial, servers.weight(target.servers)) for target in mixed), default=0.0)
        failing = failing or [target for target in mixed if partial in (target.partial, servers.weight(target.servers))]
    newest_s = max([newest_of(target) for target in failing], default=0.0)
    if all(servers.in_part(target.servers) for target in failing) or (counted and not _enough(failing, newest_s)):
        counted = 0.0
    until_s = _fresh_until(counting, now_s) if fails else NEVER
    return Own(False, until_s, weight, counted, partial, tuple(failing), newest_s)


def _fresh_until(targets: Iterable[TargetEvidence], now_s: float) -> float:
    """Give when the first of the failures that count will be too old to."""
    newest = (failed_last_s(target) + STALE_S for target in targets if target.bad_run is not None)
    return min((each_s for each_s in newest if each_s >= now_s), default=NEVER)


def failing_of(component: ComponentEvidence, counting: list[TargetEvidence], now_s: float) -> list[TargetEvidence]:
    """Give the targets that fail, if the component fails by its rule, from those that count."""
    runs = [(target, run) for target in counting if (run := fresh_run(target, now_s)) is not None]
    failing = [target for target, _ in runs]
    if component.rule is Rule.ANY and 0 < len(failing) < len(counting):
        begun = min(run.since_s for _, run in runs)
        answering = [target for target in counting if target.bad_run is None]
        if any(target.last_ok_s is not None and target.last_ok_s >= begun for target in answering):
            return []
        if any(target.silence is None for target in answering):
            return []  # those that can stand in have not been asked yet
    if component.rule is Rule.MOST and 2 * len(failing) <= len(counting):
        return []
    return failing


def fresh_run(target: TargetEvidence, now_s: float) -> BadRun | None:
    """Give the failures since the last answer, unless they are too old to tell anything about now."""
    run, doubt = target.bad_run, target.doubt
    if run is None or doubt is None or doubt.last_bad_s is None or now_s - doubt.last_bad_s > STALE_S:
        return None
    return run


def weigh_component(
    service: ServiceEvidence, component: ComponentEvidence, context: Context, others: float, now_s: float
) -> Weighed:
    """Add up the evidence about one component. `others` is what the service's other components show."""
    own = own_of(component, now_s)
    if not own.failing:
        return NOTHING
    support = min(SUPPORT_MOST, 0.5 * others) + outside_support(service, component, context, now_s)
    return Weighed(
        total=own.counted + support if own.counted else 0.0,
        own=own.counted,
        partial=own.partial + min(0.0, support),
        failing=own.failing,
        newest_s=own.newest_s,
    )


def _enough(failing: Collection[TargetEvidence], newest_s: float) -> bool:
    """Tell whether there are two readings at least, from more than one moment (rule 1)."""
    runs = [run for target in failing if (run := run_of(target)) is not None]
    span_s = newest_s - min(run.since_s for run in runs)
    return sum(run.count for run in runs) >= 2 and span_s >= HOST_GAP_S * 0.9


def outside_support(service: ServiceEvidence, component: ComponentEvidence, context: Context, now_s: float) -> float:
    """Add up what does not come from the service's own targets, and is about this component (rule 18)."""
    if context.of_network:
        return 0.0  # what others see tells nothing of whether it can be reached from here
    told = region_support(service, component.id, context.country, now_s)
    if service.crowd.is_high(now_s):
        told += CROWD_HIGH
    support = page_hint(service, component, now_s)
    if context.siblings_out:
        support += SIBLING_OUT
    if told + support < REGION_FAILS:
        support += MANY_OWNERS * context.unrest
    return support + min(told, TOLD_MOST)


def region_support(service: ServiceEvidence, component: str, country: str, now_s: float) -> float:
    """Weigh the readings of a component from other places: the user's own country tells most."""
    if not service.region.rounds:
        return 0.0
    seen = service.region.fresh(component, now_s)
    fails, works = seen.fails, seen.works
    if country in fails:
        return REGION_FAILS
    if country in works:
        return REGION_WORKS
    if len(fails) >= 2:
        return ELSEWHERE_FAILS
    return ELSEWHERE_WORKS if len(works) >= 2 else 0.0


def confidence(log_odds: float) -> float:
    """Turn log-odds of evidence into a probability, from the prior of an hour a year."""
    exponent = max(-50.0, min(50.0, log_odds + PRIOR))
    return round(1.0 / (1.0 + exp(-exponent)), 4)
