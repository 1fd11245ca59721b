"""The language of the program: chooses it, gives its texts to Qt, and sets how dates and numbers are written.

The texts are in `resources/i18n/notifier_<language>.ts` and nowhere else: there is no build step. On first use they are
compiled (`notifier.ui.qm`, about 20 ms) and the result is kept in the user's cache folder under a name that holds the
checksum of the source, so that a later start takes less than 1 ms and a changed text is never missed. Where the cache
cannot be written the result is used from memory. QtCore alone is needed: the command line speaks through this too.

English is the language of the sources; its file holds the plural forms only.
"""

import contextlib
import logging
import os
import zlib
from pathlib import Path
from typing import Final

import platformdirs
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from notifier.config.paths import APP, resources
from notifier.core.failure import UserError
from notifier.ui.sentences import times

ENGLISH: Final = "en"
_PREFIX: Final = "notifier_"

_log = logging.getLogger(__name__)
_installed: list[tuple[QTranslator, bytes]] = []
"""The translator in use, with the memory that it reads from: Qt does not keep that alive."""


def languages() -> tuple[str, ...]:
    """Give the codes of the languages that there are texts for."""
    return tuple(sorted(each.stem.removeprefix(_PREFIX) for each in _folder().glob(f"{_PREFIX}*.ts")))


def language_name(language: str) -> str:
    """Give a language's own name for itself: "Bahasa Indonesia", "English"."""
    name = QLocale(language).nativeLanguageName()
    if language == "id":
        return "Bahasa Indonesia"
    return "English" if language == ENGLISH else name[:1].upper() + name[1:]


def system_language() -> str:
    """Give the first of the user's languages that there are texts for, else English."""
    known = languages()
    for wanted in QLocale.system().uiLanguages():
        code = wanted.replace("-", "_").split("_")[0]
        code = "id" if code == "in" else code  # the code of Indonesian until 1989, which some systems still give
        if code in known:
            return code
    return ENGLISH


def install(language: str = "", cache: Path | None = None) -> str:
    """Speak `language` (empty or unknown: the system's) from now on, and tell which it is.

    May be called again at any time: windows get a LanguageChange event. A QCoreApplication must exist.
    """
    chosen = language if language in languages() else system_language()
    cache = cache or Path(platformdirs.user_cache_dir(APP, appauthor=False))
    uninstall()
    try:
        source = (_folder() / f"{_PREFIX}{chosen}.ts").read_bytes()
        if not (_use(_kept(source, chosen, cache)) or _use(_compiled(source, chosen, cache))):
            _log.warning("The texts in the language %s were not accepted", chosen)
    except (OSError, ValueError, SyntaxError) as error:
        _log.warning("The texts in the language %s cannot be read: %s", chosen, error)
        chosen = ENGLISH
    spoken = _formats(chosen)
    QLocale.setDefault(spoken)
    times.follow_system(spoken, QLocale.system())
    return chosen


def uninstall() -> None:
    """Speak the English of the sources again, with the system's dates and numbers."""
    QLocale.setDefault(QLocale.system())
    while _installed:
        translator, _ = _installed.pop()
        QCoreApplication.removeTranslator(translator)


def error_words(error: UserError) -> tuple[str, str]:
    """Give the title and the hint of what the user can put right, in the user's language."""
    title = _error_text(error.title_source)
    hint = _error_text(error.hint_source)
    if not error.values:
        return title, hint
    values = {name: _in_words(value) for name, value in error.values.items()}
    return title.format(**values), hint.format(**values)


def _in_words(value: object) -> object:
    """Give a value as it is shown: an error within an error in the user's language, too."""
    return UserError(*error_words(value)) if isinstance(value, UserError) else value


def _error_text(source: str) -> str:
    return QCoreApplication.translate("UserError", source) if source else ""


def _formats(language: str) -> QLocale:
    """Give how dates and numbers are written: as the user's system does, in the language that is spoken."""
    system = QLocale.system()
    wanted = QLocale(language)
    if system.language() == wanted.language():
        return system
    if language != ENGLISH:
        return wanted
    if system.language() == QLocale.Language.C:  # it says nothing, and 14:02 is understood everywhere
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(QLocale.Language.English, system.territory())


def _folder() -> Path:
    return resources() / "i18n"


def _use(data: bytes) -> bool:
    translator = QTranslator()
    if not data or not translator.load(data):
        return False
    QCoreApplication.installTranslator(translator)
    _installed.append((translator, data))
    return True


def _cached(source: bytes, language: str, cache: Path) -> Path:
    return cache / f"{_PREFIX}{language}-{zlib.crc32(source):08x}-{len(source)}.qm"


def _kept(source: bytes, language: str, cache: Path) -> bytes:
    """Give what was compiled earlier; nothing where it was not."""
    with contextlib.suppress(OSError):
        return _cached(source, language, cache).read_bytes()
    return b""


def _compiled(source: bytes, language: str, cache: Path) -> bytes:
    from notifier.ui import qm  # 10 ms for the XML reader, needed once for each version

    data = qm.compiled(source, language)
    with contextlib.suppress(OSError):
        _keep(_cached(source, language, cache), data)
    return data


def _keep(kept: Path, data: bytes) -> None:
    """Write the compiled texts whole or not at all, and drop those of earlier versions."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_suffix(f".{os.getpid()}")
    new.write_bytes(data)
    new.replace(kept)
    language = kept.name.split("-")[0]
    for old in kept.parent.glob(f"{language}-*.qm"):
        if old != kept:
            old.unlink(missing_ok=True)
