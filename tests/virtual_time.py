"""An event loop that never waits: when nothing is ready, `select()` moves the clock to the next timer.

For tests of code that waits. Sockets and threads still work, but time does not wait for them: a timer that is due
before an answer arrives fires first. Nothing here knows about the engine.
"""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
"""The time at which every virtual loop begins."""

PATIENCE_S = 5.0
"""How long (really) a loop without timers may wait for a socket or a thread before that counts as a deadlock."""


class _SkippingSelector(selectors.DefaultSelector):
    """Looks whether something is ready, and lets the clock skip the wait where nothing is."""

    def __init__(self, skip: Callable[[float], None]) -> None:
        super().__init__()
        self._skip = skip

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return at once with what is ready; a finite wait passes in virtual time only."""
        ready = super().select(PATIENCE_S if timeout is None else 0)
        if not ready:
            if timeout is None:
                message = "deadlock: no timer is set and nothing arrives"
                raise RuntimeError(message)
            self._skip(timeout)
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An asyncio loop whose clock starts at 0 and jumps from timer to timer."""

    def __init__(self) -> None:
        self._elapsed_s = 0.0
        super().__init__(_SkippingSelector(self._skip))

    def time(self) -> float:
        """Seconds of virtual time since the loop was made."""
        return self._elapsed_s

    def _skip(self, seconds: float) -> None:
        self._elapsed_s += seconds


def now() -> datetime:
    """Tell the virtual time of the running loop, as the engine's `now`."""
    return START + timedelta(seconds=asyncio.get_running_loop().time())


async def passes(seconds: float) -> None:
    """Let virtual time pass. Raises TypeError in a loop whose time is real: there nobody sleeps."""
    if not isinstance(asyncio.get_running_loop(), VirtualTimeLoop):
        raise TypeError("this loop would really sleep")
    await asyncio.sleep(seconds)


def run(main: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine to its end in virtual time, as `asyncio.run` does in real time."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(main)
