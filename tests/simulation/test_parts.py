"""What fails in part: a state that stays, few notices, an end that is seen; and what was always so (rules 11, 19)."""

import pytest

from tests.simulation.playing import ACME, head, play
from tests.simulation.test_rules import fault, line, web

FLAKY = 'name = "Lone"\nfailure_rate = {rate}'


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("share", "state"), [(0.3, "possible"), (0.5, "possible"), (0.95, "outage")])
def test_a_share_is_shown_as_what_it_is_and_its_end_is_seen(share: float, state: str, seed: int) -> None:
    played = play(head(9000, seed) + ACME + fault(1800, 6600, more=f"share = {share}"), outside=False)
    shown = [played.at("acme", t_s) for t_s in range(2100, 6600, 30)]
    assert shown.count(state) >= 0.8 * len(shown)
    assert played.first("acme", "ok", 6600)["t_s"] <= 6600 + 200
    assert len(played.notifications("acme")) <= 2


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("rate", [0.1, 0.25])
def test_what_was_always_flaky_is_no_outage_and_its_true_one_is_found(rate: float, seed: int) -> None:
    always = web("lone").replace('name = "Lone"', FLAKY.format(rate=rate))
    played = play(head(14_400, seed) + always + fault(9000, 10_800, service="lone"), outside=False)
    outages = [each for each in played.states("lone") if each["state"] == "outage"]
    assert outages
    assert 9000 <= outages[0]["t_s"] <= 9000 + 300
    assert all(each["t_s"] <= 10_800 for each in outages)
    assert outages[0]["since_s"] >= 9000 - 120, "not when it was as flaky as ever"
    assert len(played.notifications("lone")) <= 2


def test_a_service_that_is_flaky_for_a_day_is_known_to_be() -> None:
    always = web("lone").replace('name = "Lone"', FLAKY.format(rate=0.25))
    played = play(head(43_200, 4) + always, outside=False)
    assert played.notifications() == []
    assert played.at("lone", 43_000) == "ok"


@pytest.mark.parametrize("seed", range(3))
def test_what_is_slow_and_then_fails_has_both_times(seed: int) -> None:
    slow = fault(3600, 7200, "slow", more="latency_factor = 8.0")
    played = play(head(10_800, seed) + ACME + slow + fault(7200, 8400), outside=False)
    incident, *left = played.journal.incidents.values()
    assert all(each.worst.value == "slow" and each.until for each in left), "seen to be fast again after a minute"
    assert incident.milder is not None
    assert incident.milder.value == "slow"
    assert incident.milder_since is not None
    assert 3600 <= incident.milder_since.timestamp() - played.start_s <= 5400
    assert 7200 <= incident.since.timestamp() - played.start_s <= 7260


@pytest.mark.parametrize("seed", range(3))
def test_two_outages_with_slowness_between_them_are_two(seed: int) -> None:
    slow = fault(3600, 12_000, "slow", more="latency_factor = 8.0")
    played = play(head(14_400, seed) + ACME + slow + fault(6000, 7200) + fault(9600, 10_800), outside=False)
    spans = [
        (each.since.timestamp() - played.start_s, each.until.timestamp() - played.start_s, each.worst.value)
        for each in played.journal.incidents.values()
        if each.until is not None
    ]
    assert [worst for _, _, worst in spans] == ["outage", "outage", "slow"]
    assert [since_s for since_s, _, _ in spans] == pytest.approx([6000, 9600, 10_800], abs=60)
    assert [until_s for _, until_s, _ in spans[:2]] == pytest.approx([7200, 10_800], abs=60)
    told = played.notifications("acme")
    assert [each["kind"] for each in told] == ["outage", "recovered"] * 2
    assert "20 min" in told[1]["body"]
    assert "20 min" in told[3]["body"]


def test_a_failure_after_a_gap_does_not_say_of_an_outage_hours_later_that_it_began_unseen() -> None:
    text = head(30_000) + ACME + line(1000, 1600, "asleep") + fault(1615, 1622) + fault(20_000, 21_200)
    played = play(text, outside=False)
    assert [each.before for each in played.journal.incidents.values() if each.worst.value == "outage"] == [False]
    asleep = play(head(9000) + ACME + line(1000, 3000, "asleep") + fault(1500, 4800), outside=False)
    assert [each.before for each in asleep.journal.incidents.values()] == [True]
