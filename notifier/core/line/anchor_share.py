"""How often anchors failed while one round was read by hand: where a person waits there is nothing older to judge from.

A service that works fails four times in a row on a line that loses half of all requests, and the anchors that were read
with it fail as often. So an outage is called one only where the anchors' share is so small that chance hardly makes so
long a run of it. Names count, as far as they tell, since most services are reached by name: a line that loses packets
fails names more often than bare addresses. What never answered, while nothing else failed, is kept back by the network.
"""

from collections import Counter
from typing import Final

from notifier.core.model import Outcome
from notifier.core.targets import AnchorTarget

SHARE_MOST: Final = 0.1
"""Four failures in a row come by chance once in 10,000 times where so many fail."""
NAMES_FEWEST: Final = 6
"""So many readings of names at least, or bare addresses count, too."""


class AnchorShare:
    """Counts the readings of a round's anchors."""

    def __init__(self) -> None:
        self._answered: Counter[AnchorTarget] = Counter()
        self._failed: Counter[AnchorTarget] = Counter()

    def take(self, anchor: AnchorTarget, outcome: Outcome) -> None:
        """Count a reading; one that does not tell, or was not made, counts for nothing."""
        if outcome in (Outcome.OK, Outcome.SLOW):
            self._answered[anchor] += 1
        elif outcome is Outcome.FAILED:
            self._failed[anchor] += 1

    def is_small(self) -> bool:
        """Tell whether the anchors fail so seldom that what fails in a row fails by itself (Laplace's estimate)."""
        kept_back = self._failed.keys() - self._answered.keys()
        if self._failed.keys() - kept_back:
            kept_back = set()
        counts = [
            (anchor.by_name, self._failed[anchor], self._answered[anchor])
            for anchor in self._failed.keys() | self._answered.keys()
            if anchor not in kept_back
        ]
        names = [(failed, answered) for by_name, failed, answered in counts if by_name]
        if sum(map(sum, names)) < NAMES_FEWEST:
            names = [(failed, answered) for _by_name, failed, answered in counts]
        failed, answered = sum(each for each, _ in names), sum(each for _, each in names)
        return failed + 1 <= SHARE_MOST * (failed + answered + 2)
