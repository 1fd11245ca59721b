"""How everything looks follows settings and desktop at once: language, theme, colours of marks, the desktop's fonts.

What is spoken and shown at the very start is arranged in `notifier.app.run`.
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from notifier.config.model import Settings
from notifier.desktop.look.plain import is_gtk_left_out
from notifier.ui import i18n, marks, theme
from notifier.ui.settings.store import SettingsStore


class Appearance(QObject):
    """Follows the settings, and the desktop where Qt does not."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__(settings)
        self._settings = settings
        settings.changed.connect(self._on_settings)
        _color_marks(settings.settings)
        self._desktop = None
        if is_gtk_left_out():
            from notifier.desktop.look.desktop_look import DesktopLook

            self._desktop = DesktopLook(parent=self)
            self._desktop.changed.connect(self._on_desktop)

    def begin(self) -> None:
        """Ask how the desktop's own programs look, in a while."""
        if self._desktop is not None:
            self._desktop.begin(QGuiApplication.platformName())

    def know(self) -> None:
        """Wait a moment for what the desktop says of its look: a window is about to be made."""
        if self._desktop is not None:
            self._desktop.wait()

    def close(self) -> None:
        """Follow the desktop no more."""
        if self._desktop is not None:
            self._desktop.close()

    @Slot(object, object)
    def _on_settings(self, before: Settings, now: Settings) -> None:
        _color_marks(now)
        if before.language != now.language:
            i18n.install(now.language)
        if before.theme != now.theme:
            self._apply()

    @Slot()
    def _on_desktop(self) -> None:
        application, look = QApplication.instance(), self._desktop.look if self._desktop is not None else None
        if look is not None and isinstance(application, QApplication):
            from notifier.ui.desktop_look import wear

            wear(application, look)
            self._apply()

    def _apply(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            look = self._desktop.look if self._desktop is not None else None
            theme.apply(application, self._settings.settings.theme, look)


def _color_marks(settings: Settings) -> None:
    marks.show_colors({each.id: each.color for each in settings.watched if each.color})
