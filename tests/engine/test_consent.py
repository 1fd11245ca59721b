"""Nobody is asked before the user said so: the engine doubts, servers stand for the sources, and the wire tells."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from notifier.config.consent import answered, switched
from notifier.config.model import Settings, may_ask, watch_of
from notifier.core.commands import AskElsewhere
from notifier.core.model import AskedElsewhere, Outcome, Reading, Scope, Source, State
from notifier.core.outside.source import Key
from notifier.core.ports import Read
from notifier.core.targets import RegionTarget
from notifier.sources.reader import NetworkReader, ReaderOptions
from notifier.sources.regions import region_sources
from tests.core.making import T, anchored, service
from tests.engine.playing import Played, reading
from tests.sources.outside_world import World, fails_in

REGIONS = tuple(each.source for each in region_sources().values())
ALL = tuple(each.id for each in REGIONS if each.key is not Key.NEEDED)
YES = answered(REGIONS, on=True)


@pytest.fixture
def world() -> Iterator[World]:
    with World().open() as opened:
        yield opened


@pytest.fixture(autouse=True)
def name_server_that_knows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_rest: Any, **_more: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def played(world: World, settings: Settings, tmp_path: Path, until: float = 1500) -> Played:
    """Play an outage that lasts 20 minutes; what is read elsewhere is really asked, of loopback servers."""

    async def elsewhere(read: Read) -> Reading:
        options = ReaderOptions(gap_s=0.0, outside_file=tmp_path / "outside.json", outside_bases=world.bases)
        async with NetworkReader(options) as reader:
            return await reader(read)

    def answer(read: Read, seconds: float) -> Reading | None:
        if read.source is Source.REGION:
            told = asyncio.run(elsewhere(read))
            return msgspec.structs.replace(told, time=reading(read, seconds).time)
        failing = read.source is Source.PROBE and seconds >= 300
        return reading(read, seconds, Outcome.FAILED) if failing else None

    wishes = watch_of(settings, "ID")
    watch = msgspec.structs.replace(
        anchored(), country=wishes.country, region_countries=wishes.region_countries, outside=wishes.outside
    )
    return Played([service()], answer, watch=watch).run(until)


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(outside=ALL),
        Settings(outside=ALL, regional_readings=True),
        Settings(outside_answered=True),
        Settings(outside_answered=True, outside=ALL, regional_readings=False, reports=False),
        msgspec.structs.replace(Settings(**YES), **answered(REGIONS, on=False)),
    ],
    ids=["new", "not answered", "regional readings wished for", "nobody", "switched off", "taken back"],
)
def test_before_the_user_said_yes_no_request_leaves(world: World, settings: Settings, tmp_path: Path) -> None:
    ended = played(world, settings, tmp_path)
    assert ended.journal.incidents, "it is out, and was doubted"
    assert world.asked == []
    assert may_ask(settings) == ()


def test_with_a_yes_doubt_asks_all_of_them(world: World, tmp_path: Path) -> None:
    ended = played(world, Settings(**YES), tmp_path)
    rounds = ended.read_at(Source.REGION)
    assert rounds
    assert min(rounds) >= 300.0, "while all is well nobody is asked"
    assert {name for name, _, _ in world.asked} == set(ALL) - {"checkhost"}
    (read,) = {read.target.key: read for _, read in ended.reads if read.source is Source.REGION}.values()
    assert isinstance(read.target, RegionTarget)
    assert read.target.sources == ALL


def test_what_they_say_decides_whom_it_concerns(world: World, tmp_path: Path) -> None:
    world.met = lambda _country, _number: 0
    (everyone,) = played(world, Settings(**YES), tmp_path).journal.incidents.values()
    assert everyone.scope is Scope.EVERYONE


def test_in_this_country_alone(world: World, tmp_path: Path) -> None:
    world.met = lambda country, _number: 0 if country == "ID" else 3
    (here,) = played(world, Settings(**YES), tmp_path).journal.incidents.values()
    assert (here.scope, here.countries) == (Scope.REGION, ("ID",))


def test_one_that_is_switched_off_is_not_asked(world: World, tmp_path: Path) -> None:
    settings = Settings(**YES)
    for name in ("globalping", "ooni"):
        settings = msgspec.structs.replace(settings, **switched(settings, name, on=False))
    world.met = fails_in("ID")
    played(world, settings, tmp_path)
    assert {name for name, _, _ in world.asked} == {"checkhost", "ripestat", "ioda"}


def test_switching_one_on_is_a_yes_to_that_one_alone() -> None:
    settings = msgspec.structs.replace(Settings(outside=ALL), **switched(Settings(outside=ALL), "ooni", on=True))
    assert may_ask(settings) == ("ooni",)


def test_the_user_may_ask_while_all_is_well(world: World, tmp_path: Path) -> None:
    calm = played(world, Settings(**YES), tmp_path, until=200)
    assert world.asked == []
    calm.engine.handle(AskElsewhere("nobody"), T + 200)
    calm.engine.handle(AskElsewhere("acme"), T + 200)
    (waiting,) = calm.engine.snapshot(T + 200).services
    assert waiting.elsewhere.asking
    calm.run(210)
    (told,) = calm.engine.snapshot(T + 210).services
    assert told.elsewhere.reading is not None
    assert told.elsewhere.reading.region is not None
    assert (told.elsewhere.asking, told.elsewhere.home) == (False, "ID")
    assert told.verdict.state is State.OK


def test_asking_again_reaches_the_sources_though_they_told_nothing(world: World, tmp_path: Path) -> None:
    for name in world.bases:
        world.broken[name] = b"nothing"
    calm = played(world, Settings(**YES), tmp_path, until=200)
    for second in (200, 215):
        calm.engine.handle(AskElsewhere("acme"), T + second)
        calm.run(second + 10)
    assert world.asked_of("globalping") == ["POST /v1/measurements"] * 2


def test_without_a_yes_asking_asks_nobody(world: World, tmp_path: Path) -> None:
    calm = played(world, Settings(outside=ALL), tmp_path, until=200)
    calm.engine.handle(AskElsewhere("acme"), T + 200)
    calm.run(210)
    assert world.asked == []
    (told,) = calm.engine.snapshot(T + 210).services
    assert told.elsewhere == AskedElsewhere(home="ID")
