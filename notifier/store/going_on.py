"""What goes on, as it was committed: it must stand in whatever file the history is written into next.

A disk may be taken away, a file be broken or replaced; what was in it cannot be read any more then. What was learned of
targets and networks is not here: the engine commits all of it anew every few minutes.
"""

from typing import Final

from notifier.core.alerts.outbox import Item, OutboxRow, key_of
from notifier.core.model import Incident, Verdict
from notifier.core.ports import Batch, OpenProblem, Restored

MOST_OVER: Final = 1_000
"""So many incidents are remembered that are over: a file that was away may have them open still. Chosen."""


class GoingOn:
    """The last of everything that a restart goes on by."""

    def __init__(self) -> None:
        self.latest: dict[str, Verdict] = {}
        """By service."""
        self.incidents: dict[str, Incident] = {}
        self.outbox: dict[str, Item] = {}
        self.problems: dict[str, OpenProblem] = {}
        self._is_whole = True

    def take_up(self, kept: Restored | None) -> None:
        """Go on by what a file holds; None: it cannot be read now, and what else stands in it is not known."""
        if kept is None:
            self._is_whole = False
            return
        rows = tuple(OutboxRow(key_of(each), each) for each in kept.outbox)
        self.note(Batch(verdicts=kept.verdicts, incidents=kept.incidents, outbox=rows, problems=kept.problems))

    def note(self, batch: Batch) -> None:
        """Note what is kept from now on."""
        if batch.verdicts:
            self.latest |= {verdict.service: verdict for verdict in batch.verdicts}
        for incident in batch.incidents:
            self.incidents[incident.id] = incident
        for row in batch.outbox:
            if row.item is None:
                self.outbox.pop(row.key, None)
            else:
                self.outbox[row.key] = row.item
        for problem in batch.problems:
            if problem.is_over():
                self.problems.pop(problem.service, None)
            else:
                self.problems[problem.service] = problem

    def forget(self) -> None:
        """Drop the oldest incidents that are over, where there are many."""
        over = [each.id for each in self.incidents.values() if each.until is not None]
        for name in over[:-MOST_OVER]:
            del self.incidents[name]

    def beyond(self, there: Restored) -> Batch:
        """Give what has to be written into a file so that it has all of this; `there` is what it has now."""
        known = there if self._is_whole else Restored()
        over = [key for key in map(key_of, known.outbox) if key not in self.outbox]
        healed = [each.service for each in known.problems if each.service not in self.problems]
        return Batch(
            verdicts=tuple(each for each in self.latest.values() if each not in there.verdicts),
            incidents=tuple(self.incidents.values()),
            outbox=(*(OutboxRow(key, item) for key, item in self.outbox.items()), *map(OutboxRow, over)),
            problems=(*self.problems.values(), *map(OpenProblem, healed)),
        )
