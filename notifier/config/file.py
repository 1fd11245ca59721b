"""The settings file: read with every care, written atomically with the user's comments kept, copied when broken.

What keys expect is in `keys`, what can be saved of a broken file in `salvage`, old versions in `migrations`. Passwords
are never here: see `secrets`.
"""

import os
import stat
from pathlib import Path
from typing import Any, Final

import msgspec

from notifier.config import keys
from notifier.config.keys import FIELDS, WATCHED_FIELDS
from notifier.config.migrations import migrated, version_of
from notifier.config.model import VERSION, Settings, WatchedService
from notifier.config.salvage import Flaw, parse, settings_of
from notifier.core.failure import N_, UserError
from notifier.files import end_of_links, reason_of, replace_file
from notifier.toml import parsed

LARGEST: Final = 1_000_000
"""Bytes. A thousand own services with every key set take a fifth of it."""


class Loaded(msgspec.Struct, frozen=True):
    """What was read, and what was wrong with it."""

    settings: Settings
    problem: UserError | None = None


def load(path: Path) -> Loaded:
    """Read the settings; defaults where there is no file, and for what cannot be read. Never raises."""
    try:
        data = _content(path)
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        return Loaded(Settings(), _unreadable(path, reason_of(error)))
    except UserError as error:
        return Loaded(Settings(), _unreadable(path, error))
    text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    saved = parse(text)
    if version_of(saved.document) > VERSION:
        return Loaded(Settings(), _newer(path, version_of(saved.document)))
    settings, more = settings_of(migrated(saved.document), text)
    flaws = saved.flaws + more
    if not flaws:
        return Loaded(settings)
    copy = _keep_copy(path, data)
    return Loaded(settings, _hopeless(path, flaws[0], copy) if saved.gave_up else _broken(path, flaws, copy))


def read(path: Path) -> Settings:
    """Read settings that were kept as a file; raises UserError where that is not possible whole. Changes nothing."""
    try:
        text = _content(path).decode("utf-8", errors="replace").removeprefix("\ufeff")
    except OSError as error:
        raise UserError("{path} cannot be read", "{reason}", path=path, reason=reason_of(error)) from error
    saved = parse(text)
    if version_of(saved.document) > VERSION:
        raise UserError("{path} was written by a newer version of this program", "Please update it.", path=path)
    settings, more = settings_of(migrated(saved.document), text)
    for flaw in saved.flaws + more:
        hint = N_("{flaw.hint}. Nothing was changed.")
        raise UserError("{path}, line {line}: {flaw.title}", hint, path=path, line=flaw.line, flaw=flaw.error)
    if "version" not in saved.document:
        raise UserError("{path} holds no settings of this program", "Nothing was changed.", path=path)
    return settings


def save(path: Path, settings: Settings) -> None:
    """Replace the file by one that holds these settings; raises UserError where that is not possible."""
    settings = msgspec.structs.replace(settings, version=VERSION)
    try:
        old = _content(path) if path.exists() else b""
        _guard(path, old)
        # tomlkit takes 17 ms to import and is needed to write only
        from notifier.config.document import rewritten

        end_of_links(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, rewritten(old.decode("utf-8", errors="replace"), settings).encode())
    except OSError as error:
        raise UserError("{path} cannot be written", "{reason}", path=path, reason=reason_of(error)) from error


def _content(path: Path) -> bytes:
    """Read the file. Raises OSError, or UserError for what is no file or too large to be settings."""
    status = path.stat()
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
        raise UserError("it is not a file")
    if status.st_size > LARGEST:
        raise UserError("it is larger than {most} MB", most=LARGEST // 1_000_000)
    return path.read_bytes()


def changed(settings: Settings, key: str, text: str) -> Settings:
    """Set one key from what a person typed; raises UserError that names the key and what it expects.

    `watched.ID.KEY` is a key of one watched service.
    """
    if key.startswith("watched."):
        return _changed_service(settings, key, text)
    field = _field(key)
    if key in ("version", "watched"):
        raise UserError("{key} cannot be set by hand", "services come and go with: add, remove", key=key)
    return msgspec.structs.replace(settings, **{key: keys.parsed(key, field, text)})


def shown(settings: Settings, key: str) -> str:
    """Say what a key is set to, as it would be typed."""
    if key.startswith("watched."):
        service, name = _service_key(settings, key)
        return keys.typed(getattr(service, name))
    _field(key)
    if key == "watched":
        return ", ".join(each.id for each in settings.watched)
    return keys.typed(getattr(settings, key))


def names() -> tuple[str, ...]:
    """All keys that can be set by hand."""
    return tuple(name for name in FIELDS if name not in ("version", "watched"))


def _changed_service(settings: Settings, key: str, text: str) -> Settings:
    service, name = _service_key(settings, key)
    if name == "id":
        raise UserError("{key} cannot be set by hand", "services come and go with: add, remove", key=key)
    service = msgspec.structs.replace(service, **{name: keys.parsed(key, WATCHED_FIELDS[name], text)})
    watched = tuple(service if each.id == service.id else each for each in settings.watched)
    return msgspec.structs.replace(settings, watched=watched)


def _service_key(settings: Settings, key: str) -> tuple[WatchedService, str]:
    identifier, _, name = key.removeprefix("watched.").rpartition(".")
    if name not in WATCHED_FIELDS:
        raise keys.unknown(name, list(WATCHED_FIELDS))
    for each in settings.watched:
        if each.id == identifier:
            return each, name
    raise UserError("{service} is not watched", "first: add {service}", service=identifier)


def _field(key: str) -> msgspec.structs.FieldInfo:
    if key not in FIELDS:
        raise keys.unknown(key, list(names()))
    return FIELDS[key]


def _unreadable(path: Path, reason: str | UserError) -> UserError:
    return UserError("{path} cannot be read", "{reason}. The defaults are used.", path=path, reason=reason)


def _newer(path: Path, version: int) -> UserError:
    return UserError(
        "{path} was written by a newer version of this program (format {version}, this one knows {known})",
        "It is left alone, the defaults are used and nothing is saved. Please update the program.",
        path=path,
        version=version,
        known=VERSION,
    )


def _hopeless(path: Path, flaw: Flaw, copy: Path | None) -> UserError:
    values: dict[str, Any] = {"path": path, "line": flaw.line, "flaw": flaw.error, "copy": copy}
    if copy is None:
        hint = N_("{flaw.hint}. Nothing from there on was kept. No copy of the file could be made.")
    else:
        hint = N_("{flaw.hint}. Nothing from there on was kept. A copy of the file is {copy}.")
    return UserError("{path}, line {line}: {flaw.title}", hint, **values)


def _broken(path: Path, flaws: list[Flaw], copy: Path | None) -> UserError:
    first = flaws[0]
    values: dict[str, Any] = {"path": path, "line": first.line, "flaw": first.error, "copy": copy}
    values["more"] = _further(flaws[1:10])
    if copy is None:
        hint = N_("{flaw.hint}. Everything else was kept.{more} No copy of the file could be made.")
    else:
        hint = N_("{flaw.hint}. Everything else was kept.{more} A copy of the file is {copy}.")
    return UserError("{path}, line {line}: {flaw.title}", hint, **values)


def _further(flaws: list[Flaw]) -> UserError | str:
    """Say the further flaws, each within the one before, so that all can be said in any language."""
    if not flaws:
        return ""
    first = flaws[0]
    return UserError(" Line {line}: {flaw}.{more}", line=first.line, flaw=first.error, more=_further(flaws[1:]))


def _keep_copy(path: Path, data: bytes) -> Path | None:
    """Copy a broken file to the first free name of settings.toml.bak, .bak.1, .bak.2 …; once is enough."""
    number = 0
    while True:
        copy = path.with_name(f"{path.name}.bak" if not number else f"{path.name}.bak.{number}")
        try:
            if copy.read_bytes() == data:
                return copy
        except FileNotFoundError:
            break
        except OSError:
            pass
        number += 1
    try:
        handle = os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError:
        return None
    return copy


def _guard(path: Path, old: bytes) -> None:
    """Refuse to overwrite a newer version's file; keep a copy of one that is broken."""
    try:
        document = parsed(old.decode())
    except ValueError:  # not TOML, or no text
        _keep_copy(path, old)
        document = parse(old.decode("utf-8", errors="replace")).document
    if version_of(document) > VERSION:
        raise _newer(path, version_of(document))
