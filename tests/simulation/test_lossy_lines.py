"""Lines that lose a fifth of all packets and more, as in the lab: told within three minutes or little more (rule 3)."""

import json

import pytest

from tests.lab.campaign.happenings import WORLD
from tests.lab.campaign.lines import WATCHED
from tests.simulation.hard_worlds import hard_world
from tests.simulation.playing import Played, head, play
from tests.simulation.worlds import table

FROM_S = 600.0
UNTIL_S = 960.0
SEEDS = range(6)
SPAN = {"from_s": FROM_S, "until_s": UNTIL_S}
NAMES = {"touches": "names", "answer": "name_failure", "after_s": 10.0}
LINES = {
    "a fifth of the packets": [table("policy", share=0.4, **NAMES, **SPAN)],
    "a fifth, and addresses sometimes": [
        table("policy", share=0.4, **NAMES, **SPAN),
        table("policy", touches="addresses", answer="dropped", share=0.05, **SPAN),
    ],
    "a fifth of the requests": [table("line", kind="lossy", loss=0.2, **SPAN)],
    "most requests": [table("line", kind="lossy", loss=0.6, **SPAN)],
}


def world(tables: list[str], seed: int) -> Played:
    facts = "[world]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in WORLD.items())
    return play("".join([head(1500.0, seed), facts, *(each.entry() for each in WATCHED), *tables]), outside=False)


@pytest.mark.parametrize("name", LINES)
def test_it_is_told_in_time_once_and_no_service_is_blamed(name: str) -> None:
    late_s = []
    for seed in SEEDS:
        played = world(LINES[name], seed)
        told = [each for each in played.notifications() if each["t_s"] >= FROM_S]
        assert 1 <= len(told) <= 2, "once, and once more where the line is back and lost again"
        assert all(each["services"] == [] for each in told)
        late_s.append(told[0]["t_s"] - FROM_S)
        assert not [each for each in played.records if each["event"] == "state" and each["state"] == "outage"]
    assert sorted(late_s)[-2] <= 180.0, late_s
    assert max(late_s) <= 230.0, late_s


@pytest.mark.parametrize("share", [2, 5])
@pytest.mark.parametrize("seed", range(3))
def test_in_a_poor_lines_bursts_no_service_is_blamed(share: int, seed: int) -> None:
    played = play(hard_world(f"noise {share} %", seed, hours=0.4), outside=False)
    assert not [each for each in played.records if each["event"] == "state" and each["state"] == "outage"]
