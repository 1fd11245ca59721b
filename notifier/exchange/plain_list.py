"""A plain list: an address or a service's name in each line; `#` begins a comment."""

import re
from typing import Final

from notifier.catalogue.own import service_from_address
from notifier.exchange.model import Collected, Entry, WatchList

_ADDRESS: Final = re.compile(r"\S*[./:]\S*")
_COMMENT: Final = re.compile(r"(^|\s)#.*")
_BULLET: Final = re.compile(r"^[-*•]\s+")


def read_lines(text: str) -> WatchList:
    """Read a list."""
    found = Collected()
    for line in text.splitlines():
        words = _BULLET.sub("", _COMMENT.sub("", line).strip()).strip()
        if not words:
            continue
        if not _ADDRESS.fullmatch(words):
            found.add(Entry(words, words=words))
            continue
        with found.or_lost(words):
            found.add(Entry(words, service_from_address(words), plain=True, words=words))
    return found.done()
