"""Gives memory that was freed back to the system. Linux' C library keeps it otherwise."""

import ctypes
import gc
import sys
from typing import Final

_MOST_PLACES: Final = -8
_LARGE: Final = -3
"""M_ARENA_MAX and M_MMAP_THRESHOLD of glibc's `mallopt`."""
LARGE_BYTES: Final = 65_536
"""What a window is painted on is larger, and nearly nothing else is."""


def keep_in_one_piece() -> None:
    """Let all threads take memory from one place, and what is large stand outside it, from now on.

    Each thread would keep pieces of a place of its own. Large things that come and go would leave holes between small
    ones that stay; left to itself, the library takes ever larger ones in.
    """
    _tell_library("mallopt", _MOST_PLACES, 1)
    _tell_library("mallopt", _LARGE, LARGE_BYTES)


def give_back() -> None:
    """Collect garbage and give back what nobody uses; takes some ten milliseconds."""
    gc.collect()
    _tell_library("malloc_trim", 0)


def _tell_library(what: str, *numbers: int) -> None:
    function = getattr(ctypes.CDLL(None), what, None) if sys.platform == "linux" else None  # musl has none
    if function is not None:
        function(*numbers)
