"""Long worlds of everything: `python -m tests.benchmarks.long_worlds FIRST COUNT [--outside]`.

Each is a random mixture of the hard phenomena, two to seven days long, made from its seed alone; two are played at a
time. The table has one row for all; beneath it stands whatever was wrong, with the seed that gives it.
"""

import multiprocessing
import random
import sys
import time

from tests.benchmarks.worlds import faults_of, table_of
from tests.simulation.hard_worlds import mixed_world
from tests.simulation.judging import Judge, Score
from tests.simulation.playing import play

AT_ONCE = 2


def score_of(task: tuple[int, bool]) -> Score:
    """Play one world and judge it."""
    seed, outside = task
    days = random.Random(f"length {seed}").randint(2, 7)
    score = Score()
    Judge(play(mixed_world(seed, 24.0 * days), outside=outside), score, f"seed {seed}:").judge()
    return score


def main(first: int, count: int, *, outside: bool) -> None:
    """Play the worlds of `count` seeds and print the table."""
    whole = Score()
    began_s = time.monotonic()
    tasks = [(seed, outside) for seed in range(first, first + count)]
    with multiprocessing.Pool(AT_ONCE) as pool:
        for done, score in enumerate(pool.imap_unordered(score_of, tasks), 1):
            whole.add(score)
            print(f"{done} of {count} worlds, {whole.watched_s / 86_400:.0f} days", file=sys.stderr, flush=True)
    name = f"{count} worlds from seed {first}, {whole.watched_s / 86_400:.0f} days"
    print(f"{table_of({name: whole})}\n\n{faults_of({name: whole})}\n")
    print(f"played in {time.monotonic() - began_s:.0f} s")


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    main(numbers[0], numbers[1], outside="--outside" in sys.argv)
