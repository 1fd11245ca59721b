"""How everything looks follows the settings at once: the language, the theme, the colours of marks.

What is spoken and shown at the very start is arranged in `notifier.app.run`.
"""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from notifier.config.model import Settings
from notifier.ui import i18n, marks, theme
from notifier.ui.settings.store import SettingsStore


class Appearance(QObject):
    """Follows the settings."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__(settings)
        settings.changed.connect(self._on_settings)
        _color_marks(settings.settings)

    @Slot(object, object)
    def _on_settings(self, before: Settings, now: Settings) -> None:
        _color_marks(now)
        if before.language != now.language:
            i18n.install(now.language)
        application = QApplication.instance()
        if before.theme != now.theme and isinstance(application, QApplication):
            theme.apply(application, now.theme)


def _color_marks(settings: Settings) -> None:
    marks.show_colors({each.id: each.color for each in settings.watched if each.color})
