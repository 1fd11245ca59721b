"""The hard worlds: how outages of each phenomenon were found, and what was wrong, with and without outside sources.

Each phenomenon has a few random worlds of its own (`tests.simulation.hard_worlds`), six hours each. What was missed,
false or said wrongly is written beneath the table, with the seed that gives it.
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web
from tests.simulation.hard_worlds import PHENOMENA, hard_world
from tests.simulation.judging import HEAD, Judge, Score
from tests.simulation.playing import play

SEEDS = 4


def measure(_web: Web, folder: Path) -> Iterator[Figure]:
    """Play all of them; the tables go to standard output, the time that they took into the common table."""
    began = time.process_time()
    simulated_s = 0.0
    texts = []
    for outside in (False, True):
        scores = {name: score_of(name, range(SEEDS), outside=outside) for name in PHENOMENA}
        simulated_s += sum(each.watched_s for each in scores.values())
        texts.append(f"{'with' if outside else 'without'} outside sources\n\n{table_of(scores)}\n\n{faults_of(scores)}")
    text = "\n\n".join(texts)
    print(f"\n{text}\n")
    (folder / "worlds.txt").write_text(text, encoding="utf-8")
    spent_s = time.process_time() - began
    yield Figure("a day in a hard world simulated in", spent_s / simulated_s * 86_400, "s")


def score_of(phenomenon: str, seeds: range, *, outside: bool) -> Score:
    """Play a phenomenon's worlds and judge them."""
    score = Score()
    print(f"worlds: {phenomenon}", file=sys.stderr, flush=True)
    for seed in seeds:
        played = play(hard_world(phenomenon, seed), outside=outside)
        Judge(played, score, f"{phenomenon}, seed {seed}:").judge()
    return score


def table_of(scores: dict[str, Score]) -> str:
    """Write the table, columns aligned."""
    rows = [("", *HEAD), *((name, *score.row()) for name, score in scores.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def faults_of(scores: dict[str, Score]) -> str:
    """List what was wrong."""
    lines: list[str] = []
    for score in scores.values():
        lines += [f"missed       {each}" for each in score.missed]
        lines += [f"false        {each}" for each in score.false]
        lines += [f"wrong scope  {each}" for each in score.wrong_words]
        lines += [f"wrong since  {each}" for each in score.wrong_since]
        lines += [f"late         {each}" for each in score.late]
    return "\n".join(lines)
