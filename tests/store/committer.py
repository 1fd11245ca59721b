"""A process that commits one numbered batch after the other, until it is killed. Run by `test_killed`."""

import sys
from datetime import timedelta
from pathlib import Path

from notifier.core.events import Notice
from notifier.core.model import Outcome
from notifier.core.ports import Batch
from notifier.store.writer import HistoryWriter
from tests.store.world import START, alert, incident, line, now, reading, said, verdict

READINGS = 30


def complain(notice: Notice) -> None:
    print(notice, file=sys.stderr, flush=True)


def batch_of(number: int) -> Batch:
    """Something of everything, each with the number in it; the texts fill pages, so that commits take a while."""
    time = START + timedelta(seconds=number)
    text = f"{number} " + "x" * 2000
    return Batch(
        readings=tuple(
            reading(time, Outcome.FAILED, service="counted", target=str(each), detail=text) for each in range(READINGS)
        ),
        verdicts=(verdict(time, service=str(number)),),
        incidents=(incident(str(number), time, time, service=str(number)),),
        said=(said(time, text, str(number)),),
        alerts=(alert(str(number), time, str(number)),),
        lines=(line(time),),
    )


def commit_for_ever(path: Path, first: int) -> None:
    with HistoryWriter.open(path, complain, now) as writer:
        number = first
        while True:
            writer.commit(batch_of(number))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            number += 1
            if number % 7 == 0:
                writer.maintain(START + timedelta(hours=number))


if __name__ == "__main__":
    commit_for_ever(Path(sys.argv[1]), int(sys.argv[2]))
