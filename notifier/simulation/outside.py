"""Readings from outside in the simulated world: the product's own reader asks, and servers of the world answer it.

The reader works as ever, with its sources' modules, limits, turns, time-outs and consent; only its way to the network
is another: a request meets what every request from here meets, then the source's own trouble (`[[outside]]`), then the
server, which answers in bytes. Time is the scenario's, and nothing is opened.
"""

import asyncio
import random
import socket
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec

from notifier.config.consent import answered
from notifier.config.model import Settings
from notifier.core.addresses import is_ip
from notifier.core.model import Outcome, Reading
from notifier.core.outside.source import OutsideSource
from notifier.core.ports import Read
from notifier.simulation.requests import TIMED_OUT, Met
from notifier.simulation.scenario_file import Outside
from notifier.simulation.servers import servers_of
from notifier.simulation.servers.contract import Asked, Said, Server
from notifier.simulation.stepped_loop import NEVER, SteppedLoop
from notifier.simulation.world import World
from notifier.sources.client import ClientOptions, HttpAnswer, HttpClient, HttpRequest
from notifier.sources.failures import Progress, WorldError
from notifier.sources.outside_sources import told_sources
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.resolver import Address, Resolver

USED_UP_S: Final = 900
"""So long an exhausted source asks to be left alone."""
SOMEWHERE: Final = "5.5.5.5"
TESTING: Final = ("globalping", "checkhost")
"""Where these are slow, it is their tests."""
NO_WAY: Final = ClientOptions(proxy="none")


def consented(settings: Settings, *, outside: bool) -> Settings:
    """Give the settings of a user who was asked: as the scenario has them, else with all sources that want no key."""
    if outside and settings.outside_answered:
        return settings
    answer = answered(told_sources(), on=outside)
    return msgspec.structs.replace(settings, outside_answered=True, outside=answer["outside"])


class OutsideReader:
    """Makes the readings from outside. `wall_s` gives the engine's time at a second of the scenario."""

    def __init__(self, world: World, wall_s: Callable[[float], float]) -> None:
        self._loop = SteppedLoop()
        self._come: list[tuple[Read, Reading]] = []
        self._under_way: set[asyncio.Task[None]] = set()
        self.next_s = NEVER
        """The second at which something is to be run."""
        options = ReaderOptions(NO_WAY, outside_bases={each.id: f"https://{each.id}" for each in told_sources()})
        self._reader = NetworkReader(options, lambda: datetime.fromtimestamp(wall_s(self._loop.time()), UTC))
        network = self._reader.network
        network.client = _Web(world, self._loop.time, wall_s)
        network.dialer.resolver = _Names(world, self._loop.time)

    def begin(self, read: Read, t_s: float) -> None:
        """Begin a reading at a second of the scenario."""
        self._loop.run_to(t_s)
        task = self._loop.create_task(self._read(read))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        self.next_s = t_s if self._come else self._loop.next_s()

    def renew(self, t_s: float) -> None:
        """Drop what is under way: the network is another one, or the machine slept."""
        self._loop.run_to(t_s)
        self._loop.call_soon(self._reader.renew)
        self.next_s = t_s

    def run_to(self, t_s: float) -> list[tuple[Read, Reading]]:
        """Let all happen up to a second, and give the readings that have come."""
        self._loop.run_to(t_s)
        self.next_s = self._loop.next_s()
        come, self._come = self._come, []
        return come

    def close(self) -> None:
        """Drop everything."""
        for task in self._under_way:
            task.cancel()
        self._loop.run_to(self._loop.time())
        self._loop.close()

    async def _read(self, read: Read) -> None:
        reading = await self._reader(read)
        self._come.append((read, reading))


class _Web(HttpClient):
    """The way to the servers of the simulated world, in the place of the real client's."""

    def __init__(self, world: World, time: Callable[[], float], wall_s: Callable[[float], float]) -> None:
        self._world = world
        self._time = time
        self._wall_s = wall_s
        self._servers: Mapping[str, Server] = servers_of(world)
        self._sources = {each.id: each for each in told_sources()}

    async def ask(self, request: HttpRequest, progress: Progress) -> HttpAnswer:
        """Make a request. Raises WorldError for what the way does to it."""
        name, _slash, path = request.url.removeprefix("https://").partition("/")
        source = self._sources[name]
        met = await _passed(self._world.way(source.host, self._time()), progress)
        walled = met.outcome is Outcome.UNVERIFIABLE
        said = Said(status=403) if walled else await self._said(source, f"/{path}", request)
        return HttpAnswer(said.status, request.url, dict(said.headers), met.seconds * 1000.0, said.content)

    async def _said(self, source: OutsideSource, path: str, request: HttpRequest) -> Said:
        server, t_s = self._servers[source.id], self._time()
        luck = random.Random(f"{self._world.scenario.file.seed}:{source.id}:{path}:{t_s:.3f}")  # noqa: S311
        trouble = self._trouble(source, server.about(path, request.body), t_s)
        match trouble.kind if trouble is not None else "":
            case "failing":
                return Said(b"Internal Server Error", 500)
            case "exhausted":
                reset = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": f"{USED_UP_S}"}
                return Said(b"Too Many Requests", 429, reset)
            case "changed":
                return Said(b"<!doctype html><title>We have moved</title>", headers={"content-type": "text/html"})
            case "hanging" if trouble is not None:
                await asyncio.sleep(trouble.most_s)
            case "slow" if trouble is not None and source.id not in TESTING:
                await asyncio.sleep(luck.uniform(trouble.least_s, trouble.most_s))
            case _:
                pass
        tag = dict(request.headers).get("If-None-Match", "")
        t_s = self._time()
        return server.answer(Asked(path, request.body, tag, t_s, self._wall_s(t_s), luck, trouble))

    def _trouble(self, source: OutsideSource, service: str, t_s: float) -> Outside | None:
        """Find what is wrong with a source at a time."""
        for each in self._world.scenario.file.outside:
            begun = each.from_s <= t_s and (each.until_s is None or t_s < each.until_s)
            if begun and each.source in ("all", source.kind.value, source.id) and each.service in ("", service):
                return each
        return None


class _Names(Resolver):
    """The name server, in the place of the operating system's."""

    def __init__(self, world: World, time: Callable[[], float]) -> None:
        super().__init__()
        self._world = world
        self._time = time

    async def addresses(self, host: str, progress: Progress) -> list[Address]:
        """Give an address of a host. Raises WorldError."""
        if not is_ip(host):
            await _passed(self._world.look_up(host, self._time()), progress)
        return [(socket.AF_INET, (host if is_ip(host) else SOMEWHERE, 0))]


async def _passed(met: Met, progress: Progress) -> Met:
    """Let happen to a request what it meets on its way. Raises WorldError; what times out is for whoever waits."""
    if met.failure in TIMED_OUT:
        progress.wait(met.failure, "the simulated network")
    await asyncio.sleep(met.seconds)
    if met.failure is not None:
        raise WorldError(met.failure, f"it met {met.failure.value}")
    return met
