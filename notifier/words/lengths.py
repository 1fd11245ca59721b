"""Lengths of time as people type them: "8h", "30 min", "2 hari"."""

import re
from datetime import timedelta
from typing import Final

from notifier.words import N_
from notifier.words.language import said

_UNITS: Final = (
    (timedelta(seconds=1), N_("s sec secs second seconds detik")),
    (timedelta(minutes=1), N_("m min mins minute minutes mnt menit")),
    (timedelta(hours=1), N_("h hr hrs hour hours jam")),
    (timedelta(days=1), N_("d day days hari")),
    (timedelta(weeks=1), N_("w week weeks minggu")),
)
"""Each with the words for it, separated by spaces; these are known in every language, beside its own."""
_LENGTH: Final = re.compile(r"(\d{1,5})\s*([^\W\d]+)")


def unit_of(word: str) -> timedelta | None:
    """Give the unit that is called so."""
    found = (unit for unit, words in _UNITS if word.casefold() in f"{words} {said(words)}".casefold().split())
    return next(found, None)


def length_of(text: str) -> timedelta | None:
    """Give the length that is typed; None: it is none. Added to any day of ours it is a day still."""
    found = _LENGTH.fullmatch(text.strip())
    unit = unit_of(found[2]) if found is not None else None
    return int(found[1]) * unit if found is not None and unit is not None else None
