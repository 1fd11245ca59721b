"""What the user does with the tray icon: a click shows or hides the window, the menu opens it at a service.

Whoever looks at a window has seen the outages that it shows: then the icon marks them no longer. How the icon looks is
decided in `notifier.ui.tray`, what the windows show by themselves.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from notifier.app.windows import Windows
from notifier.config.model import Settings
from notifier.desktop.panel import panel_is_dark
from notifier.ui.settings.store import SettingsStore
from notifier.ui.tray import Tray

JUST_NOW_S: Final = 0.5
"""Some panels take the focus before they tell of the click: a window that lost it so shortly ago was in front."""


class TrayUse(QObject):
    """Connects the tray icon with the windows and the settings."""

    def __init__(self, tray: Tray, windows: Windows, settings: SettingsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray, self._windows, self._settings = tray, windows, settings
        self.clock_s: Callable[[], float] = time.monotonic
        self._in_front = False
        self._left_s = -JUST_NOW_S
        self._is_looked_at = tray.is_looked_at = partial(windows.shows_history, in_front=True)
        tray.clicked.connect(self._on_click)
        tray.open_incident.connect(windows.show_history)
        tray.open_history.connect(windows.show_history)
        tray.open_settings.connect(windows.show_settings)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_focus)
            application.styleHints().colorSchemeChanged.connect(self._show_quiet)
        settings.changed.connect(self._on_settings)
        self._show_quiet()

    @Slot()
    def _on_click(self) -> None:
        if sys.platform == "darwin":
            return  # the same click has opened the menu
        just_left = self.clock_s() - self._left_s < JUST_NOW_S
        if self._is_looked_at() or (just_left and self._windows.shows_history()):
            self._windows.hide_history()
        else:
            self._windows.show_history()

    @Slot()
    def _on_focus(self) -> None:
        before, self._in_front = self._in_front, self._is_looked_at()
        if before and not self._in_front:
            self._left_s = self.clock_s()
        if self._in_front:
            self._tray.mark_seen()

    @Slot(object, object)
    def _on_settings(self, before: Settings, now: Settings) -> None:
        if (before.quiet_icon, before.theme) != (now.quiet_icon, now.theme):
            self._show_quiet()

    @Slot()
    def _show_quiet(self) -> None:
        settings = self._settings.settings
        scheme = Qt.ColorScheme.Unknown if settings.theme != "auto" else QGuiApplication.styleHints().colorScheme()
        dark = None if scheme is Qt.ColorScheme.Unknown else scheme is Qt.ColorScheme.Dark
        self._tray.be_quiet(settings.quiet_icon, dark_panel=panel_is_dark(dark) if settings.quiet_icon else None)
