"""The bench's one page: every figure with its goal, its ratios and what it was in another run; as text and as HTML.

Each part says when it was measured. The matrix of faults is on it, too, as `make faults` left it.
"""

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final

from tests.benchmarks.figures import Figure, number
from tests.benchmarks.parts import Part, Parts
from tests.benchmarks.plots import svg

HEAD: Final = ("figure", "measured", "goal", "spread", "compared in the same run to", "before")
STYLE: Final = """body{font:15px/1.5 sans-serif;margin:2em auto;max-width:75em;padding:0 1em;color:#222}
table{border-collapse:collapse;margin:.5em 0 2em}td,th{padding:.2em 1em .2em 0;text-align:left;vertical-align:top;
border-bottom:1px solid #ccc}td:nth-child(2),td:nth-child(3){white-space:nowrap}h2+p{color:#555}
.missed{color:#a40000;font-weight:bold}.met{color:#1a6b1a}pre{line-height:1.3;overflow-x:auto}
figure{display:inline-block;margin:.5em 1em .5em 0;vertical-align:top;max-width:420px}
figcaption{font-size:13px;color:#555}svg text{font:11px sans-serif}"""


def cells(figure: Figure, before: float | None) -> tuple[str, ...]:
    """Give a figure's row."""
    then = "" if before is None else number(before) + (f" ({figure.value / before - 1:+.0%})" if before else "")
    compared = "; ".join(_ratio(figure, name, base) for name, base in figure.compared)
    measured = f"{number(figure.value)} {figure.unit}".rstrip()
    return (figure.what, measured, goal_of(figure), figure.spread, compared, then)


def _ratio(figure: Figure, name: str, base: float) -> str:
    ratio = f" ({figure.value / base:.2f} x)" if base else ""
    return f"{name}: {number(base)}{ratio}"


def goal_of(figure: Figure) -> str:
    """Say the goal, and whether it is met; empty where there is none."""
    return f"<= {figure.aim}: {'met' if figure.met else 'MISSED'}" if figure.met is not None else ""


def summary(parts: Parts, before: Parts) -> str:
    """Say how many goals are met, which are not, and what was measured before and is no longer."""
    all_ = [each for part in parts.values() for each in part.figures if each.met is not None]
    missed = [each.what for each in all_ if not each.met]
    said = f"{len(all_) - len(missed)} of {len(all_)} goals are met"
    said = f"{said}; not: {', '.join(missed)}." if missed else f"{said}."
    gone = [name for part in parts.keys() & before.keys() for name in _names(before[part]) - _names(parts[part])]
    return f"{said} Measured before only: {', '.join(sorted(gone))}." if gone else said


def _names(part: Part) -> set[str]:
    return {each.what for each in part.figures}


def _about(part: Part) -> str:
    return f"measured {part.measured}, {number(part.took_s)} s, on {part.machine}"


def text(rows: Sequence[tuple[str, ...]]) -> str:
    """Write the table as text, columns aligned."""
    whole = [HEAD, *rows]
    widths = [max(len(row[column]) for row in whole) for column in range(len(HEAD))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in whole]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def html(said: str, parts: Parts, tables: dict[str, list[tuple[str, ...]]], faults: str) -> str:
    """Write the page."""
    head = "".join(f"<th>{each}</th>" for each in HEAD)
    shown = []
    for name, part in parts.items():
        body = "\n".join(f"<tr>{''.join(_cell(each) for each in row)}</tr>" for row in tables[name])
        more = "".join(f"<pre>{escape(each)}</pre>" for each in part.texts)
        table = f"<table><tr>{head}</tr>\n{body}</table>"
        if part.plots:  # they show the same, and its table is long
            plots = "".join(svg(each) for each in part.plots)
            table = f"{plots}<details><summary>all figures</summary>{table}</details>"
        shown.append(f"<h2>{escape(name)}</h2><p>{escape(_about(part))}</p>{table}{more}")
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Outage Notifier: the bench</title>'
        f"<style>{STYLE}</style><h1>The bench</h1><p><b>{escape(said)}</b></p>"
        f"{''.join(shown)}<h2>Faults</h2><pre>{escape(faults)}</pre></html>\n"
    )


def _cell(value: str) -> str:
    kind = ' class="missed"' if value.endswith("MISSED") else ' class="met"' if value.endswith(": met") else ""
    return f"<td{kind}>{'<br>'.join(map(escape, value.split('; ')))}</td>"


def write(folder: Path, parts: Parts, before: Parts) -> str:
    """Write bench.txt and bench.html into a folder, and give the text. `before` is another run to compare with."""
    then = {each.what: each.value for part in before.values() for each in part.figures}
    tables = {name: [cells(each, then.get(each.what)) for each in part.figures] for name, part in parts.items()}
    matrix = folder / "faults.txt"
    faults = matrix.read_text(encoding="utf-8") if matrix.exists() else "not run; `make faults` makes the table\n"
    said = summary(parts, before)
    shown = ["\n\n".join([f"{name}: {_about(part)}", text(tables[name]), *part.texts]) for name, part in parts.items()]
    told = "\n\n".join([said, *shown, f"faults\n\n{faults}"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.txt").write_text(told, encoding="utf-8")
    (folder / "bench.html").write_text(html(said, parts, tables, faults), encoding="utf-8")
    return told
