"""Whether some work takes longer than the length of its input: squares do, and a hostile page would make use of it.

The processor's own time of this thread alone counts, and a suspicion must show three times.
"""

from collections.abc import Callable
from time import thread_time
from typing import Final

SIZES: Final = (8_000, 128_000)
STEEPEST: Final = 80.0
"""Sixteen times the length may take five times sixteen as long: squares would take 256 times."""
NOISE_S: Final = 0.04

Work = Callable[[str], object]


def repeated(unit: str) -> Callable[[int], str]:
    """Give texts of any length made of one unit."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def took_s(work: Work, text: str) -> float:
    """Measure the work."""
    begun = thread_time()
    work(text)
    return thread_time() - begun


def grows_too_fast(work: Work, made: Callable[[int], str]) -> bool:
    """Tell whether the work grows faster than its input, which must show three times."""
    small, large = (made(size) for size in SIZES)
    return all(took_s(work, large) > STEEPEST * max(took_s(work, small), NOISE_S / STEEPEST) for _ in range(3))
