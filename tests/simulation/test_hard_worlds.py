"""The hard worlds themselves: each can be drawn and played, and the judge counts what happened in them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notifier.core.failure import UserError
from notifier.simulation.scenario import parse
from tests.simulation.hard_worlds import PHENOMENA, hard_world, mixed_world
from tests.simulation.judging import HEAD, Judge, Score
from tests.simulation.playing import ACME, CATALOGUE, Played, head, play
from tests.simulation.test_rules import fault, line, page, web
from tests.simulation.test_scenario import HARD
from tests.simulation.worlds import table


@pytest.mark.slow
@pytest.mark.parametrize("phenomenon", sorted(PHENOMENA))
def test_a_world_of_each_phenomenon_is_drawn_from_its_seed_and_played(phenomenon: str) -> None:
    text = hard_world(phenomenon, 5, hours=3)
    assert text == hard_world(phenomenon, 5, hours=3) != hard_world(phenomenon, 6, hours=3)
    played = play(text)
    assert played.summary["checks"] > 1000
    assert played.scenario.file.fault or played.scenario.file.policy


@pytest.mark.slow
def test_a_world_is_played_alike_each_time() -> None:
    text = hard_world("everything at once", 5, hours=3)
    assert play(text).records == play(text).records


@pytest.mark.parametrize("seed", range(40))
def test_worlds_of_several_phenomena_are_scenarios(seed: int) -> None:
    scenario = parse(mixed_world(seed), f"mixed {seed}", CATALOGUE.get)
    assert len(scenario.services) >= 6
    assert scenario.file.duration_s == 48 * 3600


@pytest.mark.slow
def test_a_clock_that_is_behind_lets_maintenance_excuse_no_more() -> None:
    put_back = table("clock", at_s=600.0, step_s=-7200.0) + line(900, 9000, "asleep", "announced = false")
    works = table("page", service="acme", level="maintenance", at_s=10_000.0, started_s=10_000.0, until_s=11_200.0)
    played = play(head(17_000) + ACME + put_back + works + fault(13_300, 14_500))
    assert played.kinds("acme") == ["outage", "recovered"]
    assert played.first("acme", "outage")["t_s"] < 13_400


def test_a_move_that_nobody_announces_to_a_network_that_keeps_back_what_answered_before_is_no_lossy_line() -> None:
    http = table("policy", touches="plain_http", answer="forbidden")
    strict = table("policy", touches="addresses", network="office", answer="refused")
    moved = table("network", name="office", from_s=3600.0, announced=False)
    played = play(head(7200) + ACME + http + strict + moved + fault(4200, 6000))
    assert played.kinds("acme") == ["outage", "recovered"]
    assert played.first("acme", "outage")["t_s"] < 4300
    assert sum(each["t_s"] > 3600 for each in played.lines()) <= 2


def test_a_portal_is_told_until_it_is_over_where_only_checks_over_https_get_through() -> None:
    http = table("policy", touches="plain_http", answer="forbidden")
    played = play(head(7200) + ACME + http + line(3600, 4200, "captive_portal"))
    assert played.kinds("acme") == []
    assert [each["state"] for each in played.lines() if each["t_s"] > 60] == ["captive_portal", "online"]
    assert played.lines()[-1]["t_s"] > 4200


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        ["step_s", "after_s", "at_s", "gap_s", "factor", "added_ms", "tail_s", "from_s", "until_s", "loss"]
    ),
    st.integers(0, 9),
    st.floats(0, 4000),
)
def test_whatever_is_accepted_can_be_played(key: str, which: int, value: float) -> None:
    rows = HARD.split("\n")
    places = [number for number, row in enumerate(rows) if row.startswith(f"{key} = ")]
    rows[places[which % len(places)]] = f"{key} = {value}"
    try:
        scenario = parse("\n".join(rows), "any.toml", CATALOGUE.get)
    except UserError:
        return
    played = Played(scenario)
    assert [each["t_s"] for each in played.records[:-1]] == sorted(each["t_s"] for each in played.records[:-1])


def judged(text: str, *, outside: bool = True) -> Score:
    score = Score()
    Judge(play(text, outside=outside), score, "a world:").judge()
    return score


def test_the_judge_counts_an_outage_once_and_its_two_notices() -> None:
    score = judged(head() + ACME + fault(1800, 3000))
    assert (score.outages, score.missed, score.false, score.told) == (1, [], [], [2])
    assert 0 < score.detected[0] < 100
    assert 30 < score.recovered[0] < 150
    assert len(score.row()) == len(HEAD)


def test_the_judge_finds_what_was_missed() -> None:
    never = table("policy", touches="everything", answer="dropped", hosts=["acme.example"], but=["status.acme.example"])
    assert judged(head() + ACME + never + fault(1800, 3000)).outages == 0, "nobody could see it"
    short = judged(head() + ACME + fault(1800, 1803))
    assert (short.outages, short.missed) == (1, []), "what is so short need not be found"
    part = judged(head() + ACME + fault(1800, 3600, more="share = 0.5"))
    assert (part.outages, len(part.detected), part.missed) == (1, 1, [])


def test_the_judge_finds_what_is_false() -> None:
    text = head(20_000) + web("shaky").replace('name = "Shaky"', 'name = "Shaky"\nfailure_rate = 0.6')
    played = play(text)
    score = Score()
    Judge(played, score, "a world:").judge()
    assert len(score.false) == played.words("shaky").count("outage") > 0


def test_the_judge_finds_wrong_words_about_who_is_affected() -> None:
    wrong = table("outside", source="regions", kind="wrong", share=1.0)
    assert judged(head() + ACME + fault(1800, 4200)).wrong_words == []
    assert len(judged(head() + ACME + wrong + fault(1800, 4200)).wrong_words) == 1


def test_the_judge_counts_an_event_of_many_once() -> None:
    names = ("one", "two", "three", "four")
    services = "".join(web(name) for name in names)
    score = judged(
        head() + services + table("fault", services=list(names), from_s=1800.0, until_s=3600.0, kind="reset")
    )
    assert (score.outages, len(score.told_of_many), score.told) == (4, 1, [])
    at_once = table("policy", touches="web", answer="unavailable", but_checks=True, from_s=1800.0, until_s=3600.0)
    network = judged(head() + services + at_once)
    assert (network.outages, len(network.told_of_many), network.told) == (0, 1, [])
    assert network.told_of_many[0] >= 1, "it is told, however often"


def test_the_judge_measures_how_long_the_line_is_wrongly_called_bad() -> None:
    right = judged(head() + ACME + line(1800, 3000, "offline"))
    assert right.line_wrong_s == 0.0
    bursts = "[[bursts]]\nlength_s = 5\nshare = 0.3\nloss = 0.8\n"
    wrong = judged(head() + ACME + bursts)
    assert 0 < wrong.line_wrong_s < 7200


def test_the_judge_does_not_take_a_stale_page_for_a_detection() -> None:
    stale = page(1000, "major_outage") + page(30_000, "operational")
    score = judged(head(32_000) + ACME + stale + fault(20_000, 22_000))
    assert (score.outages, len(score.detected) + len(score.missed)) == (1, 1)
    fresh = judged(
        head(32_000) + ACME + page(19_900, "major_outage") + page(30_000, "operational") + fault(20_000, 22_000)
    )
    assert len(fresh.detected) == 1
