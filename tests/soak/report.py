"""What a soak came to: the table of what grows, what was said, and a drawing of every quantity over the hours.

Drawn as SVG by hand: lines and two axes need no library.
"""

from collections import Counter
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.figures import number
from tests.soak.growth import FIRST_HOURS, SOUGHT, Judged, judge
from tests.soak.plan import Plan
from tests.soak.sample import Sample

DRAWN: Final = {
    **{name: sought.unit for name, sought in SOUGHT.items()},
    "database_kb": "kB",
    "log_kb": "kB",
    "notices": "notices so far",
}
WIDE, HIGH, EDGE = 420, 170, 46
AWAKE_ONLY: Final = ("wakes", "cpu_percent")
"""A minute of which a part was slept says nothing of these."""


class Course(NamedTuple):
    """How the soak went: its plan, what happened by kind, how it ended, and what is wrong (nothing, if it is well)."""

    plan: Plan
    happened: Counter[str]
    ended: str
    wrong: tuple[str, ...] = ()


def points_of(samples: Sequence[Sample], name: str) -> list[tuple[float, float]]:
    """Give a quantity over the hours, in the minutes that count."""
    return [(each.hours, float(getattr(each, name))) for each in samples if not (each.asleep and name in AWAKE_ONLY)]


def judged(samples: Sequence[Sample]) -> list[Judged]:
    """Judge every quantity that must not grow."""
    return [judge(name, points_of(samples, name)) for name in SOUGHT]


def text(samples: Sequence[Sample], course: Course) -> str:
    """Tell it all."""
    hours = samples[-1].hours if samples else 0.0
    lines = [f"{hours:.2f} hours, seed {course.plan.seed}, in {len(samples)} minutes; {course.ended}"]
    lines += [f"What happened: {', '.join(f'{name} {count}' for name, count in sorted(course.happened.items()))}."]
    if samples:
        last = samples[-1]
        rows = ", ".join(f"{name} {count}" for name, count in last.rows.items())
        lines += [f"History: {last.database_kb:.0f} kB ({rows}); {last.notices} notices; log {last.log_kb:.0f} kB."]
    lines += [f"After the first hour, {len([each for each in samples if each.hours >= FIRST_HOURS])} minutes:"]
    found = judged(samples)
    lines += [f"  {each}; sought is {each.sought.an_hour:g}" for each in found]
    lines += [f"WRONG: {each}" for each in course.wrong]
    growing = [each.name for each in found if each.grows]
    if any(not each.levels for each in found):
        lines.append("Too short to tell whether it grows.")
    else:
        lines.append(f"GROWS after the first hour: {', '.join(growing)}." if growing else "Does not grow after it.")
    return "\n".join(lines) + "\n"


def drawing(samples: Sequence[Sample]) -> str:
    """Draw every quantity; the first hour is grey, what grows after it red."""
    parts = [_panel(samples, name, unit, place) for place, (name, unit) in enumerate(DRAWN.items())]
    high = HIGH * ((len(parts) + 1) // 2)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDE}" height="{high}" font-family="sans-serif">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="white"/>', *parts, "</svg>\n"])


def _panel(samples: Sequence[Sample], name: str, unit: str, place: int) -> str:
    points = points_of(samples, name) or [(0.0, 0.0)]
    end_h, top = max(points[-1][0], 0.1), max(max(y for _, y in points) * 1.1, 1e-9)
    low = min(y for _, y in points) * 0.9

    def at(hours: float, value: float) -> tuple[float, float]:
        across = EDGE + hours / end_h * (WIDE - 2 * EDGE)
        return across, HIGH - EDGE / 2 - (value - low) / ((top - low) or 1.0) * (HIGH - EDGE * 1.3)

    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*each) for each in points))
    first_wide = at(min(FIRST_HOURS, end_h), low)[0] - EDGE
    found = judge(name, points) if name in SOUGHT else None
    color = "#a40000" if found is not None and found.grows else "#3366aa"
    rise = f", {found.rise:+.2f} an hour" if found is not None and found.levels else ""
    label = f"{name.partition('_')[0]}: {number(points[0][1])} to {number(points[-1][1])} {unit}{rise}"
    x, y = WIDE * (place % 2), HIGH * (place // 2)
    return "\n".join(
        [
            f'<g transform="translate({x},{y})" font-size="11">',
            f'<rect x="{EDGE}" y="28" width="{first_wide:.0f}" height="{HIGH - 51}" fill="#eee"/>',
            f'<polyline points="{line}" fill="none" stroke="{color}"/>',
            f'<text x="{EDGE}" y="16" font-size="12">{escape(label)}</text>',
            f'<text x="{EDGE - 4}" y="{at(0, top)[1] + 4:.0f}" text-anchor="end">{number(top)}</text>',
            f'<text x="{EDGE - 4}" y="{at(0, low)[1] + 4:.0f}" text-anchor="end">{number(low)}</text>',
            f'<text x="{WIDE - EDGE}" y="{HIGH - 6}" text-anchor="end">{end_h:.1f} h</text>',
            "</g>",
        ]
    )


def write(folder: Path, samples: Sequence[Sample], course: Course) -> str:
    """Write report.txt and soak.svg; give the text."""
    told = text(samples, course)
    (folder / "report.txt").write_text(told, encoding="utf-8")
    (folder / "soak.svg").write_text(drawing(samples), encoding="utf-8")
    return told


def failed(samples: Sequence[Sample], course: Course) -> bool:
    """Tell whether something is wrong, or grows."""
    return bool(course.wrong) or any(each.grows for each in judged(samples))
