"""A year of history: any question about it is answered at once, forgetting never takes long, a commit costs little.

One is of 20 services that were read every minute, the other of a hundred services with fifty incidents each.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from notifier.core.model import Outcome
from notifier.core.past.search import Search
from notifier.core.ports import Batch
from notifier.store.codec import MICROS, micros
from notifier.store.reader import HistoryReader
from notifier.store.writer import HistoryWriter
from notifier.words.names import Names
from notifier.words.past import Findable, search_of
from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web
from tests.store import year
from tests.store.world import incident, said, silent

ASKED: Final = 5
COMMITS: Final = 5000
WINDOW_MS: Final = 150.0
"""How long a window may take to open; the history is only a part of that."""
STEP_MS: Final = 50.0
COMMIT_MS: Final = 0.3
TODAY: Final = date(2025, 12, 30)
HUNDRED: Final = tuple(f"service-{number}" for number in range(100))


def measure(_web: Web, folder: Path) -> Iterator[Figure]:
    """Give the figures, question by question."""
    year.make(folder / "year.db")
    with HistoryWriter.open(folder / "year.db", silent, lambda: year.END) as writer:
        longest, more = 0.0, True
        while more:
            begun = time.thread_time()
            more = writer.maintain(year.END)
            longest = max(longest, (time.thread_time() - begun) * 1000)
        yield Figure("a year: the longest step of forgetting", longest, "ms CPU", goal=STEP_MS)
        yield _figure("a year: taken up at the start", lambda: writer.restore(year.END))
    for name, question in _questions(HistoryReader(folder / "year.db")).items():
        yield _figure(f"a year: {name}", question)
    _write_hundred(folder / "hundred.db")
    for name, search in _searches(HistoryReader(folder / "hundred.db")).items():
        yield _figure(f"a year of 100 services: {name}", search)
    with HistoryWriter.open(folder / "commits.db", silent, lambda: year.END) as writer:
        for name, outcomes in (("alike", (Outcome.OK,)), ("that change", (Outcome.OK, Outcome.FAILED))):
            spent = [_ms(partial(writer.commit, batch)) for batch in _commits(outcomes)]
            yield Figure(f"a commit of a reading, {name}", sum(spent) / COMMITS, "ms CPU", goal=COMMIT_MS)


def _ms(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return (time.thread_time() - begun) * 1000


def _figure(what: str, question: Callable[[], object]) -> Figure:
    return Figure.of(what, [_ms(question) for _ in range(ASKED)], "ms CPU", goal=WINDOW_MS)


def _questions(reader: HistoryReader) -> dict[str, Callable[[], object]]:
    incidents, end = reader.incidents(limit=1000), year.END
    return {
        "incidents": reader.incidents,
        "incidents of one": lambda: reader.incidents("service-7"),
        "the first incidents": lambda: reader.incidents(until=end - timedelta(days=300)),
        "story": lambda: reader.story(incidents[0].id),
        "old story": lambda: reader.story(incidents[-1].id),
        "90 days of all": lambda: [reader.days(service, 90, TODAY) for service in year.SERVICES],
        "365 days of one": lambda: reader.days("service-7", 365, TODAY),
        "latency of a day": lambda: reader.latency("service-7", "web", end - timedelta(days=1), end, 300),
        "latency of a year": lambda: reader.latency("service-7", "web", end - timedelta(days=365), end, 300),
    }


def _searches(reader: HistoryReader) -> dict[str, Callable[[], object]]:
    tells = Findable(Names())
    weeks = [TODAY.replace(day=1) + timedelta(days=day) for day in range(42)]
    words = ("", "nowhere", "continue look", "service-77 web", "longer than 30 min", "longer than 5 d")
    return {
        **{f"“{each}”": partial(reader.found, search_of(each), tells, year.END, 100) for each in words},
        "all for a file": lambda: reader.found(Search(), tells, year.END, 100_000),
        "a month of all": lambda: reader.calendar("", weeks, UTC),
    }


def _write_hundred(path: Path) -> None:
    random_ = random.Random(100)
    with HistoryWriter.open(path, silent, lambda: year.END) as writer:
        for service in HUNDRED:
            writer.commit(_fifty(service, random_))
    begun, part = micros(year.END - timedelta(days=year.DAYS)), 8 * 3600 * MICROS
    breaks = [(begun + number * part, begun + (number + 1) * part - 60 * MICROS) for number in range(year.DAYS * 3)]
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = [(service, *span) for service in HUNDRED for span in breaks]
        connection.executemany("INSERT INTO watched (service, start, last) VALUES (?, ?, ?)", rows)


def _fifty(service: str, random_: random.Random) -> Batch:
    incidents, statements = [], []
    for number in range(50):
        start = year.END - timedelta(days=random_.uniform(1, year.DAYS))
        length, name = timedelta(minutes=random_.uniform(1, 200)), f"{service}@{number}"
        incidents.append(incident(name, start, start + length, service=service, components=("web",)))
        times = (start + timedelta(minutes=each) for each in range(4))
        statements += [said(time, "We continue to look into this. " * 9, name) for time in times]
    return Batch(incidents=tuple(incidents), said=tuple(statements))


def _commits(outcomes: tuple[Outcome, ...]) -> Iterator[Batch]:
    for number in range(COMMITS):
        outcome = outcomes[number // year.TARGETS % len(outcomes)]
        moment = year.END + timedelta(seconds=number)
        yield Batch(readings=(year.of(number % year.TARGETS, moment, outcome),))
