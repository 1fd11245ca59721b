"""Kills of the tray and of `watch` at moments of chance, while a service comes and goes: nothing lost, nothing twice.

`python -m tests.soak.kills 100` kills each a hundred times, and prints what was seen; with `--longest 300` some live
for minutes. A notice that was shown and whose mark a kill forestalled is shown once more, in the place of the first:
nobody could know; such are only counted.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from tests.desktop.bus import Note
from tests.desktop.program import Internet, Program
from tests.desktop.session import Session, missing
from tests.soak.course import said_twice
from tests.waiting import until

SPELL_S: Final = (45.0, 150.0)
"""So long the service is down, or works, at a time."""
SHORTEST_S: Final = 0.2
LONGEST_S: Final = 80.0
"""So long the program lives: until it works, or until an outage is found, or over."""
SETTLED_S: Final = 240.0
WORKS_S: Final = 5.0
"""What it writes later is of readings, not of its begin."""


class Weather:
    """Lets the service come and go until it is to end well."""

    def __init__(self, internet: Internet, luck: random.Random) -> None:
        self._service, self._luck = internet.service, luck
        self._ended = threading.Event()
        self.outages: list[tuple[float, float]] = []
        self._thread = threading.Thread(target=self._blow)
        self._thread.start()

    def _blow(self) -> None:
        while not self._ended.wait(self._luck.uniform(*SPELL_S)):
            began_s = time.time()
            self._service.die()
            self._ended.wait(self._luck.uniform(*SPELL_S))
            self._service.revive()
            self.outages.append((began_s, time.time()))

    def end(self) -> None:
        """Let the service work from now on."""
        self._ended.set()
        self._thread.join()


class Lives(NamedTuple):
    """So many, each of a length of chance, `longest_s` at most."""

    kills: int
    longest_s: float


def killed(program: Program, words: tuple[str, ...], lives: Lives, luck: random.Random) -> list[str]:
    """Kill it so often, and name what is wrong with its history after a kill."""
    wrong = list[str]()
    for number in range(lives.kills):
        program.launch(*words)
        threading.Event().wait(luck.uniform(SHORTEST_S, lives.longest_s))
        program.process.kill()
        if program.process.wait() != -9:
            wrong.append(f"it ended by itself before kill {number}: {program.process.returncode}")
        if program.history_file.exists():
            wrong += flaws(program.history_file)
    return wrong


def flaws(history: Path) -> list[str]:
    """Name what is wrong with a history as such."""
    with closing(sqlite3.connect(history)) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        return found + [f"no such row: {row}" for row in connection.execute("PRAGMA foreign_key_check")]


def written_s(history: Path) -> float:
    """Tell when it was written last."""
    log = history.with_name(f"{history.name}-wal")
    return log.stat().st_mtime if log.exists() else 0.0


def story_flaws(history: Path, outages: list[tuple[float, float]]) -> tuple[int, list[str]]:
    """Count the incidents, and name what no such weather explains."""
    with closing(sqlite3.connect(history)) as connection:
        told = list(connection.execute("SELECT id, since, until FROM incidents ORDER BY since"))
        left = [key for (key,) in connection.execute("SELECT key FROM outbox")]
    wrong = [f"never told: {key}" for key in left if key.startswith(("message ", "held "))]
    wrong += [f"not over: {name}" for name, _since, until_ in told if until_ is None]
    for (name, _since, until_), (other, since, _) in pairwise(told):
        if until_ is not None and since < until_:
            wrong.append(f"twice at once: {name} and {other}")
    slack_s, unit = 60.0, unit_of(told)
    for name, since, until_ in told:
        begins_s, ends_s = since / unit, (until_ or since) / unit
        if not any(begins_s - slack_s < end and begin < ends_s + slack_s for begin, end in outages):
            wrong.append(f"there was no such outage: {name}")
    return len(told), wrong


def unit_of(told: list[tuple[str, int, int | None]]) -> float:
    """Tell in how many parts of a second the history counts."""
    return 10.0 ** (len(str(told[0][1])) - 10) if told else 1.0


def kill(what: str, lives: Lives, luck: random.Random, folder: Path) -> list[str]:
    """Kill the program in the tray, or a command, whose lines go into a file; then let it live, and look at it all."""
    internet, words = Internet(), () if what == "tray" else (what,)
    with Session(folder / "session", tray=not words) as session:
        program = Program(session, internet, folder / "program")
        weather = Weather(internet, luck)
        wrong = killed(program, words, lives, luck)
        weather.end()
        begun_s = time.time()
        program.launch(*words)
        until(lambda: written_s(program.history_file) > begun_s + WORKS_S, SETTLED_S, "it keeps what it reads")
        until(lambda: all(each["until"] for each in program.history()), SETTLED_S, "all is over")
        until(lambda: not program.on_their_way(), SETTLED_S, "all is told")
        program.end()
        notes, lines = session.ear.news(), [each for each in program.said().splitlines() if each[:2] == "20"]
        wrong += [each for each in ("Traceback", "Fatal") if each in program.said()]
    internet.cut()
    count, more = story_flaws(program.history_file, weather.outages)
    told = f"{lives.kills} kills, {len(weather.outages)} outages, {count} incidents, {len(notes)} notices shown"
    print(f"{what}: {told}, {len(lines)} lines printed", flush=True)
    print(f"{what}: {again(notes)} shown again in the place of the first, whose mark a kill forestalled", flush=True)
    return wrong + more + said_twice(notes)


def again(notes: list[Note]) -> int:
    """Count what was said again with the same words."""
    return sum(one.text == two.text for one, two in pairwise(notes))


def main() -> int:
    """Kill, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kills", type=int)
    parser.add_argument("--longest", type=float, default=LONGEST_S, metavar="SECONDS", help="of a life")
    parser.add_argument("--only", choices=("tray", "watch"))
    parser.add_argument("--seed", type=int, default=13)
    given = parser.parse_args()
    absent = missing()
    if absent:
        print(f"a real X session needs: apt-get install {' '.join(absent)}", file=sys.stderr)
        return 69
    wrong = list[str]()
    for name in ("tray", "watch"):
        if given.only in (None, name):
            with tempfile.TemporaryDirectory(prefix="kills-") as place:
                wrong += kill(name, Lives(given.kills, given.longest), random.Random(given.seed), Path(place))
    print("\n".join(wrong) or "nothing lost, nothing twice, every history whole", flush=True)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
