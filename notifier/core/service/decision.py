"""The one decision: whether a service's problem is confirmed, or its end, and what is said of it.

The engine decides after every reading that may matter; `check` and `status` when a person waits (`Context.asked`), by
the same evidence and the same thresholds. What differs then is only what is said before there is proof: what fails is
`possible`, and so is what never answered from here. A problem of a component begins when its weighed evidence reaches
a threshold and the line vouches for it (rules 1 and 3), and ends when its recovery is confirmed (rule 10).

What the confirmed problems amount to as a verdict is in `notifier.core.service.verdict`.
"""

from collections.abc import Callable, Collection, Sequence

import msgspec

from notifier.core.model import Rule, State, Verdict
from notifier.core.numbers import ANY_STEADY_RUN, OUTAGE_AT, STEADY_S, SUPPORT_MOST, UNVERIFIABLE_S
from notifier.core.service.company import is_stale
from notifier.core.service.component import ComponentEvidence
from notifier.core.service.context import Context
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.verdict import judge
from notifier.core.service.weighing import Weighed, failing_of, own_of, weigh_component
from notifier.core.target.evidence import TargetEvidence

Vouches = Callable[[float], bool]
"""Tells whether the line was seen to be good since a time."""


class Decision(msgspec.Struct, frozen=True):
    """What is to be said. `waits`: a problem is all but confirmed, and waits for the line's judgement (rule 3)."""

    verdict: Verdict
    waits: bool = False


def decide(service: ServiceEvidence, context: Context, vouches: Vouches, now_s: float) -> Decision:
    """Confirm what begins and what ends, and say what all of it amounts to now."""
    service.page.judged(stale=is_stale(service, now_s))
    if context.cause is None:
        service.network_is_over()
    waits = _confirm(service, context, vouches, now_s)
    verdict = judge(service, context, now_s)
    if verdict.since is not None and verdict.official and verdict.state in (State.POSSIBLE, State.OUTAGE):
        service.since(verdict.since.timestamp())  # what its own targets show is noted where it begins
    return Decision(verdict, waits)


def _confirm(service: ServiceEvidence, context: Context, vouches: Vouches, now_s: float) -> bool:
    components = service.components.values()
    owns = [own_of(each, now_s) for each in components]
    together = sum([min(each.weight, SUPPORT_MOST) for each in owns if not each.is_calm])
    waits = False
    for component, own in zip(components, owns, strict=True):
        if component.problem is not None:
            if component.answers != service.answers and _ends(service, component, now_s):
                continue
        elif own.is_calm:
            component.weighed(0.0)
            continue
        elif not (own.counted or own.partial >= OUTAGE_AT or context.asked):
            component.weighed(own.partial)  # nothing that comes from outside makes it a problem
            if context.of_network:
                component.is_of_network(own.newest_s)
            continue
        others = together - min(own.weight, SUPPORT_MOST)
        weighed = weigh_component(service, component, context, others, now_s)
        component.weighed(max(weighed.total, weighed.partial))
        if context.of_network:
            component.is_of_network(weighed.newest_s)
        if component.problem is State.OUTAGE:
            continue  # no news
        reached = _reached(weighed, context, components, component.of_network_s)
        if reached is not None and reached is not component.problem:
            if vouches(weighed.newest_s) and not context.pending:
                _begin(service, component, reached, weighed.failing)
            else:
                waits = True
        if context.asked and component.problem is None and (failing := failing_of(component, component.targets, now_s)):
            _begin(service, component, State.POSSIBLE, failing)
    return waits


def _ends(service: ServiceEvidence, component: ComponentEvidence, now_s: float) -> bool:
    """Let all that fails be part of the problem that is shown, and end it where its recovery is confirmed."""
    component.join()
    component.lessen()
    if _has_recovered(component, service.answers):
        service.ends(component)
        return True
    own_of(component, now_s)  # with what has joined
    component.goes_on(service.answers)
    return False


def _reached(
    weighed: Weighed, context: Context, components: Collection[ComponentEvidence], of_network_s: float
) -> State | None:
    """Tell what the evidence is enough for; what the user's network explains proves no outage when it is back."""
    if max(weighed.total, weighed.own) >= OUTAGE_AT and _counted(weighed, context, components) >= OUTAGE_AT:
        return State.POSSIBLE if weighed.newest_s <= of_network_s else State.OUTAGE
    return State.POSSIBLE if weighed.partial >= OUTAGE_AT else None


def _counted(weighed: Weighed, context: Context, components: Collection[ComponentEvidence]) -> float:
    """Give what counts for an outage: where the service fails in part, a component's own evidence (rule 19)."""
    in_part = not context.of_network and any(each.problem is State.POSSIBLE for each in components)
    return weighed.own if in_part else weighed.total


def _begin(
    service: ServiceEvidence, component: ComponentEvidence, state: State, failing: Sequence[TargetEvidence]
) -> None:
    out = state is State.OUTAGE
    doubts = [(doubt.first_bad_s, target) for target in failing if (doubt := target.doubt) is not None]
    runs = [(run.since_s, target) for target in failing if (run := target.bad_run) is not None]
    first_s, target = min(runs if out else doubts, key=lambda each: each[0])
    shown_out = service.verdict.state is State.OUTAGE and component.minor
    was_out = (
        service.was_out
        or shown_out
        or any(
            each.problem is State.OUTAGE and (component.minor or not each.minor) for each in service.components.values()
        )
    )
    if out or not was_out:  # an outage is not so old as what failed in part, or weighs less
        unseen = (target.last_ok_s or 0.0) < service.looked_since_s
        service.since(first_s, unseen=unseen, anew=out and not was_out)
    component.begin(state, failing)


def _has_recovered(component: ComponentEvidence, answers: int) -> bool:
    if all(_is_over(target, answers) for target in component.targets if target.failing):
        return True
    return component.rule is Rule.ANY and any(
        (run := target.good_run) is not None and run.count >= ANY_STEADY_RUN and run.last_s - run.since_s >= STEADY_S
        for target in component.targets
    )


def _is_over(target: TargetEvidence, answers: int) -> bool:
    silence, read_s = target.silence, target.read_s
    silent_s = read_s - silence.unbroken_s if silence is not None and read_s is not None else 0.0
    return silent_s >= UNVERIFIABLE_S or target.recovered(answers)
