"""What is asked over HTTP, as it goes on the wire: the same for every reading of an address, so it is made once."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

import h11
import msgspec

from notifier import __version__
from notifier.core.failure import FailureKind
from notifier.sources.address import AddressError, HttpAddress, address_of
from notifier.sources.failures import WorldError

USER_AGENT: Final = f"outage-notifier/{__version__} (+https://github.com/outage-notifier/outage-notifier)"
_USUAL: Final = (("User-Agent", USER_AGENT), ("Accept", "*/*"), ("Accept-Encoding", "gzip"))


class Question(msgspec.Struct, frozen=True, dict=True):
    """One request. `headers` are all that are sent, with the host's name."""

    method: str
    address: HttpAddress
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes = b""

    @cached_property
    def opening(self) -> h11.Request:
        """How it begins in HTTP/1.1. Raises h11.LocalProtocolError for headers that cannot be sent: a fault of ours."""
        return h11.Request(method=self.method, target=self.address.target, headers=list(self.headers))


def question(method: str, url: str, headers: Iterable[tuple[str, str]], body: bytes) -> Question:
    """Make what is asked; `headers` go beside the usual ones, or in their place. Raises WorldError."""
    try:
        address = address_of(url)
    except AddressError as error:
        raise WorldError(FailureKind.PROTOCOL, f"the address cannot be asked: {error}") from None
    said = {"host": ("Host", address.authority)}
    if body:
        said["content-length"] = ("Content-Length", str(len(body)))
        said["content-type"] = ("Content-Type", "application/json")
    said |= {name.lower(): (name, value) for name, value in (*_USUAL, *headers)}
    return Question(method, address, tuple((name.encode(), value.encode()) for name, value in said.values()), body)
