"""Pages that say sorry with status 200, and pages that are only new: what is said of them, and what is not."""

from pathlib import Path

import pytest

from notifier.config.paths import resources
from notifier.core.model import Outcome
from notifier.core.ports import Read
from notifier.core.targets import Target
from notifier.core.words import Source
from notifier.probes.http import Expect, HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.simulation.scenario import parse
from notifier.simulation.world import World
from tests.simulation.playing import ACME, CATALOGUE, Played, head, play, play_file
from tests.simulation.test_rules import fault, web
from tests.simulation.worlds import table

HOUR = 3600.0
SHIPPED: Path = resources() / "scenarios" / "worlds" / "sorry-page.toml"


@pytest.fixture(scope="module")
def shipped() -> Played:
    return play_file(SHIPPED)


def sorry(service: str, from_s: float, until_s: float, **more: object) -> str:
    return table("fault", service=service, from_s=from_s, until_s=until_s, kind="sorry_page", **more)


def test_two_pages_of_a_service_are_possible_within_minutes(shipped: Played) -> None:
    assert shipped.words("acme") == ["ok", "possible", "ok"]
    begun = shipped.first("acme", "possible")
    assert 3 * HOUR + 120 < begun["t_s"] < 3 * HOUR + 240
    assert 3 * HOUR <= begun["since_s"] < 3 * HOUR + 60
    assert 4 * HOUR < shipped.first("acme", "ok", begun["t_s"])["t_s"] < 4 * HOUR + 70


def test_a_lone_page_is_possible_after_some_minutes_and_nothing_of_it_is_notified(shipped: Played) -> None:
    assert shipped.words("shop") == ["ok", "possible", "ok", "outage", "possible", "ok"]
    assert 6 * HOUR + 300 < shipped.first("shop", "possible")["t_s"] < 6 * HOUR + 600
    assert shipped.kinds() == ["outage", "recovered"]


def test_an_outage_does_not_end_with_a_page_that_says_sorry(shipped: Played) -> None:
    recovered = shipped.notifications("shop", ("recovered",))[0]["t_s"]
    assert 29 * HOUR < recovered < 29 * HOUR + 100, "the fault ended at 28.5 h, the other page at 29 h"


def test_a_new_page_is_the_usual_one_after_a_day(shipped: Played) -> None:
    over = shipped.states("studio")[-1]
    assert (over["state"], shipped.kinds("studio")) == ("ok", [])
    assert 36 * HOUR < over["t_s"] < 36.1 * HOUR


def test_a_page_that_was_new_on_waking_is_nothing_but_unknown_for_an_hour(shipped: Played) -> None:
    assert shipped.words("bakery") == ["ok", "unknown", "ok"]
    assert shipped.states("bakery")[-1]["t_s"] < 25.2 * HOUR


@pytest.mark.parametrize("service", ["mall", "news"])
def test_variants_and_pages_that_never_rest_are_never_spoken_of(shipped: Played, service: str) -> None:
    assert shipped.words(service) == ["ok"]


def test_the_history_keeps_digests_only(shipped: Played) -> None:
    kept = shipped.journal.trust["acme", "https://acme.example/"].look
    assert kept is not None
    assert all(isinstance(each, int) for each in (kept.title, kept.low, kept.high, *kept.words))


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7])
def test_variants_of_any_share_are_silent(share: float) -> None:
    played = play(head(12 * HOUR) + web("mall") + sorry("mall", 0.0, 12 * HOUR, share=share))
    assert played.words("mall") == ["ok"]


def test_pages_that_change_for_several_owners_at_once_are_the_networks() -> None:
    services = [web(each) for each in ("one", "two", "three")]
    both = table("fault", services=["one", "two"], from_s=7200.0, until_s=10800.0, kind="sorry_page")
    played = play(head(4 * HOUR) + "".join(services) + both)
    for each in ("one", "two"):
        assert set(played.words(each)) == {"ok", "unknown"}
    assert played.words("three") == ["ok"]
    assert played.kinds() == []


def test_other_targets_that_answer_as_ever_contradict() -> None:
    played = play(head(4 * HOUR) + ACME + sorry("acme", 7200.0, 10800.0))
    assert played.words("acme") == ["ok"], "its chat is no page, and answers"
    failing = fault(7200, 10800, service="acme", kind="connect_refused", more='components = ["chat"]')
    played = play(head(4 * HOUR) + ACME + sorry("acme", 7200.0, 10800.0) + failing)
    assert "outage" in played.words("acme")


def test_only_pages_of_which_nothing_is_expected_are_looked_at() -> None:
    text = head() + web("shop") + sorry("shop", 3600.0, 7200.0) + web("restless").replace("Restless", "R", 1)
    world = World(parse(text, "test.toml", CATALOGUE.get))

    def look(target: Target, t_s: float) -> object:
        reading, _ = world.answer(Read(1, Source.PROBE, "shop", "web", target), world.start_s + t_s)
        assert reading.outcome is Outcome.OK
        return reading.look

    url = "https://shop.example/"
    page = HttpTarget(url)
    others: list[Target] = [
        HttpTarget(url, method="HEAD"),
        HttpTarget(url, expect=Expect(body="x")),
        HttpTarget(url, expect=Expect(json_path="x")),
        TcpTarget("shop.example", 443),
    ]
    assert look(page, 60) == look(page, 120) != look(page, 4000)
    assert look(page, 60) is not None
    for each in others:
        assert look(each, 60) is look(each, 4000) is None
