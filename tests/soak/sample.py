"""What the tray takes, each minute: memory, handles, threads, wake-ups, processor, the history's size and rows.

A line of JSON is written and flushed for each, so that whatever ends the soak loses nothing.
"""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from tests.benchmarks.processes import Usage, usage, wakes_of

TABLES: Final = ("readings", "minutes", "hours", "verdicts", "incidents", "alerts", "lines", "outbox")


class Sample(msgspec.Struct):
    """One minute's. `hours` from the beginning; `wakes` and `cpu_percent` are of this minute."""

    at: str
    hours: float
    rss_mb: float
    own_mb: float
    handles: int
    threads: int
    wakes: float
    cpu_percent: float
    database_kb: float
    log_kb: float
    rows: dict[str, int]
    notices: int
    happened: int
    asleep: bool
    window: bool


class Sampler:
    """Takes samples of a process and of its folder of data."""

    def __init__(self, pid: int, data: Path, file: Path) -> None:
        self.samples: list[Sample] = []
        self._pid = pid
        self._data = data
        self._file = file
        self._last: tuple[float, Usage] | None = None
        self._woken: dict[str, int] = {}

    def take(self, hours: float, *, notices: int, happened: int, asleep: bool, window: bool) -> Sample:
        """Take one, and write it down. Raises OSError where the process is gone."""
        now = usage(self._pid)
        handles = sum(1 for _ in Path(f"/proc/{self._pid}/fd").iterdir())
        before_h, before = self._last or (hours - 1 / 60, now)
        minutes = max((hours - before_h) * 60.0, 1e-6)
        sample = Sample(
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            hours=round(hours, 4),
            rss_mb=round(now.rss_mb, 2),
            own_mb=round(now.own_mb, 2),
            handles=handles,
            threads=now.threads,
            wakes=round(self._woken_since() / minutes, 1),
            cpu_percent=round((now.cpu_s - before.cpu_s) / minutes / 60.0 * 100.0, 3),
            database_kb=self._size("history.db*"),
            log_kb=self._size("log/*"),
            rows=rows_of(self._data / "history.db"),
            notices=notices,
            happened=happened,
            asleep=asleep,
            window=window,
        )
        self._last = hours, now
        self.samples.append(sample)
        with self._file.open("ab") as file:
            file.write(msgspec.json.encode(sample) + b"\n")
        return sample

    def _woken_since(self) -> int:
        """Tell how often its threads went on since the last time after they had waited; of those that ended nothing."""
        before, self._woken = self._woken, wakes_of(self._pid)
        return sum(times - before.get(thread, 0) for thread, times in self._woken.items()) if before else 0

    def _size(self, pattern: str) -> float:
        return round(sum(each.stat().st_size for each in self._data.glob(pattern)) / 1024.0, 1)


def rows_of(history: Path) -> dict[str, int]:
    """Count the rows of the history; none where there is none yet."""
    try:
        with closing(sqlite3.connect(f"{history.as_uri()}?mode=ro", uri=True, timeout=5.0)) as connection:
            count = "SELECT count(*) FROM {}"  # the names are ours
            return {name: int(connection.execute(count.format(name)).fetchone()[0]) for name in TABLES}
    except sqlite3.OperationalError:
        return {}
