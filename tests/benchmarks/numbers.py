"""What the chosen numbers of the rules are worth: each at half and at twice, over the scenarios and some random worlds.

A number is chosen where the text beside it says so, in `notifier/core/numbers.py` or a module of `MODULES` beside it.
Each is tried in a process of its own, which sets it before anything that uses it is imported:
`python -m tests.benchmarks.numbers NAME FACTOR`.
"""

import ast
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from notifier.core import numbers
from notifier.core.line import numbers as line_numbers
from notifier.core.outside import numbers as outside_numbers
from tests.benchmarks.figures import Figure, percentile

RANDOM_WORLDS = 4
FACTORS = (0.5, 2.0)
Number = float | tuple[float, ...]
MODULES = (numbers, line_numbers, outside_numbers)


def chosen() -> list[str]:
    """Name the numbers that are said to be chosen, in the order of the modules."""
    bodies = [ast.parse(Path(str(each.__file__)).read_text(encoding="utf-8")).body for each in MODULES]
    return [
        node.target.id
        for body in bodies
        for node, text in pairwise(body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and isinstance(text, ast.Expr)
        and "Chosen." in ast.unparse(text)
    ]


def times(value: Number, factor: float) -> Number:
    """Multiply a number, or several that belong together; one that counts something stays whole, and at least 1."""
    if isinstance(value, tuple):
        return tuple(each * factor for each in value)
    return max(1, round(value * factor)) if isinstance(value, int) else value * factor


def measure(_web: object, folder: Path) -> Iterator[Figure]:
    """Try every chosen number at half and at twice; the table goes to standard output."""
    tries = [("as it is", 1.0), *((name, factor) for name in chosen() for factor in FACTORS)]
    rows: list[tuple[str, ...]] = [("number", "at", *HEAD), ("---",) * (2 + len(HEAD))]
    for name, factor in tries:
        command = [sys.executable, "-m", "tests.benchmarks.numbers", name, str(factor)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        told: dict[str, Any] = json.loads(done.stdout)
        rows.append((name, told["value"], *told["cells"]))
        print(f"| {' | '.join(rows[-1])} |", flush=True)
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    (folder / "numbers.txt").write_text(text, encoding="utf-8")
    yield Figure("chosen numbers tried at half and at twice", float(len(chosen())), "numbers")


HEAD = ("detected, median", "95 %", "recovered, median", "95 %", "missed", "false alarms", "notifications", "slow")


def main(name: str, factor: float) -> None:
    """Set one number and play everything."""
    value = ""
    for module in MODULES:
        if name in vars(module):
            changed = times(getattr(module, name), factor)
            setattr(module, name, changed)
            value = " ".join(f"{each:g}" for each in (changed if isinstance(changed, tuple) else (changed,)))

    from notifier.config.paths import resources
    from notifier.simulation.player import Player
    from notifier.simulation.scenario import load, parse
    from notifier.store.memory import MemoryJournal
    from tests.benchmarks.rules import Score
    from tests.simulation.playing import CATALOGUE
    from tests.simulation.worlds import world

    worlds = [load(path, CATALOGUE.get) for path in sorted((resources() / "scenarios").glob("*.toml"))]
    worlds += [parse(world(seed), f"world {seed}", CATALOGUE.get) for seed in range(RANDOM_WORLDS)]
    score = Score([], [])
    slow = 0  # times that a service was shown as slow
    for scenario in worlds:
        *records, summary = Player(scenario, MemoryJournal()).records(time.monotonic)
        score.add(scenario, summary)
        slow += sum(each.get("state") == "slow" for each in records)
    delays = [
        f"{percentile(values, share):.0f} s" if values else "-"
        for values in (score.detected_s, score.recovered_s)
        for share in (0.5, 0.95)
    ]
    cells = [*delays, str(score.missed), str(score.false_alarms), str(score.notifications), str(slow)]
    print(json.dumps({"value": value, "cells": cells}))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
