"""The readings that are under way: begun by the schedule, and not answered yet."""

from notifier.core.ports import Read
from notifier.engine.schedule import Schedule, Slot


class UnderWay:
    """Begins readings, and finds the slot of each that comes back."""

    def __init__(self, schedule: Schedule) -> None:
        self._schedule = schedule
        self._slots: dict[int, Slot] = {}
        self._serial = 0

    def begin(self, now_s: float) -> list[Read]:
        """Give what is to be read now."""
        reads = []
        for slot in self._schedule.take(now_s):
            self._serial += 1
            self._slots[self._serial] = slot
            reads.append(Read(self._serial, slot.source, slot.service, slot.component, slot.target, slot.fresh))
        return reads

    def end(self, read: Read) -> Slot | None:
        """Give the slot of what has come back; None: nobody waits for it any more."""
        slot = self._slots.pop(read.id, None)
        if slot is not None:
            self._schedule.done(slot)
        return slot

    def drop(self) -> None:
        """Wait for nothing any more: the machine sleeps."""
        for slot in self._slots.values():
            self._schedule.done(slot)
        self._slots.clear()
