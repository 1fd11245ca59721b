"""The shipped hard worlds: what is heard in each. Each is played once with sources from outside, and once without."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from notifier.config.paths import resources
from notifier.simulation.practice import scenario_names
from notifier.simulation.scenario import load
from tests.simulation.hard_worlds import PHENOMENA
from tests.simulation.playing import CATALOGUE, Played

pytestmark = pytest.mark.slow

FOLDER = resources() / "scenarios" / "worlds"
SHIPPED = sorted(FOLDER.glob("*.toml"))
Shipped = Callable[..., Played]


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    """Play a world, with sources from outside or without."""

    @cache
    def played(name: str, *, outside: bool) -> Played:
        return Played(load(FOLDER / f"{name}.toml", CATALOGUE.get), outside=outside)

    return played


def test_they_are_no_practice() -> None:
    assert not {path.stem for path in SHIPPED} & set(scenario_names(resources() / "scenarios"))
    assert len(SHIPPED) >= len(PHENOMENA)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_world_says_what_should_be_heard_and_is_played(path: Path, shipped: Shipped) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    played = shipped(path.stem, outside=True)
    assert played.scenario.file.name == path.stem
    assert played.summary["checks"] > 1000


@pytest.mark.parametrize("outside", [False, True])
def test_a_stale_page_hides_no_true_outage(outside: bool, shipped: Shipped) -> None:
    played = shipped("stale-page", outside=outside)
    assert played.kinds("acme") == ["outage", "recovered", "outage", "recovered"]
    down, back, again, over = played.notifications("acme")
    assert "still reports: “Errors in the web and the API”" in back["body"]
    assert 90_000 < again["t_s"] < 90_090
    assert "Errors in the web" not in again["body"], "an old headline says nothing of what begins now"
    assert 91_800 < over["t_s"] < 91_950
    assert down["t_s"] < 3700
    assert played.first("acme", "outage", 80_000)["since_s"] >= 90_000
    assert played.at("acme", 50_000) == "ok"


@pytest.mark.parametrize("outside", [False, True])
def test_maintenance_that_overruns_excuses_only_what_it_names_and_only_while_it_fails(
    outside: bool, shipped: Shipped
) -> None:
    played = shipped("maintenance-overruns", outside=outside)
    assert played.kinds("acme") == ["outage", "recovered"]
    assert played.words("acme")[:4] == ["ok", "maintenance", "ok", "outage"]
    assert 9000 < played.first("acme", "outage")["since_s"] < 9060


@pytest.mark.parametrize("outside", [False, True])
@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("resolver-forgets", "Your network: names cannot be looked up"),
        ("portal-lets-checks-through", "Your network: something in between answers"),
        ("proxy-fails", "Your network: something in between answers"),
    ],
)
def test_a_fault_of_the_users_network_is_told_once_as_such_and_once_when_it_is_over(
    name: str, title: str, outside: bool, shipped: Shipped
) -> None:
    played = shipped(name, outside=outside)
    told = played.notifications()
    assert [(each["kind"], each["title"]) for each in told] == [
        ("line", title),
        ("recovered", "Your network is fine again"),
    ]
    assert 5400 <= told[0]["t_s"] <= 5460
    shown = [each for each in played.records if each["event"] == "state" and each["state"] in ("outage", "possible")]
    assert shown
    assert {(each["state"], each["scope"]) for each in shown if each["t_s"] > told[0]["t_s"]} == {
        ("possible", "network")
    }


@pytest.mark.parametrize("outside", [False, True])
def test_a_cloud_that_fails_is_told_once_by_its_name(outside: bool, shipped: Shipped) -> None:
    played = shipped("cloud-fails", outside=outside)
    told = played.notifications()
    assert [each["kind"] for each in told] == ["outage", "recovered"]
    last = played.notifications(kinds=["outage"], updates=True)[-1]
    assert last["title"].startswith("AWS: ")
    assert "most of them run on AWS" in last["body"]
    on_cloud = {"netflix", "signal", "zoom", "reddit", "slack", "notion", "dropbox"}
    assert set(told[1]["services"]) == on_cloud
    assert all(played.first(each, "outage")["t_s"] <= 5400 + 180 for each in on_cloud)
    for each in ("whatsapp", "telegram", "bca"):
        assert set(played.words(each)) == {"ok"}
