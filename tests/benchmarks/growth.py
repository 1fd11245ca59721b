"""How the engine grows with the number of services: processor, memory and history, of 10 to 5,000, a minute each.

Every service has one plain address of this machine, read once a minute. Beyond some thousand the processor grows faster
than the number: one thread does everything, and what waits for its turn is looked at again and again.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks.checking import in_a_process
from tests.benchmarks.figures import Figure
from tests.benchmarks.page import Plot
from tests.benchmarks.web import Web, serving

COUNTS: Final = (10, 100, 338, 1000, 5000)
UNITS: Final = {"cpu": "% of a core", "memory": "MB", "history": "MB"}
PLOTS: list[Plot] = []
"""Drawn in the page, once they are measured."""


def measure(_web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures, and keep what is to be drawn."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in UNITS}
    with serving(folder, max(COUNTS), 1) as web:
        for count in COUNTS:
            told = in_a_process(f"grow-{count}", web, folder)
            values = (told["cpu_s"] / told["wall_s"] * 100, told["rss_mb"], told["history_mb"])
            for (name, points), value in zip(found.items(), values, strict=True):
                points.append((float(count), value))
                yield Figure(f"{count:,} services: {name}", value, UNITS[name])
    PLOTS.extend(Plot(name, UNITS[name], tuple(points)) for name, points in found.items())
