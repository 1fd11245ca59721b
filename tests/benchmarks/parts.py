"""What the parts of the bench gave, each when it was run last: kept in bench.json; a page is made of many runs."""

from pathlib import Path

import msgspec

from tests.benchmarks.figures import Figure
from tests.benchmarks.plots import Plot


class Part(msgspec.Struct, frozen=True):
    """One part, and when, where and how long it was measured."""

    measured: str
    machine: str
    took_s: float
    figures: tuple[Figure, ...]
    texts: tuple[str, ...] = ()
    """Tables that it made besides."""
    plots: tuple[Plot, ...] = ()


Parts = dict[str, Part]


def load(path: Path) -> Parts:
    """Read what was kept; a file that is none of these is a msgspec.MsgspecError, none at all an OSError."""
    return msgspec.json.decode(path.read_bytes(), type=Parts)


def save(path: Path, parts: Parts) -> None:
    """Keep them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(parts)))
