"""Weighing one component: whether its failures amount to an outage.

The log-odds of `notifier.core.evidence` are added up: the component's own failures, half of what other components of
the service show, and what comes from outside (other countries, the company's page, reports, the owner's other
services). The sum is compared with `OUTAGE_AT` = ln(10^8): at that threshold Wald's bound gives at most one false alarm
in 10^8 independent readings (A. Wald, "Sequential tests of statistical hypotheses", Ann. Math. Stat. 16, 1945). Twenty
services with 120 targets make 5 million readings in 30 days: one is to be expected in twenty such months. In failures:
four in a row of one lone target (t, +5, +12, +20 s), two in a row when the user's own country fails too, two each when
three components fail together. Fewer than two readings, or readings of one moment only, never suffice (rule 1): three
failures in one second are not three proofs.
"""

from math import exp

import msgspec

from notifier.core import servers
from notifier.core.company import page_hint
from notifier.core.component_evidence import ComponentEvidence
from notifier.core.context import Context
from notifier.core.evidence import TargetEvidence
from notifier.core.model import Rule
from notifier.core.numbers import (
    HOST_GAP_S,
    MANY_OWNERS,
    PRIOR,
    SIBLING_OUT,
    STALE_S,
    SUPPORT_MOST,
)
from notifier.core.outside_numbers import (
    CROWD_HIGH,
    ELSEWHERE_FAILS,
    ELSEWHERE_WORKS,
    REGION_FAILS,
    REGION_WORKS,
    TOLD_MOST,
)
from notifier.core.service_evidence import ServiceEvidence
from notifier.core.silence import newest_s as newest_of
from notifier.core.silence import run_of
from notifier.core.target_states import BadRun


class Weighed(msgspec.Struct, frozen=True):
    """The evidence about one component."""

    total: float
    """Log-odds with all support; 0 while there are not two readings, or all are of one moment (rule 1)."""
    own: float
    """Those of its own failures in a row, with the same reserve."""
    partial: float
    failing: tuple[TargetEvidence, ...]
    newest_s: float
    """When the newest failure began; meaningless where nothing fails."""


NOTHING = Weighed(0.0, 0.0, 0.0, (), newest_s=0.0)


def own_weight(component: ComponentEvidence, now_s: float) -> tuple[float, list[TargetEvidence]]:
    """Weigh the failures of a component's trusted targets by its rule; also give the targets that fail."""
    if component.is_calm:
        return 0.0, []
    failing = failing_of(component, [target for target in component.targets if target.trusted], now_s)
    weights = sorted((run.weight for target in failing if (run := run_of(target)) is not None), reverse=True)
    return (weights[0] + 0.5 * sum(weights[1:]) if weights else 0.0), failing


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
    service: ServiceEvidence, component: ComponentEvidence, context: Context, weights: dict[str, float], now_s: float
) -> Weighed:
    """Add up the evidence about one component. `weights` holds the own weight of every component of the service."""
    own, failing = own_weight(component, now_s)
    partial = 0.0
    if component.rule is not Rule.ANY:
        mixed = [each for each in component.targets if each.trusted and each.partial and each.failed >= 2]
        partial = max((max(target.partial, servers.weight(target.servers)) for target in mixed), default=0.0)
        failing = failing or [target for target in mixed if partial in (target.partial, servers.weight(target.servers))]
    if not failing:
        return NOTHING
    others = sum(min(weight, SUPPORT_MOST) for name, weight in weights.items() if name != component.id)
    support = min(SUPPORT_MOST, 0.5 * others) + outside_support(service, component, context, now_s)
    newest_s = max(newest_of(target) for target in failing)
    if all(servers.in_part(target.servers) for target in failing) or (own and not _enough(failing, newest_s)):
        own = 0.0
    return Weighed(
        total=own + support if own else 0.0,
        own=own,
        partial=partial + min(0.0, support),
        failing=tuple(failing),
        newest_s=newest_s,
    )


def _enough(failing: list[TargetEvidence], newest_s: float) -> bool:
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
