"""What a list says, whatever its format: what can be watched, and what cannot and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import msgspec

from notifier.config.model import WatchedService
from notifier.core.failure import UserError
from notifier.core.model import Service

ENTRIES_MOST: Final = 2000


class Entry(msgspec.Struct, frozen=True):
    """One thing of a list: a service described by it, or else one that the catalogue is to know.

    `plain`: no more is asked of it than an ordinary answer, so what is known at its address may stand for it. `words`
    name a service, `wishes` are what our own export says of it. `watch` off: it is only described.
    """

    name: str
    service: Service | None = None
    plain: bool = False
    words: str = ""
    wishes: WatchedService | None = None
    watch: bool = True


class Loss(msgspec.Struct, frozen=True):
    """Something that cannot be carried over: its name in the list, and why."""

    name: str
    why: UserError


class WatchList(msgspec.Struct, frozen=True):
    """A list as read. `losses` may name things that are carried over in part."""

    entries: tuple[Entry, ...] = ()
    losses: tuple[Loss, ...] = ()


class Collected:
    """A list in the making."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._losses: list[Loss] = []

    def add(self, entry: Entry) -> None:
        """Take in something that can be watched."""
        if len(self._entries) <= ENTRIES_MOST:
            self._entries.append(entry)

    def lose(self, name: str, why: UserError) -> None:
        """Note what cannot be carried over; of the same thing only once."""
        loss = Loss(shown(name), why)
        if len(self._losses) < ENTRIES_MOST and not any(
            (each.name, str(each.why)) == (loss.name, str(why)) for each in self._losses[-20:]
        ):
            self._losses.append(loss)

    @contextmanager
    def or_lost(self, name: str) -> Iterator[None]:
        """Note that a thing of this name cannot be carried over, where a UserError says so."""
        try:
            yield
        except UserError as error:
            self.lose(name, error)

    def done(self) -> WatchList:
        """Give the list. Raises UserError where it is too long."""
        if len(self._entries) > ENTRIES_MOST:
            raise UserError("the list is too long", "Expected at most {count} services.", count=ENTRIES_MOST)
        return WatchList(tuple(self._entries), tuple(self._losses))


def shown(name: str) -> str:
    """Make one short, printable line of a name."""
    line = "".join(each if each.isprintable() else " " for each in " ".join(name[:400].split())).strip()
    return line if len(line) <= 100 else f"{line[:99]}…"
