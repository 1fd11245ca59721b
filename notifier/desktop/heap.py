"""Gives memory that was freed back to the system. Linux' C library keeps it otherwise."""

import ctypes
import gc
import sys


def give_back() -> None:
    """Collect garbage and give back what nobody uses; takes some ten milliseconds."""
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
