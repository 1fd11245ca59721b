"""Long worlds of everything: `make bench ARGS="long FIRST COUNT [--outside] [--at-once N] [--results FILE]"`.

Plays the worlds of so many seeds, several at a time (two, unless `--at-once` says otherwise); what a world is made of,
and how large and how long it is, stands in `tests.simulation.long_worlds`. Each world's result is one line of the file
(build/long-worlds.jsonl) as soon as it ends, so that nothing is lost when this is stopped, and the same command goes on
where it was. Worlds that were played by other code are played again. At the end comes a table with one row for all, and
beneath it every broken rule by its name, with the seed that breaks it.
"""

import argparse
import hashlib
import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from tests.benchmarks.worlds import table_of
from tests.simulation.judging import Judge, Score
from tests.simulation.long_worlds import days_of, long_world, size_of
from tests.simulation.playing import play

ROOT: Final = Path(__file__).parents[2]
RESULTS: Final = Path("build/long-worlds.jsonl")
NAMES: Final = {
    "missed": "missed (nothing that is visible for five minutes may be)",
    "false": "false (rule 1, or 3, 4, 16)",
    "wrong_words": "wrong scope (rules 9, 17)",
    "wrong_since": "wrong begin (rule 11)",
    "late": "late (found after 150 s, or over after 200 s, or what can be known)",
}
"""The lists of a score by the names of the rules that they break."""


class Result(msgspec.Struct, frozen=True):
    """One world as it was played: by which code, in how much processor time, and what was found in it."""

    seed: int
    outside: bool
    code: str
    days: int
    services: int
    cpu_s: float
    score: Score
    crash: str = ""
    """What the program threw, where it did."""

    def broken(self) -> list[str]:
        """Name the rules that it breaks."""
        score = self.score
        crashed = [f"crashed: seed {self.seed}: {self.crash}"] if self.crash else []
        lines = crashed + [f"{title}: {each}" for key, title in NAMES.items() for each in getattr(score, key)]
        if score.line_wrong_s > score.line_may_s:
            share = 100.0 * score.line_wrong_s / score.watched_s
            lines.append(f"line wrongly bad (rule 3): seed {self.seed}: {share:.1f} % of the time")
        return lines


def code_of(root: Path = ROOT) -> str:
    """Give a digest of all that decides how a world goes and how it is judged."""
    digest = hashlib.sha256()
    parts = ("core", "engine", "probes", "simulation", "sources")
    folders = [*(f"notifier/{each}" for each in parts), "tests/simulation", "resources/catalogue"]
    for path in sorted(each for folder in folders for each in (root / folder).rglob("*")):
        if path.suffix in (".py", ".toml") and not path.name.startswith("test_"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def result_of(seed: int, *, outside: bool, code: str, hours: float | None = None) -> Result:
    """Play one world and judge it; `hours` in the place of its days."""
    score, crash, began_s = Score(), "", time.process_time()
    try:
        Judge(play(long_world(seed, hours), outside=outside), score, f"seed {seed}").judge()
    except Exception:  # the other worlds are played all the same
        score, crash = Score(), traceback.format_exc()
    cpu_s = round(time.process_time() - began_s, 1)
    return Result(seed, outside, code, days_of(seed), size_of(seed), cpu_s, score, crash)


def kept(file: Path, code: str, *, outside: bool) -> dict[int, Result]:
    """Read the results of this code; a line that was cut short when it was written counts for nothing."""
    found: dict[int, Result] = {}
    for line in file.read_bytes().splitlines() if file.exists() else ():
        try:
            result = msgspec.json.decode(line, type=Result)
        except msgspec.DecodeError:
            continue
        if (result.code, result.outside) == (code, outside):
            found[result.seed] = result
    return found


def play_all(
    seeds: Sequence[int], file: Path, play_one: Callable[[int], Result], done: dict[int, Result], *, at_once: int
) -> None:
    """Play what is not done yet, several at a time, and write each result as it comes."""
    left = [seed for seed in seeds if seed not in done]
    if not left:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    processes = multiprocessing.get_context("spawn")
    with file.open("ab", buffering=0) as rows, processes.Pool(at_once) as pool:
        if file.stat().st_size:
            rows.write(b"\n")  # the last line may have been cut short
        for result in pool.imap_unordered(play_one, left):
            rows.write(msgspec.json.encode(result) + b"\n")
            os.fsync(rows.fileno())
            done[result.seed] = result
            print(told(result, len(done), len(seeds)), file=sys.stderr, flush=True)


def told(result: Result, done: int, count: int) -> str:
    """Say of one world what came of it."""
    broken = len(result.broken())
    verdict = f"{broken} broken" if broken else "whole"
    what = f"seed {result.seed}, {result.days} days of {result.services} services"
    return f"{done} of {count}: {what}, {result.cpu_s:.0f} s: {verdict}"


def report(results: Iterable[Result]) -> str:
    """Write the table, and every broken rule."""
    ordered = sorted(results, key=lambda each: each.seed)
    whole = Score()
    for each in ordered:
        whole.add(each.score)
    lines = [line for each in ordered for line in each.broken()]
    sound = sum(not each.broken() for each in ordered)
    name = f"{len(ordered)} worlds, {whole.watched_s / 86_400:.0f} days"
    spent = f"{sum(each.cpu_s for each in ordered):.0f} s of processor time; {sound} worlds break no rule"
    return "\n".join([table_of({name: whole}), "", *lines, "", spent])


def main(arguments: Sequence[str]) -> int:
    """Play the worlds that are asked for and print the report."""
    parser = argparse.ArgumentParser(prog="long", description="Play long random worlds.")
    parser.add_argument("first", type=int, help="the first seed")
    parser.add_argument("count", type=int, help="how many seeds")
    parser.add_argument("--outside", action="store_true", help="with sources outside")
    parser.add_argument("--at-once", type=int, default=2, help="how many are played at a time")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the file with a line for each world")
    asked = parser.parse_args(arguments)
    seeds, code = range(asked.first, asked.first + asked.count), code_of()
    done = {seed: each for seed, each in kept(asked.results, code, outside=asked.outside).items() if seed in seeds}
    if done:
        print(f"{len(done)} of {asked.count} were played before", file=sys.stderr)
    play_one = partial(result_of, outside=asked.outside, code=code)
    play_all(seeds, asked.results, play_one, done, at_once=asked.at_once)
    print(report(done.values()))
    return 0
