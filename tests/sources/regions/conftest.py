"""The world outside, and a reader that asks it."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from notifier.core.model import Reading, Source
from notifier.core.outside.places import asked_countries
from notifier.core.ports import Read
from notifier.core.targets import RegionTarget
from notifier.probes import Probe, target_of
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.regions import region_sources
from tests.sources.outside_world import World

ALL = tuple(region_sources())
NAME = "www.acme-example.com"


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_s(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def world() -> Iterator[World]:
    with World().open() as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


AskRegions = Callable[..., list[Reading]]


@pytest.fixture
def elsewhere(world: World, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AskRegions:
    """Read targets from elsewhere, with a reader of its own; the name resolves to an address of the internet."""

    def read(*addresses: str | Probe, sources: tuple[str, ...] = ALL, home: str = "ID", **more: Any) -> list[Reading]:
        timeout_s = more.pop("timeout_s", 5.0)
        secret, resolved = more.pop("secret", None), more.pop("resolved", "93.184.216.34")
        monkeypatch.setattr(socket, "getaddrinfo", _name_server(resolved))

        async def main() -> list[Reading]:
            options = ReaderOptions(
                timeout_s=timeout_s,
                gap_s=0.0,
                secret_of=lambda _name: secret,
                outside_file=tmp_path / "outside.json",
                outside_bases=world.bases,
            )
            async with NetworkReader(options, clock) as reader:
                wanted = addresses or (f"https://{NAME}/",)
                targets = [target_of(each) if isinstance(each, str) else each for each in wanted]
                regions = [RegionTarget(each, asked_countries(home), home, sources, **more) for each in targets]
                reads = [Read(number, Source.REGION, "acme", "web", each) for number, each in enumerate(regions)]
                return await asyncio.gather(*(reader(each) for each in reads))

        return asyncio.run(main())

    return read


def _name_server(address: str) -> Callable[..., Any]:
    """Know one name of the internet; others do not exist."""

    def look_up(name: str, *_rest: Any, **_more: Any) -> list[Any]:
        if name != NAME:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]

    return look_up
