"""The one icon in the tray: how everything is at a glance, a sentence as its tooltip, a menu.

It shows snapshots and passes on what the user chooses; it decides nothing about services. Whether there is a tray at
all, and when to ask again, is decided in `notifier.app`. Notifications are shown by `notifier.desktop.notify`; the
balloon here is its last resort.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSystemTrayIcon

from notifier.core.model import LineState, Snapshot, State, is_problem
from notifier.ui import icons
from notifier.ui.icons import Look
from notifier.ui.menu import TrayMenu
from notifier.ui.unseen import Unseen
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
    if snapshot.line.state is LineState.CAPTIVE_PORTAL:
        return Look.PORTAL
    if snapshot.line.state is not LineState.ONLINE:
        return Look.OFFLINE
    if is_stale(snapshot, time):
        return Look.STALE
    states = {each.verdict.shown for each in snapshot.services}
    for state in (State.OUTAGE, State.POSSIBLE, State.SLOW, State.MAINTENANCE):
        if state in states:
            return icons.LOOKS[state]
    return Look.FINE if State.OK in states else Look.UNKNOWN


class _Shown(NamedTuple):
    """What the icon shows."""

    look: Look = Look.UNKNOWN
    problems: int = 0
    practice: bool = False
    unseen: bool = False
    quiet: bool = False
    dark_panel: bool | None = None

    def icon(self) -> QIcon:
        if self.quiet and self.look is Look.FINE and not (self.practice or self.unseen):
            return icons.quiet_icon(self.dark_panel)
        return icons.icon(self.look, self.problems, practice=self.practice, unseen=self.unseen)


class Tray(QObject):
    """The tray icon and its menu."""

    clicked = Signal()
    """With the main button; on macOS such a click opens the menu as well."""
    open_incident = Signal(str, str)
    """A service's id, and the id of its incident that goes on (empty: none)."""
    open_history = Signal()
    open_settings = Signal()
    commanded = Signal(object)
    """A `Command` for the engine: check now, pause, resume."""
    end_practice = Signal()
    quit = Signal()
    message_clicked = Signal()

    def __init__(self, *, clock: Callable[[], datetime] = now) -> None:
        super().__init__()
        self._now = clock
        self._snapshot: Snapshot | None = None
        self._shown = _Shown()
        self._quiet: tuple[bool, bool | None] = (False, None)
        self._unseen = Unseen()
        self.is_looked_at: Callable[[], bool] = lambda: False
        """Whether somebody looks at a window that shows what the snapshots tell."""
        self._menu = TrayMenu()
        self._icon = QSystemTrayIcon(self._shown.icon(), self)
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
        self._menu.aboutToShow.connect(self._on_menu)
        self._menu.filled_anew.connect(self.refresh)
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
    def icon(self) -> QIcon:
        """The icon as it is shown."""
        return self._icon.icon()

    @property
    def tool_tip(self) -> str:
        """What the tooltip says."""
        return self._icon.toolTip()

    @property
    def look(self) -> Look | None:
        """How the icon looks; None before the first snapshot."""
        return None if self._snapshot is None else self._shown.look

    def marks_unseen(self) -> bool:
        """Tell whether the icon marks an outage that nobody has looked at yet."""
        return self._shown.unseen

    def be_quiet(self, quiet: bool, *, dark_panel: bool | None = None) -> None:
        """Show in one colour that all is fine, or in green; `dark_panel` is None where it is not known."""
        self._quiet = quiet, dark_panel
        self.refresh()

    @Slot()
    def mark_seen(self) -> None:
        """Somebody looks at what goes on: nothing is marked any more."""
        if self._unseen:
            self._unseen.look()
            self.refresh()

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show everything as it stands."""
        self._snapshot = snapshot
        self._unseen.take(snapshot, looking=self.is_looked_at())
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the newest snapshot in the words of this moment."""
        if self._snapshot is not None:
            clock = Clock(self._now())
            self._show_icon(self._snapshot, clock)
            self._menu.show_snapshot(self._snapshot, clock, self._missed(self._snapshot))

    def _show_icon(self, snapshot: Snapshot, clock: Clock) -> None:
        problems = sum(is_problem(each.verdict.state) for each in snapshot.services)
        unseen = bool(self._unseen) and not snapshot.practice
        shown = _Shown(look_of(snapshot, clock.now), problems, snapshot.practice, unseen, *self._quiet)
        if shown != self._shown:
            self._shown = shown
            self._icon.setIcon(shown.icon())
        words = tooltip(snapshot, clock, self._missed(snapshot))
        if words != self._icon.toolTip():
            self._icon.setToolTip(words)

    def _missed(self, snapshot: Snapshot) -> list[str]:
        return [] if snapshot.practice else self._unseen.over

    @Slot()
    def _on_menu(self) -> None:
        """Show what is true now; from then on it was seen, though the menu still says it."""
        self.refresh()
        self._unseen.look()
        if self._snapshot is not None:
            self._show_icon(self._snapshot, Clock(self._now()))

    def show_message(self, title: str, body: str) -> None:
        """Show a balloon. On Linux it replaces the icon while it shows, on macOS no click comes back."""
        self._icon.showMessage(title, body, self._icon.icon())

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.clicked.emit()

    @Slot(str)
    def _open_service(self, service: str) -> None:
        services = self._snapshot.services if self._snapshot is not None else ()
        incident = next((each.incident for each in services if each.id == service), "")
        self.open_incident.emit(service, incident)
