"""The language of the command line: that of the settings, or the system's where they name none."""

from pathlib import Path

from notifier.config import file
from notifier.config.paths import Paths
from notifier.words import system, times
from notifier.words.language import speak

_chosen: list[str] = []


def install(config_dir: Path | None, data_dir: Path | None) -> file.Loaded:
    """Speak the language of the settings in these folders, and give these."""
    loaded = file.load(Paths(config_dir, data_dir).settings_file)
    chosen = speak(loaded.settings.language)
    times.follow(system.time_style(chosen))
    _chosen[:] = [chosen]
    return loaded


def ensure(config_dir: Path | None, data_dir: Path | None) -> None:
    """Speak the language of the settings in these folders, unless that has been done already."""
    if not _chosen:
        install(config_dir, data_dir)
