"""How long each window takes to open with so many services of one's own, drawn without a screen.

What is counted is the processor's time of the whole process, from the wish to the painted rows; the windows' code is
imported before. Run as a program it prints one line of JSON.
"""

import json
import os
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from notifier.bridge.garbage_collection import GarbageCollection
from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.catalogue.write import as_toml
from notifier.config.file import Loaded
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths, resources
from notifier.core.events import Notice
from notifier.core.model import (
    ComponentStatus,
    Incident,
    LineState,
    LineStatus,
    Scope,
    Service,
    ServiceStatus,
    Snapshot,
    State,
    Verdict,
)
from notifier.core.ports import Batch
from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from notifier.ui.first_run.dialog import FirstRunDialog
from notifier.ui.history.window import HistoryWindow
from notifier.ui.menu import TrayMenu
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.store import SettingsStore
from notifier.words.times import Clock
from tests.benchmarks.interface import Window, opened


class Desk:
    """So many services of one's own, watched, each with an outage behind it; and the windows that show them."""

    def __init__(self, count: int, folder: Path) -> None:
        self._now = datetime.now(UTC)
        self._paths = Paths(folder / "config", folder / "data")
        self._services = [service_from_address(f"https://stage-{number}.example/") for number in range(count)]
        for each in self._services:
            (self._paths.own_services / f"{each.id}.toml").write_text(as_toml(each), encoding="utf-8")
        with HistoryWriter.open(self._paths.history_file, _must_be_silent) as history:
            history.commit(Batch(incidents=tuple(self._outage(at, each) for at, each in enumerate(self._services))))
        self.catalogue = Catalogue(resources() / "catalogue", self._paths.own_services)
        self.snapshot = self._snapshot(State.OK)
        self.storm = self._snapshot(State.OUTAGE)

    def _outage(self, number: int, service: Service) -> Incident:
        since = self._now - timedelta(days=number % 30 + 1)
        return Incident(
            f"past-{number}", service.id, since, since + timedelta(minutes=40), State.OUTAGE, Scope.UNCLEAR, ("web",)
        )

    def _snapshot(self, state: State) -> Snapshot:
        statuses = tuple(
            ServiceStatus(
                each.id,
                each.name,
                each.owner,
                Verdict(each.id, state, self._now, components=("web",) if state is State.OUTAGE else ()),
                tuple(ComponentStatus(part.id, part.names, state, 40.0) for part in each.components),
                checked=self._now,
            )
            for each in self._services
        )
        return Snapshot(self._now, LineStatus(LineState.ONLINE), statuses)

    def window(self) -> Window:
        """Give the window."""
        window = HistoryWindow(lambda: HistoryReader(self._paths.history_file), self.catalogue.get)
        window.show_snapshot(self.snapshot)
        return window, window.incidents.rowCount

    def settings(self) -> Window:
        """Give the settings, at their list of apps."""
        watched = tuple(WatchedService(each.id) for each in self._services)
        store = SettingsStore(self._paths.settings_file, Loaded(Settings(watched=watched, country="ID")))
        return SettingsDialog(store, self.catalogue, self._paths), lambda: 1

    def first_start(self) -> Window:
        """Give the dialog of the first start."""
        return FirstRunDialog(self.catalogue, "ID"), lambda: 1


def _must_be_silent(notice: Notice) -> None:
    message = f"the history complains: {notice}"
    raise RuntimeError(message)


def main(count: int, folder: Path) -> None:
    """Open each window once, and show a change of everything in the open one."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    garbage = GarbageCollection()
    desk = Desk(count, folder)
    told = {}
    window, told["window"] = opened(app, desk.window)
    cpu_s = time.process_time()
    assert isinstance(window, HistoryWindow)
    window.show_snapshot(desk.storm)
    app.processEvents()
    window.repaint()
    told["window, when all fail"] = (time.process_time() - cpu_s) * 1000
    _dialog, told["settings"] = opened(app, desk.settings)
    _first, told["first start"] = opened(app, desk.first_start)
    menu = TrayMenu()
    cpu_s = time.process_time()
    menu.show_snapshot(desk.storm, Clock(desk.storm.time))
    told["tray's menu, when all fail"] = (time.process_time() - cpu_s) * 1000
    print(json.dumps(told), flush=True)
    del garbage
    os._exit(0)  # what is measured is over; the way out is not


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
