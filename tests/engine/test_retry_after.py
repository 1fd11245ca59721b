"""A server that asks to be left alone is left alone, whatever else would hasten the next reading."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from notifier.core.commands import CheckNow
from notifier.core.model import Component, Outcome, Reading, Service, Source
from notifier.core.ports import Read
from notifier.engine.engine import Engine
from notifier.engine.schedule import Schedule, Slot
from notifier.probes.http import HttpTarget
from notifier.store.memory import MemoryJournal
from tests.core.making import anchored

LIMITED = HttpTarget("https://api.acme.example/")
BESIDE = HttpTarget("https://www.acme.example/")
ACME = Service(
    id="acme",
    name="Acme",
    owner="Acme",
    category="social",
    homepage="https://acme.example/",
    components=(Component("web", {"en": "Web"}),),
    targets=(LIMITED, BESIDE),
)
RETRY_AFTER_S = 400.0
BEGIN_S = 1_700_000_000.0

Answer = Callable[[Read, float], tuple[Outcome, float | None]]


def limited_from(since_s: float, *, beside_fails: bool = False) -> Answer:
    def answer(read: Read, now_s: float) -> tuple[Outcome, float | None]:
        if read.target is LIMITED and since_s <= now_s < since_s + 120:
            return Outcome.UNVERIFIABLE, RETRY_AFTER_S
        if read.target is BESIDE and beside_fails and now_s > since_s + 60:
            return Outcome.FAILED, None
        return Outcome.OK, None

    return answer


def starts(answer: Answer, until_s: float, check_every_s: float = 0.0) -> Iterator[float]:
    """Run the engine second by second; give the times at which the limited address was read."""
    engine = Engine([ACME], anchored(), MemoryJournal(), random.Random(1), lambda event: None)
    engine.start(BEGIN_S)
    for second in range(int(until_s)):
        now_s = BEGIN_S + second
        if check_every_s and second % check_every_s == 0:
            engine.handle(CheckNow(), now_s)
        for read in engine.due(now_s):
            if read.target is LIMITED:
                yield float(second)
            outcome, retry_s = answer(read, float(second))
            time = datetime.fromtimestamp(now_s, UTC)
            key = read.target.key
            made = Reading(read.source, read.service, read.component, key, time, outcome, retry_after_s=retry_s)
            engine.finish(read, made, now_s)


def longest_pause(times: list[float]) -> float:
    return max(later - earlier for earlier, later in pairwise(times))


def test_another_targets_failure_does_not_hasten_it() -> None:
    times = list(starts(limited_from(300, beside_fails=True), 1200))
    assert longest_pause(times) >= RETRY_AFTER_S


def test_checking_now_does_not_hasten_it() -> None:
    times = list(starts(limited_from(300), 1200, check_every_s=20))
    assert longest_pause(times) >= RETRY_AFTER_S
    assert any(time > 300 + RETRY_AFTER_S for time in times)


@pytest.mark.parametrize("hasten", [Schedule.plan, Schedule.hasten])
def test_nothing_plans_a_slot_before_its_time(hasten: Callable[[Schedule, Slot, float], None]) -> None:
    schedule, slot = Schedule(), Slot(Source.PROBE, "acme", "web", LIMITED)
    slot.asked_to_wait_until_s = 100.0
    hasten(schedule, slot, 10.0)
    assert schedule.next_due() == 100.0
    assert schedule.take(99.0) == []
    assert schedule.take(100.0) == [slot]
