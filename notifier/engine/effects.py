"""What follows from a reading, a command or the time, as values: what is to be read, to be kept, to be shown.

Who decides it is in `notifier.engine.service` and `notifier.engine.line`; the engine carries it out, in one place.
"""

import msgspec

from notifier.core.model import Incident, LineState, LineStatus, Verdict
from notifier.core.ports import Said
from notifier.engine.schedule import NEVER, Slot

PlannedRead = tuple[Slot, float, bool]
"""A slot is to be read at a time; true: unless it is planned earlier anyway."""


class VerdictChange(msgspec.Struct, frozen=True, gc=False):
    """Something else is shown of a service. `incident` is None where there is none, and is news where it `changed`.

    `then`: what is only slow by now, after that incident, where it has just ended.
    """

    verdict: Verdict
    incident: Incident | None
    changed: bool = False
    then: Incident | None = None


class LineNews(msgspec.Struct, frozen=True, gc=False):
    """How the line is judged from now on; `was` is None for the first judgement of a run, which is only kept."""

    status: LineStatus
    was: LineState | None = None


class Effects(msgspec.Struct, gc=False):
    """What one step brings about."""

    reads: list[PlannedRead] = []
    ask_line: bool = False
    """The anchors are to be read soon …"""
    line_waited_for: bool = False
    """… as soon as politeness allows: a problem is all but confirmed and waits for them …"""
    reread_s: float = NEVER
    """… or the others of them, where something doubtful is read again then, at the same moment."""
    ask_family: bool = False
    """The owner's other services are to be read at once (rule 15)."""
    ask_all: bool = False
    """So are all others: services of several owners fail (rule 17)."""
    together: bool = False
    """Something else is known of what fails together."""
    statements: tuple[Said, ...] = ()
    """What the company says of an open incident, each once."""
    newly_trusted: str = ""
    """The key of a target that answered well for the first time."""
    change: VerdictChange | None = None
    line: LineNews | None = None
    line_fails_on: bool = False
    """The lossy line loses what was begun after it was found to: it was no burst that had just ended."""
    line_is_filtered: bool = False
    """The network's filter refuses the anchors; where it refuses most services, too, that is to be told."""
    line_is_poor: float = 0.0
    """The share of requests that the line usually loses, where that is to be told."""

    def plan(self, slot: Slot, due_s: float) -> None:
        """Let a slot be read then, whatever was planned before."""
        self.reads.append((slot, due_s, False))

    def hasten(self, slot: Slot, due_s: float) -> None:
        """Let a slot be read then at the latest."""
        self.reads.append((slot, due_s, True))

    def plans(self, slot: Slot) -> bool:
        """Tell whether something is planned for a slot already."""
        return any(each is slot for each, _due_s, _hasten in self.reads)

    def rest(self, slot: Slot) -> None:
        """Let a slot not be read."""
        self.reads.append((slot, NEVER, False))
