"""`outside`: the sources, the question, the switches, the keys."""

import io
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from notifier.cli import network
from notifier.config.model import Settings, may_ask
from notifier.core.outside.source import Key
from notifier.sources import source_keys
from notifier.sources.outside.budgets import Budgets
from notifier.sources.outside_sources import told_sources
from notifier.sources.reader import NetworkReader, ReaderOptions, utc_now
from notifier.sources.regions import region_sources
from tests.cli.conftest import Commands
from tests.cli.world import World as Loopback
from tests.sources.outside_world import World


def test_the_question_is_asked_until_it_is_answered(cli: Commands) -> None:
    told = cli("outside")
    assert "may I ask other places" in told.out
    assert told.out.count(": off\n") == len(told_sources())
    assert cli("outside", "yes").out.startswith("Asked when something looks down: Globalping")
    keyless = tuple(each.id for each in told_sources() if each.key is not Key.NEEDED)
    assert may_ask(cli.settings) == keyless
    told = cli("outside")
    assert "may I ask other places" not in told.out
    assert told.out.count(": on\n") == len(keyless) < len(told_sources())
    assert cli("outside", "no").out == "Nobody is asked.\n"
    assert may_ask(cli.settings) == ()


def test_what_costs_money_says_so_before_it_is_switched_on(cli: Commands) -> None:
    told = cli("outside")
    assert "Price: X takes about half a US cent" in " ".join(told.out.split())
    assert "(xcounts): off" in told.out
    refused = cli("outside", "on", "xcounts")
    assert refused.status != 0
    assert "X costs money, and was not switched on" in refused.err
    assert "half a dollar a day. To agree: outage-notifier outside on xcounts --pay" in " ".join(refused.err.split())
    assert may_ask(cli.settings) == ()
    assert cli("outside", "on", "xcounts", "--pay").out == "Asked when something looks down: X.\n"
    assert cli("outside", "off", "xcounts").out == "Nobody is asked.\n"


def test_one_alone(cli: Commands) -> None:
    assert cli("outside", "on", "ooni").out == "Asked when something looks down: OONI.\n"
    assert may_ask(cli.settings) == ("ooni",)
    assert cli("outside", "off", "OONI").out == "Nobody is asked.\n"
    wrong = cli("outside", "on", "nobody")
    assert (wrong.status, "globalping" in wrong.err) == (64, True)
    assert "which source is meant? one of: globalping" in cli("outside", "key").err


def test_what_was_used(cli: Commands) -> None:
    budgets = Budgets(cli.paths.outside_file, utc_now)
    globalping = region_sources()["globalping"].source
    budgets.spend(globalping, 12)
    budgets.failed(globalping, "status 500")
    assert "today 12 so far" in cli("outside").out
    told = {each["id"]: each for each in cli("outside", "--json").json}
    assert (told["globalping"]["used_today"], told["globalping"]["failure"]) == (12, "status 500")
    assert (told["ooni"]["used_today"], told["ooni"]["on"]) == (0, False)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with World().open() as opened:
        real: Any = source_keys.keep_key

        async def keep(*given: Any) -> None:
            await real(*given, bases=opened.bases)

        monkeypatch.setattr(source_keys, "keep_key", keep)
        yield opened


def test_a_key_is_tried_and_kept_in_the_keyring_alone(
    cli: Commands, world: World, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a-token\n"))
    told = cli("outside", "key", "globalping")
    assert (told.status, told.out) == (0, "The key works and is in the keyring now.\n")
    assert keyring == {"outside globalping": "a-token"}
    assert world.asked == [("globalping", "GET", "/v1/limits")]
    assert world.authorization == ["Bearer a-token"]
    written = "".join(each.read_text("utf-8", "replace") for each in tmp_path.rglob("*") if each.is_file())
    assert "a-token" not in written + told.out + told.err
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert cli("outside", "key", "globalping").out == "The key was removed from the keyring.\n"
    assert keyring == {"outside globalping": ""}


@pytest.mark.parametrize(
    ("status", "said"), [(401, "does not take this key"), (500, "the key cannot be tried"), (0, "this is not a key")]
)
def test_one_that_does_not_work_is_not_kept(
    cli: Commands, world: World, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch, status: int, said: str
) -> None:
    world.refuses["globalping"] = (status or 200, {})
    monkeypatch.setattr("sys.stdin", io.StringIO("a token\n" if not status else "a-token\n"))
    told = cli("outside", "key", "globalping")
    assert told.status != 0
    assert said in told.err
    assert "token" not in told.err.replace("a token", "")
    assert keyring == {}


def test_who_takes_no_key(cli: Commands, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a-token\n"))
    assert "takes no key" in cli("outside", "key", "ooni").err
    assert json.dumps(world.asked) == "[]"


NAME = "www.acme-example.com"


@pytest.fixture
def outer(monkeypatch: pytest.MonkeyPatch, world: World, internet: Loopback) -> World:
    """Anchors and sources on loopback, and a name server that knows one name of the internet."""
    real: Any = socket.getaddrinfo

    def look_up(name: str, *_rest: Any, **_more: Any) -> Any:
        if name != NAME:
            return real(name, *_rest, **_more)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 0))]

    def reader_of(_settings: Settings, outside_file: Path, *_folders: Any) -> NetworkReader:
        return NetworkReader(ReaderOptions(gap_s=0.0, outside_file=outside_file, outside_bases=world.bases))

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(network, "reader_of", reader_of)
    return world


def test_check_asks_elsewhere_where_it_may(cli: Commands, outer: World) -> None:
    refused = cli("check", f"dns:{NAME}", "--elsewhere")
    assert (refused.status, "outage-notifier outside" in refused.err) == (64, True)
    assert outer.asked == []
    cli("outside", "yes")
    assert "Elsewhere" not in cli("check", f"dns:{NAME}").out
    assert outer.asked == [], "only when it is told to"
    told = cli("check", f"dns:{NAME}", "--elsewhere", "--json").json["elsewhere"]
    assert told["source"] == "Globalping"
    assert sum(each["tests"] for each in told["countries"]) == 12
    assert not any(each["failed"] for each in told["countries"])
    assert "Elsewhere: Globalping, " in cli("check", f"dns:{NAME}", "--elsewhere").out


def test_an_address_of_ones_own_network_is_not_told(cli: Commands, outer: World) -> None:
    cli("outside", "yes")
    told = cli("check", "http://127.0.0.1:9/", "--elsewhere")
    assert "Nobody else can try this address." in told.out
    assert outer.asked == []
