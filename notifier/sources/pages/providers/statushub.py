"""StatusHub: `/api/statuses`, which counts how many services are in which state and says nothing else."""

from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import PageLevel
from notifier.core.targets import PageTarget
from notifier.sources.pages.options import one_file
from notifier.sources.pages.parsing import decode, level_of, worst
from notifier.sources.pages.provider import Page, PageBody, Provider, misshapen
from notifier.sources.pages.words import level_table

LEVELS: Final = level_table(operational="1", degraded="2", major_outage="3")
_COUNT: Final = "count_status_"


class _Answer(msgspec.Struct):
    counters: dict[str, int | float | str | None] | None = None


def parse(_target: PageTarget, bodies: tuple[PageBody, ...], _now: datetime) -> Page:
    """Read the worst state in which any service is."""
    counters = decode(bodies[0], _Answer).counters or {}
    counts = {key.removeprefix(_COUNT): count for key, count in counters.items() if key.startswith(_COUNT)}
    if not counts:
        raise misshapen("it counts nothing")
    levels = [level_of(code, LEVELS) for code, count in counts.items() if str(count or 0) != "0"]
    return Page(level=worst(levels) if levels else PageLevel.UNKNOWN)


PROVIDER: Final = Provider("statushub", one_file("/api/statuses"), parse, marks=("statushub",))
