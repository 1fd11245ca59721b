"""What an answer looks like, as digests. Nothing of a page's text leaves this module.

Linear in what was read, with a bound: the title, and the words of a thousand bytes from it on. Words are what ASCII
letters make; markup is not taken apart, since names of classes and of files are as characteristic as what is read.
"""

import hashlib
from typing import Final
from zlib import crc32

from notifier.core.look import Look

GLANCE: Final = 16 * 1024
"""So much of an answer is looked at: what a server sends at once anyway (ten packets), unpacked up to here."""
_TITLE_MOST: Final = 200
_SPAN: Final = 1024
_SKETCH: Final = 12
_SHORTEST: Final = 5
_LETTERS: Final = bytes(each if chr(each).isalpha() and each < 128 else 0x20 for each in range(256))
_NAMES: Final = bytes(each if each >= 128 else _LETTERS[each] for each in range(256))
"""Of titles letters of all scripts count; digits and signs do not ("(3) Inbox", prices)."""
_OF_HTML: Final = frozenset(
    b"title meta property content charset description viewport width device initial scale script style styles"
    b" stylesheet class href link head body html https image http equiv robots type name text javascript".split()
)
"""What every page has."""


def look_of(content: bytes, salt: str) -> Look | None:
    """Digest the beginning of a page, up to `GLANCE`; None: there is nothing to look at."""
    if not content:
        return None
    salted = crc32(salt.encode("utf-8", "replace"))
    at = content.find(b"<title")
    at = content.find(b"<TITLE") if at < 0 else at
    return Look(
        title=_title(content, at, salted) if at >= 0 else 0,
        size=min(len(content), GLANCE).bit_length(),
        words=_words(content, max(at, 0), salted),
    )


def _title(content: bytes, at: int, salted: int) -> int:
    begin = content.find(b">", at, at + _TITLE_MOST)
    end = content.find(b"<", begin, begin + _TITLE_MOST)
    title = b" ".join(content[begin + 1 : end].translate(_NAMES).split()) if 0 <= begin < end else b""
    if not title:
        return 0
    return int.from_bytes(hashlib.blake2b(title, digest_size=4, salt=salted.to_bytes(4)).digest()) or 1


def _words(content: bytes, at: int, salted: int) -> tuple[int, ...]:
    words = set(content[at : at + _SPAN].translate(_LETTERS).lower().split()) - _OF_HTML
    return tuple(sorted([crc32(each, salted) for each in words if len(each) >= _SHORTEST])[:_SKETCH])
