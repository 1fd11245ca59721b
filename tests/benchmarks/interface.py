"""How fast the window opens on a year of history, beside a bare window with a list. Drawn without a screen.

Run as a program with a job and a history it measures in a process of its own, cold, and prints one line of JSON.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import year
from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Window = tuple["QWidget", Callable[[], int]]
"""A window, and what counts the rows that it has."""

STARTS = 5
PATIENCE_S = 30.0


def measure(_web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures of the window and of the year it shows."""
    history = folder / "history.db"
    began = time.perf_counter()
    readings = year.write_year(history, datetime.now(UTC))
    spent_s = time.perf_counter() - began
    size_mb = history.stat().st_size / 1e6
    yield Figure("a year of readings on disk", size_mb, "MB", spread=f"{readings:,} readings", goal=40.0)
    yield Figure("writing, thinning and keeping a reading", spent_s / readings * 1e6, "µs")
    own, bare = _cold("history", history), _cold("bare", history)
    what = "window with that year, first time, imports included"
    yield Figure.of(what, own, "ms", bare, "bare window and list", goal=150.0)


def _cold(job: str, history: Path) -> list[float]:
    command = [sys.executable, "-m", "tests.benchmarks.interface", job, str(history)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(history.parent / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    told = []
    for _ in range(STARTS):
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        told.append(float(json.loads(done.stdout)))
    return told


def main(job: str, history: Path) -> None:
    """Open one window in a running application and print how long it took until its rows were painted."""
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    app.processEvents()
    makers: dict[str, Callable[[Path], Window]] = {"history": _own_window, "bare": _bare_window}
    began = time.perf_counter()
    window, rows = makers[job](history)
    window.show()
    while rows() == 0 or not window.windowHandle().isExposed():
        app.processEvents()
        if time.perf_counter() - began > PATIENCE_S:
            sys.exit("the window shows nothing")
    app.processEvents()
    window.repaint()
    print(json.dumps((time.perf_counter() - began) * 1000), flush=True)
    window.close()
    os._exit(0)  # what is measured is over; the way out is not


def _own_window(history: Path) -> Window:
    from notifier.core.model import LineState, LineStatus, ServiceStatus, Snapshot, State, Verdict
    from notifier.store.reader import HistoryReader
    from notifier.ui.history.window import HistoryWindow

    now = datetime.now(UTC)
    statuses = tuple(
        ServiceStatus(f"stage-{number}", f"Stage {number}", "Owner", Verdict(f"stage-{number}", State.OK, now))
        for number in range(year.SERVICES)
    )
    window = HistoryWindow(lambda: HistoryReader(history))
    window.show_snapshot(Snapshot(now, LineStatus(LineState.ONLINE), statuses))
    return window, window.incidents.rowCount


def _bare_window(_history: Path) -> Window:
    from PySide6.QtWidgets import QListWidget

    window = QListWidget()
    window.addItems([f"row {number}" for number in range(200)])
    return window, window.count


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
