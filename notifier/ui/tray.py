"""The one icon in the tray: how everything is at a glance, a sentence as its tooltip, a menu.

It shows snapshots and passes on what the user chooses; it decides nothing about services. Whether there is a tray at
all, and when to ask again, is decided in `notifier.app`. Notifications are shown by `notifier.desktop.notify`; the
balloon here is its last resort.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QSystemTrayIcon

from notifier.core.model import LineState, Snapshot, State, is_problem
from notifier.ui import icons
from notifier.ui.icons import Look
from notifier.ui.menu import TrayMenu
from notifier.words import _
from notifier.words.times import Clock
from notifier.words.tooltip import is_stale, tooltip


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def look_of(snapshot: Snapshot, time: datetime) -> Look:
    """Decide how the icon looks: what the program itself cannot do comes before what services do."""
    if snapshot.paused:
        return Look.PAUSED
    if snapshot.line.state is LineState.ASLEEP or not snapshot.services:
        return Look.UNKNOWN
    if snapshot.line.state is not LineState.ONLINE:
        return Look.OFFLINE
    if is_stale(snapshot, time):
        return Look.STALE
    states = {each.verdict.shown for each in snapshot.services}
    for state in (State.OUTAGE, State.POSSIBLE, State.SLOW, State.MAINTENANCE):
        if state in states:
            return icons.LOOKS[state]
    return Look.FINE if State.OK in states else Look.UNKNOWN


class Tray(QObject):
    """The tray icon and its menu."""

    open_incident = Signal(str, str)
    """A service's id, and the id of its incident that goes on (empty: none)."""
    open_history = Signal()
    open_settings = Signal()
    commanded = Signal(object)
    """A `Command` for the engine: check now, pause, resume."""
    end_practice = Signal()
    quit = Signal()
    message_clicked = Signal()

    def __init__(self, parent: QObject | None = None, *, clock: Callable[[], datetime] = now) -> None:
        super().__init__(parent)
        self._now = clock
        self._snapshot: Snapshot | None = None
        self._shown: tuple[Look, int, bool] | None = None
        self._menu = TrayMenu()
        self._icon = QSystemTrayIcon(icons.icon(Look.UNKNOWN), self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.message_clicked)
        self._connect_menu()
        self._icon.setToolTip(_("Outage Notifier is starting."))

    @staticmethod
    def available() -> bool:
        """Tell whether the desktop has a tray at this moment; it may come later."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def _connect_menu(self) -> None:
        self._menu.aboutToShow.connect(self.refresh)
        self._menu.language_changed.connect(self.refresh)
        self._menu.service_chosen.connect(self._open_service)
        self._menu.commanded.connect(self.commanded)
        self._menu.end_practice_chosen.connect(self.end_practice)
        self._menu.history_chosen.connect(self.open_history)
        self._menu.settings_chosen.connect(self.open_settings)
        self._menu.quit_chosen.connect(self.quit)

    def show(self) -> None:
        """Put the icon into the tray."""
        self._icon.show()

    def hide(self) -> None:
        """Take the icon out of the tray."""
        self._icon.hide()

    def is_shown(self) -> bool:
        """Tell whether the icon is in the tray."""
        return self._icon.isVisible()

    @property
    def menu(self) -> TrayMenu:
        """The menu."""
        return self._menu

    @property
    def tool_tip(self) -> str:
        """What the tooltip says."""
        return self._icon.toolTip()

    @property
    def look(self) -> Look | None:
        """How the icon looks; None before the first snapshot."""
        return None if self._shown is None else self._shown[0]

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show everything as it stands."""
        self._snapshot = snapshot
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the newest snapshot in the words of this moment."""
        if self._snapshot is None:
            return
        time = self._now()
        problems = sum(is_problem(each.verdict.state) for each in self._snapshot.services)
        shown = (look_of(self._snapshot, time), problems, self._snapshot.practice)
        if shown != self._shown:
            self._shown = shown
            self._icon.setIcon(icons.icon(shown[0], problems, practice=shown[2]))
        clock = Clock(time)
        words = tooltip(self._snapshot, clock)
        if words != self._icon.toolTip():
            self._icon.setToolTip(words)
        self._menu.show_snapshot(self._snapshot, clock)

    def show_message(self, title: str, body: str) -> None:
        """Show a balloon. On Linux it replaces the icon while it shows, on macOS no click comes back."""
        self._icon.showMessage(title, body, self._icon.icon())

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.open_history.emit()

    @Slot(str)
    def _open_service(self, service: str) -> None:
        services = self._snapshot.services if self._snapshot is not None else ()
        incident = next((each.incident for each in services if each.id == service), "")
        self.open_incident.emit(service, incident)
