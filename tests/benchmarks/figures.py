"""One table for all figures: what was measured, in what unit, what it is compared to in the same run, and the ratio."""

from collections.abc import Iterable
from statistics import median
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured value; `base` is what it is compared to, in the same run, and `against` says what that is."""

    what: str
    value: float
    unit: str
    base: float | None = None
    against: str = ""
    spread: str = ""

    @classmethod
    def of(
        cls, what: str, values: list[float], unit: str, base: list[float] | None = None, against: str = ""
    ) -> "Figure":
        """Make a figure of several values: the median, with the smallest and the greatest as its spread."""
        spread = f"{_number(min(values))}..{_number(max(values))}"
        return cls(what, median(values), unit, median(base) if base else None, against, spread)


def table(figures: Iterable[Figure]) -> str:
    """Write the table as text, columns aligned."""
    head = ("figure", "measured", "spread", "compared to", "", "ratio")
    rows = [head, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def _cells(figure: Figure) -> tuple[str, ...]:
    base = "" if figure.base is None else f"{_number(figure.base)} {figure.unit}"
    ratio = f"{figure.value / figure.base:.2f}" if figure.base else ""
    return (figure.what, f"{_number(figure.value)} {figure.unit}", figure.spread, base, figure.against, ratio)


def _number(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def percentile(values: list[float], share: float) -> float:
    """Return the value below which this share (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
