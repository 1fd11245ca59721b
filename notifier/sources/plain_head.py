"""The head of an ordinary answer in HTTP/1.1, read at one glance: a check takes a tenth less then.

Ordinary is what came at once, is written as everybody writes it, and says how long its body is, once and in one way.
Whatever else comes is left to h11, with the same bytes; what is understood here h11 understands in the same way.
"""

import re
from typing import Final, NamedTuple

_HEAD: Final = re.compile(
    rb"HTTP/1\.[01] ([2-5][0-9][0-9])(?: [\t -~\x80-\xff]*)?\r\n"
    rb"((?:[-!#$%&'*+.^_`|~0-9a-zA-Z]+:[\t -~\x80-\xff]*\r\n)+)\r\n"
)
_BODILESS: Final = (204, 304)
_DIGITS_MOST: Final = 12


class PlainHead(NamedTuple):
    """How an answer begins; names of headers are in lower case."""

    status: int
    headers: list[tuple[bytes, bytes]]
    size: int
    """So many bytes it takes."""
    length: int
    """So many bytes of body follow."""


def plain_head(data: bytes) -> PlainHead | None:
    """Read the head that the data begin with; None: it is not an ordinary one."""
    found = _HEAD.match(data)
    if found is None:
        return None
    headers: list[tuple[bytes, bytes]] = []
    length = None
    for line in found[2][:-2].split(b"\r\n"):
        name, _, value = line.partition(b":")
        name, value = name.lower(), value.strip(b" \t")
        if name == b"content-length":
            if length is not None or not value.isdigit() or len(value) > _DIGITS_MOST:
                return None
            length = int(value)
        elif name == b"transfer-encoding":
            return None
        headers.append((name, value))
    status = int(found[1])
    if length is None or status in _BODILESS:
        return None
    return PlainHead(status, headers, found.end(), length)
