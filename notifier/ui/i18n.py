"""Qt's part in the program's language: the numbers in its own widgets, its own few texts, and word to the windows.

What the program says is in `notifier.words`. Qt brings no Indonesian texts for its buttons and menus, so they are in
the languages' files with ours, and a translator hands them over. It calls back into Python while Qt holds a lock, so
only the thread of the windows may ask Qt for texts; no other one has any reason to.
"""

from typing import Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from notifier.words import N_, times
from notifier.words.language import ENGLISH, said, speak
from notifier.words.system import TimeStyle, style_of

# fmt: off
QT_TEXTS: Final = frozenset((
    N_("OK"), N_("Cancel"), N_("Close"), N_("&Yes"), N_("&No"), N_("Save"), N_("Apply"), N_("Help"), N_("Reset"),
    N_("&Undo"), N_("&Redo"), N_("Cu&t"), N_("&Copy"), N_("Copy &Link Location"), N_("&Paste"), N_("Delete"),
    N_("Select All"), N_("&Select All"), N_("&Step up"), N_("Step &down"), N_("Scroll here"), N_("Left edge"),
    N_("Top"), N_("Right edge"), N_("Bottom"), N_("Page left"), N_("Page up"), N_("Page right"), N_("Page down"),
    N_("Scroll left"), N_("Scroll up"), N_("Scroll right"), N_("Scroll down"),
))
# fmt: on
"""Qt's own texts that show in our windows."""


class _Translator(QTranslator):
    """Says Qt's texts in the language that is spoken."""

    def isEmpty(self) -> bool:  # noqa: N802 Qt's name
        """Tell that there are texts."""
        return False

    def translate(self, _context: str, source: str, _comment: str | None = None, _number: int = -1) -> str:
        """Give a text of Qt's."""
        return said(source) if source in QT_TEXTS else source


_translators: Final[WeakKeyDictionary[QCoreApplication, _Translator]] = WeakKeyDictionary()
"""Of each application object; asking Qt for its children takes 8 ms, before the tray icon is shown."""


def install(language: str) -> str:
    """Speak `language` (empty or unknown: the system's) from now on, and tell which it is.

    May be called again at any time: windows get a LanguageChange event. A QCoreApplication must exist.
    """
    system = QLocale.system()
    chosen = speak(language, system.uiLanguages())
    times.follow(_style(system))
    QLocale.setDefault(_formats(chosen, system))
    QGuiApplication.setLayoutDirection(direction_of(chosen))
    application = QCoreApplication.instance()
    if application is None:
        return chosen
    if application in _translators:
        QCoreApplication.sendEvent(application, QEvent(QEvent.Type.LanguageChange))
    else:
        _translators[application] = _Translator(application)
        QCoreApplication.installTranslator(_translators[application])  # says that the language has changed
    return chosen


def direction_of(language: str) -> Qt.LayoutDirection:
    """Give from which side the language is written; windows are laid out from there."""
    return QLocale(language).textDirection()


def _style(system: QLocale) -> TimeStyle | None:
    """Give how the system writes times; None where it says nothing (the locale C)."""
    short = QLocale.FormatType.ShortFormat
    time = system.timeFormat(short)
    if system.language() == QLocale.Language.C and time == QLocale.c().timeFormat(short):
        return None
    return style_of(time, system.dateFormat(QLocale.FormatType.LongFormat))


def _formats(language: str, system: QLocale) -> QLocale:
    """Give how Qt's widgets write numbers: as the user's system does, in the language that is spoken."""
    wanted = QLocale(language)
    if system.language() == wanted.language():
        return system
    if language != ENGLISH:
        return wanted
    if system.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(QLocale.Language.English, system.territory())
