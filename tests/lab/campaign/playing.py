"""Playing a story: by the real program in the lab, in real time, and by the simulation with several seeds.

Both give the records of `notifier.simulation.player`, so that one judge can look at them. Everything that a story left
is in its folder: the scenario's file, what the program printed and kept, and what the lab saw.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Final, NamedTuple

from notifier.config.paths import Paths
from notifier.core.model import Alert, Verdict
from notifier.simulation.player import Record
from notifier.store.codec import MICROS, decoded, verdict_of
from notifier.store.database import open_for_reading
from notifier.words.names import NO_NAMES
from notifier.words.reasons import reasons
from notifier.words.times import Clock
from notifier.words.verdicts import verdict_sentence
from tests.lab.campaign.happenings import Happening, Rules, Story
from tests.lab.ground import PROJECT, Lab, network, pid_of
from tests.lab.program import Program, Watching
from tests.simulation.playing import play

STARTED_S: Final = 120.0
SEEDS: Final = 10
TICK_S: Final = 0.05
RECORDS: Final = "records.jsonl"
TIMES: Final = "times.json"
PROXY_PORT: Final = 3128
PROXY_USER: Final = 65534
PROXY_ONLY: Final = (
    ("nft", "add", "table", "ip", "way"),
    ("nft", "add", "chain", "ip", "way", "out", "{ type filter hook output priority 0 ; }"),
    ("nft", "add", "rule", "ip", "way", "out", "oifname", "eth0", "meta", "skuid", "!=", str(PROXY_USER), "drop"),
)

_VERDICTS: Final = """
SELECT service, time, state, verdicts.data, reasons.data
FROM verdicts LEFT JOIN reasons ON reasons.verdict = verdicts.id ORDER BY id
"""

Act = Callable[[], None]


class Played(NamedTuple):
    """What was shown, and when the story's happenings truly began and ended."""

    records: list[Record]
    happenings: tuple[Happening, ...]


def play_simulated(story: Story, seeds: int = SEEDS) -> list[Played]:
    """Let the simulation play the story, as a new user has it: without sources from outside."""
    return [_simulated(story, seed) for seed in range(seeds)]


def _simulated(story: Story, seed: int) -> Played:
    played = play(story.scenario(seed), outside=False)
    said = [_said(each, played.start_s) for each in played.journal.verdicts]
    return Played([*played.records[:-1], *said], story.happenings)


def play_here(story: Story, folder: Path) -> Played:
    """Let the real program live through the story in a lab of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "story.toml").write_text(story.scenario(1), encoding="utf-8")
    with network(log=str(folder / "lab.jsonl")) as lab, _way_out(lab, proxied=story.proxied) as settings:
        lab.set(story.all_rules(), **story.settings)
        program = Program(lab, folder, [each.own() for each in story.services], **settings)
        with program.watch() as watching:
            (first,) = lab.wait(1, STARTED_S, event="syn")[:1]
            began_s = float(first["t"])
            happenings = _Stage(lab, story, watching, began_s).play()
        records = told(Paths(folder / "config", folder / "data").history_file, began_s)
    (folder / RECORDS).write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    times = [(each.from_s, each.until_s) for each in happenings]
    (folder / TIMES).write_text(json.dumps(times), encoding="utf-8")
    return Played(records, happenings)


def played_before(story: Story, folder: Path) -> Played | None:
    """Give what the story left in its folder when it was played last; None where it was not played to its end."""
    if not (folder / TIMES).exists():
        return None
    records = [json.loads(line) for line in (folder / RECORDS).read_text(encoding="utf-8").splitlines()]
    times = json.loads((folder / TIMES).read_text(encoding="utf-8"))
    happenings = zip(story.happenings, times, strict=True)
    return Played(records, tuple(replace(each, from_s=begin, until_s=end) for each, (begin, end) in happenings))


@contextmanager
def _way_out(lab: Lab, *, proxied: bool) -> Iterator[Rules]:
    """Let only a proxy out, where it is to be so; gives the settings by which the program knows it."""
    if not proxied:
        yield {}
        return
    command = [sys.executable, "-m", "tests.lab.campaign.forward_proxy", str(PROXY_PORT), str(PROXY_USER)]
    proxy = lab.popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL)
    try:
        _run(lab, PROXY_ONLY)
        yield {"proxy": f"http://127.0.0.1:{PROXY_PORT}"}
    finally:
        proxy.terminate()
        proxy.wait()


class _Stage:
    """Lets happen what the story says, in real time."""

    def __init__(self, lab: Lab, story: Story, watching: Watching, began_s: float) -> None:
        self._lab = lab
        self._story = story
        self._watching = watching
        self._began_s = began_s
        self._times: dict[tuple[int, str], float] = {}
        self._always = story.all_rules()

    def play(self) -> tuple[Happening, ...]:
        """Play to the end; gives the happenings with their true times."""
        pause = threading.Event()
        for at_s, act in sorted(self._acts(), key=lambda each: each[0]):
            while (left_s := self._began_s + at_s - time.time()) > 0:
                pause.wait(min(left_s, 5.0))
                self._see_it_lives()
            act()
        return tuple(
            replace(each, from_s=self._times[number, "begins"], until_s=self._times[number, "ends"])
            for number, each in enumerate(self._story.happenings)
        )

    def _see_it_lives(self) -> None:
        status = self._watching.process.poll()
        assert status is None, f"it ended with {status}:\n" + "\n".join(self._watching.lines())

    def _acts(self) -> Iterator[tuple[float, Act]]:
        yield self._story.duration_s, lambda: None
        for number, each in enumerate(self._story.happenings):
            yield each.from_s, lambda number=number, each=each: self._begin(number, each)  # type: ignore[misc]
            yield each.until_s, lambda number=number, each=each: self._end(number, each)  # type: ignore[misc]
            for offset_s, rules in each.moves:
                yield each.from_s + offset_s, lambda rules=rules: self._lab.set(rules)  # type: ignore[misc]

    def _begin(self, number: int, happening: Happening) -> None:
        if happening.rules or happening.settings:
            self._lab.set(happening.rules, **happening.settings)
        _run(self._lab, happening.commands)
        if happening.stops:
            os.kill(pid_of(self._watching.process), signal.SIGSTOP)
        self._times[number, "begins"] = time.time() - self._began_s

    def _end(self, number: int, happening: Happening) -> None:
        if happening.stops:
            os.kill(pid_of(self._watching.process), signal.SIGCONT)
        touched = [happening.rules, *(rules for _offset_s, rules in happening.moves)]
        rules = {key: self._always.get(key) for each in touched for key in each}
        settings = {key: self._story.settings.get(key) for key in happening.settings}
        if rules or settings:
            self._lab.set(rules, **settings)
        _run(self._lab, happening.undone)
        self._times[number, "ends"] = time.time() - self._began_s


def _run(lab: Lab, commands: tuple[tuple[str, ...], ...]) -> None:
    for command in commands:
        done = lab.run(list(command))
        assert done.returncode == 0, f"{command}: {done.stderr}"


def told(history: Path, began_s: float) -> list[Record]:
    """Give what the history keeps as the records that a simulation would have printed."""
    with closing(open_for_reading(history)) as connection:
        verdicts = [verdict_of(row) for row in connection.execute(_VERDICTS)]
        alerts = connection.execute("SELECT time, data FROM alerts ORDER BY number").fetchall()
        lines = connection.execute("SELECT time, state FROM lines ORDER BY id").fetchall()

    def t_s(micros: int) -> float:
        return round(micros / MICROS - began_s, 1)

    records: list[Record] = []
    for each in verdicts:
        since_s = round(each.since.timestamp() - began_s, 1) if each.since else None
        at_s = round(each.time.timestamp() - began_s, 1)
        shown = {"service": each.service, "state": each.state.value, "scope": each.scope.value, "since_s": since_s}
        records.append({"t_s": at_s, "event": "state", **shown, "components": list(each.components)})
        records.append(_said(each, began_s))
    for time_us, data in alerts:
        alert = decoded(data, Alert)
        notice: Record = {"kind": alert.kind.value, "services": [member.service for member in alert.services]}
        more = {"update": True} if alert.update else {}
        records.append({"t_s": t_s(time_us), "event": "notification", **notice, **more})
    records += [{"t_s": t_s(time_us), "event": "line", "state": state} for time_us, state in lines]
    return sorted(records, key=lambda each: float(each["t_s"]))


def _said(verdict: Verdict, began_s: float) -> Record:
    """Give what the window says of it."""
    clock = Clock(verdict.time, UTC)
    sentences = (verdict_sentence(verdict.service, verdict, clock), *reasons(verdict, NO_NAMES, clock))
    at_s = round(verdict.time.timestamp() - began_s, 1)
    return {"t_s": at_s, "event": "said", "service": verdict.service, "words": " ".join(sentences)}


class Pulse(NamedTuple):
    """How late this machine let a thread go on that had asked for `TICK_S`: what it adds to every delay."""

    late_s: list[float]

    def row(self) -> str:
        """Say it."""
        late = sorted(self.late_s)
        middle, far = (late[int(share * (len(late) - 1))] * 1000 for share in (0.5, 0.99))
        woken = f"a thread is woken {middle:.1f} ms late, 99 % within {far:.0f} ms, at most {late[-1] * 1000:.0f} ms"
        return f"{woken}; load {os.getloadavg()[1]:.1f} on {os.cpu_count()} processors"


@contextmanager
def pulse() -> Iterator[Pulse]:
    """Measure it meanwhile."""
    found = Pulse([0.0])
    over = threading.Event()

    def measure() -> None:
        while not over.is_set():
            asked_s = time.monotonic()
            over.wait(TICK_S)
            found.late_s.append(time.monotonic() - asked_s - TICK_S)

    thread = threading.Thread(target=measure, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()
