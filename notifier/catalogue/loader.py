"""The catalogue as the rest of the program sees it: shipped files, newer ones that came since, and the user's own.

Each is read when it is asked for. The user's own file wins over a newer one, and that over a shipped one.

Used from one thread at a time. Knows nothing of the network; how a file looks is `notifier.catalogue.schema`'s affair.
"""

import contextlib
import stat
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from notifier.catalogue.addresses import is_id
from notifier.catalogue.schema import LARGEST_FILE, read_head, read_listed, read_service
from notifier.catalogue.search import Searchable, fold, named, ranked, searchable
from notifier.catalogue.update_state import STATE, folder_in_use
from notifier.core.failure import N_, UserError
from notifier.core.model import Service
from notifier.files import replace_file

_WORLD: Final = "world"
_POPULAR: Final = Path("lists", "popular.toml")

_Stamp = tuple[int, int, int]


class Catalogue:
    """The known services. A user's own file wins over a shipped one of the same id; a broken one breaks nothing."""

    def __init__(self, shipped: Path, own: Path, updates: Path | None = None) -> None:
        self._shipped_folder = shipped
        self._own_folder = own
        self._updates = updates
        self._updates_stamp: _Stamp | None = None
        self._updated_folder: Path | None = None
        self._shipped: dict[str, Service | None] = {}
        self._own: dict[str, tuple[_Stamp, Service | UserError]] = {}
        self._own_unread: UserError | None = None
        self._shipped_problems: dict[str, UserError] = {}
        self._searchable: dict[str, Searchable | None] = {}
        self._lists: dict[str, tuple[str, ...]] | None = None

    def get(self, service: str) -> Service | None:
        """Read the service with this id: one file, or none if it has been read before."""
        if not is_id(service):
            return None
        return self._get_own(service) or self._get_shipped(service)

    def find(self, words: str) -> Service | None:
        """Find the service with this id, name or alias; case, accents, spaces and hyphens do not matter."""
        if (known := self.get(words.strip().lower())) is not None:
            return known
        found = named(self._all_searchable(), words)
        return None if found is None else self.get(found.id)

    def search(self, words: str, country: str = "", kinds: Mapping[str, str] = {}) -> list[Service]:
        """Find what may be meant, best first, forgiving slips; no words: everything.

        Where nothing else decides, what is popular in the country comes first. `kinds` are the names of categories in
        the user's language, by their ids; the English ones are known. Only what is found is read whole.
        """
        return [service for each in self._found(words, country, kinds) if (service := self.get(each)) is not None]

    def _found(self, words: str, country: str, kinds: Mapping[str, str]) -> list[str]:
        everywhere = (service for ids in self._popular_lists().values() for service in ids)
        popularity = {
            service: place for place, service in enumerate(dict.fromkeys((*self.popular(country), *everywhere)))
        }
        return [each.id for each in ranked(list(self._all_searchable()), words, popularity, kinds)]

    def all(self) -> list[Service]:
        """Read every service, by name."""
        return _by_name(service for each in self.ids() if (service := self.get(each)) is not None)

    def listed(self, words: str = "", kinds: Mapping[str, str] = {}) -> list[Service]:
        """Tell what a list shows of the services that words find (see `search`), or of all by name.

        It is a third of the work.
        What is neither the user's own nor was read whole before has no components and no targets here.
        """
        own = {path.stem for path in self._own_files()}
        ids = self._found(words, "", kinds) if words else self.ids()
        read = (self.get(each) if each in own else self._listed(each) for each in ids)
        found = [each for each in read if each is not None]
        return found if words else _by_name(found)

    def ids(self) -> list[str]:
        """Tell the ids of all services without reading any, so that they can be read a few at a time with `get`."""
        self._notice_update()
        newer = self._updated_folder.glob("*.toml") if self._updated_folder else ()
        files = (*self._shipped_folder.glob("*.toml"), *newer, *self._own_files())
        return sorted({path.stem for path in files if is_id(path.stem)})

    @property
    def problems(self) -> tuple[UserError, ...]:
        """What is wrong with the user's own files, and with the shipped ones that have been read."""
        self._drop_vanished()
        own = [problem for path in self._own_files() if (problem := self._own_problem(path))]
        unread = () if self._own_unread is None else (self._own_unread,)
        return (*unread, *own, *self._shipped_problems.values())

    def popular(self, country: str) -> tuple[str, ...]:
        """Ids of the services that people of a country use most, then those of the world."""
        lists = self._popular_lists()
        return tuple(dict.fromkeys((*lists.get(country.upper(), ()), *lists.get(_WORLD, ()))))

    def forget(self) -> None:
        """Let go of what was read; each is read again when it is asked for."""
        self._shipped.clear()
        self._searchable.clear()
        self._lists = None

    def add_own(self, service: Service) -> None:
        """Write a service into the user's folder, whole or not at all; a broken one of the user's is kept beside it."""
        from notifier.catalogue.write import as_toml  # with what writes TOML, which the start does not need

        data = as_toml(service).encode()
        read_service(data, f"{service.id}.toml")  # what is written can be read again
        try:
            self._own_folder.mkdir(parents=True, exist_ok=True)
            path = self._own_path(service.id)
            if path.is_file() and self._get_own(service.id) is None:
                path.replace(path.with_name(f"{path.name}.bak"))
            replace_file(path, data)
        except OSError as error:
            raise UserError("{name} could not be saved", "{message}", name=service.name, message=str(error)) from error
        self._own.pop(service.id, None)

    def remove_own(self, service: str) -> None:
        """Remove a service from the user's folder; a shipped one of the same id shows up again."""
        if not is_id(service):
            return
        try:
            self._own_path(service).unlink(missing_ok=True)
        except OSError as error:
            raise UserError("{name} could not be removed", "{message}", name=service, message=str(error)) from error
        self._own.pop(service, None)

    def _own_path(self, service: str) -> Path:
        return self._own_folder / f"{service}.toml"

    def _get_own(self, service: str) -> Service | None:
        """Read an own file, again only when it has changed on the disk."""
        path = self._own_path(service)
        stamp = _stamp(path)
        if stamp is None:
            self._own.pop(service, None)
            return None
        known = self._own.get(service)
        if known is None or known[0] != stamp:
            known = self._own[service] = (stamp, _outcome(path, own=True))
        return known[1] if isinstance(known[1], Service) else None

    def _notice_update(self) -> None:
        """Look whether another catalogue has come into use; what was read of the last one is forgotten then."""
        if self._updates is None:
            return
        stamp = _stamp(self._updates / STATE)
        if stamp != self._updates_stamp:
            self._updates_stamp = stamp
            self._updated_folder = folder_in_use(self._updates, self._shipped_folder)
            self._shipped.clear()
            self._searchable.clear()
            self._shipped_problems.clear()

    def _get_shipped(self, service: str) -> Service | None:
        self._notice_update()
        if service not in self._shipped:
            path = self._shipped_path(service)
            outcome = _outcome(path, own=False) if path.exists() else None
            self._shipped[service] = outcome if isinstance(outcome, Service) else None
            if isinstance(outcome, UserError):
                self._shipped_problems[service] = outcome
        return self._shipped[service]

    def _listed(self, service: str) -> Service | None:
        """Read the beginning of a file, unless it has been or must be read whole."""
        if service not in self._shipped:
            with contextlib.suppress(OSError):
                found = read_listed(self._shipped_path(service).read_bytes())
                if found is not None and found.id == service:
                    return found
        return self.get(service)

    def _shipped_path(self, service: str) -> Path:
        """Tell where the newer file is, or else the shipped one."""
        name = f"{service}.toml"
        if self._updated_folder is not None and (newer := self._updated_folder / name).exists():
            return newer
        return self._shipped_folder / name

    def _own_files(self) -> list[Path]:
        """List the user's files; where their folder cannot be read, that is a problem, and there are none."""
        self._own_unread = None
        try:
            return sorted(path for path in self._own_folder.iterdir() if path.suffix == ".toml")
        except FileNotFoundError:
            return []
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._own_unread = UserError("{path} cannot be read", "{reason}", path=self._own_folder, reason=reason)
            return []

    def _own_problem(self, path: Path) -> UserError | None:
        if not is_id(path.stem):
            return UserError("{file} has no usable name", "Expected the service's id and .toml.", file=path.name)
        self._get_own(path.stem)
        known = self._own.get(path.stem)
        if known is None and path.is_symlink():
            return UserError("{file} cannot be read", "it is not a file", file=path.name)  # it leads nowhere
        return known[1] if known and isinstance(known[1], UserError) else None

    def _drop_vanished(self) -> None:
        for service in [each for each in self._own if _stamp(self._own_path(each)) is None]:
            del self._own[service]

    def _all_searchable(self) -> Iterator[Searchable]:
        own = {path.stem for path in self._own_files()}
        for service in self.ids():
            if service in own:
                made = self._made_searchable(service, read=True)
            else:
                if service not in self._searchable:
                    self._searchable[service] = self._made_searchable(service, read=service in self._shipped)
                made = self._searchable[service]
            if made is not None:
                yield made

    def _made_searchable(self, service: str, *, read: bool) -> Searchable | None:
        """Prepare a service: from the beginning of its file, unless it has been or must be read whole."""
        with contextlib.suppress(OSError):
            head = None if read else read_head(self._shipped_path(service).read_bytes())
            if head is not None and head.id == service:
                return searchable(head)
        known = self.get(service)
        return None if known is None else searchable(known)

    def _popular_lists(self) -> dict[str, tuple[str, ...]]:
        if self._lists is None:
            path = self._shipped_folder / _POPULAR
            values = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
            self._lists = msgspec.convert(values, dict[str, tuple[str, ...]])
        return self._lists


def _by_name(services: Iterable[Service]) -> list[Service]:
    return sorted(services, key=lambda each: (fold(each.name), each.id))


def _stamp(path: Path) -> _Stamp | None:
    """What tells whether a file has changed; None: there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _outcome(path: Path, *, own: bool) -> Service | UserError:
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
