"""The course of a soak: what is planned happens, each minute is measured, and what is wrong at the end is found."""

import heapq
import json
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import count, takewhile
from pathlib import Path
from typing import Final

from tests.desktop.bus import Note, RefusedError
from tests.desktop.machine import Machine
from tests.desktop.session import Session
from tests.ending import Ending
from tests.soak import report
from tests.soak.network import Network
from tests.soak.plan import Happening, Plan
from tests.soak.sample import Sampler
from tests.soak.tray import Tray, prepare
from tests.soak.web import FINE, World

MINUTE_S: Final = 60.0
REPORT_EACH: Final = 10
"""Minutes."""
ENDS_WITHIN_S: Final = 2.0
WINDOW, SETTINGS = "Outage Notifier", "Settings"
NEEDS_AWAKE: Final = ("window", "settings", "menu", "check now", "sleep", "sleep unannounced", "command")
ONE_AT_A_TIME: Final = ("line", "battery", "notification server", "window", "settings")
SAID_AGAIN_S: Final = 600.0
"""The same words within so long were said twice."""
TIME_OF_DAY: Final = r"\b\d\d:\d\d\b"


class Soak:
    """One soak, from the program's start to its end."""

    def __init__(self, session: Session, world: World, network: Network, folder: Path, out: Path, plan: Plan) -> None:
        self._session, self._world, self._network, self._out, self._plan = session, world, network, out, plan
        self._machine = Machine(session)
        config, self._data = folder / "config", folder / "data"
        prepare(config, world.hosts, world.secure, world.https_port, world.http_port)
        session.environment["SSL_CERT_FILE"] = str(world.certificate)
        session.environment.pop("QT_LINUX_ACCESSIBILITY_ALWAYS_ON")  # as most people have it
        self._tray = Tray(session, config, self._data)
        self.sampler = Sampler(self._tray.process.pid, self._data, out / "samples.jsonl")
        self._happened: Counter[str] = Counter()
        self._wrong: list[str] = []
        self._ended = "ended as planned"
        self._asleep = False
        self._going: set[str] = set()
        self._stopped = threading.Event()
        self._begun_s = time.monotonic()
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = count()

    def course(self) -> report.Course:
        """How it went."""
        return report.Course(self._plan, self._happened, self._ended, tuple(self._wrong))

    def run(self, hours: float) -> None:
        """Let it happen for so long, or until SIGTERM or SIGINT; then end the program, and look at what it left."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        until_s = hours / self._plan.pace * 3600.0
        for each in takewhile(lambda one: one.at_s < until_s, self._plan.happenings(self._world.hosts)):
            self._at(each.at_s, partial(self._begin, each))
        for minute in range(int(until_s / MINUTE_S) + 1):
            self._at(minute * MINUTE_S, partial(self._measure, minute))
        while self._due and not self._stopped.is_set():
            at_s, _, act = heapq.heappop(self._due)
            if self._stopped.wait(max(0.0, at_s - self._now_s())):
                break
            act()
        self._end()

    def _stop(self, number: int, _frame: object) -> None:
        self._ended = f"ended by {signal.Signals(number).name} before its time"
        self._stopped.set()

    def _now_s(self) -> float:
        return time.monotonic() - self._begun_s

    def _at(self, at_s: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (at_s, next(self._numbers), act))

    def _measure(self, minute: int) -> None:
        if (status := self._tray.process.poll()) is not None:
            self._wrong.append(f"the program ended by itself in minute {minute}, with {status}")
            self._stopped.set()
            return
        self.sampler.take(
            self._now_s() / 3600.0 * self._plan.pace,
            notices=len(self._session.ear.notes()),
            happened=self._happened.total(),
            asleep=self._asleep,
            window=not self._going.isdisjoint(("window", "settings")),
        )
        if minute and minute % REPORT_EACH == 0:
            self._keep_notes()
            report.write(self._out, self.sampler.samples, self.course()._replace(ended="it goes on"))

    def _keep_notes(self) -> None:
        lines = [json.dumps(note._asdict(), ensure_ascii=False) for note in self._session.ear.notes()]
        (self._out / "notices.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def _begin(self, what: Happening) -> None:
        if (self._asleep and what.what in NEEDS_AWAKE) or what.what in self._going:
            return
        self._happened[what.what] += 1
        with (self._out / "happenings.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({**what._asdict(), "began_s": round(self._now_s(), 1)}) + "\n")
        self._try(what, begins=True)
        if what.lasts_s:
            self._going |= {what.what} & set(ONE_AT_A_TIME)
            self._at(self._now_s() + what.lasts_s, partial(self._finish, what))

    def _finish(self, what: Happening) -> None:
        self._going.discard(what.what)
        self._try(what, begins=False)

    def _try(self, what: Happening, *, begins: bool) -> None:
        try:
            self._do(what, begins=begins)
        except (RefusedError, TimeoutError, subprocess.TimeoutExpired) as error:
            # it may be busy, or asleep; who ends by itself is noticed within a minute
            self._happened[f"no answer to {what.what}"] += 1
            print(f"{self._now_s():.0f} s: {what.what}: {error!r}", file=sys.stderr, flush=True)
        except AssertionError as error:
            self._wrong.append(f"{what.what}, {self._now_s():.0f} s: {error}")

    def _do(self, what: Happening, *, begins: bool) -> None:
        match what.what:
            case "services":
                self._world.turn(what.hosts, what.way if begins else FINE)
            case "line":
                self._network.lose() if begins else self._network.come_back()
            case "network":
                self._network.move()
            case "sleep" | "sleep unannounced":
                self._sleep(announced=what.what == "sleep", begins=begins)
            case "battery":
                self._machine.use_battery(begins)
            case "notification server":
                self._session.refuse_notifications() if begins else self._session.take_notifications()
            case _:
                self._use(what, begins=begins)

    def _use(self, what: Happening, *, begins: bool) -> None:
        """Do what a person does, who is not there while the machine sleeps."""
        if self._asleep:
            return
        match what.what:
            case "window":
                self._show(WINDOW, begins, self._tray.click)
            case "settings":
                self._show(SETTINGS, begins, partial(self._tray.choose, "Settings…"))
            case "menu":
                self._tray.entries()
            case "check now":
                self._tray.choose("Check now")
            case _:
                self._tray.run(*what.words)

    def _show(self, title: str, begins: bool, open_it: Callable[[], None]) -> None:
        if begins:
            open_it()
        else:
            if self._session.bring_openbox_back():
                self._happened["window manager crashed"] += 1
            self._tray.close_window(title)

    def _sleep(self, *, announced: bool, begins: bool) -> None:
        if begins:
            self._machine.fall_asleep(self._tray.process.pid, announced=announced)
            self._asleep = True
        elif self._asleep:
            self._machine.wake(self._tray.process.pid, announced=announced)
            self._asleep = False

    def _end(self) -> None:
        if self._asleep:
            self._sleep(announced=True, begins=False)
        if self._tray.process.poll() is None:
            ending = Ending(self._tray.process.pid)
            self._tray.process.terminate()
            took_s = ending.took_s(lambda: self._tray.process.poll() is not None, 60.0)
            status = self._tray.process.poll()
            if status != 0 or took_s > ENDS_WITHIN_S:
                self._wrong.append(f"it ended with {status}, {took_s:.1f} s after it was asked to")
        self._keep_notes()
        self._wrong += wrong_in(self._data)
        shutil.copytree(self._data / "log", self._out / "log", dirs_exist_ok=True)  # what is wrong stands there whole
        self._wrong += said_twice(self._session.ear.notes())
        self._machine.close()


def said_twice(notes: Sequence[Note]) -> list[str]:
    """Find what was said twice, and not in the place of the first.

    Words with a time of day are of one event, and may come once; others ("You seem to be offline") may come again when
    something else was said in their place meanwhile, that it was over.
    """
    said: dict[str, float] = {}
    stands: dict[str, str] = {}
    found = []
    for note in notes:
        if note.app != WINDOW:
            continue
        before = stands.get(note.thread, note.text)
        if before != note.text and not re.search(TIME_OF_DAY, before):
            said.pop(before, None)
        if not note.replaces and note.time - said.get(note.text, -SAID_AGAIN_S) < SAID_AGAIN_S:
            found.append(f"said twice: {note.text!r}")
        said[note.text] = note.time
        stands[note.thread] = note.text
    return found


def wrong_in(data: Path) -> list[str]:
    """Find what is wrong in the history and in the log that a program left."""
    found = []
    with closing(sqlite3.connect(data / "history.db")) as connection:
        if (told := connection.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            found.append(f"the history is broken: {told[:3]}")
    for file in sorted((data / "log").glob("*.log*")):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        found += [f"{file.name}: {line[:300]}" for line in lines if re.search(r"\bERROR\b|CRITICAL|Traceback", line)]
    return found
