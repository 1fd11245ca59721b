"""The language of the command line: that of the settings, or the system's where they name none."""

from pathlib import Path

from notifier.config import file
from notifier.config.paths import Paths
from notifier.core.failure import UserError
from notifier.ui import console, i18n
from notifier.ui.console import translate

__all__ = ["ensure", "error_words", "install", "spoken", "translate"]

_spoken: list[str] = []


def install(config_dir: Path | None, data_dir: Path | None) -> None:
    """Speak the language of the settings in these folders."""
    _spoken[:] = [console.speak(file.load(Paths(config_dir, data_dir).settings_file).settings.language)]


def ensure(config_dir: Path | None, data_dir: Path | None) -> None:
    """Speak the language of the settings in these folders, unless one is spoken already."""
    if not _spoken:
        install(config_dir, data_dir)


def spoken() -> str:
    """The code of the language that is spoken."""
    return _spoken[0] if _spoken else i18n.ENGLISH


def error_words(error: UserError) -> str:
    """What the user can put right, in one sentence of the user's language."""
    title, hint = i18n.error_words(error)
    return f"{title}: {hint}" if hint else title
