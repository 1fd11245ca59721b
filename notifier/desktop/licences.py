"""The licences of what the program stands on, read from the installed packages' own metadata while it runs."""

import platform
import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

import msgspec

from notifier.desktop.installation import DISTRIBUTION

_NAME: Final = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")
_EXTRA: Final = re.compile(r"""extra\s*==\s*['"]([^'"]+)['"]""")
_LONGEST: Final = 80
"""Some packages put the whole text into the field for its name."""


class Part(msgspec.Struct, frozen=True, order=True):
    """A package: its name, its version, and its licence as it states it; empty: it states none."""

    name: str
    version: str
    licence: str


def parts(root: str = DISTRIBUTION) -> tuple[Part, ...]:
    """Give Python and all packages that a package needs, as far as they are installed, by name; not itself."""
    found: dict[str, Part] = {}
    waiting: list[tuple[str, frozenset[str]]] = _needed(root, frozenset({"machines"}))
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, extras = here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        try:
            known = distribution(name)
        except PackageNotFoundError:
            continue  # of another system, or an extra that nobody wanted
        found[_same(name)] = Part(known.metadata["Name"], known.version, licence_of(known))
        waiting += _needed(name, extras)
    python = Part("Python", platform.python_version(), "PSF-2.0")
    return tuple(sorted((python, *found.values()), key=lambda each: each.name.casefold()))


def licence_of(known: Distribution) -> str:
    """Give the licence that a package states: the newer field, the older one, or its classifiers."""
    told = known.metadata
    expression, old = (" ".join(" ".join(told.get_all(key) or []).split()) for key in ("License-Expression", "License"))
    if expression:
        return expression
    if old and len(old) <= _LONGEST:
        return old
    classes = [each for each in told.get_all("Classifier") or [] if each.startswith("License ::")]
    return ", ".join(each.split(" :: ")[-1] for each in classes)


def _needed(name: str, extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    needed = []
    for line in lines:
        requirement, _, marker = line.partition(";")
        found, wanted = _NAME.match(requirement), _EXTRA.search(marker)
        if found is not None and (wanted is None or wanted[1] in extras):
            needed.append((found[1], frozenset(filter(None, (each.strip() for each in (found[2] or "").split(","))))))
    return needed


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
