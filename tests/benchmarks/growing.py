"""The engine with so many services, alone in a process: a minute at rest, then every second one fails, then all do.

`plain` services have one address each, those of the `catalogue` have the components, rules and official pages of the
known ones (again and again, where more are wanted than are known), all at addresses of this machine. Run as a program
it prints one line of JSON.
"""

import asyncio
import json
import os
import random
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import msgspec

from notifier.catalogue.loader import Catalogue
from notifier.config.paths import resources
from notifier.core.events import AlertDue, Event, VerdictChanged
from notifier.core.model import Service, State
from notifier.core.targets import PageTarget
from notifier.engine.engine import Engine
from notifier.engine.runner import Runner
from notifier.probes.http import HttpTarget
from notifier.sources.client import ClientOptions
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.store.writer import HistoryWriter
from tests.benchmarks import checking
from tests.benchmarks.figures import percentile
from tests.benchmarks.processes import usage
from tests.benchmarks.web import Web, break_services, serving

REST_S: Final = 60.0
STORM_S: Final = 90.0
ALL_S: Final = 30.0
LOOK_S: Final = 0.02
FIRST_ROUND_MOST_S: Final = 900.0
SHAPES: Final = ("plain", "catalogue")


def services(shape: str, count: int, web: Web) -> tuple[Service, ...]:
    """Make so many."""
    if shape == "plain":
        return checking.services(web, count, secure=False)
    known = Catalogue(resources() / "catalogue", Path(os.devnull)).all()
    return tuple(
        _at(service, number, number // len(known), host, web.http_port)
        for number, (service, host) in enumerate(zip(islice(cycle(known), count), web.hosts, strict=False))
    )


def _at(service: Service, number: int, turn: int, host: str, port: int) -> Service:
    """Give a known service an address here, and after the first turn a name and an owner of its own."""
    there = f"http://{host}:{port}"
    targets = tuple(HttpTarget(f"{there}/{at}", component=each.component) for at, each in enumerate(service.targets))
    return msgspec.structs.replace(
        service,
        id=f"{service.id}-{number}",
        owner=f"{service.owner} {turn or ''}".strip(),
        targets=targets,
        page=PageTarget("statuspage", there) if service.page is not None else None,
        alternatives=(),
    )


class Seen:
    """What was published, and when something was last shown as down."""

    def __init__(self) -> None:
        self.alerts = 0
        self.down: set[str] = set()
        self.down_s = 0.0

    def take(self, event: Event) -> None:
        """Count an event."""
        if isinstance(event, AlertDue):
            self.alerts += 1
        elif isinstance(event, VerdictChanged) and event.verdict.state is State.OUTAGE:
            self.down.add(event.verdict.service)
            self.down_s = time.monotonic()


async def _spent(seconds: float) -> dict[str, float]:
    """Wait; give the processor's time meanwhile, and for how long of it the loop came to nothing else in between.

    The latter is of the loop's own thread: it is what somebody waits for, without what a busy machine adds.
    """
    cpu_s, end, held = time.process_time(), time.monotonic() + seconds, [0.0]
    while time.monotonic() < end:
        before_s = time.thread_time()
        await asyncio.sleep(LOOK_S)
        held.append((time.thread_time() - before_s) * 1000)
    return {"cpu": (time.process_time() - cpu_s) / seconds * 100, "held_p99_ms": percentile(held, 0.99)}


async def _until(is_so: Callable[[], bool], most_s: float) -> None:
    began = time.monotonic()
    while not is_so():
        if time.monotonic() - began > most_s:
            raise TimeoutError(f"not so within {most_s:.0f} s")
        await asyncio.sleep(LOOK_S)


def _size_mb(folder: Path) -> float:
    return sum(each.stat().st_size for each in folder.glob("history.db*")) / 1e6


async def live(watched: tuple[Service, ...], web: Web, folder: Path) -> dict[str, object]:
    """Watch them; give what it cost, and what came of it."""
    seen = Seen()
    with HistoryWriter.open(folder / "history.db", seen.take) as history:
        async with NetworkReader(ReaderOptions(ClientOptions(proxy="none"))) as reader:
            engine = Engine(watched, checking.watch(web, 60.0), history, random.Random(1), seen.take)
            runner = Runner(engine, reader)
            work = asyncio.create_task(runner.run())
            readings = sum(len({each.key for each in service.targets}) + bool(service.page) for service in watched)
            await _until(lambda: engine.checks >= readings or work.done(), FIRST_ROUND_MOST_S)
            first_cpu_s = time.process_time()
            rest = await _spent(REST_S)
            rss_mb = usage(os.getpid()).rss_mb
            size_mb = _size_mb(folder)
            began, before = time.monotonic(), seen.alerts
            await asyncio.to_thread(break_services, web, 2)
            storm = await _spent(STORM_S)
            down, told_of = len(seen.down), seen.alerts
            await asyncio.to_thread(break_services, web, 1)
            all_ = await _spent(ALL_S)
            runner.stop()
            await work
    return {
        "first_cpu_s": first_cpu_s,
        **rest,
        "rss_mb": rss_mb,
        "history_mb": size_mb,
        "down": down,
        "down_s": seen.down_s - began if down else 0.0,
        "alerts": told_of - before,
        **{f"half_{name}": value for name, value in storm.items()},
        **{f"all_{name}": value for name, value in all_.items()},
        "all_alerts": seen.alerts - told_of,
        "all_rss_mb": usage(os.getpid()).rss_mb,
    }


def main(shape: str, count: int, folder: Path) -> None:
    """Watch so many, and print what was seen."""
    with serving(folder, count, 1) as web:
        print(json.dumps(asyncio.run(live(services(shape, count, web), web, folder))))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
