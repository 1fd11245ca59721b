"""How much memory this process has in use, to the byte: what is free between it does not count."""

import ctypes
import gc
import sys


class _InUse(ctypes.Structure):
    """What glibc's `mallinfo2` gives: `mapped` bytes stand outside the heap, `used` ones in it."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in ("a", "b", "c", "d", "mapped", "f", "g", "used", "i", "j"))


def can_be_told() -> bool:
    """Tell whether the C library counts what is in use."""
    return sys.platform.startswith("linux") and hasattr(ctypes.CDLL(None), "mallinfo2")


def in_use() -> int:
    """Give the bytes that are in use in the whole process."""
    gc.collect()
    library = ctypes.CDLL(None)
    library.mallinfo2.restype = _InUse
    told = library.mallinfo2()
    return int(told.used + told.mapped)
