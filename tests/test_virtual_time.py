"""The virtual clock itself: it skips waits exactly, keeps the order of timers, and notices a deadlock."""

import asyncio
import time
from datetime import timedelta

import pytest

from tests import virtual_time


def test_a_month_passes_at_once_and_exactly() -> None:
    async def month() -> timedelta:
        for _ in range(30):
            await virtual_time.passes(86_400)
        return virtual_time.now() - virtual_time.START

    began = time.monotonic()
    assert virtual_time.run(month()) == timedelta(days=30)
    assert time.monotonic() - began < 5


def test_timers_fire_in_order_with_their_own_times() -> None:
    async def main() -> list[tuple[str, float]]:
        fired: list[tuple[str, float]] = []
        loop = asyncio.get_running_loop()

        async def after(name: str, seconds: float) -> None:
            await asyncio.sleep(seconds)
            fired.append((name, loop.time()))

        await asyncio.gather(after("late", 60), after("early", 5), after("middle", 15))
        return fired

    assert virtual_time.run(main()) == [("early", 5), ("middle", 15), ("late", 60)]


def test_threads_still_answer() -> None:
    async def main() -> int:
        return await asyncio.to_thread(sum, (1, 2, 3))

    assert virtual_time.run(main()) == 6


def test_a_wait_for_nothing_is_a_deadlock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual_time, "PATIENCE_S", 0.0)

    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    loop = virtual_time.VirtualTimeLoop()
    try:
        task = loop.create_task(main())
        with pytest.raises(RuntimeError, match="deadlock"):
            loop.run_until_complete(task)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            loop.run_until_complete(task)
    finally:
        loop.close()


def test_in_a_real_loop_nobody_sleeps() -> None:
    with pytest.raises(TypeError, match="really sleep"):
        asyncio.run(virtual_time.passes(99))
