"""The practice outage: a scenario played in the real program, in real or accelerated time.

It runs in place of the real runner and looks like one: same engine, same events. The scenario's clock is moved so that
it shows the present time when it begins; the time just before its first trouble is played at once, so that the engine
knows its targets. Everything is marked as practice. What becomes of the journal and of what is told, is others' affair.
"""

import asyncio
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from notifier.core.commands import CheckNow, Command
from notifier.core.events import AlertDue, Event, SnapshotChanged
from notifier.core.failure import UserError
from notifier.core.ports import Journal
from notifier.simulation.player import Player
from notifier.simulation.scenario import Scenario
from notifier.simulation.scenario_file import ScenarioFile

T = TypeVar("T")

LEAD_S: Final = 60.0
"""Seconds of the scenario between the start of the practice and its first trouble."""
WARM_UP_S: Final = 900.0
"""So much of the time before is played at once."""
SNAPSHOT_S: Final = 1.0
LAST_LOOK_S: Final = 3.0
"""So long, really, its last state stands when the scenario is over."""
DEFAULT_SPEED: Final = 20.0
"""How many times as fast as real time: it takes some minutes."""
DEFAULT_SCENARIO: Final = "whatsapp-2022-10-25"


def scenario_path(name: str, folder: Path) -> Path:
    """Find the file of a shipped scenario, or the one that is named. Raises UserError that names the shipped ones."""
    if name in scenario_names(folder):
        return folder / f"{name}.toml"
    if os.access(name, os.F_OK):
        return Path(name)
    known = ", ".join(scenario_names(folder))
    raise UserError("{name}: no such scenario", "expected a file, or one of {known}", name=name or '""', known=known)


def scenario_names(folder: Path) -> list[str]:
    """Name the scenarios of a folder, in the order of the alphabet."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def moved(scenario: Scenario, now: datetime) -> Scenario:
    """Give the scenario with its clock moved: where it is played from is now."""
    start = now - timedelta(seconds=live_from_s(scenario.file))
    return msgspec.structs.replace(scenario, file=msgspec.structs.replace(scenario.file, start=start))


def live_from_s(file: ScenarioFile) -> float:
    """Find where the practice begins: shortly before anything happens."""
    return max(0.0, first_trouble_s(file) - LEAD_S)


def first_trouble_s(file: ScenarioFile) -> float:
    """Find when anything happens first; 0 where nothing does."""
    times = [fault.from_s for fault in file.fault] + [line.from_s for line in file.line]
    times += [page.at_s for page in file.page] + [reports.at_s for reports in file.reports]
    times += [latency.from_s for latency in file.latency] + [network.from_s for network in file.network]
    # what is so from the beginning is no trouble that comes
    times += [policy.from_s for policy in file.policy if policy.from_s]
    times += [bursts.from_s for bursts in file.bursts if bursts.from_s]
    times += [step.at_s for step in file.clock]
    return min(times, default=0.0)


class PracticeRunner:
    """Plays a scenario as a runner; ends by itself with the scenario, or with `stop`."""

    def __init__(
        self,
        scenario: Scenario,
        journal: Journal,
        publish: Callable[[Event], None],
        *,
        speed: float,
        last_look_s: float = LAST_LOOK_S,
        now: datetime | None = None,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self.scenario = moved(scenario, now or datetime.now(UTC))
        self._player = Player(self.scenario, journal, practice=True)
        self._publish = publish
        self._speed = speed
        self._last_look_s = last_look_s
        self._steady = steady
        self._checks: list[CheckNow] = []
        self._stopping = asyncio.Event()
        self._shown = 0.0

    def post(self, command: Command) -> None:
        """Obey `CheckNow` at the scenario's next moment; everything else is about the real world and means nothing."""
        if isinstance(command, CheckNow):
            self._checks.append(command)

    def stop(self) -> None:
        """End `run` soon."""
        self._stopping.set()

    async def run(self) -> None:
        """Play until the end or until stopped."""
        live_s = live_from_s(self.scenario.file)
        began: float | None = None
        t_s = live_s
        moments = self._player.moments(max(0.0, live_s - WARM_UP_S), silent_too=True)
        while (moment := await _beside(lambda: next(moments, None))) is not None:
            t_s, events = moment
            if t_s < live_s:
                continue
            if began is None:
                began = self._steady()
                self._show(t_s)
            await self._wait_until(began + (t_s - live_s) / self._speed)
            if self._stopping.is_set():
                return
            self._tell(t_s, events)
        self._show(t_s)
        await self._wait_until(self._steady() + self._last_look_s)

    def _tell(self, t_s: float, events: list[Event]) -> None:
        for event in events:
            self._publish(event)
        checks, self._checks = self._checks, []
        for check in checks:
            self._player.engine.handle(check, self._player.now_s(t_s))
        told = any(isinstance(event, AlertDue) for event in events)
        if told or self._steady() - self._shown >= SNAPSHOT_S:
            self._show(t_s)

    def _show(self, t_s: float) -> None:
        self._shown = self._steady()
        self._publish(SnapshotChanged(self._player.engine.snapshot(self._player.now_s(t_s))))

    async def _wait_until(self, at: float) -> None:
        wait_s = at - self._steady()
        if wait_s <= 0.0:
            await asyncio.sleep(0)  # at a high speed, too, the loop must hear `stop`
            return
        try:
            async with asyncio.timeout(wait_s):
                await self._stopping.wait()
        except TimeoutError:
            return


async def _beside(step: Callable[[], T]) -> T:
    """Take a step outside of this task: the player runs tasks of its own, and one cannot run within another."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def take() -> None:
        try:
            done.set_result(step())
        except Exception as error:
            done.set_exception(error)

    loop.call_soon(take)
    return await done
