"""Heavy trouble on a real session: the tray with 30 services that fail and come back all the time, read every 5 s.

Every half minute others fail: every second one, every third, all, none. A quarter of an hour reads as often as three
hours at the default interval, and has as many outages; what grows with the time alone, not with what happens, is
`make soak`'s affair. The window is opened during the trouble and closed again.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import usage
from tests.benchmarks.tray import write_settings
from tests.benchmarks.web import Web, break_services
from tests.desktop.session import Session
from tests.soak.tray import Tray
from tests.waiting import until

SERVICES: Final = 30
INTERVAL_S: Final = 5.0
CALM_S: Final = 60.0
TURNS: Final = 30
TURN_S: Final = 30.0
STEPS: Final = (2, 0, 3, 1, 0, 5)
"""Every how many-th service fails in a turn; 0: none."""
OPENED, CLOSED = 10, 14
"""The turns in which the window is opened and closed."""
WINDOW: Final = "Outage Notifier"


def measure(session: Session, web: Web, folder: Path) -> Iterator[Figure]:
    """Give the memory before, at worst and at the end, and what it cost."""
    session.environment["SSL_CERT_FILE"] = str(web.certificate)
    session.environment.pop("QT_LINUX_ACCESSIBILITY_ALWAYS_ON")  # as most people have it
    config, data = folder / "config", folder / "data"
    write_settings(config, web, INTERVAL_S, SERVICES)
    tray = Tray(session, config, data)
    time.sleep(CALM_S)
    before = usage(tray.process.pid)
    sizes_mb: list[float] = []
    for turn, step in zip(range(TURNS), cycle(STEPS), strict=False):
        break_services(web, step)
        if turn == OPENED:
            tray.click()
            until(lambda: tray.shows(WINDOW), 60, "the window")
        elif turn == CLOSED:
            until(lambda: tray.closed(WINDOW), 60, f"the window is closed, of {session.windows()}", poll_s=2.0)
        time.sleep(TURN_S)
        sizes_mb.append(usage(tray.process.pid).rss_mb)
    after = usage(tray.process.pid)
    with closing(sqlite3.connect(data / "history.db")) as connection:
        (incidents,) = connection.execute("SELECT count(*) FROM incidents").fetchone()
    spent = (after.cpu_s - before.cpu_s) / (TURNS * TURN_S) * 100
    minutes = TURNS * TURN_S / 60
    what = f"{SERVICES} services every {INTERVAL_S:.0f} s, {minutes:.0f} minutes of heavy trouble"
    yield Figure(f"memory before: {what}", before.rss_mb, "MB")
    yield Figure(f"memory before its window is opened: {what}", max(sizes_mb[:OPENED]), "MB", goal=110.0)
    yield Figure(f"memory with its window open: {what}", max(sizes_mb[OPENED:CLOSED]), "MB")
    yield Figure(
        f"memory at the end, the window closed: {what}", after.rss_mb, "MB", before.rss_mb, "before", goal=110.0
    )
    grown_mb = sizes_mb[-1] - sizes_mb[CLOSED]
    yield Figure(f"memory grown after the window was closed: {what}", grown_mb, "MB")
    yield Figure(f"processor: {what}", spent, "% of a core", spread=f"{incidents} incidents")
