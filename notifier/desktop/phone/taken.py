"""What of a notice was taken: one that goes to several is tried again where it failed, and nowhere else.

Kept as digests, beside the notice: what is asked holds addresses, which stay in the keyring.
"""

from collections.abc import Iterable
from hashlib import blake2b

SIZE = 12
"""Bytes of a digest."""


class Taken:
    """Digests of what was asked and taken; the order stays."""

    def __init__(self, digests: Iterable[str] = ()) -> None:
        self._digests = dict.fromkeys(digests)

    @property
    def digests(self) -> tuple[str, ...]:
        """Give all of them."""
        return tuple(self._digests)

    def has(self, *parts: str | bytes) -> bool:
        """Tell whether this was taken."""
        return _digest(parts) in self._digests

    def add(self, *parts: str | bytes) -> None:
        """Note that it was."""
        self._digests[_digest(parts)] = None


def _digest(parts: Iterable[str | bytes]) -> str:
    digest = blake2b(digest_size=SIZE)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(b"%d:%s" % (len(data), data))
    return digest.hexdigest()
