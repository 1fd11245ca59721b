"""Gives memory that nobody uses back to the system. It takes some ten milliseconds.

On Linux this is two things:

- What was freed: the C library keeps it otherwise.
- Qt's code: what of it the start and the windows needed stays the program's otherwise, a third of all that it has.
  It is unmapped, and what is needed again comes back from the file by itself, nearly always without touching the disk.
  Only code, which is as it is in the file: what was written to would be lost. Qt never unloads its libraries, so that
  nothing else can have come in their place.
"""

import ctypes
import gc
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_CODE_OF_QT: Final = re.compile(
    r"([0-9a-f]+)-([0-9a-f]+) r-xp \S+ \S+ \d+ +/.*/(?:libQt6|PySide6|shiboken6|qt6/plugins)"
)


def give_back() -> None:
    """Collect garbage, and give back what nobody uses."""
    gc.collect()
    if sys.platform != "linux":
        return
    library = ctypes.PyDLL(None)  # no other thread of ours runs meanwhile
    if hasattr(library, "malloc_trim"):  # musl has none
        library.malloc_trim(ctypes.c_size_t(0))
    import mmap

    with Path("/proc/self/maps").open(encoding="utf-8", errors="replace") as maps:
        for first, end in code_of_qt(maps):
            library.madvise(ctypes.c_void_p(first), ctypes.c_size_t(end - first), mmap.MADV_DONTNEED)


def code_of_qt(maps: Iterable[str]) -> list[tuple[int, int]]:
    """Give where Qt's code is, by the lines of Linux' list of what is mapped: first address, and the one behind it."""
    found = (_CODE_OF_QT.match(line) for line in maps)
    return [(int(each[1], 16), int(each[2], 16)) for each in found if each]
