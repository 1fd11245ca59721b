"""Weighing one component: whether its failures amount to an outage.

The log-odds of `notifier.core.evidence` are added up: the component's own failures, half of what other components of
the service show, and what comes from outside (other countries, the company's page, reports, the owner's other
services). The sum is compared with `OUTAGE_AT` = ln(10^8): at that threshold Wald's bound gives at most one false alarm
in 10^8 independent readings (A. Wald, "Sequential tests of statistical hypotheses", Ann. Math. Stat. 16, 1945). Twenty
services with 120 targets make 5 million readings in 30 days: one is to be expected in twenty such months. In failures:
four in a row of one lone target (t, +5, +15, +30 s), two in a row when the user's own country fails too, two each when
three components fail together. Fewer than two readings, or readings of one moment only, never suffice (rule 1): three
failures in one second are not three proofs.
"""

from math import exp, log
from typing import Final

import msgspec

from notifier.core.cadence import HOST_GAP_S
from notifier.core.evidence import TargetTrack
from notifier.core.model import PageLevel, Rule
from notifier.core.track import ComponentTrack, ServiceTrack

OUTAGE_AT: Final = log(1e8)
PARTIAL_OUTAGE_AT: Final = 30.0
"""Above this even a partial problem is an outage: so much fails for so long."""
PRIOR: Final = log(1e-4)
"""Log-odds that a service is out at a moment of which nothing is known: about an hour a year."""
REGION_FAILS: Final = 9.2
"""A test centre in the user's country fails for no reason once in 10,000 times."""
REGION_WORKS: Final = -6.0
ELSEWHERE_FAILS: Final = 5.0
ELSEWHERE_WORKS: Final = -3.0
REGION_FRESH_S: Final = 120.0
CROWD_HIGH: Final = 3.0
PAGE_HINT: Final = {PageLevel.DEGRADED: 3.0, PageLevel.PARTIAL_OUTAGE: 6.0, PageLevel.MAJOR_OUTAGE: 6.0}
SIBLING_OUT: Final = 5.0
MANY_OWNERS: Final = -5.3
"""For each of several unrelated owners whose services fail at the same time: the line or the provider is suspected
first, and one failure more is wanted for each."""
MANY_OWNERS_MOST: Final = 4
SUPPORT_MOST: Final = 10.6
"""What other components can add: two failures' worth."""
STALE_S: Final = 90.0


class Surroundings(msgspec.Struct, frozen=True):
    """What the service's own evidence does not contain."""

    country: str = ""
    siblings_out: tuple[str, ...] = ()
    """Names of the owner's other services that are shown as out."""
    others_failing: tuple[str, ...] = ()
    """Names of services of at least two other owners that fail right now."""
    unrest: int = 0
    """How many other owners' services had any failure in the last minute, from two on."""
    shared_cloud: str = ""
    line_steady: bool = False
    """The anchors answered for several rounds in a row, through all the failures: the line is not suspected so much."""


class Weighed(msgspec.Struct, frozen=True):
    """The evidence about one component."""

    total: float
    """Log-odds with all support; 0 while there are not two readings, or all are of one moment (rule 1)."""
    partial: float
    failing: tuple[TargetTrack, ...]
    newest_s: float


def own_weight(component: ComponentTrack, now_s: float) -> tuple[float, list[TargetTrack]]:
    """Weigh the failures of a component's own targets by its rule; also give the targets that fail."""
    trusted = [track for track in component.targets if track.answered_well_s]
    failing = [track for track in trusted if track.bad_run and now_s - track.last_bad_s <= 4 * STALE_S]
    if not failing:
        return 0.0, []
    if component.rule is Rule.ANY and len(failing) < len(trusted):
        begun = min(track.run_since_s for track in failing)
        if any(not track.bad_run and track.last_ok_s >= begun for track in trusted):
            return 0.0, []
        if any(not track.bad_run and track.unverifiable_since_s == 0.0 for track in trusted):
            return 0.0, []  # those that can stand in have not been asked yet
    if component.rule is Rule.MOST and 2 * len(failing) <= len(trusted):
        return 0.0, []
    weights = sorted((track.weight for track in failing), reverse=True)
    return weights[0] + 0.5 * sum(weights[1:]), failing


def weigh_component(
    service: ServiceTrack, component: ComponentTrack, around: Surroundings, weights: dict[str, float], now_s: float
) -> Weighed:
    """Add up the evidence about one component. `weights` holds the own weight of every component of the service."""
    own, failing = own_weight(component, now_s)
    partial = 0.0
    if component.rule is not Rule.ANY:
        mixed = [each for each in component.targets if each.answered_well_s and each.partial and each.failed >= 2]
        partial = max((track.partial for track in mixed), default=0.0)
        failing = failing or [track for track in mixed if track.partial == partial]
    if not failing:
        return Weighed(0.0, 0.0, (), newest_s=0.0)
    others = sum(min(weight, SUPPORT_MOST) for name, weight in weights.items() if name != component.id)
    support = min(SUPPORT_MOST, 0.5 * others) + outside_support(service, around, now_s)
    newest_s = max(track.last_bad_s for track in failing)
    return Weighed(
        total=own + support if own and _enough(failing, newest_s) else 0.0,
        partial=partial + min(0.0, support),
        failing=tuple(failing),
        newest_s=newest_s,
    )


def _enough(failing: list[TargetTrack], newest_s: float) -> bool:
    """Tell whether there are two readings at least, from more than one moment (rule 1)."""
    span_s = newest_s - min(track.run_since_s for track in failing)
    return sum(track.bad_run for track in failing) >= 2 and span_s >= HOST_GAP_S * 0.9


def outside_support(service: ServiceTrack, around: Surroundings, now_s: float) -> float:
    """Add up what does not come from the service's own targets."""
    support = region_support(service, around.country, now_s)
    if service.crowd.high_since_s:
        support += CROWD_HIGH
    if service.page.report is not None:
        support += PAGE_HINT.get(service.page.level, 0.0)
    if around.siblings_out:
        support += SIBLING_OUT
    if support < REGION_FAILS:
        support += MANY_OWNERS * min(around.unrest, 1 if around.line_steady else MANY_OWNERS_MOST)
    return support


def region_support(service: ServiceTrack, country: str, now_s: float) -> float:
    """Weigh the readings from other places: the user's own country tells most."""
    region = service.region
    if not region.read_s or now_s - region.read_s > REGION_FRESH_S:
        return 0.0
    fails, works = region.fails(), region.works()
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
