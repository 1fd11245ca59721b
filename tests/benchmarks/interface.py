"""What each window costs when it opens first, on a year of 100 services' history, beside a bare window with a list.

Drawn without a screen. Counted is the processor's time of the whole process, with what is imported for the window; what
the program has in memory while it waits in the tray is there before. Run as a program with a job and a history it
measures in a process of its own, cold, and prints one line of JSON.
"""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import year
from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

Window = tuple["QWidget", Callable[[], int]]
"""A window, and what counts the rows that it has."""

WINDOWS = {
    "history": "window with a year of 100 services",
    "settings": "settings, at the list of apps",
    "first start": "first start",
}
SERVICES = 100
SELDOM = timedelta(minutes=30)
"""What goes well is kept in sums, however often it is read."""
STARTS = 5
PATIENCE_S = 120.0


def measure(_web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures of a year's history, and of the windows."""
    history = folder / "history.db"
    began = time.process_time()
    readings = year.write_year(history, datetime.now(UTC))
    spent_s = time.process_time() - began
    size_mb = history.stat().st_size / 1e6
    yield Figure("a year of readings on disk", size_mb, "MB", spread=f"{readings:,} readings", goal=40.0)
    yield Figure("writing, thinning and keeping a reading", spent_s / readings * 1e6, "µs CPU")
    history = folder / "many.db"
    year.write_year(history, datetime.now(UTC), step=SELDOM, services=SERVICES)
    bare = _cold("bare", history)
    for job, what in WINDOWS.items():
        what = f"{what}, first time, imports included"
        yield Figure.of(what, _cold(job, history), "ms CPU", bare, "bare window and list", goal=150.0)


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
    """Open one window in a running application and print what it took until its rows were painted, in ms."""
    from PySide6.QtWidgets import QApplication

    gc.disable()  # as the program has it (`bridge.garbage_collection`); else looking all over falls anywhere
    for each in ("program", "engine_opening"):  # what is in memory before anybody opens a window
        import_module(f"notifier.app.{each}")
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    app.processEvents()
    makers: dict[str, Callable[[Path], Window]] = {
        "history": _own_window,
        "settings": _settings,
        "first start": _first_start,
        "bare": _bare_window,
    }
    window, spent_ms = opened(app, lambda: makers[job](history))
    print(json.dumps(spent_ms), flush=True)
    window.close()
    os._exit(0)  # what is measured is over; the way out is not


def opened(app: "QApplication", make: Callable[[], Window]) -> "tuple[QWidget, float]":
    """Make and show a window; give it, and the ms of the processor's time until its rows were painted."""
    began, cpu_s = time.monotonic(), time.process_time()
    window, rows = make()
    window.show()
    while rows() == 0 or not window.windowHandle().isExposed():
        app.processEvents()
        if time.monotonic() - began > PATIENCE_S:
            sys.exit("the window shows nothing")
    app.processEvents()
    window.repaint()
    return window, (time.process_time() - cpu_s) * 1000


def _own_window(history: Path) -> Window:
    from notifier.core.model import LineState, LineStatus, ServiceStatus, Snapshot, State, Verdict
    from notifier.store.reader import HistoryReader
    from notifier.ui.history.window import HistoryWindow

    now = datetime.now(UTC)
    statuses = tuple(
        ServiceStatus(f"stage-{number}", f"Stage {number}", "Owner", Verdict(f"stage-{number}", State.OK, now))
        for number in range(SERVICES)
    )
    window = HistoryWindow(lambda: HistoryReader(history))
    window.show_snapshot(Snapshot(now, LineStatus(LineState.ONLINE), statuses))
    return window, window.incidents.rowCount


def _settings(history: Path) -> Window:
    from notifier.catalogue.loader import Catalogue
    from notifier.config.file import Loaded
    from notifier.config.model import Settings, WatchedService
    from notifier.config.paths import Paths, resources
    from notifier.ui.settings.dialog import SettingsDialog
    from notifier.ui.settings.store import SettingsStore

    paths = Paths(history.parent / "config", history.parent / "data")
    catalogue = Catalogue(resources() / "catalogue", paths.own_services)
    watched = tuple(WatchedService(each) for each in sorted(catalogue.ids())[:SERVICES])
    store = SettingsStore(paths.settings_file, Loaded(Settings(watched=watched, country="ID")))
    return SettingsDialog(store, catalogue, paths), lambda: 1


def _first_start(history: Path) -> Window:
    from notifier.catalogue.loader import Catalogue
    from notifier.config.paths import resources
    from notifier.ui.first_run.dialog import FirstRunDialog

    return FirstRunDialog(Catalogue(resources() / "catalogue", history.parent / "own"), "ID"), lambda: 1


def _bare_window(_history: Path) -> Window:
    from PySide6.QtWidgets import QListWidget

    window = QListWidget()
    window.addItems([f"row {number}" for number in range(200)])
    return window, window.count


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
