"""Waiting for what other processes do, with a deadline and a reason."""

import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

POLL_S: Final = 0.1


def until(look: Callable[[], T], timeout_s: float, what: Callable[[], str] | str) -> T:
    """Give the first true thing that `look` gives; fail with `what` where none comes in time."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while not (found := look()):
        if time.monotonic() > deadline:
            words = what if isinstance(what, str) else what()
            message = f"waited {timeout_s:g} s in vain: {words}"
            raise AssertionError(message)
        pause.wait(POLL_S)
    return found
