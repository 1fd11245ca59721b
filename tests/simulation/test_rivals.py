"""The rules that others use: they are what the comparison says they are."""

from typing import Any

from notifier.simulation.scenario import parse
from tests.simulation.playing import ACME, CATALOGUE, head
from tests.simulation.rivals import RIVALS, compare

FAULT = '[[fault]]\nservice = "acme"\nfrom_s = 1800\nuntil_s = 3600\nkind = "connect_refused"\n'


def told(text: str) -> dict[str, dict[str, Any]]:
    scenario = parse(text, "test", CATALOGUE.get)
    return {rival.name: summary["services"]["acme"] for rival, summary in compare(scenario)}


def test_an_outage_is_found_by_each_in_its_own_time() -> None:
    summaries = told(head() + ACME + FAULT)
    delays = []
    for rival in RIVALS:
        (outage,) = summaries[rival.name]["outages"]
        delays.append(outage["detected_s"] - 1800)
        assert outage["recovered_s"] is not None
        assert summaries[rival.name]["false_alarms"] == 0
        assert summaries[rival.name]["notifications"] == 2
    assert delays[0] <= 60
    assert 120 <= delays[1] <= 180
    assert delays[2] == delays[1]


def test_a_cut_line_is_an_outage_for_all_but_the_anchored() -> None:
    line = '[[line]]\nfrom_s = 1800\nuntil_s = 3000\nkind = "offline"\n'
    summaries = told(head() + ACME + line)
    assert [summaries[rival.name]["false_alarms"] for rival in RIVALS] == [1, 1, 0]


def test_nothing_is_read_while_the_machine_sleeps() -> None:
    asleep = '[[line]]\nfrom_s = 1200\nuntil_s = 4200\nkind = "asleep"\n'
    summaries = told(head() + ACME + FAULT + asleep)
    assert all(summary["outages"][0]["detected_s"] is None for summary in summaries.values())
