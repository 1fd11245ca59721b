"""A year of history stays small. How soon it answers is measured by `tests.benchmarks.history`."""

from contextlib import closing
from pathlib import Path

import pytest

from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from tests.store import year
from tests.store.world import silent

pytestmark = pytest.mark.slow

MEGABYTE = 1_000_000


def test_a_year_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    year.make(path)
    with HistoryWriter.open(path, silent, lambda: year.END) as writer:
        while writer.maintain(year.END):
            pass
        size = sum(file.stat().st_size for file in path.parent.iterdir())
    assert size < 40 * MEGABYTE
    with closing(HistoryReader(path)) as reader:
        assert len(reader.incidents(limit=1000)) > 900
