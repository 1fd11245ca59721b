"""The limits hold: in a storm, across restarts, and as the sources themselves want it."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.model import Outcome
from notifier.core.outside.source import Key, Limit, OutsideSource
from notifier.sources.outside.budgets import Budgets
from notifier.sources.regions import region_sources
from tests.sources.outside_world import World
from tests.sources.regions.conftest import NAME, AskRegions, Clock

GLOBALPING = region_sources()["globalping"].source
KEYLESS = tuple(name for name, each in region_sources().items() if each.source.key is not Key.NEEDED)
SLOW = OutsideSource("slow", "Slow", "https://slow.example", "", "", (Limit(1, 5.0), Limit(300, 300.0)))


def test_fifty_incidents_at_once_take_no_more_than_an_hours_share(
    world: World, elsewhere: AskRegions, clock: Clock
) -> None:
    addresses = [f"https://{NAME}/{number}" for number in range(50)]
    readings = elsewhere(*addresses, sources=("globalping", "checkhost"))
    tests = [sum(each["limit"] for each in order["locations"]) for order in world.orders if "locations" in order]
    assert sum(tests) == 240
    assert world.asked_of("globalping").count("POST /v1/measurements") == 20
    assert sum(each.startswith("GET /check-http") for each in world.asked_of("checkhost")) == 20, "the second's share"
    outcomes = [each.outcome for each in readings]
    assert (outcomes.count(Outcome.OK), outcomes.count(Outcome.UNVERIFIABLE)) == (40, 10)
    assert all(each.retry_after_s == 3600.0 for each in readings if each.outcome is Outcome.UNVERIFIABLE)


def test_what_was_asked_before_a_restart_counts(world: World, elsewhere: AskRegions, clock: Clock) -> None:
    for number in range(20):
        elsewhere(f"https://{NAME}/{number}", sources=("globalping",))
    (reading,) = elsewhere(sources=("globalping",))
    assert reading.outcome is Outcome.UNVERIFIABLE
    assert "its limit is reached" in reading.detail
    clock.pass_s(3601)
    assert elsewhere(sources=("globalping",))[0].outcome is Outcome.OK


def test_a_key_of_ones_own_doubles_it_and_goes_to_its_host_alone(
    world: World, elsewhere: AskRegions, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    addresses = [f"https://{NAME}/{number}" for number in range(45)]
    readings = elsewhere(*addresses, sources=KEYLESS, secret="a-token")
    by_globalping = [each for each in readings if each.region is not None and each.region.source == "Globalping"]
    assert len(by_globalping) == 41
    told = {(name, said) for (name, _, _), said in zip(world.asked, world.authorization, strict=True)}
    assert ("globalping", "Bearer a-token") in told
    assert {said for name, said in told if name != "globalping"} == {""}
    assert "a-token" not in caplog.text + (tmp_path / "outside.json").read_text() + str(readings)


def test_a_source_that_wants_to_be_left_alone_is(world: World, elsewhere: AskRegions, clock: Clock) -> None:
    world.refuses["globalping"] = (429, {"Retry-After": "120"})
    (reading,) = elsewhere(sources=("globalping",))
    assert (reading.outcome, reading.retry_after_s) == (Outcome.UNVERIFIABLE, 120.0)
    world.refuses.clear()
    clock.pass_s(100)
    assert elsewhere(sources=("globalping",))[0].outcome is Outcome.UNVERIFIABLE
    assert len(world.asked) == 1
    clock.pass_s(21)
    assert elsewhere(sources=("globalping",))[0].outcome is Outcome.OK


def test_others_may_have_used_the_hours_share_of_this_address(
    world: World, elsewhere: AskRegions, clock: Clock
) -> None:
    world.limited = {"X-RateLimit-Limit": "250", "X-RateLimit-Remaining": "20", "X-RateLimit-Reset": "600"}
    assert elsewhere(sources=("globalping",))[0].outcome is Outcome.OK
    world.limited["X-RateLimit-Remaining"] = "8"
    assert elsewhere(sources=("globalping",))[0].outcome is Outcome.OK
    assert elsewhere(sources=("globalping",))[0].outcome is Outcome.UNVERIFIABLE, "8 are no 12"
    clock.pass_s(601)
    assert elsewhere(sources=("globalping",))[0].outcome is Outcome.OK


def test_what_is_told_of_a_source(world: World, elsewhere: AskRegions, clock: Clock, tmp_path: Path) -> None:
    elsewhere()
    world.broken["globalping"] = b"[]"
    clock.pass_s(60)
    elsewhere()
    usage = Budgets(tmp_path / "outside.json", clock).usage()
    assert usage["globalping"].today == 24
    assert usage["globalping"].answered == clock.now - timedelta(seconds=60)
    assert usage["globalping"].failed == clock.now
    assert usage["globalping"].failure == "no measurement, but something else"
    assert (usage["ooni"].failure, usage["checkhost"].today) == ("", 1)
    clock.pass_s(86_400)
    assert Budgets(tmp_path / "outside.json", clock).usage()["globalping"].today == 0


def test_two_programs_share_one_account(tmp_path: Path, clock: Clock) -> None:
    tray, command = Budgets(tmp_path / "a.json", clock), Budgets(tmp_path / "a.json", clock)
    assert tray.spend(GLOBALPING, 200) == 0.0
    assert command.spend(GLOBALPING, 60) == 3600.0
    assert command.spend(GLOBALPING, 50) == 0.0
    assert tray.spend(GLOBALPING, 1) == 3600.0


def test_where_nothing_can_be_kept_the_limits_hold_for_this_run(tmp_path: Path, clock: Clock) -> None:
    budgets = Budgets(tmp_path / "not" / "there" / "a.json", clock)
    assert budgets.spend(GLOBALPING, 250) == 0.0
    assert budgets.spend(GLOBALPING, 1) == 3600.0


def test_a_pause_between_two_requests(clock: Clock) -> None:
    budgets = Budgets(None, clock)
    assert budgets.spend(SLOW, 1) == 0.0
    clock.pass_s(2)
    assert budgets.spend(SLOW, 1) == 3.0
    clock.pass_s(3)
    assert budgets.spend(SLOW, 1) == 0.0


def test_another_key_is_tried_at_once(clock: Clock) -> None:
    budgets = Budgets(None, clock)
    budgets.leave_alone(GLOBALPING, 3600)
    assert budgets.spend(GLOBALPING, 0) == 3600.0
    budgets.forgive(GLOBALPING)
    assert budgets.spend(GLOBALPING, 12) == 0.0
    assert GLOBALPING.key is Key.OPTIONAL


@given(
    content=st.binary(max_size=200)
    | st.dictionaries(st.text(max_size=5), st.none() | st.integers()).map(lambda value: json.dumps(value).encode())
)
def test_a_broken_file_is_a_new_one(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("broken") / "a.json"
    path.write_bytes(content)
    budgets = Budgets(path, Clock())
    assert budgets.spend(GLOBALPING, 250) == 0.0
    assert Budgets(path, Clock()).spend(GLOBALPING, 1) == 3600.0


@given(steps=st.lists(st.tuples(st.integers(-4000, 4000), st.integers(1, 260)), max_size=30))
def test_no_hour_ever_holds_more_than_its_share(steps: list[tuple[int, int]]) -> None:
    clock = Clock()
    budgets, spent = Budgets(None, clock), list[tuple[float, int]]()
    for seconds, cost in steps:
        clock.pass_s(max(0, seconds))
        if budgets.spend(GLOBALPING, cost) == 0.0:
            spent.append((clock.now.timestamp(), cost))
    for begun, _cost in spent:
        assert sum(cost for when, cost in spent if begun <= when < begun + 3600) <= 250


@pytest.mark.fault("clock: put back while it runs")
@pytest.mark.parametrize("kept", [True, False])
def test_what_was_asked_while_the_clock_was_decades_ahead_counts_for_as_long_as_ever(
    clock: Clock, tmp_path: Path, kept: bool
) -> None:
    budgets = Budgets(tmp_path / "outside.json" if kept else None, clock)
    ahead = timedelta(days=40 * 365)
    clock.now += ahead
    assert budgets.spend(GLOBALPING, 250) == 0.0
    assert budgets.spend(SLOW, 1) == 0.0
    budgets.leave_alone(SLOW, 86_400)
    budgets.left(SLOW, 0, 86_400)
    clock.now -= ahead
    assert budgets.spend(GLOBALPING, 250) == 3600.0
    assert budgets.spend(SLOW, 1) == 86_400.0
    clock.pass_s(3600)
    assert budgets.spend(GLOBALPING, 250) == 0.0
    clock.pass_s(82_800)
    assert budgets.spend(SLOW, 1) == 0.0


@given(steps=st.lists(st.tuples(st.integers(-5000, 500), st.integers(1, 100)), max_size=20))
def test_a_clock_that_jumps_locks_nobody_out(steps: list[tuple[int, int]]) -> None:
    clock = Clock()
    budgets = Budgets(None, clock)
    for seconds, cost in steps:
        clock.pass_s(seconds)
        assert budgets.spend(GLOBALPING, cost) <= 3600.0
    clock.pass_s(3600)
    assert budgets.spend(GLOBALPING, 250) <= 3600.0
