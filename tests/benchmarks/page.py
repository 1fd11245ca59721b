"""The bench's one page: every figure with its goal, its ratio and what it was in another run; text, HTML and JSON.

Plots are drawn here as SVG: a few circles and two axes need no library.
"""

import json
from collections.abc import Iterable, Sequence
from html import escape
from math import log10
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.figures import Figure, number
from tests.benchmarks.goals import GOALS, RATIOS

HEAD = ("figure", "measured", "goal", "spread", "compared to", "", "ratio", "before")
STYLE = """body{font:15px/1.5 sans-serif;margin:2em auto;max-width:70em;padding:0 1em}
table{border-collapse:collapse}td,th{padding:.2em .8em .2em 0;text-align:left;border-bottom:1px solid #ccc}
.missed{color:#a40000}.met{color:#1a6b1a}svg{margin:1em 2em 1em 0}svg text{font:12px sans-serif}"""


class Plot(NamedTuple):
    """How something grows; both axes are logarithmic, so that what is linear is a straight line of slope one."""

    title: str
    unit: str
    points: tuple[tuple[float, float], ...]


def cells(figure: Figure, before: float | None) -> tuple[str, ...]:
    """Give a figure's row."""
    base = "" if figure.base is None else f"{number(figure.base)} {figure.unit}"
    ratio = f"{figure.value / figure.base:.2f}" if figure.base else ""
    then = (
        "" if before is None else f"{number(before)} ({figure.value / before - 1:+.0%})" if before else number(before)
    )
    measured = f"{number(figure.value)} {figure.unit}"
    return (figure.what, measured, goal_of(figure), figure.spread, base, figure.against, ratio, then)


def goal_of(figure: Figure) -> str:
    """Say the goal, and whether it is met; empty where there is none."""
    if figure.what in RATIOS and figure.base:
        goal, value, shown = RATIOS[figure.what], figure.value / figure.base, f"{RATIOS[figure.what]:g} x"
    elif figure.what in GOALS:
        goal, value, shown = GOALS[figure.what], figure.value, f"{GOALS[figure.what]:g} {figure.unit}"
    else:
        return ""
    return f"<= {shown}: {'met' if value <= goal else 'MISSED'}"


def text(rows: Sequence[tuple[str, ...]]) -> str:
    """Write the table as text, columns aligned."""
    whole = [HEAD, *rows]
    widths = [max(len(row[column]) for row in whole) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in whole]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def html(machine: str, rows: Sequence[tuple[str, ...]], plots: Iterable[Plot]) -> str:
    """Write the page."""
    head = "".join(f"<th>{each}</th>" for each in HEAD)
    body = "\n".join(f"<tr>{''.join(_cell(each) for each in row)}</tr>" for row in rows)
    drawn = "\n".join(svg(each) for each in plots)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Outage Notifier: the bench</title>'
        f"<style>{STYLE}</style><h1>The bench</h1><p>{escape(machine)}</p>"
        f"<table><tr>{head}</tr>\n{body}</table>\n{drawn}</html>\n"
    )


def _cell(value: str) -> str:
    kind = ' class="missed"' if value.endswith("MISSED") else ' class="met"' if value.endswith(": met") else ""
    return f"<td{kind}>{escape(value)}</td>"


def svg(plot: Plot) -> str:
    """Draw a plot."""
    wide, high, edge = 360, 240, 50
    across = [log10(x) for x, _ in plot.points]
    upwards = [log10(max(y, 1e-6)) for _, y in plot.points]
    left, right, low, top = min(across), max(across), min(upwards), max(upwards)

    def place(x: float, y: float) -> tuple[float, float]:
        share_x = (x - left) / ((right - left) or 1.0)
        share_y = (y - low) / ((top - low) or 1.0)
        return edge + share_x * (wide - 2 * edge), high - edge - share_y * (high - 2 * edge)

    placed = [place(x, y) for x, y in zip(across, upwards, strict=True)]
    line = " ".join(f"{x:.0f},{y:.0f}" for x, y in placed)
    parts = [f'<polyline points="{line}" fill="none" stroke="#3366aa"/>']
    for (x, y), (count, value) in zip(placed, plot.points, strict=True):
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="#3366aa"/>')
        parts.append(f'<text x="{x:.0f}" y="{y - 8:.0f}" text-anchor="middle">{number(value)}</text>')
        parts.append(f'<text x="{x:.0f}" y="{high - edge + 18}" text-anchor="middle">{count:,.0f}</text>')
    title = f'<text x="{edge}" y="18">{escape(plot.title)}, {escape(plot.unit)}</text>'
    return f'<svg width="{wide}" height="{high}" role="img">{title}{"".join(parts)}</svg>'


def write(folder: Path, machine: str, figures: Sequence[Figure], plots: Sequence[Plot], against: Path | None) -> str:
    """Write bench.txt, bench.html and bench.json; give the text."""
    before: dict[str, float] = json.loads(against.read_text(encoding="utf-8")) if against else {}
    rows = [cells(each, before.get(each.what)) for each in figures]
    folder.mkdir(parents=True, exist_ok=True)
    told = f"{machine}\n\n{text(rows)}\n"
    (folder / "bench.txt").write_text(told, encoding="utf-8")
    (folder / "bench.html").write_text(html(machine, rows, plots), encoding="utf-8")
    kept = json.dumps({each.what: each.value for each in figures}, indent=1)
    (folder / "bench.json").write_text(kept, encoding="utf-8")
    return told
