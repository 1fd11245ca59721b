"""A limit on the time that reading one page may take: a page that is broken, or hostile, freezes nothing.

Pages are parsed in the engine's thread, by code whose time grows no faster than the page. Should one hang all the same,
a watcher in a thread of its own notices by the processor time of the parsing thread, says so in the log, and ends that
parse by an exception there; the page is then unreadable, and everything else goes on. What it cannot end is a single
call into C that never returns: there the growth tests are what protects.
"""

import ctypes
import logging
import threading
import time
from collections.abc import Callable
from functools import cache, partial
from typing import Final, TypeVar

log = logging.getLogger(__name__)

CPU_MOST_S: Final = 0.1
"""For each megabyte that was begun, on a computer of today; a slower one has more, see `pace`. Real pages take 0.2 to
3 ms; a megabyte of components 15; one of a feed, the slowest kind, 25 with years in it and 80 to 110 where all of it is
of today; one of hostile JSON 100; one of nothing but tags 250: it is given up. Half of it would refuse honest feeds."""
MEGABYTE: Final = 1024 * 1024
LOOK_S: Final = 0.05
"""So often the watcher looks while something is parsed."""
TOO_LONG: Final = "reading it takes too long"
_TRIED: Final = 5_000
_TODAY_S: Final = 0.0004
"""So long that many numbers take to become text. Measured."""
_THROWN_S: Final = 2.0
"""An exception that was thrown arrives within microseconds; after so long nobody waits for it any more."""

Value = TypeVar("Value")


class ParseTooLongError(Exception):
    """A parse took too long and was ended."""


class _Ended(BaseException):
    """What is thrown into a parse; no `except Exception` there holds it."""


class _Parse:
    """One parse. `ended` and `claimed` are each written by one thread, and read by the other one afterwards."""

    def __init__(self, what: str, size: int) -> None:
        self.what = what
        self.thread = threading.get_ident()
        self.clock = _cpu_clock(self.thread)
        self.until_s = self.clock() + CPU_MOST_S * (1 + size // MEGABYTE) * pace()
        self.ended = False
        self.claimed = False

    def is_late(self) -> bool:
        """Tell whether it took too long."""
        return self.clock() > self.until_s

    def throw(self) -> None:
        """End it, unless it has just ended by itself."""
        self.claimed = True
        if self.ended:
            self.claimed = False
            return
        log.warning("reading %s takes too long: it is given up", self.what)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread), ctypes.py_object(_Ended))


class _Watcher:
    """Looks at all parses of the process; its thread begins with the first, and sleeps while there are none."""

    def __init__(self) -> None:
        self._parses: dict[int, _Parse] = {}
        self._begun = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def begin(self, parse: _Parse) -> None:
        """Look at it from now on."""
        self._parses[parse.thread] = parse
        self._begun.set()
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._watch, name="parse guard", daemon=True)
                    self._thread.start()

    def end(self, parse: _Parse) -> None:
        """Look at it no more."""
        parse.ended = True
        self._parses.pop(parse.thread, None)

    def _watch(self) -> None:
        while True:
            self._begun.wait()
            self._begun.clear()
            while parses := list(self._parses.values()):
                time.sleep(LOOK_S)
                for each in parses:
                    if not each.ended and not each.claimed and each.is_late():
                        each.throw()


_watcher: Final = _Watcher()


def within_limit(what: str, work: Callable[[], Value], size: int = 0) -> Value:
    """Do it with so many bytes. Raises ParseTooLongError where it was ended, and what the work raises."""
    parse = _Parse(what, size)
    _watcher.begin(parse)
    arrived = False
    try:
        try:
            return work()
        except _Ended:
            arrived = True
            raise
        finally:
            _watcher.end(parse)
            if not arrived:
                _await_thrown(parse)
    except _Ended:
        _watcher.end(parse)
        raise ParseTooLongError(TOO_LONG) from None


@cache
def pace() -> float:
    """How many times as long as a computer of today this one takes for some Python; 1 at least. It looks once."""
    took_s = 1.0
    for _ in range(3):  # the shortest: others work on the same processor
        begun_s = time.perf_counter()
        for number in range(_TRIED):
            str(number)
        took_s = min(took_s, time.perf_counter() - begun_s)
    return max(1.0, took_s / _TODAY_S)


def _await_thrown(parse: _Parse) -> None:
    """Where the watcher has claimed it, wait for what it throws: that must not arrive anywhere later."""
    until_s = time.monotonic() + _THROWN_S
    while parse.claimed and time.monotonic() < until_s:
        time.sleep(0)


def _cpu_clock(thread: int) -> Callable[[], float]:
    """Give the clock of a thread's processor time; where a system has none, that of the wall."""
    clock_id, read = getattr(time, "pthread_getcpuclockid", None), getattr(time, "clock_gettime", None)
    if clock_id is None or read is None:
        return time.monotonic
    return partial(read, clock_id(thread))
