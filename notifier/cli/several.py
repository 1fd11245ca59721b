"""Several names behind one command, each of one word or of several: `add bca github`, `add google maps`.

What the names mean is known by the caller.
"""

from collections.abc import Callable, Sequence


def names_of(words: Sequence[str], is_known: Callable[[str], bool]) -> list[str]:
    """Take the words apart into names, from the left, the longest that is known first; an unknown word stays alone.

    Words of which none is known are one name: it is the whole that was mistyped.
    """
    names: list[str] = []
    rest = list(words)
    found = False
    while rest:
        lengths = range(len(rest), 0, -1)
        taken = next((count for count in lengths if is_known(" ".join(rest[:count]))), 0)
        found = found or taken > 0
        names.append(" ".join(rest[: taken or 1]))
        del rest[: taken or 1]
    return names if found else [" ".join(words)]
