"""Does it grow after the first hour? By what it takes at least in each fifth of the time after it.

What is used for the first time makes steps, and fewer of them as time goes by; bad moments make peaks that end; a leak
goes on all the time. So growth is told where no fifth lies below the one before, and the last above the first by at
least half of what is sought. Of two hundred made-up soaks (`test_soak`) so many were told; in brackets by a robust
slope over all minutes: of 4 hours with a leak of 1 MB an hour 90 % (58), with none 1 % (0), with none but four or eight
first uses of about 1 MB 12 and 24 % (10 and 25); of 2.6 hours 52 % (58), 1 % (17), 10 and 18 % (20 and 47).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

FIRST_HOURS: Final = 1.0
PARTS: Final = 5
FEWEST: Final = 90
"""Minutes after the first hour, below which nothing is told: what is freed is given back each half hour."""


class Sought(NamedTuple):
    """What must be found: so much more each hour; `share` of the minutes may lie below a fifth's level."""

    an_hour: float
    unit: str
    share: float = 0.1


SOUGHT: Final = {
    "rss_mb": Sought(1.0, "MB"),
    "own_mb": Sought(1.0, "MB"),
    "handles": Sought(2.0, "handles"),
    "threads": Sought(1.0, "threads"),
    "wakes": Sought(20.0, "wake-ups a minute", 0.5),
    "cpu_percent": Sought(0.3, "% of a core", 0.5),
}
"""What fills within a day (a day's readings for charts) would be 24 MB at most. Chosen. Of the last two, which each
minute has anew, the middle tells more than the quietest minutes."""


class Judged(NamedTuple):
    """How a quantity behaved after the first hour; `levels` of its fifths, none where there were too few minutes."""

    name: str
    sought: Sought
    first: float
    last: float
    levels: tuple[float, ...] = ()
    rise: float = 0.0
    """An hour, from the first fifth to the last."""

    @property
    def grows(self) -> bool:
        """Whether it does."""
        steady = all(one <= two for one, two in pairwise(self.levels))
        return steady and self.rise >= self.sought.an_hour / 2.0

    def __str__(self) -> str:
        about = f"{self.name:12} {self.first:9.1f} -> {self.last:9.1f} {self.sought.unit}"
        if not self.levels:
            return f"{about}: too short to tell"
        levels = ", ".join(f"{each:.1f}" for each in self.levels)
        return f"{about}; fifths {levels}: {self.rise:+.2f} an hour, {'GROWS' if self.grows else 'does not grow'}"


def judge(name: str, points: Iterable[tuple[float, float]]) -> Judged:
    """Judge a quantity by its values over the hours."""
    sought, every = SOUGHT[name], list(points)
    after = [each for each in every if each[0] >= FIRST_HOURS]
    values = [value for _, value in (after or every)] or [0.0]
    judged = Judged(name, sought, median(values[:10]), median(values[-10:]))
    if len(after) < FEWEST:
        return judged
    levels = tuple(_level(values, part, sought.share) for part in range(PARTS))
    hours = (after[-1][0] - after[0][0]) * (PARTS - 1) / PARTS
    return judged._replace(levels=levels, rise=(levels[-1] - levels[0]) / hours)


def _level(values: Sequence[float], part: int, share: float) -> float:
    size = len(values) / PARTS
    fifth = sorted(values[int(part * size) : int((part + 1) * size)])
    return fifth[int(len(fifth) * share)]
