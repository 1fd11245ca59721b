"""Where the program keeps its files: settings, history, own services, log; and where its own resources are.

Nothing is read or written here beyond making the folders, which only the user may enter. A folder that cannot be made
is reported by whoever wants to write into it.
"""

import contextlib
import sys
from pathlib import Path
from typing import Final, NamedTuple

APP: Final = "outage-notifier"


class _Folders(NamedTuple):
    config: Path
    data: Path
    log: Path


class Paths:
    """The folders of the platform, or those given (tests, portable use); they are made when they do not exist."""

    def __init__(self, config_dir: Path | None = None, data_dir: Path | None = None) -> None:
        usual = _of_platform()
        self.config_dir = (config_dir or usual.config).absolute()
        self.data_dir = (data_dir or usual.data).absolute()
        self.log_dir = self.data_dir / "log" if data_dir else usual.log
        self.is_default = config_dir is None and data_dir is None
        """The platform's own folders: only then does `start at login` need no options."""
        for folder in (self.config_dir, self.data_dir, self.own_services, self.log_dir):
            with contextlib.suppress(OSError):
                _make_private(folder)

    @property
    def settings_file(self) -> Path:
        """The user's choices."""
        return self.config_dir / "settings.toml"

    @property
    def own_services(self) -> Path:
        """The folder of the services that the user added, one file each."""
        return self.config_dir / "services"

    @property
    def catalogue_updates(self) -> Path:
        """The folder of catalogues that came since the program did; it need not exist."""
        return self.data_dir / "catalogue"

    @property
    def history_file(self) -> Path:
        """The history's database."""
        return self.data_dir / "history.db"

    @property
    def outside_file(self) -> Path:
        """What sources outside were asked, so that their limits hold."""
        return self.data_dir / "outside.json"

    @property
    def alternatives_file(self) -> Path:
        """How long what can be used instead usually took to answer."""
        return self.data_dir / "alternatives.json"

    @property
    def machines_file(self) -> Path:
        """Which of the user's other machines were heard."""
        return self.data_dir / "machines.json"

    @property
    def phone_file(self) -> Path:
        """Which notices wait to be sent to the phone."""
        return self.data_dir / "phone.json"

    @property
    def notices_file(self) -> Path:
        """Which notifications stand on the desktop; while none does, it is not there."""
        return self.data_dir / "notices.json"

    @property
    def salt_file(self) -> Path:
        """What makes the fingerprints of networks this installation's own."""
        return self.data_dir / "salt"

    @property
    def log_file(self) -> Path:
        """The log, for bug reports."""
        return self.log_dir / "outage-notifier.log"

    @property
    def fault_file(self) -> Path:
        """Where the interpreter writes the stacks when it dies."""
        return self.log_dir / "fault.log"


def resources() -> Path:
    """Tell where catalogue, icons and translations are: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def languages() -> tuple[str, ...]:
    """Give the codes of the languages that there are texts for; English needs no file."""
    return tuple(sorted({"en", *(each.stem for each in (resources() / "i18n").glob("*.po"))}))


def _of_platform() -> _Folders:
    """Ask for the platform's folders. What knows them takes a third of a megabyte, and is let go of after these."""
    import platformdirs

    config = platformdirs.user_config_path(APP, appauthor=False, roaming=True)
    data, log = platformdirs.user_data_path(APP, appauthor=False), platformdirs.user_log_path(APP, appauthor=False)
    for name in [each for each in sys.modules if each.partition(".")[0] == platformdirs.__name__]:
        del sys.modules[name]
    return _Folders(config, data, log)


def _make_private(folder: Path) -> None:
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
