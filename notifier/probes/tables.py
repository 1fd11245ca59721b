"""Targets as the tables of files and as the fields of forms: both follow from the fields of the kind alone.

A field's limits stand in its type, its words and what types cannot check in `Field`. What has a default may be left
out.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from notifier.core.failure import N_
from notifier.core.targets import ProbeTarget
from notifier.probes import Probe, kinds
from notifier.probes.fields import Field

COMPONENT = "component"
"""The one field that does not stand in the table: whose table it is says it."""


class TableError(ValueError):
    """What is wrong at which key of a table; `values` are those of the hint's braces."""

    def __init__(self, key: str, hint: str, **values: object) -> None:
        super().__init__(f"{key}: {hint}")
        self.key, self.hint, self.values = key, hint, values


class Entry(NamedTuple):
    """A field of a kind, those of inner tables too: where it stands, its words, and what may be in it."""

    path: tuple[str, ...]
    """Its keys in a file, the outermost first."""
    place: str
    """The same as attributes of the target."""
    about: Field
    shape: Literal["text", "number", "flag", "choice", "numbers"]
    default: Any
    """`msgspec.NODEFAULT` where it has to be given."""
    choices: tuple[str, ...] = ()
    limits: tuple[int, int] = (0, 0)

    @property
    def key(self) -> str:
        """The place as errors name it."""
        return ".".join(self.path)

    def of(self, target: Probe) -> Any:
        """What a target has there."""
        return attrgetter(self.place)(target)


def read_target(table: Mapping[str, object], component: str) -> Probe:
    """Make a target of a file's table. Raises TableError."""
    name = table.get("kind")
    kind = kinds().get(name) if isinstance(name, str) else None
    if kind is None:
        raise TableError("kind", N_("Expected one of {known}."), known=", ".join(sorted(kinds())))
    if COMPONENT in table:
        raise TableError("", "{message}", message=f"Object contains unknown field `{COMPONENT}`")
    try:
        target = msgspec.convert({**table, COMPONENT: component}, kind)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `")
        raise TableError(path.rstrip("`").removeprefix("$").removeprefix("."), "{message}", message=message) from error
    for entry, good in _checks(kind):
        if not good(entry.of(target)):
            raise TableError(entry.key, entry.about.expected)
    return target


def with_values(target: Probe, values: Mapping[tuple[str, ...], object]) -> Probe:
    """Put values into fields of a target, by their paths. Raises TableError."""
    table = table_of(target)
    for path, value in values.items():
        inner = table
        for key in path[:-1]:
            inner = inner.setdefault(key, {})
        inner[path[-1]] = value
    return read_target(table, target.component)


def table_of(target: ProbeTarget) -> dict[str, Any]:
    """Make a file's table of a target: the kind first, defaults left out."""
    if not isinstance(target, Probe):
        raise TypeError(f"{type(target).__name__} is no kind of target that files know")
    return {"kind": target.kind, **_written(target)}


@cache
def entries(kind: type[Probe]) -> tuple[Entry, ...]:
    """List the fields of a kind that a person may fill in, in their order."""
    return tuple(_entries(kind, (), ""))


@cache
def _checks(kind: type[Probe]) -> tuple[tuple[Entry, Callable[[Any], bool]], ...]:
    return tuple((each, each.about.good) for each in entries(kind) if each.about.good is not None)


def _entries(struct: type[msgspec.Struct], path: tuple[str, ...], place: str) -> Iterator[Entry]:
    for field in msgspec.structs.fields(struct):
        here = (*path, field.encode_name)
        at = f"{place}.{field.name}" if place else field.name
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from _entries(field.type, here, at)
        elif at != COMPONENT:
            yield _entry(here, at, field)


def _entry(path: tuple[str, ...], place: str, field: msgspec.structs.FieldInfo) -> Entry:
    plain, notes = _taken_apart(field.type)
    about = next((each for each in notes if isinstance(each, Field)), Field(path[-1]))
    if get_origin(plain) is Literal:
        return Entry(path, place, about, "choice", field.default, choices=get_args(plain))
    if plain is bool:
        return Entry(path, place, about, "flag", field.default)
    if plain is int:
        bounds = next((each for each in notes if isinstance(each, msgspec.Meta)), msgspec.Meta())
        low, high = bounds.ge, bounds.le
        limits = (0 if low is None else int(low), 2**31 - 1 if high is None else int(high))
        return Entry(path, place, about, "number", field.default, limits=limits)
    return Entry(path, place, about, "numbers" if get_origin(plain) is tuple else "text", field.default)


def _taken_apart(type_: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type without its notes, and those."""
    if get_origin(type_) is Annotated:
        plain, *notes = get_args(type_)
        return plain, tuple(notes)
    return type_, ()


def _written(struct: msgspec.Struct) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        if value != field.default and (field.encode_name != COMPONENT or not isinstance(struct, Probe)):
            found[field.encode_name] = _written(value) if isinstance(value, msgspec.Struct) else value
    return found
