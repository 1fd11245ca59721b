"""The scenarios of real outages, of a bad day for one's own line and of days in which nothing happens: the numbers."""

import random
from pathlib import Path

import pytest

from notifier.config.paths import resources
from tests.simulation.playing import head, play, play_file
from tests.simulation.test_rules import line
from tests.simulation.truth import Truth
from tests.simulation.worlds import IDS

pytestmark = pytest.mark.slow

PATHS = [path for path in sorted((resources() / "scenarios").glob("*.toml")) if path.stem != "nothing-happens"]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_scenario_meets_the_numbers(path: Path) -> None:
    played = play_file(path)
    truth = Truth(played, path.stem)
    for name, found in played.summary["services"].items():
        assert (found["missed"], found["false_alarms"]) == (0, 0), name
        assert found["notifications"] <= 2 * max(1, len(found["outages"])), name
        official = truth.pages(name, "major_outage", "partial_outage", "degraded")
        for outage in found["outages"]:
            from_s, until_s = outage["from_s"], outage["until_s"]
            over_s = max([until_s, *(end_s for begin_s, end_s in official if begin_s <= until_s + 200)])
            if truth.good_line(from_s - 90, over_s + 180):
                assert outage["detected_s"] - from_s <= 150.0, name
                assert outage["recovered_s"] - over_s <= 200.0, name
        if not truth.faults(name) and not official:
            assert "outage" not in played.words(name)


def test_a_clock_that_is_wrong_is_told_and_so_is_its_end() -> None:
    played = play_file(resources() / "scenarios" / "wrong-clock.toml")
    assert played.kinds() == ["line"] * len(played.kinds())
    wrong, right = (each for each in played.lines() if each["t_s"] > 600)
    assert wrong["state"] == "wrong_clock"
    assert 1800 <= wrong["t_s"] <= 2000
    assert right["state"] == "online"
    assert 5400 <= right["t_s"] <= 5600
    assert "Your computer's clock is wrong" in [each["title"] for each in played.notifications()]


def quiet_days(days: int, seed: int) -> str:
    """Twenty services, random failures, bot walls, nights, an hour of loss and five drops a day; no service is down."""
    luck = random.Random(seed)
    text = head(days * 86400, seed).rstrip() + "\n"
    text += "".join(f'[[service]]\nid = "{name}"\n' for name in IDS)
    text += (
        "[world]\nfailure_rate = 0.005\nunverifiable_rate = 0.002\nlatency_median_ms = 90.0\nlatency_p99_ms = 800.0\n"
    )
    for day in range(days):
        begin_s = day * 86400.0
        text += line(begin_s, begin_s + 28800, "asleep")
        begins = sorted(luck.sample(range(30000, 82000, 4000), 6))
        lossy = luck.choice(begins)
        for at_s in begins:
            if at_s == lossy:
                text += line(begin_s + at_s, begin_s + at_s + 3600, "lossy", "loss = 0.15")
            else:
                text += line(begin_s + at_s, begin_s + at_s + luck.choice([20, 45, 90, 180]), "offline")
    return text


@pytest.mark.parametrize("seed", [1, 2])
def test_in_quiet_days_nothing_is_said_of_any_service(seed: int) -> None:
    played = play(quiet_days(2, seed))
    for name in IDS:
        assert played.words(name) == ["ok"], name
        assert len(played.states(name)) == 1
    assert set(played.kinds()) <= {"line"}
    assert played.journal.incidents == {}
    assert played.summary["checks"] > 200_000


def test_a_bad_day_of_ones_own_line_gives_line_events_only() -> None:
    kinds = ["offline", "captive_portal", "dns_broken", "lossy", "asleep"]
    faults = "".join(
        line(3600 + number * 4000, 3600 + number * 4000 + length, kinds[number % 5], "loss = 0.3")
        for number, length in enumerate(
            [120, 900, 900, 3600, 1800, 600, 1800, 300, 240, 3600, 3000, 200, 500, 900, 900]
        )
    )
    names = ("whatsapp", "tiktok", "telegram", "instagram", "github")
    services = "".join(f'[[service]]\nid = "{name}"\n' for name in names)
    world = "[world]\nfailure_rate = 0.005\nlatency_median_ms = 90.0\nlatency_p99_ms = 600.0\n"
    played = play(head(70000, 8) + services + world + faults)
    for name in names:
        assert set(played.words(name)) <= {"ok", "unknown", "possible"}, name
        assert played.of(name)["false_alarms"] == 0
    assert set(played.kinds()) == {"line"}
    assert played.lines()[-1]["state"] == "online"
    said = {each["state"] for each in played.lines()}
    assert said >= {"offline", "captive_portal", "dns_broken", "lossy", "asleep", "online"}
