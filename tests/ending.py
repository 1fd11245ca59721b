"""How long a process takes to end, without what its threads waited for a processor: that is the others' doing.

Who hangs waits for no processor, and is seen. Linux tells it for each thread (`schedstat`); elsewhere nothing is taken
off.
"""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

LOOK_S: Final = 0.01


class Ending:
    """Begins with what asks a process to end."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._before = _starved_s(pid)
        self._latest = dict(self._before)
        self._asked_s = time.monotonic()

    def took_s(self, has_ended: Callable[[], object], most_s: float = 20.0) -> float:
        """Wait until it has ended, so long at most, and give the seconds that it took."""
        pause, ours_s = threading.Event(), _ours_s()
        while not has_ended() and time.monotonic() < self._asked_s + most_s:
            self._latest |= _starved_s(self._pid)
            ours_s = _ours_s()
            pause.wait(LOOK_S)
        late_s = _ours_s() - ours_s  # it may have ended before we could look
        whole_s = time.monotonic() - self._asked_s
        return whole_s - late_s - sum(each_s - self._before.get(name, 0.0) for name, each_s in self._latest.items())


def starved_s(pid: int) -> float:
    """Give the seconds for which the threads of a process have waited for a processor so far."""
    return sum(_starved_s(pid).values())


def _ours_s() -> float:
    return _starved_s(os.getpid()).get(str(threading.get_native_id()), 0.0)


def _starved_s(pid: int) -> dict[str, float]:
    found = {}
    for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        try:
            found[file.parent.name] = int(file.read_text().split()[1]) / 1e9
        except (OSError, IndexError):
            continue  # it has ended
    return found
