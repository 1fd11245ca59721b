"""Long random worlds: drawn as their seed says; what was played is kept, and not played again."""

from functools import partial
from pathlib import Path

import msgspec
import pytest

from notifier.simulation.scenario import parse
from tests.benchmarks.long_worlds import Result, code_of, kept, main, play_all, report, result_of
from tests.simulation.judging import Score
from tests.simulation.long_worlds import days_of, long_world, size_of
from tests.simulation.playing import CATALOGUE

DAY_S = 86_400


@pytest.mark.parametrize("seed", range(60))
def test_a_long_world_is_as_large_and_as_long_as_its_seed_says(seed: int) -> None:
    scenario = parse(long_world(seed), f"long {seed}", CATALOGUE.get)
    assert len(scenario.services) == size_of(seed)
    assert scenario.file.duration_s == days_of(seed) * DAY_S
    assert len(scenario.file.fault) > 5
    assert long_world(seed) == long_world(seed)


def test_all_sizes_and_lengths_come() -> None:
    assert {size_of(seed) for seed in range(2000)} == set(range(3, 13))
    assert {days_of(seed) for seed in range(2000)} == set(range(2, 8))


def result(seed: int, code: str = "this", **found: object) -> Result:
    return Result(seed, False, code, 2, 3, 1.0, Score(watched_s=2.0 * DAY_S, **found))  # type: ignore[arg-type]


def never(seed: int) -> Result:
    raise AssertionError(f"{seed} is played again")


@pytest.mark.slow
def test_what_was_played_is_kept_and_not_played_again(tmp_path: Path) -> None:
    file, code = tmp_path / "build" / "worlds.jsonl", code_of()
    done: dict[int, Result] = {}
    play_all([3, 4], file, partial(result_of, outside=False, code=code, hours=3.0), done, at_once=2)
    assert sorted(done) == [3, 4]
    assert all(each.score.watched_s == 3 * 3600 and not each.crash and each.cpu_s > 0.0 for each in done.values())
    assert kept(file, code, outside=False) == done
    assert kept(file, code, outside=True) == kept(file, "other code", outside=False) == {}
    play_all([3, 4], file, never, done, at_once=1)


def test_a_line_that_was_cut_short_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "worlds.jsonl"
    whole = result(8)
    file.write_bytes(b'{"seed":7,"outs\n' + msgspec.json.encode(whole) + b"\n\n")
    assert kept(file, "this", outside=False) == {8: whole}


def test_every_broken_rule_is_named_with_its_seed() -> None:
    told = report(
        [result(2, late=["seed 2 acme 1-2 found after 160 s"], line_wrong_s=4000.0, line_may_s=1728.0), result(1)]
    )
    assert (
        "late (found after 150 s, or over after 200 s, or what can be known): seed 2 acme 1-2 found after 160 s" in told
    )
    assert "line wrongly bad (rule 3): seed 2: 2.3 % of the time" in told
    assert "2 worlds, 4 days" in told
    assert told.endswith("2 s of processor time; 1 worlds break no rule")


def test_a_world_that_crashes_the_program_is_told_and_stops_nobody() -> None:
    crashed = result_of(1, outside=False, code="this", hours=-1.0)
    assert "UserError" in crashed.crash
    assert crashed.broken() == [f"crashed: seed 1: {crashed.crash}"]


def test_the_command_says_what_it_wants(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["first"])
    assert "count" in capsys.readouterr().err
