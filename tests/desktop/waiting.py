"""Waiting for what other processes do, with a deadline and a reason. What can run in virtual time has no use for it."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

POLL_S = 0.1


def until(look: Callable[[], T], timeout_s: float, what: str, poll_s: float = POLL_S) -> T:
    """Return the first true thing that `look` returns; fail with `what` where none comes in time."""
    deadline = time.monotonic() + timeout_s
    pause = threading.Event()
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            message = f"waited {timeout_s:g} s in vain: {what}"
            raise AssertionError(message)
        pause.wait(poll_s)
