"""Databases of every released schema, kept as text; a migration is tried on all of them.

`python -m tests.store.databases` writes the text of the schema that is current. When a version 2 comes, version 1's
text stays as it is and gets a brother.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from notifier.core.alerts.line_story import LineStory
from notifier.core.alerts.outbox import Message
from notifier.core.line.known_network import KnownNetwork
from notifier.core.line.loss import Noise
from notifier.core.model import LineState, Outcome
from notifier.core.ports import Batch, OpenProblem, Trust
from notifier.store.schema import VERSION
from notifier.store.writer import HistoryWriter
from tests.store.world import GROUP, PROBLEM, after, alert, incident, line, now, reading, row, said, silent, verdict

FOLDER = Path(__file__).parent / "data"


def stored(version: int) -> Path:
    """Where the text of a version is."""
    return FOLDER / f"version{version}.sql"


def database_of(text: Path, path: Path) -> None:
    """Make the database that the text describes."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(text.read_text("utf-8"))


def text_of(path: Path) -> str:
    """A database as text, with what `iterdump` leaves out."""
    with closing(sqlite3.connect(path)) as connection:
        pragmas = [
            f"PRAGMA {name} = {connection.execute(f'PRAGMA {name}').fetchone()[0]};"
            for name in ("application_id", "user_version")
        ]
        return "\n".join([*pragmas, *connection.iterdump(), ""])


CONTENT = Batch(
    readings=(
        reading(after(0)),
        reading(after(60), Outcome.FAILED, detail='it\'s "quoted"; and\nbroken'),
        reading(after(65), Outcome.FAILED, detail='it\'s "quoted"; and\nbroken'),
        reading(after(70), Outcome.SLOW, service="tiktok", latency_ms=2500.5),
    ),
    verdicts=(verdict(after(75)),),
    incidents=(incident("open", after(60)), incident("over", after(-7200), after(-3700), service="tiktok")),
    said=(said(after(80), incident="open"),),
    alerts=(alert("1", after(76), "open"), alert("2", after(-7000), "over")),
    lines=(line(after(-5)),),
    outbox=(
        row(GROUP),
        row(LineStory(1.0, notified=LineState.LOSSY)),
        row(Message(alert("1", after(76), "open"), 2.5)),
    ),
    problems=(OpenProblem("whatsapp", components=(PROBLEM,)),),
    networks=(KnownNetwork("4f0c", 1740830476.0, Noise(3600.0, 60.0), {"tcp://1.1.1.1:443": 1740830470.0}),),
    trust=(Trust("whatsapp", "https://web.whatsapp.com", after(0), after(0), 4.0, 2.0, 4.7, 0.1, 2.0),),
)
"""What every stored database holds."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "history.db"
        with HistoryWriter.open(path, silent, now) as writer:
            writer.commit(CONTENT)
        stored(VERSION).write_text(text_of(path), "utf-8")


if __name__ == "__main__":
    main()
