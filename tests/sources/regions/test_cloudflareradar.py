"""Cloudflare Radar with a key: what goes on in the whole country or in the user's network, and nothing that is over."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from notifier.core.failure import UserError
from notifier.core.reports import Circumstance, Hindrance
from notifier.sources.client import ClientOptions
from notifier.sources.source_keys import keep_key
from tests.sources.outside_world import World
from tests.sources.regions.conftest import AskRegions

BEGAN = "2026-11-21T08:30:00Z"


def annotation(**more: Any) -> dict[str, Any]:
    noted = {"id": "550", "dataSource": "ALL", "eventType": "OUTAGE", "locations": ["ID"], "asns": [], "scope": None}
    return noted | {"startDate": BEGAN, "endDate": None, "outage": {"outageCause": "CABLE_CUT"}} | more


def circumstances(elsewhere: AskRegions, secret: str = "good") -> tuple[Circumstance, ...]:
    (reading,) = elsewhere(sources=("globalping", "ripestat", "cloudflareradar"), secret=secret)
    assert reading.region is not None
    return reading.region.circumstances


def test_an_outage_of_the_country_and_one_of_the_users_network(world: World, elsewhere: AskRegions) -> None:
    world.annotations = [annotation(), annotation(asns=[7713]), annotation(asns=[64500])]
    assert circumstances(elsewhere) == (
        Circumstance(Hindrance.CUT_OFF, "ID", "Cloudflare Radar", 0, 1, 1),
        Circumstance(Hindrance.CUT_OFF, "ID", "Cloudflare Radar", 7713, 1, 1),
    )


@pytest.mark.parametrize("more", [{"endDate": BEGAN}, {"scope": "Papua"}, {"locations": ["MY"]}, {"asns": [64500]}])
def test_what_is_over_or_somewhere_else_says_nothing(more: dict[str, Any], world: World, elsewhere: AskRegions) -> None:
    world.annotations = [annotation(**more)]
    assert circumstances(elsewhere) == ()


def test_without_a_key_nobody_is_asked(world: World, elsewhere: AskRegions) -> None:
    world.annotations = [annotation()]
    assert circumstances(elsewhere, secret="") == ()
    assert world.asked_of("cloudflareradar") == []


def test_a_key_is_tried_before_it_is_kept(world: World, tmp_path: Path) -> None:
    kept: dict[str, str] = {}
    path = tmp_path / "outside.json"
    with pytest.raises(UserError, match="does not take this key"):
        asyncio.run(keep_key("cloudflareradar", "bad", ClientOptions(), kept.__setitem__, path, world.bases))
    asyncio.run(keep_key("cloudflareradar", "good", ClientOptions(), kept.__setitem__, path, world.bases))
    assert kept == {"outside cloudflareradar": "good"}
