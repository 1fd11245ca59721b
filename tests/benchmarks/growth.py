"""How everything grows with the number of services, of 10 to 5,000: the engine, also when many fail; the windows.

Twenty minutes, mostly waiting. `python -m tests.benchmarks.growing` is one engine, `openings` the windows.
"""

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.figures import Figure
from tests.benchmarks.growing import SHAPES
from tests.benchmarks.plots import Plot
from tests.benchmarks.web import Web

COUNTS: Final = (10, 100, 338, 1000, 5000)
MEASURED: Final = {
    "first_cpu_s": ("processor until each was read once", "s"),
    "cpu": ("processor at rest", "% of a core"),
    "rss_mb": ("memory at rest", "MB"),
    "history_mb": ("history after a minute at rest", "MB"),
    "down_s": ("half fail at once: until the last is shown as down", "s"),
    "half_cpu": ("half fail at once: processor for 90 s", "% of a core"),
    "alerts": ("half fail at once: notifications and updates", ""),
    "half_held_p99_ms": ("half fail at once: the engine's loop comes to nothing else, p99", "ms CPU"),
    "all_cpu": ("all fail: processor for 30 s", "% of a core"),
    "all_alerts": ("all fail: notifications and updates", ""),
    "all_rss_mb": ("all fail: memory", "MB"),
}
NOT_LINEAR: Final = 1.35
"""From one number to the next something grows by so much faster than the number itself: it is not linear any more."""
OF_MANY: Final = ("half fail at once", "all fail")
WHY: Final = (
    "what they fail is one outage, and its row with all of its members is kept anew with each that joins or is back"
)
PLOTS: list[Plot] = []
"""Drawn in the page, once they are measured."""


def measure(_web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures, and keep what is to be drawn."""
    lines: dict[tuple[str, str], dict[str, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
    for count in COUNTS:
        with ThreadPoolExecutor() as both:  # at once: each has a core, and what is counted is the processor's time
            ran = [
                (shape, both.submit(_program, "growing", shape, str(count), folder=folder / f"{shape}-{count}"))
                for shape in SHAPES
            ]
        for shape, program in ran:
            told = program.result()
            for name, (title, unit) in MEASURED.items():
                lines[title, unit][shape].append((count, told[name]))
                yield Figure(f"{count:,} services, {shape}: {title}", told[name], unit)
            yield Figure(f"{count:,} services, {shape}: half fail at once: shown as down", told["down"], "services")
        for window, spent_ms in _program("openings", str(count), folder=folder / f"windows-{count}").items():
            lines[f"processor to open or show: {window}", "ms CPU"]["own addresses"].append((count, spent_ms))
            yield Figure(f"{count:,} services: {window}", spent_ms, "ms CPU")
    PLOTS.extend(
        Plot(title, unit, tuple((name, tuple(points)) for name, points in series.items()), _note(title, series))
        for (title, unit), series in lines.items()
    )


def _program(name: str, *arguments: str, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    command = [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments, str(folder)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    print(" ".join(arguments), done.stdout.strip(), file=sys.stderr, flush=True)
    return told


def _note(title: str, series: dict[str, list[tuple[float, float]]]) -> str:
    """Say where each line stops being linear, and why."""
    said = []
    for name, points in series.items():
        bent = next((now for before, now in pairwise(points) if _growth(before, now) > NOT_LINEAR), None)
        said.append(f"{name}: faster than the number from {bent[0]:,.0f} on" if bent else f"{name}: at most linear")
    bends = any("faster" in each for each in said) and title.startswith(OF_MANY)
    return "; ".join([*said, WHY] if bends else said)


def _growth(before: tuple[float, float], now: tuple[float, float]) -> float:
    """By how much faster than the number itself it grew."""
    return (now[1] / before[1]) / (now[0] / before[0]) if before[1] > 0 else 0.0
