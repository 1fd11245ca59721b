"""Finding services by what people type: short names, habits, missing accents, slips of the finger.

Pure functions over services. What is found first is what is meant most likely: the very name, then what begins so, then
words within, then the owner and the category, then what looks alike.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from notifier.catalogue.schema import Head
from notifier.catalogue.words import CATEGORIES
from notifier.core.model import Service

if TYPE_CHECKING:
    from difflib import SequenceMatcher

_IGNORED = str.maketrans("", "", " -_'\u2019")
_PUNCTUATION = str.maketrans(dict.fromkeys("-_'\u2019/.,()+&:", " "))
_FAR = 999

ALIKE: Final = 0.75
"""difflib's measure, twice the letters in common over all letters: one slip in four letters, two in eight.

Of 1,782 made-up slips in the catalogue's names 98.8 % find theirs first in 18 ms on average; counting edits with swaps
(rapidfuzz's OSA, at most 2) found 98.6 % in 10 ms, after 96 ms for its import and 12 MB on the disk.
"""
_PART: Final = 0.05


class Searchable(msgspec.Struct, frozen=True):
    """A service with the forms of its names that are compared."""

    id: str
    name: str
    owner: str
    category: str
    exact: frozenset[str]
    """Id, name and aliases, tight."""
    words: tuple[str, ...]
    around: tuple[str, ...]
    """Words of the owner and of the category."""


def searchable(service: Head | Service) -> Searchable:
    """Prepare a service for searching."""
    names = (service.id, service.name, *service.aliases)
    around = (service.owner, service.category, CATEGORIES.get(service.category, ""), *service.hashtags)
    return Searchable(
        service.id,
        service.name,
        service.owner,
        service.category,
        frozenset(filter(None, map(tight, names))),
        tuple(dict.fromkeys(word for name in names for word in _words(name))),
        tuple(dict.fromkeys(word for text in around for word in _words(text.lstrip("#")))),
    )


def fold(text: str) -> str:
    """Leave out case, accents and doubled spaces."""
    if text.isascii():  # nearly all are, and a first search folds thousands
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(each for each in decomposed if not unicodedata.combining(each)).split())


def tight(text: str) -> str:
    """Leave out spaces and hyphens, too: `Tik Tok` and `tiktok`, `m-BCA` and `mbca` are the same."""
    return fold(text).translate(_IGNORED)


def named(services: Iterable[Searchable], words: str) -> Searchable | None:
    """Find the one service whose id, name or alias is just this; ids win over names, names over aliases."""
    wanted = tight(words)
    hits = [each for each in services if wanted and wanted in each.exact]
    return min(hits, key=lambda each: (tight(each.id) != wanted, tight(each.name) != wanted), default=None)


def ranked(
    services: Sequence[Searchable], words: str, popularity: Mapping[str, int], kinds: Mapping[str, str]
) -> list[Searchable]:
    """Find what may be meant, best first; services that look alike are guessed only where nothing better is found."""
    wanted, parts = tight(words), _words(words)
    spoken = {category: _words(name) for category, name in kinds.items()}
    found: list[tuple[float, Searchable]]
    found = [(rank, each) for each in services if (rank := _rank(each, wanted, parts, spoken)) is not None]
    if not found and len(wanted) > 2:
        from difflib import SequenceMatcher  # for searches only

        matcher = SequenceMatcher(None, "", wanted, autojunk=False)
        found = [(-likeness, each) for each in services if (likeness := _likeness(each, wanted, matcher))]
    found.sort(key=lambda hit: (hit[0], popularity.get(hit[1].id, _FAR), fold(hit[1].name)))
    return [each for _, each in found]


def _words(text: str) -> list[str]:
    return fold(text).translate(_PUNCTUATION).split()


def _rank(each: Searchable, wanted: str, parts: list[str], spoken: Mapping[str, list[str]]) -> int | None:
    """0 the very name, 1 begins so, 2 words of the name or the owner, 3 words around it, 4 within; None: not at all."""
    if not parts or not wanted or wanted in each.exact:
        return 0
    if any(form.startswith(wanted) for form in each.exact):
        return 1
    if wanted == tight(each.owner) or all(any(word.startswith(part) for word in each.words) for part in parts):
        return 2
    around = (*each.around, *spoken.get(each.category, ())) if len(wanted) > 2 else ()
    if all(any(word.startswith(part) for word in (*each.words, *around)) for part in parts):
        return 3
    return 4 if len(wanted) > 2 and any(wanted in form for form in each.exact) else None


def _likeness(each: Searchable, wanted: str, matcher: "SequenceMatcher[str]") -> float:
    """How much a name looks like what is wanted: 1 the same, 0 not enough. A whole name wins over a part of one."""
    best = 0.0
    for form, is_part in _forms(each, wanted):
        matcher.set_seq1(form)
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            best = max(best, matcher.ratio() - _PART * is_part)
    return best


def _forms(each: Searchable, wanted: str) -> Iterator[tuple[str, bool]]:
    """The forms that a slip may be a slip of: whole names, their beginnings (one is still typing), their words."""
    for form in each.exact:
        yield form, False
        if len(form) > len(wanted) > 4:
            yield form[: len(wanted)], True
    yield from ((word, True) for word in each.words if len(word) > 3)
