"""The file in which a newer catalogue comes: one JSON document with every service's own file as text.

It has no folders and no paths: a service's name in it is its id, which is what its file is called. `serial` grows with
every bundle, so that an old one cannot come back as a new one. Who signed it is `notifier.catalogue.minisign`'s affair,
where it is put `notifier.catalogue.update`'s.
"""

from datetime import date
from typing import Annotated, Final

import msgspec

from notifier.catalogue.schema import read_service
from notifier.core.failure import N_, UserError
from notifier.json import NOT_JSON

FORMAT: Final = 1
BUNDLE_MOST: Final = 8 * 1024 * 1024
SERVICES_MOST: Final = 5000
SERIAL_MOST: Final = 2**53


class Bundle(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A catalogue to be taken over: `services` holds the files' texts by id."""

    format: int
    serial: Annotated[int, msgspec.Meta(ge=1, le=SERIAL_MOST)]
    made: date
    services: Annotated[dict[str, str], msgspec.Meta(min_length=1, max_length=SERVICES_MOST)]


class _Head(msgspec.Struct):
    format: int = 0


def read_bundle(data: bytes) -> Bundle:
    """Read a bundle and check every service in it as the program's own are checked. Raises UserError."""
    if len(data) > BUNDLE_MOST:
        size = BUNDLE_MOST // 1024 // 1024
        raise UserError("the catalogue is too large", "Expected at most {size} MB.", size=size)
    try:
        if msgspec.json.decode(data, type=_Head).format > FORMAT:
            hint = N_("It is of a newer kind than this program knows. Please update the program.")
            raise UserError("the catalogue cannot be read", hint)
        bundle = msgspec.json.decode(data, type=Bundle)
    except NOT_JSON as error:
        raise UserError("the catalogue cannot be read", "{message}", message=str(error)) from error
    if bundle.format != FORMAT:
        raise UserError("the catalogue cannot be read", "Expected format = {format}.", format=FORMAT)
    for service, text in bundle.services.items():
        _check(service, text)
    return bundle


def write_bundle(bundle: Bundle) -> bytes:
    """Write a bundle; the same services always give the same bytes."""
    return msgspec.json.format(msgspec.json.encode(bundle, order="sorted"), indent=1)


def _check(service: str, text: str) -> None:
    try:
        known = read_service(text.encode(), f"{service[:100]}.toml").id
    except UserError as problem:
        raise UserError(
            "a service of the catalogue is broken, so nothing was taken over", "{problem}", problem=problem
        ) from problem
    except UnicodeEncodeError as error:
        raise UserError("the catalogue cannot be read", "{message}", message=str(error)) from error
    if known != service:
        raise UserError(
            "a service of the catalogue is broken, so nothing was taken over",
            "{known} is called {service} there.",
            known=known,
            service=service[:100],
        )
