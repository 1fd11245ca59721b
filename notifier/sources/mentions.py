"""What a text has to say to be about an outage of a service: its name, and a word for it.

In English and Indonesian, and in Dutch, of which news are read, too.

Pure functions. Names that are too short to be searched for ("X") are left out; a short one ("Line", "Signal") counts
only spelled as it is written, since it is a common word, too; but who writes all in small letters spells nothing.
"""

import re
from collections.abc import Iterable
from typing import Final

OUTAGE_WORDS: Final = ("down", "outage", "gangguan", "eror", "error", "pulih", "tidak bisa", "storing")
"""Those that are searched for; texts may say more of them."""
_OUTAGE: Final = re.compile(
    r"\b(?:down|outages?|offline|disruptions?|not working|stopped working|can(?:'|\u2019)?t log ?in|crash(?:ed|es)?"
    r"|back online|restored|resolved|gangguan|err?or|tumbang|lumpuh|pulih|normal kembali|tidak bisa|tak bisa"
    r"|nggak bisa|ga bisa|gak bisa|storing(?:en)?|onbereikbaar)\b",
    re.IGNORECASE,
)
NAMES_MOST: Final = 2
SHORTEST: Final = 3
COMMON_UP_TO: Final = 6
"""A name of so few letters, written as words are, may be one. Chosen."""


def searched(names: Iterable[str]) -> tuple[str, ...]:
    """Give the names to search for: the first two of at least three letters, without what would end a quotation."""
    clean = (" ".join(re.sub(r"[^\w .&+'-]", " ", each).split()) for each in names)
    return tuple(dict.fromkeys(each for each in clean if len(each) >= SHORTEST))[:NAMES_MOST]


def names_it(text: str, names: Iterable[str]) -> bool:
    """Tell whether the text names the service."""
    casual = text.islower() or text.isupper()
    return any(_pattern(each, casual=casual).search(text) for each in searched(names))


def is_called(name: str, names: Iterable[str]) -> bool:
    """Tell whether a name, or the short form of it that stands in addresses, is one of the service's own."""
    plain = _letters(name)
    return bool(plain) and any(plain == _letters(each) for each in names)


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name[:200]).casefold()


def about_outage(text: str, names: Iterable[str]) -> bool:
    """Tell whether the text is about an outage of the service, or its end."""
    return _OUTAGE.search(text) is not None and names_it(text, names)


def _pattern(name: str, *, casual: bool) -> re.Pattern[str]:
    common = len(name) <= COMMON_UP_TO and name.isalpha() and name[1:] in (name[1:].lower(), name[1:].upper())
    flags = re.IGNORECASE if casual or not common else re.NOFLAG
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", flags)
