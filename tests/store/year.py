"""A year of the history of 20 services with 110 targets, read every minute; restless enough to be no flattery.

Everything goes through the writer, apart from the rollups: their 50 million readings would take half an hour, so their
rows are written as the writer leaves them, in the order in which they come.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from notifier.core.model import LineState, Outcome, Reading, Reason, ReasonKind, Source, State
from notifier.core.ports import Batch, Trust
from notifier.store.codec import MICROS, micros
from notifier.store.retention import HOURS_KEPT, MINUTES_KEPT
from notifier.store.writer import HistoryWriter
from tests.store.world import alert, incident, line, reading, said, silent, verdict

END: Final = datetime(2025, 12, 31, tzinfo=UTC)
DAYS: Final = 365
SERVICES: Final = tuple(f"service-{number}" for number in range(20))
COMPONENTS: Final = ("web", "login", "messages", "media")
TARGETS: Final = 110
BLIPS_A_DAY: Final = 800
"""Half a percent of 158,400 readings."""
VERDICTS_A_DAY: Final = 6
INCIDENTS_OF_A_SERVICE: Final = 50
LINE_CHANGES_A_DAY: Final = 10
"""Five drops."""


def of(target: int, time: datetime, outcome: Outcome, detail: str = "") -> Reading:
    number = target // len(SERVICES)
    return reading(
        time,
        outcome,
        service=SERVICES[target % len(SERVICES)],
        component=COMPONENTS[number % len(COMPONENTS)],
        target=f"https://host-{number}.service-{target % len(SERVICES)}.example/health",
        detail=detail,
    )


def everything(random_: random.Random) -> Iterator[Batch]:
    """A year, day by day."""
    for day in range(DAYS):
        start = END - timedelta(days=DAYS - day)
        if day == 0:
            first = (*(of(target, start, Outcome.OK) for target in range(TARGETS)), *pages_and_anchors(start))
            yield Batch(readings=first, trust=tuple(Trust(each.service, each.target, start) for each in first))
        if DAYS - day <= 30:
            times = (start + timedelta(seconds=random_.uniform(0, 86_000)) for _ in range(BLIPS_A_DAY))
            yield Batch(readings=tuple(each for time in times for each in blip(random_, time)))
        yield changes(random_, start)
        for service in SERVICES:
            if random_.random() < INCIDENTS_OF_A_SERVICE / DAYS:
                yield from outage(service, start + timedelta(seconds=random_.uniform(0, 80_000)))


def pages_and_anchors(time: datetime) -> Iterator[Reading]:
    for service in SERVICES:
        yield reading(time, source=Source.PAGE, service=service, component="", target=f"https://status.{service}")
    for anchor in ("1.1.1.1:443", "8.8.8.8:53", "9.9.9.9:53"):
        yield reading(time, source=Source.ANCHOR, service="", component="anchor", target=f"tcp://{anchor}")


def blip(random_: random.Random, time: datetime) -> Iterator[Reading]:
    target = random_.randrange(TARGETS)
    yield of(target, time, Outcome.OK)
    yield of(target, time + timedelta(seconds=60), Outcome.FAILED, "no answer within 10 s")
    yield of(target, time + timedelta(seconds=65), Outcome.OK)


def changes(random_: random.Random, start: datetime) -> Batch:
    times = sorted(start + timedelta(seconds=random_.uniform(0, 86_400)) for _ in range(VERDICTS_A_DAY))
    fine = tuple(Reason(ReasonKind.PROBES_WORK, component, 5, 5) for component in COMPONENTS)
    verdicts = [
        verdict(time, State.UNKNOWN if number % 2 else State.OK, service=service, components=(), reasons=fine)
        for service in SERVICES
        for number, time in enumerate(times)
    ]
    lines = [
        line(start + timedelta(seconds=8600 * number), LineState.LOSSY if number % 2 else LineState.ONLINE)
        for number in range(LINE_CHANGES_A_DAY)
    ]
    return Batch(verdicts=tuple(verdicts), lines=tuple(lines))


def outage(service: str, start: datetime) -> Iterator[Batch]:
    end = start + timedelta(minutes=40)
    name = f"{service}@{start:%Y%m%d}"
    yield Batch(
        incidents=(incident(name, start, service=service),),
        verdicts=(verdict(start, service=service),),
        alerts=(alert(f"{name}-1", start, name),),
    )
    of_service = range(SERVICES.index(service), TARGETS, len(SERVICES))
    outcomes = (Outcome.FAILED, Outcome.OK, Outcome.FAILED, Outcome.OK)
    for number, outcome in enumerate(outcomes * 2):
        time = start + timedelta(minutes=5 * number)
        yield Batch(readings=tuple(of(target, time, outcome) for target in of_service))
    yield Batch(
        incidents=(incident(name, start, end, service=service),),
        verdicts=(verdict(end, State.OK, service=service),),
        alerts=(alert(f"{name}-2", end, name),),
        said=tuple(said(start + timedelta(minutes=n), "We continue to look into this. " * 9, name) for n in range(4)),
    )


def roll_up(path: Path, random_: random.Random) -> None:
    """Write the rollups of all that time, for every series that there is."""
    end = micros(END) // MICROS
    minutes, hours = MINUTES_KEPT // timedelta(seconds=1), HOURS_KEPT // timedelta(seconds=1)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        series = [number for (number,) in connection.execute("SELECT id FROM series")]
        for tier, unit, first, last in (
            ("days", 86_400, end - DAYS * 86_400, end - hours),
            ("hours", 3600, end - hours, end - minutes),
            ("minutes", 60, end - minutes, end),
        ):
            marks = ", ".join("?" * (13 if tier == "minutes" else 12))
            connection.execute(f"DELETE FROM {tier}")
            connection.execute("BEGIN")
            for start in range(first // unit, last // unit):
                rows = [rollup(random_, number, start, unit // 60, tier == "minutes") for number in series]
                connection.executemany(f"INSERT INTO {tier} VALUES ({marks})", rows)
            connection.execute("COMMIT")


def watch(path: Path) -> None:
    """Say that every service was watched all along, but for three short breaks a day."""
    begun = micros(END - timedelta(days=DAYS))
    part = 8 * 3600 * MICROS
    spans = [(begun + number * part, begun + (number + 1) * part - 60 * MICROS) for number in range(DAYS * 3)]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM watched")
        rows = [(service, *span) for service in SERVICES for span in spans]
        connection.executemany("INSERT INTO watched (service, start, last) VALUES (?, ?, ?)", rows)
        connection.commit()


def rollup(random_: random.Random, series: int, start: int, count: int, last: bool) -> tuple[int, ...]:
    tenths = int(300 + 2700 * random_.random())
    low, high = (tenths - 250, tenths + 900) if count > 1 else (tenths, tenths)
    row = (series, start, count, 0, count // 200, 0, 0, 0, count, tenths * count, low, high)
    return (*row, int(random_.random() * 60 * MICROS)) if last else row


def make(path: Path) -> None:
    """Make the year, and let the writer forget what it would have forgotten."""
    random_ = random.Random(365)
    with HistoryWriter.open(path, silent, lambda: END) as writer:
        for batch in everything(random_):
            writer.commit(batch)
    roll_up(path, random_)
    watch(path)
