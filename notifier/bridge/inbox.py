"""Calls from any thread into the loop of another one: they keep their order, and never get lost silently at the start.

Calls made before the loop is there wait for it; those made after it has gone are refused. No Qt here.
"""

import asyncio
import threading
from collections.abc import Callable

Call = Callable[[], object]


class Inbox:
    """The way into a loop; it is opened and closed once, in the loop's own thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Call] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._closed = False

    def put(self, call: Call) -> bool:
        """Have it called in the loop; False when the loop has gone."""
        with self._lock:
            if self._closed:
                return False
            if self._loop is None:
                self._waiting.append(call)
            else:
                self._loop.call_soon_threadsafe(call)
            return True

    def open(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let everything that waited in, and what comes from now on."""
        with self._lock:
            self._loop = loop
            for call in self._waiting:
                loop.call_soon(call)
            self._waiting.clear()

    def close(self) -> None:
        """Refuse what comes from now on; it is called before the loop ends."""
        with self._lock:
            self._loop, self._closed = None, True
            self._waiting.clear()
