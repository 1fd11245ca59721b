"""A year of history by the program's own writer: for 20 services readings every minute, two outages a month each."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from notifier.core.events import Notice
from notifier.core.failure import FailureKind
from notifier.core.model import Incident, Outcome, Reading, Reason, ReasonKind, Scope, Source, State, Verdict
from notifier.core.ports import Batch
from notifier.store.writer import HistoryWriter

SERVICES = 20
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def write_year(path: Path, end: datetime, days: int = 365, step: timedelta = MINUTE, services: int = SERVICES) -> int:
    """Write the history of the days before `end`, tidied up each day as the program does; return how many readings."""
    rng = random.Random(7)
    count = 0
    now = end - days * DAY
    with HistoryWriter.open(path, _must_be_silent, now=lambda: now) as history:
        for _ in range(days):
            for batch in _day(now, rng, step, services):
                history.commit(batch)
                count += len(batch.readings)
            now += DAY
            while history.maintain(now):
                pass
    return count


def _must_be_silent(notice: Notice) -> None:
    message = f"the history complains: {notice}"
    raise RuntimeError(message)


def _day(start: datetime, rng: random.Random, step: timedelta, services: int) -> Iterator[Batch]:
    """Give a day in batches of an hour; each service has one day in fifteen with an outage of 40 minutes."""
    out = {
        number: start + timedelta(minutes=rng.randrange(1300)) for number in range(services) if rng.random() < 1 / 15
    }
    for number, since in out.items():
        yield _outage(number, since)
    for hour in range(24):
        begin = start + timedelta(hours=hour)
        yield Batch(
            readings=tuple(
                _reading(number, begin + minute * step, out.get(number), rng)
                for minute in range(int(timedelta(hours=1) / step))
                for number in range(services)
            )
        )


def _reading(number: int, time: datetime, out_since: datetime | None, rng: random.Random) -> Reading:
    failed = out_since is not None and out_since <= time < out_since + 40 * MINUTE
    return Reading(
        source=Source.PROBE,
        service=f"stage-{number}",
        component="web",
        target=f"https://stage-{number}.example/",
        time=time,
        outcome=Outcome.FAILED if failed else Outcome.OK,
        failure=FailureKind.CONNECT_TIMEOUT if failed else None,
        latency_ms=None if failed else rng.lognormvariate(4.5, 0.3),
    )


def _outage(number: int, since: datetime) -> Batch:
    service, until = f"stage-{number}", since + 40 * MINUTE
    reason = Reason(ReasonKind.PROBES_FAILED, "web", 3, 3, FailureKind.CONNECT_TIMEOUT, since=since)
    began = Verdict(service, State.OUTAGE, since + MINUTE, components=("web",), since=since, reasons=(reason,))
    ended = Verdict(service, State.OK, until + MINUTE, since=until)
    incident = Incident(f"{service}-{since:%Y%m%d}", service, since, until, State.OUTAGE, Scope.UNCLEAR, ("web",))
    return Batch(verdicts=(began, ended), incidents=(incident,))
