"""The figures: what was measured, in what unit, what it is to be, what it is compared to in the same run."""

from statistics import median
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured value; `base` is what it is compared to, in the same run, and `against` says what that is.

    `what` is the same in every run: two runs are compared by it. What only one run knows stands in `spread`.
    """

    what: str
    value: float
    unit: str
    base: float | None = None
    against: str = ""
    spread: str = ""
    also: tuple[tuple[str, float], ...] = ()
    """What it is compared to besides, by name."""
    goal: float | None = None
    """What it is to be at most."""
    goal_ratio: float | None = None
    """What it is to be at most, as a ratio to `base`."""

    @classmethod
    def of(
        cls,
        what: str,
        values: list[float],
        unit: str,
        base: list[float] | None = None,
        against: str = "",
        *,
        goal: float | None = None,
        goal_ratio: float | None = None,
    ) -> "Figure":
        """Make a figure of several values: the median, with the smallest and the greatest as its spread."""
        spread = f"{number(min(values))}..{number(max(values))}"
        middle = median(base) if base else None
        return cls(what, median(values), unit, middle, against, spread, goal=goal, goal_ratio=goal_ratio)

    @property
    def compared(self) -> tuple[tuple[str, float], ...]:
        """All that it is compared to."""
        return (*(((self.against, self.base),) if self.base is not None else ()), *self.also)

    @property
    def met(self) -> bool | None:
        """Whether its goal is met; None: it has none."""
        if self.goal is not None:
            return self.value <= self.goal
        return self.value / self.base <= self.goal_ratio if self.goal_ratio is not None and self.base else None

    @property
    def aim(self) -> str:
        """Its goal in words; empty where it has none."""
        if self.met is None:
            return ""
        return f"{self.goal:g} {self.unit}".rstrip() if self.goal is not None else f"{self.goal_ratio:g} x"


def number(value: float) -> str:
    """Write a number with as many digits as tell something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
