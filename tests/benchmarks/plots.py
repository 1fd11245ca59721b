"""Plots for the bench's page, drawn as SVG: some circles, lines and words need no library."""

from html import escape
from math import log10
from typing import Final, NamedTuple

from tests.benchmarks.figures import number

COLOURS: Final = ("#3366aa", "#b35900", "#2d7d46")
WIDE, HIGH, EDGE = 420, 260, 52


class Plot(NamedTuple):
    """How something grows; both axes are logarithmic, so that what is linear is a straight line of slope one."""

    title: str
    unit: str
    series: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    note: str = ""


def svg(plot: Plot) -> str:
    """Draw a plot: a line for each series, and a dashed one that is linear, to compare with."""
    points = [point for _name, line in plot.series for point in line]
    across = [log10(x) for x, _ in points]
    upwards = [log10(max(y, 1e-3)) for _, y in points]
    left, right, low, top = min(across), max(across), min(upwards), max(upwards)

    def place(x: float, y: float) -> tuple[float, float]:
        share_x = (log10(x) - left) / ((right - left) or 1.0)
        share_y = (log10(max(y, 1e-3)) - low) / ((top - low) or 1.0)
        return EDGE + share_x * (WIDE - 2 * EDGE), HIGH - EDGE - share_y * (HIGH - 2 * EDGE)

    parts = [_words(EDGE, 18, f"{plot.title}, {plot.unit}".removesuffix(", "))]
    for x in sorted({x for x, _ in points}):
        parts.append(_words(place(x, 1.0)[0], HIGH - EDGE + 34, f"{x:,.0f}", anchor="middle"))
    (x0, y0), most = plot.series[0][1][0], 10**top
    x1 = min(10**right, x0 * most / y0) if y0 > 0 else x0
    ends = " ".join(f"{x:.0f},{y:.0f}" for x, y in (place(x0, y0), place(x1, y0 * x1 / x0)))
    parts.append(f'<polyline points="{ends}" fill="none" stroke="#bbb" stroke-dasharray="4 4"/>')
    for at, (name, line) in enumerate(plot.series):
        colour = COLOURS[at % len(COLOURS)]
        placed = [place(x, y) for x, y in line]
        drawn = " ".join(f"{x:.0f},{y:.0f}" for x, y in placed)
        parts.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}"/>')
        above = -8 if at == 0 else 16
        for (x, y), (_count, value) in zip(placed, line, strict=True):
            parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>')
            parts.append(_words(x, y + above, number(value), anchor="middle", colour=colour))
        parts.append(_words(EDGE, 34 + 14 * at, name, colour=colour))
    note = f"<figcaption>{escape(plot.note)}</figcaption>" if plot.note else ""
    return f'<figure><svg width="{WIDE}" height="{HIGH}" role="img">{"".join(parts)}</svg>{note}</figure>'


def _words(x: float, y: float, words: str, *, anchor: str = "start", colour: str = "#222") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
