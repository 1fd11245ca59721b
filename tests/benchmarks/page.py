"""The bench's one page: every figure with its goal, its ratios and what it was in another run; text, HTML and JSON.

The matrix of faults is on it, too, as `make faults` left it.
"""

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from tests.benchmarks.figures import Figure, number
from tests.benchmarks.goals import GOALS, RATIOS
from tests.benchmarks.plots import Plot, svg

HEAD = ("figure", "measured", "goal", "spread", "compared in the same run to", "before")
STYLE = """body{font:15px/1.5 sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222}
table{border-collapse:collapse;margin:.5em 0 2em}td,th{padding:.2em 1em .2em 0;text-align:left;vertical-align:top;
border-bottom:1px solid #ccc}td:nth-child(2),td:nth-child(3){white-space:nowrap}
.missed{color:#a40000;font-weight:bold}.met{color:#1a6b1a}pre{line-height:1.3}
figure{display:inline-block;margin:.5em 1em .5em 0;vertical-align:top;max-width:420px}
figcaption{font-size:13px;color:#555}svg text{font:11px sans-serif}"""

Sections = Mapping[str, Sequence[Figure]]
"""The figures by the part of the bench that gave them."""


def cells(figure: Figure, before: float | None) -> tuple[str, ...]:
    """Give a figure's row."""
    then = (
        "" if before is None else f"{number(before)} ({figure.value / before - 1:+.0%})" if before else number(before)
    )
    compared = "; ".join(_ratio(figure, name, base) for name, base in figure.compared)
    measured = f"{number(figure.value)} {figure.unit}".rstrip()
    return (figure.what, measured, goal_of(figure), figure.spread, compared, then)


def _ratio(figure: Figure, name: str, base: float) -> str:
    ratio = f" ({figure.value / base:.2f} x)" if base else ""
    return f"{name}: {number(base)}{ratio}"


def goal_of(figure: Figure) -> str:
    """Say the goal, and whether it is met; empty where there is none."""
    if figure.what in RATIOS and figure.base:
        goal, value, shown = RATIOS[figure.what], figure.value / figure.base, f"{RATIOS[figure.what]:g} x"
    elif figure.what in GOALS:
        goal, value, shown = GOALS[figure.what], figure.value, f"{GOALS[figure.what]:g} {figure.unit}"
    else:
        return ""
    return f"<= {shown}: {'met' if value <= goal else 'MISSED'}"


def summary(sections: Sections) -> str:
    """Say how many goals are met, and which are not."""
    all_ = [each for figures in sections.values() for each in figures if goal_of(each)]
    missed = [each.what for each in all_ if goal_of(each).endswith("MISSED")]
    said = f"{len(all_) - len(missed)} of {len(all_)} goals are met"
    return f"{said}; not: {', '.join(missed)}." if missed else f"{said}."


def text(rows: Sequence[tuple[str, ...]]) -> str:
    """Write the table as text, columns aligned."""
    whole = [HEAD, *rows]
    widths = [max(len(row[column]) for row in whole) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in whole]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def html(machine: str, said: str, tables: Mapping[str, Sequence[tuple[str, ...]]], plots: str, faults: str) -> str:
    """Write the page."""
    head = "".join(f"<th>{each}</th>" for each in HEAD)
    parts = []
    for part, rows in tables.items():
        body = "\n".join(f"<tr>{''.join(_cell(each) for each in row)}</tr>" for row in rows)
        parts.append(f"<h2>{escape(part)}</h2><table><tr>{head}</tr>\n{body}</table>")
    shown = f"<h2>How it grows</h2>{plots}" if plots else ""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Outage Notifier: the bench</title>'
        f"<style>{STYLE}</style><h1>The bench</h1><p>{escape(machine)}</p><p><b>{escape(said)}</b></p>"
        f"{''.join(parts)}{shown}<h2>Faults</h2><pre>{escape(faults)}</pre></html>\n"
    )


def _cell(value: str) -> str:
    kind = ' class="missed"' if value.endswith("MISSED") else ' class="met"' if value.endswith(": met") else ""
    return f"<td{kind}>{escape(value).replace('; ', '<br>')}</td>"


def write(folder: Path, machine: str, sections: Sections, plots: Sequence[Plot], against: Path | None) -> str:
    """Write bench.txt, bench.html and bench.json; give the text. `against` is the bench.json of another run."""
    before: dict[str, float] = json.loads(against.read_text(encoding="utf-8")) if against else {}
    tables = {part: [cells(each, before.get(each.what)) for each in found] for part, found in sections.items()}
    kept = json.dumps({each.what: each.value for found in sections.values() for each in found}, indent=1)
    matrix = folder / "faults.txt"
    faults = matrix.read_text(encoding="utf-8") if matrix.exists() else "not run; `make faults` makes the table\n"
    said = summary(sections)
    parts = [machine, said, *(f"{part}\n\n{text(rows)}" for part, rows in tables.items()), f"faults\n\n{faults}"]
    told = "\n\n".join(parts)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.txt").write_text(told, encoding="utf-8")
    drawn = "\n".join(svg(each) for each in plots)
    (folder / "bench.html").write_text(html(machine, said, tables, drawn, faults), encoding="utf-8")
    (folder / "bench.json").write_text(kept, encoding="utf-8")
    return told
