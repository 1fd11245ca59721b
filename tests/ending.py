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
        pause, before_s, ours_s = threading.Event(), 0.0, _ours_s()
        while True:
            before_s, ours_s = ours_s, _ours_s()
            may_have_ended = _is_left_over(self._pid)
            self._latest |= _starved_s(self._pid)
            if (may_have_ended and has_ended()) or time.monotonic() > self._asked_s + most_s:
                break
            pause.wait(LOOK_S)
        late_s = _ours_s() - before_s  # it may have ended before we could look
        whole_s = time.monotonic() - self._asked_s
        return whole_s - late_s - sum(each_s - self._before.get(name, 0.0) for name, each_s in self._latest.items())


def starved_s(pid: int) -> float:
    """Give the seconds for which the threads of a process have waited for a processor so far."""
    return sum(_starved_s(pid).values())


def _is_left_over(pid: int) -> bool:
    """Tell whether it has ended: what it waited for last is told until somebody asks for its status, and not after."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True  # or this is no Linux


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
