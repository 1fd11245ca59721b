"""A year of history stays small, any question about it is answered at once, and forgetting never takes long."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from notifier.core.model import Outcome
from notifier.core.ports import Batch
from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from tests.store import year
from tests.store.world import silent

pytestmark = pytest.mark.slow

MEGABYTE = 1_000_000
WINDOW_S = 0.150
"""How long a window may take to open; the history is only a part of that."""
TODAY = date(2025, 12, 30)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("year") / "history.db"
    year.make(path)
    return path


def on_disk(path: Path) -> int:
    return sum(file.stat().st_size for file in path.parent.iterdir())


def best_of(count: int, question: Callable[[], object]) -> float:
    """The shortest time on the processor, for the machine does other things as well."""
    durations = []
    for _ in range(count):
        begun = time.thread_time()
        question()
        durations.append(time.thread_time() - begun)
    return min(durations)


def test_a_year_stays_small(path: Path) -> None:
    with HistoryWriter.open(path, silent, lambda: year.END) as writer:
        while writer.maintain(year.END):
            pass
        size = on_disk(path)
    assert size < 40 * MEGABYTE
    with closing(HistoryReader(path)) as reader:
        assert len(reader.incidents(limit=1000)) > 900


@pytest.mark.bench
def test_a_year_answers_at_once(path: Path) -> None:
    with HistoryWriter.open(path, silent, lambda: year.END) as writer:
        longest, more = 0.0, True
        while more:
            begun = time.thread_time()
            more = writer.maintain(year.END)
            longest = max(longest, time.thread_time() - begun)
        restoring = best_of(3, lambda: writer.restore(year.END))
    assert longest < 0.050
    assert restoring < WINDOW_S

    reader = HistoryReader(path)
    incidents = reader.incidents(limit=1000)
    questions: dict[str, Callable[[], object]] = {
        "incidents": reader.incidents,
        "incidents of one": lambda: reader.incidents("service-7"),
        "the first incidents": lambda: reader.incidents(until=year.END - timedelta(days=300)),
        "story": lambda: reader.story(incidents[0].id),
        "old story": lambda: reader.story(incidents[-1].id),
        "90 days of all": lambda: [reader.days(service, 90, TODAY) for service in year.SERVICES],
        "365 days of one": lambda: reader.days("service-7", 365, TODAY),
        "latency of a day": lambda: reader.latency("service-7", "web", year.END - timedelta(days=1), year.END, 300),
        "latency of a year": lambda: reader.latency("service-7", "web", year.END - timedelta(days=365), year.END, 300),
    }
    for name, question in questions.items():
        duration = best_of(3, question)
        print(f"{name}_ms", round(duration * 1000))
        assert duration < WINDOW_S, name


@pytest.mark.bench
def test_a_commit_costs_little(tmp_path: Path) -> None:
    with HistoryWriter.open(tmp_path / "history.db", silent, lambda: year.END) as writer:
        for name, outcomes in (("plain", (Outcome.OK,)), ("restless", (Outcome.OK, Outcome.FAILED))):
            begun = time.process_time()
            for number in range(5000):
                moment = year.END + timedelta(seconds=number)
                outcome = outcomes[number // year.TARGETS % len(outcomes)]
                writer.commit(Batch(readings=(year.of(number % year.TARGETS, moment, outcome),)))
            cost = (time.process_time() - begun) / 5000
            print(f"{name}_commit_us", round(cost * 1e6))
            assert cost < 0.0003
