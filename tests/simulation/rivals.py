"""The rules that others use, as small reference policies in the same simulated world: compared in `make bench`.

Each target is read every 60 s. *One failure is down*: the default of the best-known self-hosted monitor. *Three in a
row*: that with retries. *Three down, two up, one anchor*: the best argued of them, which checks nothing while a single
anchor fails. A service is down while any of its targets is.
"""

from collections.abc import Iterator
from heapq import heapify, heapreplace
from typing import Any, Final

import msgspec

from notifier.config.anchors import DEFAULT_ANCHORS
from notifier.core.model import Outcome, Source
from notifier.core.ports import Read
from notifier.core.targets import AnchorTarget
from notifier.simulation.scenario import Scenario
from notifier.simulation.summary import Tally
from notifier.simulation.world import World

INTERVAL_S: Final = 60.0


class Rival(msgspec.Struct, frozen=True):
    """A rule: so many failures in a row are down, so many answers in a row are up; `anchored` skips on a bad anchor."""

    name: str
    down: int
    up: int
    anchored: bool = False


RIVALS: Final = (
    Rival("one failure is down", 1, 1),
    Rival("three failures in a row", 3, 1),
    Rival("three down, two up, one anchor", 3, 2, anchored=True),
)


class _Watcher:
    """One rival at work: the runs of each target, and which services it calls down."""

    def __init__(self, rival: Rival, scenario: Scenario) -> None:
        self.rival = rival
        self.tally = Tally(scenario)
        self._failed: dict[tuple[str, str], int] = {}
        self._answered: dict[tuple[str, str], int] = {}
        self._down: dict[str, set[str]] = {service.id: set() for service in scenario.services}

    def take(self, service: str, target: str, *, failed: bool, t_s: float) -> None:
        """Take in one reading."""
        key = (service, target)
        self._failed[key] = self._failed.get(key, 0) + 1 if failed else 0
        self._answered[key] = 0 if failed else self._answered.get(key, 0) + 1
        down = self._down[service]
        was = bool(down)
        if self._failed[key] >= self.rival.down:
            down.add(target)
        elif target in down and self._answered[key] >= self.rival.up:
            down.discard(target)
        if bool(down) is not was:
            state = "outage" if down else "ok"
            self.tally.add({"event": "state", "service": service, "state": state, "t_s": t_s})
            self.tally.add({"event": "notification", "services": [service], "t_s": t_s})


def compare(scenario: Scenario) -> Iterator[tuple[Rival, dict[str, Any]]]:
    """Let every rival watch the scenario, all with the same luck; give each one's summary."""
    world = World(scenario)
    watchers = [_Watcher(rival, scenario) for rival in RIVALS]
    anchor = DEFAULT_ANCHORS[0]
    checks = 0
    anchor_answers = True
    for t_s, read in _reads(scenario, anchor):
        line = world.line_at(t_s)
        if line is not None and line.kind == "asleep":
            continue
        reading, seconds = world.answer(read, world.start_s + t_s)
        failed = reading.outcome is Outcome.FAILED
        checks += 1
        if read.source is Source.ANCHOR:
            anchor_answers = not failed
            continue
        for watcher in watchers:
            if anchor_answers or not watcher.rival.anchored:
                watcher.take(read.service, read.target.key, failed=failed, t_s=t_s + seconds)
    for watcher in watchers:
        yield watcher.rival, watcher.tally.summary(checks, 0.0)


def _reads(scenario: Scenario, anchor: AnchorTarget) -> Iterator[tuple[float, Read]]:
    """Give every read of the scenario in the order of time: each target at its own second of the minute."""
    targets = [Read(0, Source.ANCHOR, "", "anchor", anchor)]
    for service in scenario.services:
        targets += [Read(0, Source.PROBE, service.id, target.component, target) for target in service.targets]
    heap = [(number * INTERVAL_S / len(targets), number) for number in range(len(targets))]
    heapify(heap)
    while heap[0][0] < scenario.file.duration_s:
        t_s, number = heap[0]
        yield t_s, targets[number]
        heapreplace(heap, (t_s + INTERVAL_S, number))
