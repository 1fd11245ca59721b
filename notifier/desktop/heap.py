"""Gives memory that was freed back to the system. Linux' C library keeps it otherwise."""

import ctypes
import gc
import sys
from typing import Final

_MOST_PLACES: Final = -8
"""M_ARENA_MAX of glibc's `mallopt`."""


def share_one_place() -> None:
    """Let all threads take memory from one place, from now on: each would keep pieces of one of its own."""
    _tell_library("mallopt", _MOST_PLACES, 1)


def give_back() -> None:
    """Collect garbage and give back what nobody uses; takes some ten milliseconds."""
    gc.collect()
    _tell_library("malloc_trim", 0)


def _tell_library(what: str, *numbers: int) -> None:
    function = getattr(ctypes.CDLL(None), what, None) if sys.platform == "linux" else None  # musl has none
    if function is not None:
        function(*numbers)
