"""The sources outside that a folder has: the tuple `SOURCES` of each of its modules."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeVar

from notifier.sources.outside.contract import Asked

Source = TypeVar("Source", bound=Asked[Any, Any])


def sources_in(package: str, path: Iterable[str], kind: type[Source]) -> Iterator[Source]:
    """Give the sources of a package. Raises TypeError for a module without `SOURCES` of that kind."""
    for name in (each.name for each in iter_modules(path)):
        found = getattr(import_module(f"{package}.{name}"), "SOURCES", None)
        if not isinstance(found, tuple) or not all(isinstance(each, kind) for each in found):
            raise TypeError(f"{name}.SOURCES is no tuple of {kind.__name__}")
        yield from found
