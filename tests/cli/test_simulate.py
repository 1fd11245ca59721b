"""`simulate`: a scenario by its file, or by the name of one that comes with the program."""

import json
from pathlib import Path

from notifier.config.paths import resources
from tests.cli.conftest import Commands, Told


def told(cli: Commands, scenario: str) -> list[str]:
    ended: Told = cli.process("simulate", scenario)
    assert (ended.status, ended.err) == (0, "")
    *records, summary = ended.out.splitlines()
    return [*records, json.dumps({**json.loads(summary), "wall_s": 0})]


def test_a_shipped_scenario_is_played_by_name_or_by_file(cli: Commands, tmp_path: Path) -> None:
    shipped = resources() / "scenarios" / "wrong-clock.toml"
    assert told(cli, "wrong-clock") == told(cli, str(shipped))
    unknown = cli.process("simulate", str(tmp_path / "none"))
    assert unknown.status == 64
    assert "no such scenario: expected a file, or one of just-me, meta-2021-10-04, " in unknown.err
