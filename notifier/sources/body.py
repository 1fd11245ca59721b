"""A body as it comes in: unpacked piece by piece, never larger than allowed, whatever it was packed with.

Only gzip is asked for and understood. A few kilobytes can unpack to gigabytes, so unpacking itself is bounded.
"""

import zlib
from typing import Final

from notifier.core.failure import FailureKind
from notifier.sources.failures import WorldError

_GZIP: Final = 16 + zlib.MAX_WBITS
_FOREIGN: Final = frozenset({"br", "compress", "deflate", "x-compress", "zstd"})
"""What else a body may be packed with. Servers name much that packs nothing: `none`, `utf-8`, S3 `aws-chunked`."""
PIECE: Final = 64 * 1024


class Body:
    """Collects a body up to `most` bytes, counted packed and unpacked."""

    def __init__(self, encoding: str, most: int) -> None:
        """Begin. Raises WorldError for an encoding that nobody asked for."""
        self._unpacker = _unpacker(encoding)
        self._most = most
        self._came = 0
        self.content = bytearray()

    def take(self, chunk: bytes) -> None:
        """Add what came. Raises WorldError when it is too much, or broken."""
        self._came += len(chunk)
        if self._came > self._most:
            raise _too_large(self._most)
        if self._unpacker is None:
            self.content += chunk
            return
        while chunk:
            chunk = self._unpack(self._unpacker, chunk)

    def end(self) -> None:
        """Note that everything has come. Raises WorldError when a part is missing."""
        if self._unpacker is not None and self._came and not self._unpacker.eof:
            raise WorldError(FailureKind.PROTOCOL, "the packed body is incomplete")

    def _unpack(self, unpacker: "zlib._Decompress", chunk: bytes) -> bytes:
        if unpacker.eof:
            return b""  # what comes after the end is no part of it
        try:
            self.content += unpacker.decompress(chunk, min(PIECE, self._most + 1 - len(self.content)))
        except zlib.error:
            raise WorldError(FailureKind.PROTOCOL, "the packed body is broken") from None
        if len(self.content) > self._most:
            raise _too_large(self._most)
        return unpacker.unconsumed_tail


class Glance:
    """Collects the beginning of a body, unpacked, and leaves the rest."""

    def __init__(self, encoding: str, length: str, most: int) -> None:
        """Begin; `length` is how much is announced. Raises WorldError for an encoding that nobody asked for."""
        self._unpacker = _unpacker(encoding)
        self._most = most
        self._left = min(int(length), most) if length.isascii() and length.isdigit() and len(length) < 16 else most
        self.content = bytearray()

    def take(self, chunk: bytes) -> bool:
        """Add what came; tell whether more is wanted. Raises WorldError when it is broken."""
        self._left -= len(chunk)
        left = self._most - len(self.content)
        if self._unpacker is None:
            self.content += chunk[:left]
        else:
            try:
                self.content += self._unpacker.decompress(chunk, left)
            except zlib.error:
                raise WorldError(FailureKind.PROTOCOL, "the packed body is broken") from None
        return len(self.content) < self._most and self._left > 0


def _unpacker(encoding: str) -> "zlib._Decompress | None":
    named = {each.strip() for each in encoding.lower().split(",")}
    if foreign := named & _FOREIGN:
        raise WorldError(FailureKind.PROTOCOL, f"the body is packed with {min(foreign)}, which was not asked for")
    return zlib.decompressobj(_GZIP) if named & {"gzip", "x-gzip"} else None


def _too_large(most: int) -> WorldError:
    return WorldError(FailureKind.TOO_LARGE, f"the body is larger than {most // 1024} kB")
