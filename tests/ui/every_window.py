"""All windows of `all_windows`, and what else is looked over in other languages: menus, boxes, every state of the line.

A class of the program's that is a window or a menu of its own and is missing here fails a test.
"""

from collections.abc import Callable
from datetime import UTC
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from notifier.app.phone import PhoneNotices
from notifier.catalogue.loader import Catalogue
from notifier.config.file import Loaded
from notifier.config.model import Settings
from notifier.config.paths import Paths, resources
from notifier.core.model import LineState, Scope, Snapshot, State
from notifier.core.past.search import Note
from notifier.store.reader import HistoryReader
from notifier.ui.asked_file import DesktopDialog
from notifier.ui.first_run.dialog import FirstRunDialog
from notifier.ui.first_run.question import OutsideQuestion
from notifier.ui.first_run.started import StartedDialog
from notifier.ui.history.chart_table import ChartTable
from notifier.ui.history.leaving import LeavingBox
from notifier.ui.history.note_dialog import NoteDialog
from notifier.ui.history.practice_window import PracticeWindow
from notifier.ui.history.window import HistoryWindow
from notifier.ui.history.window_menu import WindowMenu
from notifier.ui.menu import TrayMenu
from notifier.ui.settings.address_dialog import AddressDialog
from notifier.ui.settings.capabilities import Capabilities
from notifier.ui.settings.dialog import SettingsDialog
from notifier.ui.settings.store import SettingsStore
from notifier.ui.snooze_menu import SnoozeMenu
from notifier.words import _
from notifier.words.times import Clock
from tests.ui import all_windows, samples

ONLY_HERE = msgspec.structs.replace(samples.status("whatsapp", State.OUTAGE, Scope.ME), page=None)
PHONES = Settings(phones=("1 ntfys ntfy.sh outages", "2 mailtos mail.example:587 all"))


class Teller(QObject):
    """Tells nothing."""

    told = Signal(object, object)


class Desk:
    """Where they are made: a folder, and what closes them."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.folder, self.qtbot = folder, qtbot
        self._kept: list[QObject] = []

    def shown(self, window: QWidget, close: Callable[[], None] | None = None) -> QWidget:
        """Show a window until the test ends."""
        self.qtbot.addWidget(window, before_close_func=lambda _window: close() if close else None)
        window.show()
        return window

    def keep(self, part: QObject) -> None:
        """Let something live as long as the windows."""
        self._kept.append(part)


def _known(name: str, desk: Desk) -> QWidget:
    window = all_windows.WINDOWS[name](desk.folder, desk.qtbot.waitUntil)
    return desk.shown(window, window.shut_down if isinstance(window, HistoryWindow) else None)


def _phones(desk: Desk) -> QWidget:
    paths, teller = Paths(desk.folder / "config", desk.folder / "data"), Teller()
    store = SettingsStore(paths.settings_file, Loaded(PHONES))
    catalogue = Catalogue(resources() / "catalogue", paths.own_services)
    dialog = SettingsDialog(store, catalogue, paths, capabilities=Capabilities(keyring=True))
    phones = PhoneNotices(paths, store, teller.told, dialog)
    desk.keep(teller)
    dialog.show_context(phones=phones)
    dialog.show_page("phone")
    return desk.shown(dialog, phones.close)


def _history(shown: Snapshot, desk: Desk) -> QWidget:
    path = samples.write_history(desk.folder / "history.db", samples.incident(minutes=None))
    window = HistoryWindow(lambda: HistoryReader(path), samples.service_of, clock=lambda: samples.NOW, zone=UTC)
    window.show_snapshot(shown)
    desk.shown(window, window.shut_down)
    window.open_service("whatsapp")
    desk.qtbot.waitUntil(lambda: window.incidents.rowCount() == 1)
    return window


def _line(state: LineState) -> Snapshot:
    shown = samples.snapshot(line=state)
    return msgspec.structs.replace(shown, line=msgspec.structs.replace(shown.line, ahead_s=9e8))


def _menu(desk: Desk) -> QWidget:
    menu = TrayMenu()
    menu.show_snapshot(samples.snapshot(), Clock(samples.NOW, UTC))
    return desk.shown(menu)


def _below(made: Callable[[QWidget], QWidget], desk: Desk) -> QWidget:
    """Make one that wants a parent."""
    parent = QWidget()
    desk.keep(parent)
    return desk.shown(made(parent))


def _window_menu(parent: QWidget) -> QWidget:
    menu = WindowMenu(parent)
    menu.show_snapshot(samples.snapshot())
    return menu


def _table(parent: QWidget) -> QWidget:
    return ChartTable("WhatsApp", [(_("Last 90 days"), [("2 Mar", "99 %")])], parent)


WINDOWS: dict[str, Callable[[Desk], QWidget]] = {
    **{name: partial(_known, name) for name in all_windows.WINDOWS},
    "settings, phone with addresses": _phones,
    "a service that fails here": partial(_history, samples.snapshot(ONLY_HERE)),
    **{f"line {state}": partial(_history, _line(state)) for state in LineState},
    "closing": partial(_below, LeavingBox),
    "started without a tray": lambda desk: desk.shown(StartedDialog(tray=False, at_login=False)),
    "a note": partial(_below, partial(NoteDialog, "WhatsApp, 14:02", Note("i1", samples.NOW, "…"))),
    "a chart's table": partial(_below, _table),
    "the tray's menu": _menu,
    "the window's menu": partial(_below, _window_menu),
    "snoozing": partial(_below, SnoozeMenu),
}
MADE = {AddressDialog, ChartTable, FirstRunDialog, HistoryWindow, LeavingBox, NoteDialog, OutsideQuestion}
MADE |= {PracticeWindow, SettingsDialog, SnoozeMenu, StartedDialog, TrayMenu, WindowMenu}
"""The classes of these windows."""
MADE |= {DesktopDialog}
"""It is never on the screen: the desktop's own stands for it."""
