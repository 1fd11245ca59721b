"""Fifty incidents at once, and a day of them: sources with the user's own key are asked no more than they let."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from notifier.core.editions import Edition
from notifier.core.model import Reading, Source
from notifier.core.outside.source import OutsideSource
from notifier.core.ports import Read
from notifier.core.targets import ReportsTarget
from notifier.sources.outside_sources import told_sources
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.sources.crowd_world import GOOD, NOW, PAIR, CrowdWorld
from tests.sources.outside_world import World
from tests.sources.regions.conftest import NAME, AskRegions
from tests.sources.regions.conftest import clock as clock
from tests.sources.regions.conftest import elsewhere as elsewhere
from tests.sources.regions.conftest import world as world

COUNTING = {"downdetector": PAIR, "statusgator": GOOD, "bluesky": PAIR, "xcounts": GOOD}


def storm(world: CrowdWorld, kept: Path, source: str, services: Iterable[int]) -> list[Reading]:
    """Look up what people report of so many services at once, with a program that has just started."""
    targets = [
        ReportsTarget(
            "reports", f"shop{n}", (source,), names=(f"Shop {n}",), category="", home="ID", edition=Edition("id", "ID")
        )
        for n in services
    ]

    async def main() -> list[Reading]:
        options = ReaderOptions(
            timeout_s=60.0,
            gap_s=0.0,
            secret_of=lambda _name: COUNTING[source],
            outside_file=kept / "outside.json",
            outside_bases=world.bases,
        )
        async with NetworkReader(options, lambda: world.now) as reader:
            reads = [Read(n, Source.REPORTS, f"shop{n}", "", each) for n, each in enumerate(targets)]
            return await asyncio.gather(*(reader(each) for each in reads))

    return asyncio.run(main())


def described(name: str) -> OutsideSource:
    return next(each for each in told_sources() if each.id == name)


@pytest.mark.parametrize("source", COUNTING)
def test_fifty_incidents_at_once_stay_within_the_limits(source: str, crowd_world: CrowdWorld, tmp_path: Path) -> None:
    for _start in range(3):  # a restart gives nobody a second share
        readings = storm(crowd_world, tmp_path, source, range(50))
        assert len(readings) == 50
    limits = described(source).limits
    asked = len(crowd_world.asked_of(source))
    assert 0 < asked <= min(each.most for each in limits)
    crowd_world.now += timedelta(seconds=max(each.within_s for each in limits) + 1)
    storm(crowd_world, tmp_path, source, range(50))
    assert asked < len(crowd_world.asked_of(source)), "and is asked again when its time has passed"


def test_a_day_of_storms_costs_no_more_than_was_said_of_x(crowd_world: CrowdWorld, tmp_path: Path) -> None:
    for _round in range(8):
        storm(crowd_world, tmp_path, "xcounts", range(50))
        crowd_world.now += timedelta(hours=2)
    assert len(crowd_world.asked_of("xcounts")) == 100, "half a dollar"
    crowd_world.now = NOW + timedelta(days=1, seconds=1)
    storm(crowd_world, tmp_path, "xcounts", range(5))
    assert len(crowd_world.asked_of("xcounts")) == 105


def test_fifty_incidents_ask_cloudflare_radar_once_for_the_whole_country(world: World, elsewhere: AskRegions) -> None:
    for _start in range(3):
        addresses = [f"https://{NAME}/{number}" for number in range(50)]
        elsewhere(*addresses, sources=("globalping", "ripestat", "cloudflareradar"), secret="good")
    assert 0 < len(world.asked_of("cloudflareradar")) <= min(each.most for each in described("cloudflareradar").limits)
