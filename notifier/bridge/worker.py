"""The engine's thread: a QThread that runs asyncio. The only file that knows both worlds.

One signal goes out, one inbox goes in. Everything that the engine needs is opened, used and closed inside the thread,
by the async context manager that is handed in. What the engine does, and what becomes of its events, is not known here.
"""

import asyncio
import logging
import sys
import threading
import traceback
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, QThread, Signal

from notifier.bridge.inbox import Inbox
from notifier.core.commands import Command
from notifier.core.events import EngineFailed, Event

log = logging.getLogger(__name__)

PATIENCE_S: Final = 3.0
"""How long the thread may take to end before its stacks are logged."""


class Runner(Protocol):
    """The engine as the worker sees it; all three are called in the worker's loop."""

    async def run(self) -> None:
        """Work until stopped."""
        ...

    def post(self, command: Command) -> None:
        """Take a command."""
        ...

    def stop(self) -> None:
        """Make `run` return soon."""
        ...


Publish = Callable[[Event], None]
OpenRunner = Callable[[Publish], AbstractAsyncContextManager[Runner]]


class Worker(QThread):
    """Runs one engine in a thread of its own.

    Signals: `published` carries every `Event`. It is emitted in the engine's thread, so connect only bound slots of
    objects that live in the GUI thread: Qt then queues the call.
    """

    published = Signal(object)

    def __init__(self, open_runner: OpenRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engine")
        self._open_runner = open_runner
        self._inbox = Inbox()
        self._early: list[Command] = []
        self._runner: Runner | None = None
        self._main: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = threading.Event()

    def post(self, command: Command) -> None:
        """Hand the engine a command, from any thread; before it has started they wait, after its end they are void."""
        self._inbox.put(lambda: self._take(command))

    def submit(self, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Run a coroutine in the engine's loop, from any thread; False when that loop has gone."""
        return self._inbox.put(lambda: self._begin(work))

    def stop(self, patience_s: float = PATIENCE_S) -> bool:
        """Stop the engine and wait for the thread's end. When it does not end in time, log where it hangs."""
        self._stopped.set()
        self._inbox.put(self._halt)
        if self.wait(int(patience_s * 1000)):
            return True
        log.error("the engine's thread did not end within %g s\n%s", patience_s, stacks())
        return False

    def run(self) -> None:
        """Be the thread: called by Qt."""
        threading.current_thread().name = "engine"
        try:
            if not self._stopped.is_set():
                asyncio.run(self._live())
        except Exception as error:  # the top of the thread: nothing above could see it
            log.exception("the engine failed")
            self.published.emit(EngineFailed(f"{type(error).__name__}: {error}"))
        finally:
            self._inbox.close()
            self._runner = self._main = None

    async def _live(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_log_loop_fault)
        self._main = loop.create_task(self._work(), name="engine")
        self._inbox.open(loop)
        try:
            await self._main
        except asyncio.CancelledError:
            if not self._stopped.is_set():
                raise
        finally:
            self._inbox.close()
            await self._finish()

    async def _work(self) -> None:
        async with self._open_runner(self.published.emit) as runner:
            self._runner = runner
            for command in self._early:
                runner.post(command)
            self._early.clear()
            try:
                if not self._stopped.is_set():
                    await runner.run()
            finally:
                self._runner = None

    async def _finish(self) -> None:
        """Cancel what was submitted and is not done, and see it end while the loop still lives."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take(self, command: Command) -> None:
        if self._runner is None:
            self._early.append(command)
        else:
            self._runner.post(command)

    def _begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        task = asyncio.get_running_loop().create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("work in the engine's loop failed", exc_info=error)

    def _halt(self) -> None:
        if self._runner is not None:
            self._runner.stop()
        elif self._main is not None:
            self._main.cancel()


def stacks() -> str:
    """Tell where each thread is, for the log."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    parts = []
    for ident, frame in sys._current_frames().items():
        where = "".join(traceback.format_stack(frame))
        parts.append(f"thread {names.get(ident, ident)}:\n{where}")
    return "\n".join(parts)


def _log_loop_fault(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what no task caught; the engine goes on."""
    error = context.get("exception")
    log.error("in the engine's loop: %s", context.get("message", ""), exc_info=error)
