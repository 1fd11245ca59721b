"""The program as its user has it, in the tray of a real X session, beside a bare tray program started in turn."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import blackbox, memory
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.processes import usage
from tests.benchmarks.web import ANCHOR_HOSTS, Web, asked_when, serving
from tests.desktop.session import ITEM, Session
from tests.soak.tray import Tray
from tests.waiting import until

STARTS = 7
SERVICES = 20
SETTLE_S = 30.0
REST_S = 60.0
"""One round at the default interval."""
GIVEN_BACK_S = 70.0
"""What closed windows took is given back after a minute."""
BARE = ("-m", "tests.benchmarks.bare_tray")
BUSY_S, BUSY_SERVICES = 5.0, 100
BUSY_PARTS = round(BUSY_S)
"""Each service is read once a second: so many addresses of it, one after the other, none more often than it may be."""
ASKED_S = 30.0
ASK_EVERY_S = 0.005

SERVICE = """format = 1
id = "stage-{number}"
name = "Stage {number}"
owner = "Owner {number}"
category = "social"
"""
COMPONENT = """[[component]]
id = "web{number}"
name = {{ en = "website {number}" }}
target = [{{ kind = "http", url = "https://{host}:{port}/" }}]
"""


class Seen(NamedTuple):
    """One start: how long until the item was in the tray, and anchors, the first and the last service were asked."""

    shown_ms: float
    anchor_ms: float = 0.0
    first_ms: float = 0.0
    last_ms: float = 0.0


def prepare(
    session: Session, folder: Path, web: Web, interval_s: float = 60.0, services: int = SERVICES, parts: int = 1
) -> tuple[str, ...]:
    """Write settings and services of one's own below `folder`; return the arguments that start the program there.

    It starts bare, as at login: the session's variables lead it there.
    """
    session.environment |= {"XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder / "data")}
    write_settings(folder / "outage-notifier", web, interval_s, services, parts=parts)
    return ("-m", "notifier")


def write_settings(
    config: Path,
    web: Web,
    interval_s: float = 60.0,
    services: int = SERVICES,
    language: str = "en",
    *,
    sparing: bool = False,
    parts: int = 1,
) -> None:
    """Write settings that watch so many services of the web's, each with so many addresses, into a folder.

    `sparing`: on battery they are read less often, as the program does unless it is told otherwise.
    """
    (config / "services").mkdir(parents=True)
    for number in range(1, services + 1):
        hosts = enumerate(web.hosts[(number - 1) * parts : number * parts], 1)
        addresses = (COMPONENT.format(number=part, host=host, port=web.https_port) for part, host in hosts)
        text = SERVICE.format(number=number) + "".join(addresses)
        (config / "services" / f"stage-{number}.toml").write_text(text, encoding="utf-8")
    anchors = f"anchors = {list(web.anchors())}"
    lines = ["version = 1", f'language = "{language}"', "first_run_done = true", 'proxy = "none"', anchors]
    lines += [f"probe_interval_s = {interval_s}", "slow_on_metered = false"]
    lines += [f"slow_on_battery = {str(sparing).lower()}"]
    lines += [f'[[watched]]\nid = "stage-{number}"' for number in range(1, services + 1)]
    (config / "settings.toml").write_text("\n".join(lines), encoding="utf-8")


def measure(session: Session, web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures of start, memory and rest."""
    session.environment["SSL_CERT_FILE"] = str(web.certificate)
    program = prepare(session, folder / "usual", web)
    own, bare = [], []
    for _ in range(STARTS):
        bare.append(_started(session, BARE))
        own.append(_started(session, program, web))
    against = "bare tray"
    shown = _shown(bare)
    yield Figure.of("tray shown after the start", _shown(own), "ms", shown, against, goal_ratio=1.4)
    what = "first reading sent after the start: of an anchor, without which there is no verdict"
    yield Figure.of(what, [each.anchor_ms for each in own], "ms", shown, f"{against} shown", goal_ratio=2.0)
    what = "first service asked after the start"
    yield Figure.of(what, [each.first_ms for each in own], "ms", shown, f"{against} shown", goal_ratio=2.0)
    what = f"all {SERVICES} services asked after the start"
    yield Figure.of(what, [each.last_ms for each in own], "ms", shown, f"{against} shown")
    beside = blackbox.cost(web, folder, SERVICES)
    yield from _rest(session, program, against, beside)
    (folder / "busy").mkdir()
    addresses = BUSY_SERVICES * BUSY_PARTS
    with serving(folder / "busy", addresses, addresses) as many:
        session.environment["SSL_CERT_FILE"] = str(many.certificate)
        busy = prepare(session, folder / "busy", many, BUSY_S, BUSY_SERVICES, BUSY_PARTS)
        yield from _pauses(session, busy, against)
    yield from _closed(session, folder, web)


def _shown(starts: list[Seen]) -> list[float]:
    return [each.shown_ms for each in starts]


def _start(session: Session, arguments: tuple[str, ...]) -> tuple["subprocess.Popen[bytes]", float]:
    began = time.monotonic()
    process = session.start(sys.executable, *arguments)
    until(session.tray_items, 30, f"an item in the tray: {session.log(sys.executable)}", poll_s=0.002)
    return process, (time.monotonic() - began) * 1000


def _end(session: Session, *processes: "subprocess.Popen[bytes]") -> None:
    for each in processes:
        each.terminate()
        each.wait(20)
    until(lambda: not session.tray_items(), 20, "the tray forgets the item")


def _started(session: Session, arguments: tuple[str, ...], web: Web | None = None) -> Seen:
    """Start a program and end it; where it is ours, once it has asked all services."""
    if web is not None:
        asked_when(web)  # what was asked until now
    began = time.monotonic()
    process, shown_ms = _start(session, arguments)
    if web is None:
        _end(session, process)
        return Seen(shown_ms)
    times_ms = {host: (time_s - began) * 1000 for host, time_s in _first_asked(web).items()}
    _end(session, process)
    anchors_ms = [times_ms.pop(host) for host in ANCHOR_HOSTS if host in times_ms]
    return Seen(shown_ms, min(anchors_ms), min(times_ms.values()), max(times_ms.values()))


def _first_asked(web: Web) -> dict[str, float]:
    """Wait until all services were asked, and tell when each was first, and the anchors."""
    times: dict[str, float] = {}

    def all_were() -> bool:
        times.update({host: time_s for host, time_s in asked_when(web).items() if host not in times})
        return len(times.keys() - set(ANCHOR_HOSTS)) >= SERVICES

    until(all_were, 60, "all services are asked")
    return times


def _rest(session: Session, program: tuple[str, ...], against: str, prober: blackbox.Cost | None) -> Iterator[Figure]:
    """Both programs at rest, one after the other, each for one round of checks."""
    costs = []
    for arguments in (BARE, program):
        process, _ = _start(session, arguments)
        time.sleep(SETTLE_S)
        before = usage(process.pid)
        time.sleep(REST_S)
        after = usage(process.pid)
        wakes = (after.wakes - before.wakes) * 60 / REST_S
        costs.append((after, (after.cpu_s - before.cpu_s) / REST_S * 100, wakes, memory.parts(process.pid)))
        _end(session, process)
    (bare, bare_cpu, bare_wakes, bare_parts), (own, own_cpu, own_wakes, own_parts) = costs
    also = blackbox.beside(prober and prober.rss_mb)
    what = f"memory at rest, {SERVICES} services (resident)"
    yield Figure(what, own.rss_mb, "MB", bare.rss_mb, against, also=also, goal=90.0)
    yield from memory.figures(own_parts, bare_parts, against)
    what = f"memory at rest, {SERVICES} services (proportional)"
    yield Figure(what, own.pss_mb, "MB", bare.pss_mb, against, goal=65.0)
    what = f"processor at rest, {SERVICES} services a minute"
    yield Figure(what, own_cpu, "% of a core", bare_cpu, against, goal=0.35)
    yield Figure(f"wake-ups at rest, {SERVICES} services", own_wakes, "a minute", bare_wakes, against)
    yield Figure("threads at rest", own.threads, "", bare.threads, against)


def _pauses(session: Session, program: tuple[str, ...], against: str) -> Iterator[Figure]:
    """How long the window thread lets a question over D-Bus wait, while many services are read each second.

    The bare tray runs beside it, and both are asked in turn: what else disturbs the machine disturbs both.
    """
    bare, _ = _start(session, BARE)
    (bare_item,) = session.tray_items()
    own = session.start(sys.executable, *program)
    own_item, *_ = until(lambda: [each for each in session.tray_items() if each != bare_item], 30, "its item")
    time.sleep(SETTLE_S)
    waited: tuple[list[float], list[float]] = ([], [])
    end = time.monotonic() + ASKED_S
    while time.monotonic() < end:
        for item, into in zip((bare_item, own_item), waited, strict=True):
            began = time.perf_counter()
            session.bus.value(*item, ITEM, "Id")
            into.append((time.perf_counter() - began) * 1000)
        time.sleep(ASK_EVERY_S)
    _end(session, bare, own)
    what = f"window thread answers, {BUSY_SERVICES} services read each second"
    for name, share in (("p50", 0.5), ("p99", 0.99), ("worst", 1.0)):
        there, here = (percentile(each, share) for each in waited)
        yield Figure(f"{what}, {name}", here, "ms", there, f"{against}, asked in turn")
    there, here = (percentile(each, 0.99) for each in waited)
    yield Figure(f"{what}, p99, later than the bare tray", max(0.0, here - there), "ms", goal=16.0)


def _closed(session: Session, folder: Path, web: Web) -> Iterator[Figure]:
    """What stays of the windows when they are closed, on a desktop as most people have it.

    Half of it is code of Qt's and of Python's that was run once: pages of files, which the kernel shares among programs
    and takes back when it wants them. What only this program has is the figure of what is in no file. A bare tray in
    which two windows of the same kind were shown and deleted tells what Qt keeps of them: some 14 MB. With what the
    program has at rest that is the least that can be had here, before any code of its own windows (3.6 MB).
    """
    session.environment["SSL_CERT_FILE"] = str(web.certificate)
    session.environment.pop("QT_LINUX_ACCESSIBILITY_ALWAYS_ON")
    bare, _ = _start(session, (*BARE, "windows"))
    time.sleep(SETTLE_S)
    floor = usage(bare.pid)
    _end(session, bare)
    prepare(session, folder / "closed", web)
    tray = Tray(session)
    time.sleep(SETTLE_S)
    before, parts_before = usage(tray.process.pid), memory.parts(tray.process.pid)
    for title, open_it in (("Outage Notifier", tray.click), ("Settings", lambda: tray.choose("Settings…"))):
        open_it()
        until(partial(tray.shows, title), 60, title)
        until(partial(tray.closed, title), 60, f"{title} is closed", poll_s=2.0)
    time.sleep(GIVEN_BACK_S)
    after, what = usage(tray.process.pid), "memory a minute after window and settings were closed"
    against = "bare tray after such windows were closed"
    for name, own, then, bare_mb, goal in (
        ("resident", after.rss_mb, before.rss_mb, floor.rss_mb, 95.0),
        ("in no file", after.own_mb, before.own_mb, floor.own_mb, None),
    ):
        yield Figure(f"{what} ({name})", own, "MB", then, "before", also=((against, bare_mb),), goal=goal)
    yield from memory.figures(memory.parts(tray.process.pid), parts_before, "before", " then")


def describe_machine() -> str:
    """Say on what the figures were measured."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in lines if "model name" in line), "unknown processor")
    return f"{model}, {os.cpu_count()} cores, Python {sys.version.split()[0]}, load {os.getloadavg()[0]:.1f}"
