"""TOML as the standard library reads it, with what stops it told as one kind of error."""

import tomllib
from typing import Any


def parsed(text: str) -> dict[str, Any]:
    """Parse a document. Raises `tomllib.TOMLDecodeError`, also for what is nested deeper than Python can follow."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        message = "Nested too deeply"
        raise tomllib.TOMLDecodeError(message) from None
