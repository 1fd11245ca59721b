"""The catalogue as the rest of the program sees it: shipped files, newer ones that came since, and the user's own.

Each is read when it is asked for. The user's own file wins over a newer one, and that over a shipped one.

Used from one thread at a time. Knows nothing of the network; how a file looks is `notifier.catalogue.schema`'s affair.
"""

import contextlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from notifier.catalogue.own_files import OwnFiles, Stamp, service_in, stamp_of
from notifier.catalogue.schema import Head, read_head, read_listed
from notifier.catalogue.search import Searchable, fold, named, ranked, searchable
from notifier.catalogue.update_state import STATE, folder_in_use
from notifier.core.addresses import is_id
from notifier.core.failure import UserError
from notifier.core.model import Service

_WORLD: Final = "world"
_POPULAR: Final = Path("lists", "popular.toml")

Begun = TypeVar("Begun", Service, Head)


class Catalogue:
    """The known services. A user's own file wins over a shipped one of the same id; a broken one breaks nothing."""

    def __init__(self, shipped: Path, own: Path, updates: Path | None = None) -> None:
        self._shipped_folder = shipped
        self.own = OwnFiles(own)
        self._updates = updates
        self._updates_stamp: Stamp | None = None
        self._updated_folder: Path | None = None
        self._shipped: dict[str, Service | UserError | None] = {}
        self._searchable: dict[str, Searchable | None] = {}
        self._lists: dict[str, tuple[str, ...]] | None = None

    def get(self, service: str) -> Service | None:
        """Read the service with this id: one file, or none if it has been read before."""
        if not is_id(service):
            return None
        return self.own.get(service) or self._get_shipped(service)

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

        That is a third of the work: components and targets are only there where a service is the user's own, or was
        read whole before.
        """
        own = set(self.own.ids())
        ids = self._found(words, "", kinds) if words else self.ids()
        read = ((None if each in own else self._begun(each, read_listed)) or self.get(each) for each in ids)
        found = [each for each in read if each is not None]
        return found if words else _by_name(found)

    def ids(self) -> list[str]:
        """Tell the ids of all services without reading any, so that they can be read a few at a time with `get`."""
        self._notice_update()
        newer = self._updated_folder.glob("*.toml") if self._updated_folder else ()
        files = (*self._shipped_folder.glob("*.toml"), *newer)
        return sorted({each for each in (*(path.stem for path in files), *self.own.ids()) if is_id(each)})

    @property
    def problems(self) -> tuple[UserError, ...]:
        """What is wrong with the user's own files, and with the shipped ones that have been read."""
        return (*self.own.problems(), *(each for each in self._shipped.values() if isinstance(each, UserError)))

    def popular(self, country: str) -> tuple[str, ...]:
        """Ids of the services that people of a country use most, then those of the world."""
        lists = self._popular_lists()
        return tuple(dict.fromkeys((*lists.get(country.upper(), ()), *lists.get(_WORLD, ()))))

    def forget(self) -> None:
        """Let go of what was read; each is read again when it is asked for."""
        self._shipped.clear()
        self._searchable.clear()
        self._lists = None

    def _notice_update(self) -> None:
        """Look whether another catalogue has come into use; what was read of the last one is forgotten then."""
        if self._updates is None:
            return
        stamp = stamp_of(self._updates / STATE)
        if stamp != self._updates_stamp:
            self._updates_stamp = stamp
            self._updated_folder = folder_in_use(self._updates, self._shipped_folder)
            self._shipped.clear()
            self._searchable.clear()

    def _get_shipped(self, service: str) -> Service | None:
        self._notice_update()
        if service not in self._shipped:
            path = self._shipped_path(service)
            self._shipped[service] = service_in(path, own=False) if path.exists() else None
        found = self._shipped[service]
        return found if isinstance(found, Service) else None

    def _shipped_path(self, service: str) -> Path:
        """Tell where the newer file is, or else the shipped one."""
        name = f"{service}.toml"
        if self._updated_folder is not None and (newer := self._updated_folder / name).exists():
            return newer
        return self._shipped_folder / name

    def _begun(self, service: str, read: Callable[[bytes], Begun | None]) -> Begun | None:
        """Read the beginning of a shipped file; None: it has been or must be read whole."""
        if service not in self._shipped:
            with contextlib.suppress(OSError):
                found = read(self._shipped_path(service).read_bytes())
                if found is not None and found.id == service:
                    return found
        return None

    def _all_searchable(self) -> Iterator[Searchable]:
        own = set(self.own.ids())
        for service in self.ids():
            if service in own:
                made = _searchable(self.get(service))
            else:
                if service not in self._searchable:
                    self._searchable[service] = _searchable(self._begun(service, read_head) or self.get(service))
                made = self._searchable[service]
            if made is not None:
                yield made

    def _popular_lists(self) -> dict[str, tuple[str, ...]]:
        if self._lists is None:
            path = self._shipped_folder / _POPULAR
            values = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
            self._lists = msgspec.convert(values, dict[str, tuple[str, ...]])
        return self._lists


def _by_name(services: Iterable[Service]) -> list[Service]:
    return sorted(services, key=lambda each: (fold(each.name), each.id))


def _searchable(known: Service | Head | None) -> Searchable | None:
    return None if known is None else searchable(known)
