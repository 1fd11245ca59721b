"""The engine in the real world: asyncio, the real clock, real readings. One task a reading; nothing here decides.

The clock of the engine is the wall clock at the start plus the monotonic time since, so that a corrected clock moves
nothing; where the two part by more than half a minute, the machine has slept unannounced, and the engine is told so.
"""

import asyncio
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from notifier.core.commands import CheckNow, Command, MachineSleeps, MachineWoke, NetworkChanged
from notifier.core.events import BeginAnew, SnapshotChanged
from notifier.core.model import Reading
from notifier.core.moments import moment
from notifier.core.ports import Read
from notifier.engine.conditions import notice_zone
from notifier.engine.engine import Engine

SNAPSHOT_S: Final = 1.0
REFRESH_S: Final = 15.0
"""How often there is a snapshot that only tells when things were read last: showing it costs, too."""
WATCHDOG_S: Final = 15.0
SPARING_S: Final = 60.0
"""In place of both while the machine is to be spared."""
SLEPT_S: Final = 30.0
SLEW: Final = 0.01
"""A wall clock that was put back by less than `SLEPT_S` is followed by so much of the time that passes.

One that was put back by more is told of, once: followed slowly, time would be wrong for days.
"""
HOUSEKEEPING_S: Final = 600.0
MAINTENANCE_S: Final = 3600.0
FIRST_MAINTENANCE_S: Final = 120.0


class RenewableReader(Protocol):
    """Makes readings, and can drop its connections."""

    async def __call__(self, read: Read) -> Reading:
        """Read the target once; never raises for the world's faults."""
        ...

    def renew(self) -> None:
        """Drop all connections: the network is another one."""
        ...


class Clock:
    """Seconds of the epoch that never jump back; `slept_s` tells by how much the wall clock ran ahead meanwhile."""

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall = wall
        self._steady = steady
        self._base = wall() - steady()
        self._looked = steady()

    def now_s(self) -> float:
        """Tell the time."""
        return self._base + self._steady()

    def put_back_s(self) -> float:
        """Tell by how much the wall clock is behind this one; negative: ahead of it."""
        return self._base + self._steady() - self._wall()

    def slept_s(self, awake_s: float = WATCHDOG_S) -> float:
        """Tell how long the machine seems to have slept since the last call, and set the clock right.

        `awake_s`: between two calls no more passes while it is awake.
        """
        steady = self._steady()
        pause, self._looked = steady - self._looked, steady
        drift = self._wall() - steady - self._base
        self._base += max(drift, -SLEW * pause)  # all that is planned would wait if time were put back at once
        return max(drift, pause - awake_s)


class Runner:
    """Runs an engine until `stop`. All methods belong to the event loop's thread."""

    def __init__(
        self,
        engine: Engine,
        reader: RenewableReader,
        *,
        maintain: Callable[[datetime], bool] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._maintain = maintain
        self._clock = clock or Clock()
        self._commands: list[Command] = []
        self._wake = asyncio.Event()
        self._until_s = 0.0
        """When the next step is made, unless something makes it sooner."""
        self._stopping = False
        self._readings: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None
        self._shown_s = 0.0
        self._kept_s = 0.0
        self._maintained_s = 0.0
        self._put_back = False

    def post(self, command: Command) -> None:
        """Hand the engine a command."""
        self._commands.append(command)
        self._wake.set()

    def stop(self) -> None:
        """End `run` soon; what was posted before is done, what is being read is dropped."""
        self._stopping = True
        self._wake.set()

    async def run(self) -> None:
        """Watch until stopped. Raises what the engine raises: its faults are ours."""
        now_s = self._clock.now_s()
        self._kept_s = now_s
        self._maintained_s = now_s - MAINTENANCE_S + FIRST_MAINTENANCE_S
        self._engine.start(now_s)
        try:
            while not self._stopping and self._failure is None:
                self._step()
                await self._pause()
            self._obey_all()
        finally:
            for task in self._readings:
                task.cancel()
            await asyncio.gather(*self._readings, return_exceptions=True)
            self._engine.keep(self._clock.now_s())
        if self._failure is not None:
            raise self._failure

    def _step(self) -> None:
        self._wake.clear()
        if not self._put_back and self._clock.put_back_s() > SLEPT_S:
            self._put_back = True
            self._engine.publish(BeginAnew("the computer's clock was put back"))
        if self._clock.slept_s(self._at_ease_s(WATCHDOG_S)) > SLEPT_S:
            self._obey(MachineWoke())
        self._obey_all()
        now_s = self._clock.now_s()
        for read in self._engine.due(now_s, together=True):
            task = asyncio.create_task(self._read(read))
            self._readings.add(task)
            task.add_done_callback(self._ended)
        self._keep(now_s)
        unshown_s = now_s - self._shown_s
        stale = self._engine.refreshed and unshown_s >= self._at_ease_s(REFRESH_S)
        if stale or (self._engine.dirty and unshown_s >= SNAPSHOT_S):
            self._shown_s = now_s
            notice_zone()
            self._engine.publish(SnapshotChanged(self._engine.snapshot(now_s)))

    def _obey_all(self) -> None:
        commands, self._commands = self._commands, []
        for command in commands:
            self._obey(command)

    def _obey(self, command: Command) -> None:
        anew = isinstance(command, MachineSleeps | MachineWoke) or (
            isinstance(command, NetworkChanged) and command.changed
        )
        if anew:
            self._reader.renew()
        if isinstance(command, CheckNow):
            self._shown_s = 0.0
        self._engine.handle(command, self._clock.now_s())

    async def _read(self, read: Read) -> None:
        reading = await self._reader(read)
        now_s = self._clock.now_s()
        self._engine.finish(read, reading, now_s)
        if self._engine.stirs(now_s, self._until_s):
            self._wake.set()

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._readings.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failure = task.exception()
            self._wake.set()

    def _keep(self, now_s: float) -> None:
        if now_s - self._kept_s >= HOUSEKEEPING_S:
            self._kept_s = now_s
            self._engine.keep(now_s)
        if self._maintain is not None and now_s - self._maintained_s >= MAINTENANCE_S:
            more = self._maintain(moment(now_s))
            self._maintained_s = now_s - MAINTENANCE_S + SNAPSHOT_S if more else now_s

    def _at_ease_s(self, usual_s: float) -> float:
        return SPARING_S if self._engine.sparing else usual_s

    async def _pause(self) -> None:
        now_s = self._clock.now_s()
        wait_s = min(self._at_ease_s(WATCHDOG_S), self._engine.next_due() - now_s)
        if self._engine.dirty:
            wait_s = min(wait_s, self._shown_s + SNAPSHOT_S - now_s)
        self._until_s = now_s + wait_s
        timer = asyncio.get_running_loop().call_later(max(0.0, wait_s), self._wake.set)
        try:
            await self._wake.wait()
        finally:
            timer.cancel()
