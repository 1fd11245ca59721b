"""What a service's evidence is weighed with: who asks, from where, and what else fails at the same time.

Unrelated owners that fail together point to the line or the provider; an owner's services that fail together support
each other. Whoever decides collects it from the evidence about all services, with `context_of`.
"""

from collections.abc import Callable, Collection, Iterator
from functools import cached_property
from typing import Final

import msgspec

from notifier.core.common_cause import Common
from notifier.core.model import Cause, State
from notifier.core.numbers import (
    FAMILY_RECENT_S,
    MANY_OWNERS_FROM,
    MANY_OWNERS_MOST,
    UNRELATED_RECENT_S,
    WITNESSES_ENOUGH,
    WITNESSES_FRESH_S,
)
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.other_page import elsewhere
from notifier.core.service.watched import Watched

OTHERS_NAMED: Final = 50
"""So many others that fail are named and asked for their clouds; of thousands the rest would say nothing new."""


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
    """How many other owners' services had any failure in the last minute, from two on, as far as nobody vouches for
    the line: anchors that answered for several rounds in a row leave one, witnesses that work none."""
    shared_cloud: str = ""
    other_pages: bool = False
    """Services of other owners show other pages than usual, too."""
    cause: Cause | None = None
    """What it has in common with those that began to fail with it; None: it fails alone."""
    of_network: bool = False
    """It fails by the user's network, and is not out itself (rule 17)."""
    pending: bool = False
    """Witnesses have been asked and not been heard: nothing is to be said before."""
    witnesses_fail: int = 0
    witnesses: int = 0
    """How many of how many hosts that are not watched fail, too."""


class RecentFailures:
    """Which owners' services failed within the last minute: kept apart, since it is asked for after every reading.

    What is shown to be out is left out: it was weighed already, with the line, and says nothing about the next one.
    """

    def __init__(self) -> None:
        self.common: tuple[Common, ...] = ()
        """What of it fails together."""
        self._newest_s: dict[str, float] = {}
        self._oldest_s = 0.0
        """None of them is older."""
        self._shown_s: dict[str, float] = {}
        """The same of what is shown."""

    def note(self, owner: str, start_s: float) -> None:
        """Note a failure of a trusted target that was begun at `start_s`."""
        self._oldest_s = min(self._oldest_s, start_s) if self._newest_s else start_s
        self._newest_s[owner] = start_s

    def settled(self, owner: str) -> None:
        """Note that what failed of the owner is shown as a problem from now on."""
        if (failed_s := self._newest_s.pop(owner, None)) is not None:
            self._shown_s[owner] = failed_s

    def several(self, now_s: float) -> bool:
        """Tell whether more than one owner's failed, one of which may be shown by now."""
        if not self.others("", now_s):
            return False
        lately = (owner for owner, failed_s in self._shown_s.items() if now_s - failed_s <= UNRELATED_RECENT_S)
        return len({*self._newest_s, *lately}) > 1

    def others(self, owner: str, now_s: float) -> int:
        """Count the other owners."""
        if self._newest_s and now_s - self._oldest_s > UNRELATED_RECENT_S:
            self._newest_s = {
                each: failed_s for each, failed_s in self._newest_s.items() if now_s - failed_s <= UNRELATED_RECENT_S
            }
            self._oldest_s = min(self._newest_s.values(), default=now_s)
        return len(self._newest_s) - (owner in self._newest_s)


class Together:
    """What fails of all that is looked at, at one moment: worked out once, however many ask, and only as far as asked.

    Void as soon as anything is read.
    """

    def __init__(self, every: Callable[[], Collection[ServiceEvidence]], now_s: float) -> None:
        self.every = every
        self.now_s = now_s
        self._failing: list[ServiceEvidence] = []

    def out(self, owner: str) -> list[ServiceEvidence]:
        """Find what of an owner's is shown as out since lately."""
        family = self.watched.families.get(owner, ())
        out = ((each, each.problem_since_s) for each in family if each.verdict.state is State.OUTAGE)
        return [each for each, since_s in out if since_s is not None and self.now_s - since_s <= FAMILY_RECENT_S]

    @cached_property
    def watched(self) -> Watched:
        """All of it."""
        every = self.every()
        return every if isinstance(every, Watched) else Watched(every)

    def failing(self) -> Iterator[ServiceEvidence]:
        """Go through what began to fail lately."""
        yield from self._failing
        for each in self._others:
            self._failing.append(each)
            yield each

    @cached_property
    def _others(self) -> Iterator[ServiceEvidence]:
        return self.watched.failing(self.now_s)


def context_of(
    service: ServiceEvidence,
    together: Together,
    failures: RecentFailures,
    *,
    country: str,
    line_steady: bool,
    asked: bool = False,
) -> Context:
    """Collect what else fails."""
    owner, now_s = service.service.owner, together.now_s
    other_pages = elsewhere(service, together.every)
    restless = failures.others(owner, now_s)
    if not (restless or service.in_doubt):
        return Context(country, asked, other_pages=other_pages)
    others = unrelated_failing(owner, together)
    siblings = tuple(each.service.name for each in together.out(owner) if each is not service)
    event = next((each for each in failures.common if service.service.id in each.members), None)
    context = Context(
        country,
        asked,
        siblings_out=siblings,
        others_failing=tuple(each.service.name for each in others),
        unrest=min(restless, _unrest_left(event, now_s, line_steady=line_steady)) if _are_many(restless) else 0,
        shared_cloud=_shared_cloud(service, others),
        other_pages=other_pages,
    )
    return context if event is None else _in_common(context, event, service, now_s)


def _are_many(owners: int) -> bool:
    return owners >= MANY_OWNERS_FROM - 1


def _unrest_left(event: Common | None, now_s: float, *, line_steady: bool) -> int:
    """Give how many other owners count at most, by who vouches for the line."""
    most = 1 if line_steady else MANY_OWNERS_MOST
    if event is None or now_s - event.heard_s > WITNESSES_FRESH_S:
        return most
    told = event.apart
    return min(most, event.fail_too) if len(told) >= WITNESSES_ENOUGH and 3 * event.fail_too <= len(told) else most


def _in_common(context: Context, event: Common, service: ServiceEvidence, now_s: float) -> Context:
    return msgspec.structs.replace(
        context,
        cause=event.cause,
        of_network=event.is_of(service.service.id),
        pending=event.is_pending(now_s),
        shared_cloud=event.cloud or context.shared_cloud,
        witnesses_fail=event.fail_too,
        witnesses=len(event.apart),
    )


def unrelated_failing(owner: str, together: Together) -> list[ServiceEvidence]:
    """Find services of other owners that began to fail lately; none unless two other owners at least are hit."""
    failing: list[ServiceEvidence] = []
    owners: set[str] = set()
    if together.watched.may_fail_but(owner) < MANY_OWNERS_FROM - 1:
        return failing
    for each in together.failing():
        if each.service.owner == owner:
            continue
        owners.add(each.service.owner)
        if len(failing) < OTHERS_NAMED:
            failing.append(each)
        elif len(owners) >= MANY_OWNERS_FROM - 1:
            break
    return failing if len(owners) >= MANY_OWNERS_FROM - 1 else []


def _shared_cloud(service: ServiceEvidence, others: list[ServiceEvidence]) -> str:
    for cloud in service.service.clouds:
        if others and all(cloud in each.service.clouds for each in others):
            return cloud
    return ""
