"""The figures: what was measured, in what unit, what it is compared to in the same run, and the ratio."""

from statistics import median
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured value; `base` is what it is compared to, in the same run, and `against` says what that is.

    `also` holds what it is compared to besides, by name.
    """

    what: str
    value: float
    unit: str
    base: float | None = None
    against: str = ""
    spread: str = ""
    also: tuple[tuple[str, float], ...] = ()

    @classmethod
    def of(
        cls, what: str, values: list[float], unit: str, base: list[float] | None = None, against: str = ""
    ) -> "Figure":
        """Make a figure of several values: the median, with the smallest and the greatest as its spread."""
        spread = f"{number(min(values))}..{number(max(values))}"
        return cls(what, median(values), unit, median(base) if base else None, against, spread)

    @property
    def compared(self) -> tuple[tuple[str, float], ...]:
        """All that it is compared to."""
        return (*(((self.against, self.base),) if self.base is not None else ()), *self.also)


def number(value: float) -> str:
    """Write a number with as many digits as tell something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
