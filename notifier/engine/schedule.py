"""When each thing is read next: a heap of slots, and the politeness that holds whatever is asked of it.

A slot is one target of one service (or one anchor). Nothing here reads anything or knows why a slot is due; the planner
says when, the runner takes what is due. A target or an anchor that hangs does not keep its next reading waiting; of
everything else there is one reading at a time. Times in seconds of the epoch.
"""

from heapq import heappop, heappush
from typing import Final, NamedTuple

from notifier.core.model import Source
from notifier.core.numbers import HOST_CONNECTIONS, HOST_GAP_S, ROUND_SPREAD_S
from notifier.core.targets import Target, host_of

NEVER: Final = float("inf")
NOT_YET_S: Final = 0.0
TOGETHER: Final = 3
"""So many services are read at once where some need not be yet: more would wait for each other's handshakes."""
EARLY_MOST_S: Final = 15.0
ORDINARY_S: Final = 20.0
"""What was planned for sooner than this after its last reading is wanted just then, and never read early."""


class Together(NamedTuple):
    """What is read early, with what is due: up to `most` that are due within `share` of their interval and `most_s`.

    What was never read goes with it in the order of its first round: the first services with the anchors.
    """

    share: float
    most_s: float = EARLY_MOST_S
    most: int = TOGETHER


ALONE: Final = Together(0.0)


class Slot:
    """One target to be read again and again. `due_s` is when, NEVER while it rests."""

    __slots__ = (
        "asked_to_wait_until_s",
        "component",
        "doubted_s",
        "due_s",
        "flying",
        "fresh",
        "host",
        "key",
        "overlaps",
        "patience_s",
        "retired",
        "service",
        "source",
        "started_s",
        "step",
        "target",
        "tried",
    )

    def __init__(self, source: Source, service: str, component: str, target: Target) -> None:
        self.source = source
        self.service = service
        self.component = component
        self.target = target
        self.key = target.key
        self.host = host_of(target)
        self.overlaps = source in (Source.PROBE, Source.ANCHOR)
        """It is read again while an earlier reading of it hangs."""
        self.due_s = NEVER
        self.started_s = NOT_YET_S
        """When the newest reading of it began."""
        self.asked_to_wait_until_s = 0.0
        """The server said Retry-After; nothing makes it be read before then."""
        self.flying = 0
        """How many readings of it are under way."""
        self.fresh = False
        self.retired = False
        """Its service is watched no more, or as another object: what is being read of it is void."""
        self.tried: tuple[str, ...] = ()
        """The addresses of its host that were met since it became doubtful, the newest last."""
        self.patience_s = NEVER
        """How long a reading of it may be silent before that says something."""
        self.doubted_s: float | None = None
        """When the reading began that made it doubtful; its re-checks are counted from then."""
        self.step = 0
        """How often an unreadable page was read again."""

    def is_awaited(self, now_s: float) -> bool:
        """Tell whether it is planned or being read, and its server did not ask to be left alone for now."""
        return self.flying > 0 or (self.due_s != NEVER and self.asked_to_wait_until_s <= now_s)


class Schedule:
    """The slots by their due time. No host is started twice within 5 s, nor with more than four open connections."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Slot]] = []
        self._serial = 0
        self._host_started: dict[str, float] = {}
        self._host_open: dict[str, int] = {}

    def plan(self, slot: Slot, due_s: float) -> None:
        """Set when the slot is read next, replacing what was planned."""
        if due_s < slot.asked_to_wait_until_s:
            due_s = slot.asked_to_wait_until_s
        slot.due_s = due_s
        if due_s != NEVER:
            self._serial += 1
            heappush(self._heap, (due_s, self._serial, slot))

    def hasten(self, slot: Slot, due_s: float) -> None:
        """Read the slot at `due_s`, unless it is planned earlier anyway."""
        if slot.due_s > due_s and slot.due_s > slot.asked_to_wait_until_s:
            self.plan(slot, due_s)

    def next_due(self) -> float:
        """Give the time at which something is to be read; NEVER if nothing is planned."""
        heap = self._heap
        while heap:
            due_s, _serial, slot = heap[0]
            if slot.due_s == due_s:
                return due_s
            heappop(heap)
        return NEVER

    def take(self, now_s: float, together: Together = ALONE) -> list[Slot]:
        """Give the slots to be read now. Each is out of the plan until it is planned again after `done`.

        With them go some in their ordinary turn that are due soon, since what is read together wakes the machine once.
        """
        taken: list[Slot] = []
        heap = self._heap
        while heap and heap[0][0] <= now_s:
            due_s, _serial, slot = heappop(heap)
            if slot.due_s != due_s:
                continue
            host = slot.host
            free_s = self._host_started.get(host, 0.0) + HOST_GAP_S
            busy = slot.flying > 0 and not slot.overlaps
            if busy or free_s > now_s or self._is_full(host):
                self.plan(slot, max(free_s, now_s + 1.0) if busy or free_s <= now_s else free_s)
                continue
            taken.append(self._begin(slot, now_s))
        if taken and together.share:
            self._add_soon(taken, now_s, together)
        return taken

    def _add_soon(self, taken: list[Slot], now_s: float, together: Together) -> None:
        heap = self._heap
        services = sum(slot.source is Source.PROBE for slot in taken)
        while heap and services < together.most:
            due_s, _serial, slot = heap[0]
            if slot.due_s == due_s:
                if due_s - now_s > _early_s(slot, together) or not self._may_be_early(slot, now_s):
                    break
                taken.append(self._begin(slot, now_s))
                services += slot.source is Source.PROBE
            heappop(heap)

    def _may_be_early(self, slot: Slot, now_s: float) -> bool:
        """Tell whether nothing of it is being read, and politeness and its server allow it already."""
        polite = self._host_started.get(slot.host, 0.0) + HOST_GAP_S <= now_s and not self._is_full(slot.host)
        return slot.overlaps and not slot.flying and polite and slot.asked_to_wait_until_s <= now_s

    def _is_full(self, host: str) -> bool:
        return self._host_open.get(host, 0) >= HOST_CONNECTIONS

    def _begin(self, slot: Slot, now_s: float) -> Slot:
        slot.due_s = NEVER
        slot.flying += 1
        slot.started_s = now_s
        self._host_started[slot.host] = now_s
        self._host_open[slot.host] = self._host_open.get(slot.host, 0) + 1
        return slot

    def done(self, slot: Slot) -> None:
        """Note that a reading of a slot ended."""
        slot.flying -= 1
        left = self._host_open.get(slot.host, 1) - 1
        if left:
            self._host_open[slot.host] = left
        else:
            self._host_open.pop(slot.host, None)


def _early_s(slot: Slot, together: Together) -> float:
    """Tell how much sooner than planned it may be read: negative where it has a reason for its time."""
    if slot.started_s == NOT_YET_S:
        return ROUND_SPREAD_S
    interval_s = slot.due_s - slot.started_s
    ordinary = not slot.fresh and interval_s >= ORDINARY_S
    return min(together.share * interval_s, together.most_s) if ordinary else -1.0
