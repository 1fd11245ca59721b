"""Looking into a world: what was read in the windows, what is known after it, and what was shown and told."""

from pathlib import Path

import pytest

from notifier.simulation.scenario import parse
from tests.benchmarks.look import Look, Window, main, window, world
from tests.simulation.playing import ACME, CATALOGUE, head
from tests.simulation.test_rules import fault, page
from tests.simulation.worlds import table

TEXT = head(3600) + ACME + fault(1800, 2400) + page(3000, "operational") + table("clock", at_s=600.0, step_s=120.0)


def lines(*windows: Window, anchors: bool = False) -> list[str]:
    return list(Look(parse(TEXT, "test", CATALOGUE.get), windows, anchors=anchors).lines())


def test_all_that_is_read_of_a_service_in_a_window_is_printed_with_what_is_known_after_it() -> None:
    told = lines(Window("acme", 1790.0, 1900.0))
    truth = [each for each in told if each.startswith("true: ")]
    assert [each.split()[1] for each in truth] == ["service", "fault"], "the clock and the page are far away"
    played = told[len(truth) :]
    times = [float(each.split()[0]) for each in played]
    assert times == sorted(times)
    assert 1790.0 <= times[0] <= times[-1] <= 1900.0, "true times, however the clock goes"
    failed = [each for each in played if " acme https://acme.example/" in each and "failed connect_timeout" in each]
    assert any("Suspect" in each and "1 failures" in each for each in failed)
    assert any("web: outage" in each for each in failed)
    assert any("=== acme outage" in each for each in played)
    assert any("=== told: outage acme" in each for each in played)
    assert not any(" anchor " in each for each in played), "they answer on a good line"
    with_anchors = lines(Window("*", 1790.0, 1900.0), anchors=True)
    assert sum(" anchor " in each for each in with_anchors) >= 6
    assert [each for each in with_anchors if " anchor " not in each] == told


def test_what_concerns_another_service_is_not_printed() -> None:
    assert not any("acme" in each for each in lines(Window("other", 1790.0, 1850.0)) if not each.startswith("true: "))


def test_a_world_is_a_seed_a_kind_and_a_seed_or_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert world("7").file.seed == 7
    assert world("mixed:7").file.duration_s == 48 * 3600
    assert world("noise 2 %:7").file.seed == 7
    file = tmp_path / "test.toml"
    file.write_text(TEXT, encoding="utf-8")
    assert main([str(file), "acme:0-100"]) == 0
    assert "acme https://acme.example/" in capsys.readouterr().out


@pytest.mark.parametrize("typed", ["acme", "acme:7", "7-8"])
def test_what_is_no_window_is_refused(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["7", typed])
    assert "SERVICE:FROM-UNTIL" in capsys.readouterr().err


def test_a_windows_service_may_have_a_colon_in_it() -> None:
    assert window("own:acme:1-2.5") == Window("own:acme", 1.0, 2.5)
