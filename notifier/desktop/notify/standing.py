"""Which of the program's notifications stand on the desktop, by the numbers that its server gave them.

What is urgent stays until it is closed, also when the program has ended. So the numbers are kept in a file for its next
start, with whose they are: another server counts from the start, and means others' notifications by them.
"""

import contextlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Annotated, Final

import msgspec

from notifier.files import read_file
from notifier.json import NOT_JSON

log = logging.getLogger(__name__)

REMEMBERED: Final = 100
"""So many shown notifications are known by their number, so that a late click finds its thread."""


Number = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF_FFFF)]
"""As the bus carries it."""


class Kept(msgspec.Struct, frozen=True):
    """What the file holds."""

    server: str
    """The session bus, and the server's own name on it, which nobody else ever has there."""
    numbers: dict[str, Number]
    """Of alerts, by thread: they may still hold."""
    about: dict[str, tuple[str, ...]] = {}
    """The services that an alert names, by thread."""
    over: frozenset[Number] = frozenset()
    """Of what was about the program itself, which has ended since."""


class Standing:
    """The numbers and the threads. Without a file they are known as long as the program runs.

    `watched` tells which services are watched: what an earlier run told of others alone holds no more.
    """

    def __init__(self, file: Path | None, watched: Callable[[], Iterable[str]] | None = None) -> None:
        self._file, self._watched = file, watched
        self._about: dict[int, tuple[str, ...]] = {}
        self._server = ""
        self._numbers: dict[str, int] = {}
        self._threads: OrderedDict[int, str] = OrderedDict()
        self._alerts: set[int] = set()

    def begin(self, server: str) -> frozenset[int]:
        """Work with this server from now on; give the numbers of an earlier run's that are to be taken away."""
        if server == self._server:
            return frozenset()
        self.forget()
        self._server = server
        kept = self._read()
        if kept is None or kept.server != server:
            return frozenset()
        watched, over = None if self._watched is None else {*self._watched()}, {*kept.over}
        for thread, number in kept.numbers.items():
            about = kept.about.get(thread, ())
            if about and watched is not None and watched.isdisjoint(about):
                over.add(number)
            else:
                self.add(thread, number, alert=True, about=about)
        return frozenset(over)

    def number(self, thread: str) -> int:
        """Give the number of what stands there; 0: nothing does."""
        return self._numbers.get(thread, 0)

    def thread(self, number: int) -> str:
        """Give the thread, also of what has left the screen: it may be clicked in the desktop's list; else nothing."""
        return self._threads.get(number, "")

    def add(self, thread: str, number: int, *, alert: bool, about: tuple[str, ...] = ()) -> None:
        """Note that it is shown, and which services it names. Where the number was another's, that one has gone."""
        if self._numbers.get(self.thread(number)) == number:
            del self._numbers[self.thread(number)]
        self._about[number] = about
        self._numbers[thread] = number
        self._threads[number] = thread
        self._threads.move_to_end(number)
        (self._alerts.add if alert else self._alerts.discard)(number)
        while len(self._threads) > REMEMBERED:
            old, gone = self._threads.popitem(last=False)
            self._alerts.discard(old)
            self._about.pop(old, None)
            if self._numbers.get(gone) == old:
                del self._numbers[gone]
        self._keep()

    def outdated(self, over: Collection[str], thread: str) -> list[int]:
        """Give the numbers of the alerts of other threads that name nothing but these services."""
        others = [number for each, number in self._numbers.items() if each != thread and number in self._alerts]
        return [each for each in others if self._about.get(each) and {*self._about[each]} <= {*over}]

    def gone(self, number: int) -> None:
        """Note that it has left the screen."""
        thread = self.thread(number)
        if self._numbers.get(thread) == number:
            del self._numbers[thread]
            self._keep()

    def drop(self, number: int) -> None:
        """Note that it is taken away: nothing more is to be heard of it."""
        self.gone(number)
        self._threads.pop(number, None)

    def forget(self) -> None:
        """Know nothing any more: the server has gone."""
        self._server = ""
        self._numbers.clear()
        self._threads.clear()
        self._alerts.clear()
        self._about.clear()

    def _read(self) -> Kept | None:
        with contextlib.suppress(OSError, *NOT_JSON):
            return msgspec.json.decode(read_file(self._file), type=Kept) if self._file is not None else None
        return None

    def _keep(self) -> None:
        """Write what stands; that a power cut may take it does no harm, for that ends the server, too."""
        if self._file is None:
            return
        standing = set(self._numbers.values())
        alerts = {thread: number for thread, number in self._numbers.items() if number in self._alerts}
        try:
            if standing:
                about = {thread: self._about.get(number, ()) for thread, number in alerts.items()}
                kept = Kept(self._server, alerts, about, frozenset(standing - self._alerts))
                self._file.touch(0o600)
                self._file.write_bytes(msgspec.json.encode(kept))
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            log.info("what is shown cannot be kept: %s", error)
