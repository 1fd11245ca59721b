"""The runner: an engine in an event loop, here in virtual time."""

import asyncio
import itertools
import random
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest

from notifier.core.alerts.held import Snooze as Snoozed
from notifier.core.commands import CheckNow, MachineSleeps, MachineWoke, NetworkChanged, Snooze
from notifier.core.events import BeginAnew, Event, LineChanged, SnapshotChanged
from notifier.core.model import Reading, Service, Source, State
from notifier.core.ports import Read
from notifier.engine.engine import Engine
from notifier.engine.runner import Clock, Runner
from notifier.store.memory import MemoryJournal
from tests.core.making import T, anchored, at, service
from tests.engine.playing import good
from tests.virtual_time import run

ACME = service(page=True)


class Reader:
    """Answers everything after a tenth of a second, and counts."""

    def __init__(self, fault: Exception | None = None, after: int = 0) -> None:
        self.reads: list[Read] = []
        self.begun: dict[str, list[float]] = {}
        """When each target was read."""
        self.renewed = 0
        self.cancelled = 0
        self.fault = fault
        self.after = after
        self.latency_s = 0.1

    async def __call__(self, read: Read) -> Reading:
        self.reads.append(read)
        self.begun.setdefault(read.target.key, []).append(asyncio.get_running_loop().time())
        try:
            await asyncio.sleep(self.latency_s)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if self.fault is not None and len(self.reads) > self.after:
            raise self.fault
        return good(read, asyncio.get_running_loop().time())

    def renew(self) -> None:
        self.renewed += 1


def test_what_was_asked_just_before_the_end_is_done() -> None:
    """A snooze, or that a notice was shown, would be forgotten, though whoever asked was told that it is done."""

    async def scene() -> World:
        world = World()
        running = asyncio.create_task(world.runner.run())
        await asyncio.sleep(30)
        world.runner.post(Snooze(("acme",), 3600.0))
        world.runner.stop()
        await running
        return world

    assert run(scene()).journal.outbox == {"snooze acme": Snoozed("acme", T + 3630.0)}


class World:
    """A runner with all around it, on the virtual clock; `ahead_s` is what the wall clock has jumped."""

    def __init__(
        self,
        reader: Reader | None = None,
        maintain: Callable[[datetime], bool] | None = None,
        services: Sequence[Service] = (ACME,),
    ) -> None:
        self.reader = reader or Reader()
        self.events: list[Event] = []
        self.journal = MemoryJournal()
        self.ahead_s = 0.0
        self.loop = asyncio.get_running_loop()
        engine = Engine(services, anchored(), self.journal, random.Random(1), self.events.append)
        clock = Clock(lambda: T + self.loop.time() + self.ahead_s, self.loop.time)
        self.runner = Runner(engine, self.reader, maintain=maintain, clock=clock)

    def after(self, seconds: float, what: Callable[[], None]) -> None:
        self.loop.call_later(seconds, what)

    def lines(self) -> list[str]:
        return [event.line.state.value for event in self.events if isinstance(event, LineChanged)]

    def snapshots(self) -> list[SnapshotChanged]:
        return [event for event in self.events if isinstance(event, SnapshotChanged)]


async def watched(seconds: float, world: World) -> World:
    world.after(seconds, world.runner.stop)
    await world.runner.run()
    return world


def test_it_watches_until_it_is_stopped() -> None:
    async def main() -> None:
        world = await watched(600, World())
        assert world.snapshots()[-1].snapshot.services[0].verdict.state is State.OK
        assert {read.source for read in world.reader.reads} == {Source.ANCHOR, Source.PROBE, Source.PAGE}
        assert 55 <= len([read for read in world.reader.reads if read.source is Source.ANCHOR]) <= 80
        assert world.journal.trust, "what was learned is kept at the end"
        assert world.reader.renewed == 0

    run(main())


@pytest.mark.parametrize("on_battery", [False, True])
def test_what_is_read_in_turn_is_read_together_and_still_in_its_turn(on_battery: bool) -> None:
    shortest_s, longest_s, share = (0.81 * 300, 300, 0.35) if on_battery else (0.855 * 30, 30, 0.7)

    async def main() -> None:
        world = World(services=[service(name=f"acme-{number}", owner=f"Acme {number}") for number in range(20)])
        world.runner.post(NetworkChanged(changed=False, on_battery=on_battery))
        await watched(7200, world)
        ordinary = {key: times[3:] for key, times in world.reader.begun.items() if key.endswith(".example:443")}
        assert len(ordinary) == 20
        gaps = [later - earlier for times in ordinary.values() for earlier, later in itertools.pairwise(times)]
        assert shortest_s - 0.01 <= min(gaps) <= max(gaps) <= longest_s + 0.2
        moments = [moment for times in ordinary.values() for moment in times]
        assert len(set(moments)) < share * len(moments)

    run(main())


def test_on_battery_what_tells_nothing_new_is_shown_once_a_minute() -> None:
    async def main() -> None:
        counts = []
        for on_battery in (False, True):
            world = World(services=[service(name=f"acme-{number}", owner=f"Acme {number}") for number in range(20)])
            world.runner.post(NetworkChanged(changed=False, on_battery=on_battery))
            await watched(1800, world)
            counts.append(len([each for each in world.snapshots() if each.snapshot.time > at(600)]))
        assert counts[0] > 40
        assert counts[1] <= 20

    run(main())


@pytest.mark.parametrize(("on_battery", "soon_s"), [(False, 15.0), (True, 60.0)])
def test_a_sleep_that_nobody_announced_is_noticed_soon(on_battery: bool, soon_s: float) -> None:
    async def main() -> None:
        world = World()
        world.runner.post(NetworkChanged(changed=False, on_battery=on_battery))
        renewed: list[int] = []

        def sleep() -> None:
            renewed.append(world.reader.renewed)
            world.ahead_s = 600.0

        world.after(1000, sleep)
        world.after(1000 + soon_s + 1.0, lambda: renewed.append(world.reader.renewed))
        await watched(1100, world)
        assert renewed == [0, 1]

    run(main())


def test_snapshots_come_once_a_second_at_most() -> None:
    async def main() -> None:
        world = await watched(300, World())
        times = [event.snapshot.time for event in world.snapshots()]
        assert len(times) >= 5
        gaps = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(times)]
        assert min(gaps) >= 0.99

    run(main())


@pytest.mark.parametrize("jump_s", [31.0, 3600.0, 8 * 3600.0])
def test_a_clock_that_ran_ahead_means_that_the_machine_slept(jump_s: float) -> None:
    async def main() -> None:
        world = World()

        def jump() -> None:
            world.ahead_s = jump_s

        world.after(300, jump)
        await watched(600, world)
        assert world.lines() == ["asleep", "online"]
        assert world.reader.renewed == 1
        assert world.snapshots()[-1].snapshot.time.timestamp() == pytest.approx(T + 600 + jump_s, abs=60)

    run(main())


@pytest.mark.parametrize("jump_s", [-7200.0, -5.0, 5.0])
def test_a_clock_that_is_put_right_moves_nothing(jump_s: float) -> None:
    async def main() -> None:
        world = World()

        def jump() -> None:
            world.ahead_s = jump_s

        world.after(300, jump)
        await watched(900, world)
        assert world.lines() == []
        anchors = [read for read in world.reader.reads if read.source is Source.ANCHOR]
        assert len(anchors) >= 6 * 14, "watching went on"

    run(main())


@pytest.mark.fault("clock: put back while it runs")
@pytest.mark.parametrize(("jump_s", "told"), [(-7200.0, 1), (-31.0, 1), (-20.0, 0), (7200.0, 0)])
def test_a_clock_that_is_put_back_far_is_told_of_once(jump_s: float, told: int) -> None:
    async def main() -> None:
        world = World()

        def jump() -> None:
            world.ahead_s = jump_s

        world.after(300, jump)
        await watched(900, world)
        assert world.events.count(BeginAnew("the computer's clock was put back")) == told

    run(main())


def test_the_clock_alone() -> None:
    steady, wall = 100.0, T
    clock = Clock(lambda: wall, lambda: steady)
    assert clock.now_s() == T
    steady, wall = 110.0, T + 10
    assert clock.slept_s() <= 0.0
    assert clock.now_s() == T + 10
    steady, wall = 120.0, T + 3620
    assert clock.slept_s() == pytest.approx(3600.0)
    assert clock.now_s() == T + 3620
    steady, wall = 130.0, T
    assert clock.slept_s() < 0.0
    assert clock.now_s() == pytest.approx(T + 3630, abs=0.2), "it is put back slowly"
    steady, wall = 130.0 + 600.0, T + 4230
    assert clock.slept_s() == pytest.approx(585.0), "a steady clock that runs on in sleep shows it by the pause"


@pytest.mark.parametrize(
    ("command", "renewed"),
    [
        (MachineSleeps(), 1),
        (MachineWoke(), 1),
        (NetworkChanged(), 1),
        (NetworkChanged(changed=False), 0),
        (CheckNow(), 0),
    ],
)
def test_what_makes_the_network_another_one_drops_the_connections(command: object, renewed: int) -> None:
    async def main() -> None:
        world = World()
        world.after(100, lambda: world.runner.post(command))  # type: ignore[arg-type]
        await watched(130, world)
        assert world.reader.renewed == renewed

    run(main())


def test_check_now_is_done_at_once_and_shown_at_once() -> None:
    async def main() -> None:
        world = World()
        before: list[int] = []

        def check() -> None:
            before.append(len(world.reader.reads))
            world.runner.post(CheckNow())

        world.after(100, check)
        await watched(106, world)
        assert {read.source for read in world.reader.reads[before[0] :]} >= {Source.PROBE, Source.ANCHOR}

    run(main())


@pytest.mark.parametrize("after", [0, 1, 20])
def test_a_fault_of_ours_ends_it_with_that_very_exception(after: int) -> None:
    fault = ZeroDivisionError("ours")

    async def main() -> None:
        with pytest.raises(ZeroDivisionError) as caught:
            await World(Reader(fault, after)).runner.run()
        assert caught.value is fault
        assert len(asyncio.all_tasks()) == 1

    run(main())


def test_a_fault_in_publishing_ends_it_too() -> None:
    async def main() -> None:
        world = World()

        def refuse(event: Event) -> None:
            raise LookupError("nobody is there")

        world.runner = Runner(
            Engine([ACME], anchored(), world.journal, random.Random(1), refuse),
            world.reader,
            clock=Clock(lambda: T + world.loop.time(), world.loop.time),
        )
        with pytest.raises(LookupError):
            await world.runner.run()
        assert len(asyncio.all_tasks()) == 1

    run(main())


def test_fifty_starts_and_stops_leave_no_task_behind() -> None:
    async def main() -> None:
        for number in range(50):
            world = await watched(0.05 + number * 0.1, World())
            assert len(asyncio.all_tasks()) == 1
            assert world.reader.reads

    run(main())


def test_what_is_being_read_is_dropped_at_the_stop() -> None:
    async def main() -> None:
        reader = Reader()
        reader.latency_s = 9.0
        world = await watched(3.0, World(reader))
        assert reader.cancelled == len(reader.reads) > 0
        assert len(asyncio.all_tasks()) == 1
        assert world.journal.readings == 0

    run(main())


def test_stopped_before_it_began_it_does_nothing() -> None:
    async def main() -> None:
        world = World()
        world.runner.stop()
        await world.runner.run()
        assert world.reader.reads == []

    run(main())


def test_the_history_is_looked_after_now_and_then_and_again_soon_while_there_is_more() -> None:
    async def main() -> None:
        times: list[float] = []

        def maintain(now: datetime) -> bool:
            times.append(now.timestamp() - T)
            return len(times) < 4

        await watched(3 * 3600, World(maintain=maintain))
        assert times[0] == pytest.approx(120, abs=20)
        assert times[3] - times[0] < 90
        assert times[4] - times[3] == pytest.approx(3600, abs=30)

    run(main())
