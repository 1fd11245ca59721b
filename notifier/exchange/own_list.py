"""Our own list: what is watched, with the wishes for each, and the user's own services. Passwords are never in it."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from notifier.catalogue.schema import read_service
from notifier.catalogue.write import as_toml
from notifier.config.model import WatchedService
from notifier.core.failure import N_, UserError
from notifier.core.model import Service
from notifier.exchange.model import Collected, Entry, WatchList

MARK: Final = "outage_notifier"
VERSION: Final = 1


class _File(msgspec.Struct, forbid_unknown_fields=True):
    outage_notifier: int = VERSION
    watched: tuple[WatchedService, ...] = ()
    own: dict[str, str] = {}


def write_list(watched: Iterable[WatchedService], own: Iterable[Service]) -> bytes:
    """Write a list; `read_own` reads the same one back."""
    file = _File(VERSION, tuple(watched), {each.id: as_toml(each) for each in own})
    return msgspec.json.format(msgspec.json.encode(file), indent=2) + b"\n"


def read_own(document: dict[str, Any]) -> WatchList:
    """Read a list that this program wrote. Raises UserError."""
    if document.get(MARK) != VERSION:
        hint = N_("It is of another kind than this version knows. Please update the program.")
        raise UserError("the list cannot be read", hint)
    try:
        file = msgspec.convert(document, _File)
    except msgspec.ValidationError as error:
        raise UserError("the list cannot be read", "{message}", message=str(error)) from error
    found = Collected()
    own: dict[str, Service] = {}
    for id_, text in file.own.items():
        try:
            service = read_service(text.encode(), f"{id_[:100]}.toml", own=True)
            own[service.id] = service
        except (UserError, UnicodeEncodeError) as error:
            why = error if isinstance(error, UserError) else UserError("its description cannot be read")
            found.lose(id_, why)
    for wishes in file.watched:
        found.add(Entry(wishes.id, own.pop(wishes.id, None), wishes=wishes))
    for service in own.values():
        found.add(Entry(service.name, service, watch=False))
    return found.done()
