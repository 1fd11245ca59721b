"""Every window and dialog of the program, and every page of the settings, as a user meets it: for what holds of all."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QWidget

from notifier.catalogue.loader import Catalogue
from notifier.catalogue.own import service_from_address
from notifier.config.file import Loaded
from notifier.config.model import Settings, WatchedService
from notifier.config.paths import Paths, resources
from notifier.desktop.notify.model import Capabilities as NotificationCapabilities
from notifier.sources.outside_sources import told_sources
from notifier.store.reader import HistoryReader
from notifier.ui.first_run.dialog import FirstRunDialog
from notifier.ui.first_run.question import OutsideQuestion
from notifier.ui.first_run.started import StartedDialog
from notifier.ui.history.practice_window import PracticeWindow
from notifier.ui.history.window import HistoryWindow
from notifier.ui.settings.address_dialog import AddressDialog
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.dialog import PAGES, SettingsDialog
from notifier.ui.settings.store import SettingsStore
from tests.ui import samples

Wait = Callable[[Callable[[], bool]], None]
"""Waits until something is true, as `qtbot.waitUntil` does."""

SETTINGS: Final = Settings(
    watched=(WatchedService("whatsapp"), WatchedService("tiktok")),
    proxy="socks5h://[::1]:9050",
    anchors=("1.1.1.1:443", "9.9.9.9:53", "https://example.org"),
)


def _history(folder: Path, wait: Wait, service: str = "", incident: str = "") -> HistoryWindow:
    over = samples.incident("whatsapp", samples.START - timedelta(hours=9))
    path = samples.write_history(folder / "history.db", over, samples.incident(minutes=None))
    window = HistoryWindow(lambda: HistoryReader(path), samples.service_of, clock=lambda: samples.NOW, zone=UTC)
    window.show_snapshot(samples.snapshot())
    window.show()
    if service:
        window.open_service(service)
    if incident:
        window.open_incident(incident)
    wait(lambda: window.incidents.rowCount() == 2)
    return window


def _practice(folder: Path, wait: Wait) -> QWidget:
    path = samples.write_history(folder / "history.db", samples.incident(minutes=None))
    window = PracticeWindow(lambda: HistoryReader(path), samples.service_of, clock=lambda: samples.NOW, speed=20.0)
    window.show_snapshot(samples.snapshot(practice=True))
    window.show()
    wait(lambda: window.incidents.rowCount() == 1)
    return window


def _settings(page: str, folder: Path, wait: Wait) -> QWidget:
    paths = Paths(folder / "config", folder / "data")
    catalogue = Catalogue(resources() / "catalogue", paths.own_services)
    catalogue.own.add(service_from_address("own.example.org"))
    able = Capabilities(
        notify=NotificationCapabilities("dunst", inhibited=True), tray=True, autostart=False, keyring=False
    )
    dialog = SettingsDialog(SettingsStore(paths.settings_file, Loaded(SETTINGS)), catalogue, paths, capabilities=able)
    dialog.show_context(outside=told_sources)
    dialog.show_page(page)
    dialog.open()
    wait(lambda: not any(each.isActive() for each in dialog.findChildren(QTimer)))  # all apps are read
    return dialog


def _dialog(made: QWidget) -> QWidget:
    made.show()
    return made


WINDOWS: Final[dict[str, Callable[[Path, Wait], QWidget]]] = {
    "history": _history,
    "history of a service": partial(_history, service="whatsapp"),
    "history of an outage": partial(_history, incident="whatsapp-20260302T140200"),
    "practice": _practice,
    "first run": lambda folder, _wait: _dialog(FirstRunDialog(Catalogue(resources() / "catalogue", folder), "ID")),
    "question": lambda _folder, _wait: _dialog(OutsideQuestion(told_sources())),
    "started": lambda _folder, _wait: _dialog(StartedDialog(tray=True, at_login=False)),
    "address": lambda folder, _wait: _dialog(AddressDialog(Catalogue(resources() / "catalogue", folder), "ftp://x")),
    **{f"settings, {page}": partial(_settings, page) for page in PAGES},
}


@contextmanager
def shown(name: str, folder: Path, wait: Wait) -> Iterator[QWidget]:
    """Show one of them, and take it away again."""
    window = WINDOWS[name](folder, wait)
    window.activateWindow()
    wait(window.isActiveWindow)
    QCoreApplication.processEvents()
    try:
        yield window
    finally:
        if isinstance(window, HistoryWindow):
            window.shut_down()
        window.hide()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
