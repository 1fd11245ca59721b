"""Waiting for what other processes do, with a limit and a reason. What can run in virtual time has no use for it.

A limit says after how long something is taken for broken; it measures nothing. It is stretched by the time for
which programs wait for a processor: what fails then is the machine. How long something may take by a promise is
measured otherwise (`tests.ending`, and `make bench`).
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")

POLL_S: Final = 0.1
STRETCH_MOST: Final = 3.0
"""So many times as long as it says a limit may become."""
PRESSURE: Final = Path("/proc/pressure/cpu")
"""Where Linux counts the time in which somebody waited for a processor."""


class Limit:
    """A time that begins to run out when this is made."""

    def __init__(self, timeout_s: float, pressure: Path = PRESSURE) -> None:
        self._timeout_s = timeout_s
        self._pressure = pressure
        self._begun_s, self._waited_s = time.monotonic(), self._all_waited_s()

    @property
    def left_s(self) -> float:
        """How long there is still to wait; 0 and less: it has run out."""
        busy_s = min(self._all_waited_s() - self._waited_s, (STRETCH_MOST - 1) * self._timeout_s)
        return self._begun_s + self._timeout_s + busy_s - time.monotonic()

    def _all_waited_s(self) -> float:
        try:
            return int(self._pressure.read_text().partition("total=")[2].split()[0]) / 1e6
        except (OSError, IndexError, ValueError):
            return 0.0  # another system, or an old Linux


def until(look: Callable[[], T], timeout_s: float, what: Callable[[], str] | str, poll_s: float = POLL_S) -> T:
    """Give the first true thing that `look` gives; fail with `what` where none comes in time."""
    limit = Limit(timeout_s)
    pause = threading.Event()
    while not (found := look()):
        if limit.left_s <= 0:
            message = f"waited {timeout_s:g} s in vain: {what if isinstance(what, str) else what()}"
            raise AssertionError(message)
        pause.wait(poll_s)
    return found


def heard(news: threading.Condition, look: Callable[[], T], timeout_s: float, what: Callable[[], str]) -> T:
    """Give the first true thing that `look` gives, each time that the condition, which is held, has news."""
    limit = Limit(timeout_s)
    while not (found := news.wait_for(look, max(POLL_S, min(limit.left_s, timeout_s)))):
        if limit.left_s <= 0:
            message = f"waited {timeout_s:g} s in vain: {what()}"
            raise AssertionError(message)
    return found
