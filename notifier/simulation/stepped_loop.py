"""An event loop that runs where somebody else keeps the time, one step after the other, in virtual seconds.

The product's code that asks sources outside waits for turns, time-outs and each other as asyncio has it. Here all that
passes in the scenario's time: no sockets, no threads, no waiting. It may be stepped while another loop runs, but not
from within one of that loop's tasks.
"""

import asyncio
from asyncio.events import _get_running_loop, _set_running_loop  # for those who write loops
from collections import deque
from collections.abc import Callable
from contextvars import Context
from heapq import heappop, heappush
from typing import Any, TypeVar, TypeVarTuple, Unpack

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
NEVER = float("inf")


class _Call(asyncio.TimerHandle):
    """What is to be called, and when."""

    def make(self) -> None:
        """Call it."""
        self._run()


class SteppedLoop(asyncio.BaseEventLoop):
    """Runs what is due up to a time, when it is told to; to be closed."""

    def __init__(self) -> None:
        super().__init__()
        self.set_exception_handler(self._note)
        self._now_s = 0.0
        self._soon: deque[_Call] = deque()
        self._timers: list[tuple[float, int, _Call]] = []
        self._serial = 0
        self._fault: BaseException | None = None

    def time(self) -> float:
        """Give the scenario's second."""
        return self._now_s

    def next_s(self) -> float:
        """Give the second at which something is to be run; NEVER where nothing is."""
        timers = self._timers
        while timers and timers[0][2].cancelled():
            heappop(timers)
        return self._now_s if self._soon else timers[0][0] if timers else NEVER

    def run_to(self, until_s: float) -> None:
        """Run all that is due up to a second. Raises what was thrown where nobody took it."""
        before = _get_running_loop()
        _set_running_loop(self)
        try:
            while self.next_s() <= until_s:
                if not self._soon:
                    self._now_s, _serial, call = heappop(self._timers)
                    self._soon.append(call)
                call = self._soon.popleft()
                if not call.cancelled():
                    call.make()
            self._now_s = max(self._now_s, until_s)
        finally:
            _set_running_loop(before)
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault

    def call_soon(
        self, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Call it in the present second."""
        call = _Call(self._now_s, callback, args, self, context)
        self._soon.append(call)
        return call

    def call_at(
        self, when: float, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call it at a second."""
        call = _Call(when, callback, args, self, context)
        self._serial += 1
        heappush(self._timers, (max(when, self._now_s), self._serial, call))
        return call

    def call_later(
        self, delay: float, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Call it after so many seconds."""
        return self.call_at(self._now_s + delay, callback, *args, context=context)

    def run_in_executor(self, _executor: object, func: Callable[[Unpack[Ts]], T], *args: *Ts) -> "asyncio.Future[T]":
        """Call at once what would block a thread: here it takes no time."""
        done: asyncio.Future[T] = self.create_future()
        done.set_result(func(*args))
        return done

    def _note(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Keep what was thrown where nobody took it, for whoever steps the loop."""
        self._fault = context.get("exception") or RuntimeError(context["message"])
