"""The beginning of a service's file read line by line: a list of all services needs it of hundreds of files at once.

There nearly every line is a key and a value that JSON writes alike, which takes a quarter of the time so. What is
written otherwise is read as TOML: a value alone, or the whole text. What is TOML means the same either way; some of
what is none is borne here: whether a file is right is `notifier.catalogue.schema`'s affair, which reads it whole.
"""

import tomllib
from typing import Any, Final

import msgspec

_SIMPLE: Final = msgspec.json.Decoder(str | int | list[str])


def values_of(text: str) -> dict[str, Any]:
    """Give the values of a TOML document; one that is none is a ValueError."""
    values = _by_lines(text)
    return tomllib.loads(text) if values is None else values


def _by_lines(text: str) -> dict[str, Any] | None:
    """None where a line is neither empty, nor a comment, nor a table's plain name, nor a value that ends with it."""
    values: dict[str, Any] = {}
    table = values
    for line in text.split("\n"):
        key, equals, value = line.partition(" = ")
        if not line or line.startswith("#"):
            continue
        if not equals and line[1:-1].isidentifier() and line == f"[{line[1:-1]}]" and line[1:-1] not in values:
            table = values[line[1:-1]] = {}
        elif equals and key.isidentifier() and key not in table:
            try:
                table[key] = _value(key, value)
            except ValueError:
                return None
        else:
            return None
    return values


def _value(key: str, value: str) -> Any:
    try:
        return _SIMPLE.decode(value)
    except msgspec.MsgspecError:
        return tomllib.loads(f"{key} = {value}")[key]
