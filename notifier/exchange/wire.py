"""Other programs' values, taken as they come: a wrong kind of value is as good as none."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, Final

import msgspec

from notifier.catalogue.own import service_from_address
from notifier.core.model import Service
from notifier.exchange.model import Entry, shown
from notifier.probes.http import Expect, HttpTarget

CODES: Final = tuple(status.value for status in HTTPStatus)
LEADING: Final = frozenset({301, 302, 303, 307, 308})
"""Redirects. One that is expected by itself is the good answer; within a range of statuses it is followed, as those
programs do, and what it leads to counts."""
EXPECTABLE: Final = range(100, 500)
"""From 500 on an answer is a failure, whatever is expected."""


def text(value: Any, key: str) -> str:
    """A text or a number under a key."""
    found = value.get(key) if isinstance(value, dict) else None
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found).strip()[:4000]


def flag(value: Any, key: str, otherwise: bool = False) -> bool:
    """Yes or no under a key, as programs write it: true, 1, "yes"."""
    found = value.get(key) if isinstance(value, dict) else None
    if found is None:
        return otherwise
    return str(found).strip().lower() in ("true", "1", "yes", "on")


def rows(value: Any, key: str) -> list[Any]:
    """A list under a key."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def table(value: Any, key: str) -> dict[str, Any]:
    """A mapping under a key; what has no text for a name is left out."""
    found = value.get(key) if isinstance(value, dict) else None
    return {each: inner for each, inner in found.items() if isinstance(each, str)} if isinstance(found, dict) else {}


def codes_between(first: int, last: int) -> tuple[int, ...]:
    """The statuses that exist in a range and may be expected."""
    found = (code for code in CODES if first <= code <= last and code in EXPECTABLE)
    return tuple(code for code in found if first == last or code not in LEADING)


def plain_entry(name: str, address: str) -> Entry:
    """What is watched at an address, and expected to do no more than answer. Raises UserError."""
    return Entry(name or address, named(service_from_address(address), name), plain=True)


def named(service: Service, name: str) -> Service:
    """Give a service the name that its user knows it by."""
    return msgspec.structs.replace(service, name=shown(name) or service.name)


def http_service(url: str, name: str, expect: Expect, method: str) -> Service:
    """A service of a web address, of which something is expected. Raises UserError for what is no such address."""
    service = service_from_address(url)
    targets = tuple(
        msgspec.structs.replace(each, expect=expect, method=method) if isinstance(each, HttpTarget) else each
        for each in service.targets
    )
    return named(msgspec.structs.replace(service, targets=targets), name)


def one_line(words: Iterable[str]) -> str:
    """Say several words in one line."""
    return shown(", ".join(words))
