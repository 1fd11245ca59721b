"""Does it grow after the first hour? A robust slope (Theil and Sen's: the median of all pairs') of each quantity.

A tenth of the minutes may be anything (an open window, a page that was large): the median does not see them. Growth is
told where the slope is above what is allowed, and above zero beyond chance (its interval of 95 %, by Kendall's tau).
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import sqrt
from statistics import median
from typing import Final, NamedTuple

FIRST_HOURS: Final = 1.0
FEWEST: Final = 20
"""Minutes after the first hour, below which nothing is told."""
ALLOWED: Final = {
    "rss_mb": (1.0, "MB"),
    "own_mb": (1.0, "MB"),
    "handles": (1.0, "handles"),
    "threads": (0.5, "threads"),
    "wakes": (20.0, "wake-ups a minute"),
    "cpu_percent": (0.3, "% of a core"),
}
"""An hour. What fills within a day (a day's readings for charts) would be 24 MB at most. Chosen."""


class Slope(NamedTuple):
    """The median slope, and where it lies in 19 of 20 cases."""

    middle: float
    low: float
    high: float


class Judged(NamedTuple):
    """How a quantity behaved after the first hour; `slope` an hour, None: there were too few minutes."""

    name: str
    unit: str
    first: float
    last: float
    slope: Slope | None
    allowed: float

    @property
    def grows(self) -> bool:
        """Whether it does."""
        return self.slope is not None and self.slope.middle > self.allowed and self.slope.low > 0.0

    def __str__(self) -> str:
        if self.slope is None:
            return f"{self.name:12} {self.first:9.1f} -> {self.last:9.1f} {self.unit}: too short to tell"
        told = f"{self.slope.middle:+.2f} an hour ({self.slope.low:+.2f} to {self.slope.high:+.2f})"
        word = "GROWS" if self.grows else "does not grow"
        return f"{self.name:12} {self.first:9.1f} -> {self.last:9.1f} {self.unit}: {told}, {word}"


def slope_of(points: Sequence[tuple[float, float]]) -> Slope:
    """Give the slope of y over x; of two points at least, at different x."""
    slopes = sorted((two[1] - one[1]) / (two[0] - one[0]) for one, two in combinations(points, 2) if two[0] != one[0])
    count = len(points)
    spread = 1.96 * sqrt(count * (count - 1) * (2 * count + 5) / 18.0)
    low = max(0, round((len(slopes) - spread) / 2.0))
    high = min(len(slopes) - 1, round((len(slopes) + spread) / 2.0))
    return Slope(median(slopes), slopes[low], slopes[high])


def judge(name: str, points: Iterable[tuple[float, float]]) -> Judged:
    """Judge a quantity by its values over the hours."""
    allowed, unit = ALLOWED[name]
    every = list(points)
    after = [each for each in every if each[0] >= FIRST_HOURS]
    values = [value for _, value in (after or every)] or [0.0]
    slope = slope_of(after) if len(after) >= FEWEST else None
    return Judged(name, unit, median(values[:10]), median(values[-10:]), slope, allowed)
