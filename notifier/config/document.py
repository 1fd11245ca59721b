"""Settings -> the text of their file, with the comments and the order that the user gave the old one.

A key at its default is not written unless the file has it already. Reading is in `notifier.config.file`.
"""

import re
import tomllib
from typing import Any, Final

import msgspec
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from notifier.config.keys import FIELDS
from notifier.config.model import Settings, WatchedService

HEAD: Final = (
    "Settings of Outage Notifier. Keys that are not here have their defaults: `outage-notifier config` shows all."
)

_BLANK: Final = re.compile(r"\n{3,}")


def rewritten(old: str, settings: Settings) -> str:
    """Change the old text as little as possible, so that it holds these settings."""
    try:
        document = tomlkit.parse(old)
        _fill(document, settings)
        text = tomlkit.dumps(document)
        for each in (_BLANK.sub("\n\n", text), text):  # each service that goes would leave one more line
            if _holds(each, settings):
                return each
    except (TOMLKitError, tomllib.TOMLDecodeError, RecursionError):
        pass  # the old text is broken, a copy of it was kept: write a new one
    document = tomlkit.document()
    _fill(document, settings)
    return tomlkit.dumps(document)


def _fill(document: tomlkit.TOMLDocument, settings: Settings) -> None:
    if not document.body:
        document.add(tomlkit.comment(HEAD))
    for key in [key for key in document if key not in FIELDS]:
        document.remove(key)
    defaults = Settings()
    for key in FIELDS:
        value = _plain(getattr(settings, key))
        if key == "watched":
            _fill_watched(document, settings.watched)
        elif key in document:
            if document[key] != value or type(_unwrapped(document[key])) is not type(value):
                document[key] = value
        elif key == "version" or getattr(settings, key) != getattr(defaults, key):
            document.add(key, tomlkit.item(value))


def _fill_watched(document: tomlkit.TOMLDocument, watched: tuple[WatchedService, ...]) -> None:
    old = document.get("watched")
    tables = list(old.body) if isinstance(old, AoT) else []
    if [table.get("id") for table in tables] == [each.id for each in watched]:
        for table, service in zip(tables, watched, strict=True):
            _fill_table(table, service)
        return
    by_id = {str(table.get("id")): table for table in tables}
    if "watched" in document:
        document.remove("watched")
    if not watched:
        return
    array = tomlkit.aot()
    for service in watched:
        table = by_id.get(service.id) or tomlkit.table()
        _fill_table(table, service)
        array.append(table)
    document.add("watched", array)


def _fill_table(table: Table, service: WatchedService) -> None:
    values = msgspec.to_builtins(service)
    for key in [key for key in table if key not in values]:
        table.remove(key)
    for key, value in values.items():
        if key not in table:
            table.add(key, tomlkit.item(value))
        elif table[key] != value:
            table[key] = value


def _plain(value: Any) -> Any:
    value = msgspec.to_builtins(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)  # 60 reads better than 60.0
    return list(value) if isinstance(value, tuple) else value


def _unwrapped(item: Any) -> Any:
    return item.unwrap() if hasattr(item, "unwrap") else item


def _holds(text: str, settings: Settings) -> bool:
    """Tell whether the text, read again, gives just these settings."""
    try:
        return msgspec.convert(tomllib.loads(text), Settings) == settings
    except msgspec.ValidationError:
        return False
