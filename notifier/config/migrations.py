"""Old settings files -> today's: one pure function a version, dict in, dict out, harmless when run again.

A file without a version was written by hand (version 0). What the migrated dict holds is checked elsewhere.
"""

from collections.abc import Callable
from typing import Any

from notifier.config.model import VERSION

Document = dict[str, Any]


def version_of(document: Document) -> int:
    """The version that the file says it has; 0 where it says none, or none that makes sense."""
    version = document.get("version", 0)
    return version if isinstance(version, int) and not isinstance(version, bool) and version >= 0 else 0


def migrated(document: Document) -> Document:
    """Bring a document to today's version; one that is newer stays as it is."""
    for version in range(version_of(document), VERSION):
        document = MIGRATIONS[version](document)
    return document


def _short_watched(document: Document) -> Document:
    """0 -> 1: by hand people write `watched = ["whatsapp", "tiktok"]`; each becomes a table."""
    watched = document.get("watched")
    if isinstance(watched, list):
        document = document | {"watched": [{"id": each} if isinstance(each, str) else each for each in watched]}
    return document | {"version": 1}


MIGRATIONS: dict[int, Callable[[Document], Document]] = {0: _short_watched}
"""From version -> the step to the next one."""
