"""What a service's evidence is weighed with: who asks, from where, and what else fails at the same time.

Unrelated owners that fail together point to the line or the provider; an owner's services that fail together support
each other. Whoever decides collects it from the evidence about all services, with `context_of`.
"""

from collections.abc import Callable, Collection, Iterable

import msgspec

from notifier.core.model import State
from notifier.core.numbers import FAMILY_RECENT_S, MANY_OWNERS_FROM, UNRELATED_RECENT_S
from notifier.core.other_page import elsewhere
from notifier.core.service_evidence import ServiceEvidence


class Context(msgspec.Struct, frozen=True):
    """What the service's own evidence does not contain."""

    country: str = ""
    asked: bool = False
    """A person waits for the verdict: what fails is said as possible before it is proven, and what never answered from
    here is weighed, too, and makes `possible` at most (rule 5)."""
    siblings_out: tuple[str, ...] = ()
    """Names of the owner's other services that are shown as out."""
    others_failing: tuple[str, ...] = ()
    """Names of services of at least two other owners that fail right now."""
    unrest: int = 0
    """How many other owners' services had any failure in the last minute, from two on."""
    shared_cloud: str = ""
    line_steady: bool = False
    """The anchors answered for several rounds in a row, through all the failures: the line is not suspected so much."""
    other_pages: bool = False
    """Services of other owners show other pages than usual, too."""


class RecentFailures:
    """Which owners' services failed within the last minute: kept apart, since it is asked for after every reading."""

    def __init__(self) -> None:
        self._newest_s: dict[str, float] = {}

    def note(self, owner: str, start_s: float) -> None:
        """Note a failure of a trusted target that was begun at `start_s`."""
        self._newest_s[owner] = start_s

    def others(self, owner: str, now_s: float) -> int:
        """Count the other owners."""
        if self._newest_s:
            self._newest_s = {
                each: failed_s for each, failed_s in self._newest_s.items() if now_s - failed_s <= UNRELATED_RECENT_S
            }
        return len(self._newest_s) - (owner in self._newest_s)


def context_of(
    service: ServiceEvidence,
    every: Callable[[], Collection[ServiceEvidence]],
    failures: RecentFailures,
    now_s: float,
    *,
    country: str,
    line_steady: bool,
    asked: bool = False,
) -> Context:
    """Collect what else fails. `every` gives the evidence about all services that are looked at."""
    owner = service.service.owner
    other_pages = elsewhere(service, every)
    restless = failures.others(owner, now_s)
    if not restless:
        return Context(country, asked, other_pages=other_pages)
    known = every()
    others = unrelated_failing(owner, known, now_s)
    siblings = tuple(
        each.service.name
        for each in known
        if each is not service
        and each.service.owner == owner
        and each.verdict.state is State.OUTAGE
        and each.problem_since_s is not None
        and now_s - each.problem_since_s <= FAMILY_RECENT_S
    )
    return Context(
        country,
        asked,
        siblings_out=siblings,
        others_failing=tuple(each.service.name for each in others),
        unrest=restless if restless >= MANY_OWNERS_FROM - 1 else 0,
        line_steady=line_steady,
        shared_cloud=_shared_cloud(service, others),
        other_pages=other_pages,
    )


def unrelated_failing(owner: str, every: Iterable[ServiceEvidence], now_s: float) -> list[ServiceEvidence]:
    """Find services of other owners that began to fail lately; none unless two other owners at least are hit."""
    failing = [each for each in every if each.in_doubt and each.service.owner != owner and _fails_now(each, now_s)]
    owners = {each.service.owner for each in failing}
    return failing if len(owners) >= MANY_OWNERS_FROM - 1 else []


def _fails_now(service: ServiceEvidence, now_s: float) -> bool:
    return any(
        target.trusted
        and (run := target.bad_run) is not None
        and run.count >= 2
        and (doubt := target.doubt) is not None
        and now_s - doubt.first_bad_s <= UNRELATED_RECENT_S
        for target in service.targets.values()
    )


def _shared_cloud(service: ServiceEvidence, others: list[ServiceEvidence]) -> str:
    for cloud in service.service.clouds:
        if others and all(cloud in each.service.clouds for each in others):
            return cloud
    return ""
