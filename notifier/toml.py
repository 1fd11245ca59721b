"""TOML as the standard library reads it, with whatever stops it told as one kind of error."""

import re
import tomllib
from typing import Any, Final

_DEEP: Final = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){64}""")
"""A key of so many parts: `tomllib` keeps each of its beginnings, 2 GB for 40 kB."""


def parsed(text: str) -> dict[str, Any]:
    """Parse a document. Raises ValueError, also for what Python cannot follow: nesting, numbers, keys without end."""
    if _DEEP.search(text):
        raise ValueError("A key has too many parts")
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ValueError("Nested too deeply") from None
