"""The readings that are under way: begun by the schedule, and not answered yet."""

from heapq import heappop, heappush

import msgspec

from notifier.core.ports import Read
from notifier.engine.schedule import NEVER, Schedule, Slot, Together


class Flight(msgspec.Struct, frozen=True, gc=False):
    """A reading that is under way: of which slot, and when it began (seconds of the epoch)."""

    slot: Slot
    started_s: float


class UnderWay:
    """Begins readings, finds the slot of each that comes back, and tells which have been silent for long."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._flights: dict[int, Flight] = {}
        self._silent: list[tuple[float, int]] = []
        """When silence says something, and of which reading: a heap. Those that have come back are dropped in time."""
        self._serial = 0

    def begin(self, now_s: float, together: Together) -> list[Read]:
        """Give what is to be read now, and with it what may be read a little too early."""
        reads = []
        for slot in self._schedule.take(now_s, together):
            self._serial += 1
            self._flights[self._serial] = Flight(slot, now_s)
            if slot.patience_s != NEVER:
                heappush(self._silent, (now_s + slot.patience_s, self._serial))
            reads.append(
                Read(self._serial, slot.source, slot.service, slot.component, slot.target, slot.fresh, slot.tried)
            )
        return reads

    def end(self, read: Read) -> Flight | None:
        """Give what has come back; None: nobody waits for it any more."""
        flight = self._flights.pop(read.id, None)
        if flight is not None:
            self._schedule.done(flight.slot)
        return flight

    def next_silence(self) -> float:
        """Give the time at which a reading will have been silent for long; NEVER if none may be."""
        silent = self._silent
        while silent and silent[0][1] not in self._flights:
            heappop(silent)
        return silent[0][0] if silent else NEVER

    def silent(self, now_s: float) -> list[Flight]:
        """Give the readings that have been silent for long since this was asked last."""
        found = []
        while self.next_silence() <= now_s:
            found.append(self._flights[heappop(self._silent)[1]])
        return found

    def drop(self) -> None:
        """Wait for nothing any more: the machine sleeps."""
        for flight in self._flights.values():
            self._schedule.done(flight.slot)
        self._flights.clear()
