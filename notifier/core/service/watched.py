"""What of all that is watched fails right now, and how: found once for each step that a target takes.

A thousand services that fail at once are asked about one another after every reading, so nothing here goes through all
of them. What follows from it is in `notifier.core.service.context` and `notifier.core.common_cause`. Times in seconds
of the epoch.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from notifier.core.common_cause import Failing
from notifier.core.numbers import STALE_S, UNRELATED_RECENT_S
from notifier.core.service.evidence import ServiceEvidence
from notifier.core.service.fails import Fails
from notifier.core.target.evidence import TargetEvidence
from notifier.core.target.states import BadRun, Doubt


class Watched(list[ServiceEvidence]):
    """All that is looked at together, in this order: what of it is each owner's, and what began to fail lately."""

    def __init__(self, every: Iterable[ServiceEvidence]) -> None:
        super().__init__(every)
        self.families: dict[str, list[ServiceEvidence]] = {}
        """The services of each owner."""
        for each in self:
            self.families.setdefault(each.service.owner, []).append(each)
        self._places = {each.service.id: place for place, each in enumerate(self)}
        self._suspects = list(range(len(self)))
        """The places of those that may fail again and again, in order, at first all."""
        self._owners = Counter(each.service.owner for each in self)
        """How many of them are each owner's."""

    def weighed(self, service: ServiceEvidence) -> None:
        """Note that a service in doubt was weighed anew: whether it is one of `failing` is asked again."""
        place = self._places[service.service.id]
        at = bisect_left(self._suspects, place)
        if self._suspects[at : at + 1] != [place]:
            self._suspects.insert(at, place)
            self._owners[service.service.owner] += 1

    def failing(self, now_s: float) -> Iterator[ServiceEvidence]:
        """Go through what began to fail lately; what is found not to is asked again once it was weighed anew."""
        at = 0
        while at < len(self._suspects):
            each = self[self._suspects[at]]
            if each.in_doubt and now_s - _fails(each, now_s).lately_s <= UNRELATED_RECENT_S:
                at += 1
                yield each
            else:
                del self._suspects[at]
                self._owners[each.service.owner] -= 1
                if not self._owners[each.service.owner]:
                    del self._owners[each.service.owner]

    def may_fail_but(self, owner: str) -> int:
        """Count the other owners of which something may have begun to fail lately."""
        return len(self._owners) - (owner in self._owners)


def failing_of(service: ServiceEvidence, now_s: float) -> Failing | None:
    """Tell how a service fails right now: twice at least, or as is shown already."""
    if not service.in_doubt:
        return None
    fails = _fails(service, now_s)
    return fails.failing if fails.again or is_shown(service) else None


def _fails(service: ServiceEvidence, now_s: float) -> Fails:
    """Find how it fails; as it was found, where no target has taken a step since, and nothing has become too old."""
    known = service.fails
    if known.steps != service.steps.count or now_s < known.found_s or now_s - known.oldest_s > STALE_S:
        known = _found(service, now_s)
        service.fails_as(known)
    return known


def _found(service: ServiceEvidence, now_s: float) -> Fails:
    runs = [
        (target, run, doubt)
        for target in service.targets.values()
        if type(run := target.state.run) is BadRun and target.trusted and (doubt := target.state.doubt) is not None
    ]
    lately_s = max([doubt.first_bad_s for _, run, doubt in runs if run.count >= 2], default=float("-inf"))
    fresh = [
        (each, doubt.last_bad_s)
        for each in runs
        if (doubt := each[2]).last_bad_s is not None and now_s - doubt.last_bad_s <= STALE_S
    ]
    oldest_s = min([last_s for _, last_s in fresh], default=float("inf"))
    again = sum([run.count for (_, run, _), _ in fresh]) >= 2
    failing = _failing(service, [each for each, _ in fresh]) if fresh else None
    return Fails(service.steps.count, now_s, oldest_s, failing, again, lately_s)


def _failing(service: ServiceEvidence, runs: Sequence[tuple[TargetEvidence, BadRun, Doubt]]) -> Failing:
    return Failing(
        service.service.id,
        service.service.owner,
        service.service.clouds,
        min([run.since_s for _, run, _ in runs]),
        frozenset([doubt.failure for _, _, doubt in runs if doubt.failure is not None]),
        frozenset([target.answered_by for target, _, _ in runs if target.answered_by]),
    )


def is_shown(service: ServiceEvidence) -> bool:
    """Tell whether a problem of it is shown by its own targets."""
    return any(component.problem is not None for component in service.components.values())
