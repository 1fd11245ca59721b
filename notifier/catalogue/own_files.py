"""The user's own services: one file each in a folder of the settings, read again only when it changes on the disk.

A broken one breaks nothing: it is a problem to tell. How a file looks is `notifier.catalogue.schema`'s affair.
"""

import stat
from pathlib import Path

from notifier.catalogue.schema import LARGEST_FILE, read_service
from notifier.core.addresses import is_id
from notifier.core.failure import N_, UserError
from notifier.core.model import Service
from notifier.files import reason_of, replace_file

Stamp = tuple[int, int, int]


class OwnFiles:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, tuple[Stamp, Service | UserError]] = {}
        self._unread: UserError | None = None

    def get(self, service: str) -> Service | None:
        """Read a file, unless that was done and it is still the same; None: there is none that can be read."""
        found = self._outcome(service)
        return found if isinstance(found, Service) else None

    def ids(self) -> list[str]:
        """Tell what the files are called; where their folder cannot be read, that is a problem, and there are none."""
        self._unread = None
        try:
            return sorted(path.stem for path in self._folder.iterdir() if path.suffix == ".toml")
        except FileNotFoundError:
            return []
        except OSError as error:
            self._unread = UserError("{path} cannot be read", "{reason}", path=self._folder, reason=reason_of(error))
            return []

    def problems(self) -> tuple[UserError, ...]:
        """What is wrong with them."""
        found = [problem for each in self.ids() if (problem := self._problem(each)) is not None]
        return tuple(found) if self._unread is None else (self._unread, *found)

    def add(self, service: Service) -> None:
        """Write a service, whole or not at all; a broken one of the user's is kept beside it. Raises UserError."""
        from notifier.catalogue.write import as_toml  # with what writes TOML, which the start does not need

        data, path = as_toml(service).encode(), self._path(service.id)
        read_service(data, path.name)  # what is written can be read again
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if path.is_file() and self.get(service.id) is None:
                path.replace(path.with_name(f"{path.name}.bak"))
            replace_file(path, data)
        except OSError as error:
            raise UserError("{name} could not be saved", "{message}", name=service.name, message=str(error)) from error
        self._read.pop(service.id, None)

    def remove(self, service: str) -> None:
        """Remove a service. Raises UserError."""
        if not is_id(service):
            return
        try:
            self._path(service).unlink(missing_ok=True)
        except OSError as error:
            raise UserError("{name} could not be removed", "{message}", name=service, message=str(error)) from error
        self._read.pop(service, None)

    def _path(self, service: str) -> Path:
        return self._folder / f"{service}.toml"

    def _outcome(self, service: str) -> Service | UserError | None:
        path = self._path(service)
        stamp = stamp_of(path)
        if stamp is None:
            self._read.pop(service, None)
            return None
        known = self._read.get(service)
        if known is None or known[0] != stamp:
            known = self._read[service] = (stamp, service_in(path, own=True))
        return known[1]

    def _problem(self, service: str) -> UserError | None:
        path = self._path(service)
        if not is_id(service):
            return UserError("{file} has no usable name", "Expected the service's id and .toml.", file=path.name)
        found = self._outcome(service)
        if found is None and path.is_symlink():
            return UserError("{file} cannot be read", "it is not a file", file=path.name)  # it leads nowhere
        return found if isinstance(found, UserError) else None


def stamp_of(path: Path) -> Stamp | None:
    """What tells whether a file has changed; None: there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def service_in(path: Path, *, own: bool) -> Service | UserError:
    """Read the service of a file, or why that cannot be."""
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():  # who opened a pipe would wait for ever
            return UserError("{file} cannot be read", "it is not a file", file=path.name)
        with path.open("rb") as file:
            service = read_service(file.read(LARGEST_FILE + 1), path.name, own=own)
    except UserError as problem:
        return problem
    except OSError as error:
        return UserError("{file} cannot be read", "{message}", file=path.name, message=str(error))
    if service.id != path.stem:
        hint = N_("Expected {expected}, as the file is called.")
        return UserError("{file}: {key}", hint, file=path.name, key="id", expected=path.stem)
    return service
