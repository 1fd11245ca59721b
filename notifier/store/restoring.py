"""What the engine needs from the history to go on where it stopped. Nothing is written here."""

import sqlite3
from datetime import datetime, timedelta
from typing import Final

import msgspec

from notifier.core.alerts.outbox import Item
from notifier.core.line.known_network import KnownNetwork
from notifier.core.model import Incident
from notifier.core.ports import OpenProblem, Restored, Trust
from notifier.store.codec import MICROS, decoded, micros, time_of, verdict_of

RECENT: Final = timedelta(hours=1)
"""An incident that ended so long ago still belongs to what goes on."""

_VERDICTS: Final = """
SELECT service, time, state, verdicts.data, reasons.data
FROM verdicts LEFT JOIN reasons ON reasons.verdict = verdicts.id
WHERE id IN (SELECT max(id) FROM verdicts GROUP BY service) ORDER BY service
"""
_INCIDENTS: Final = """
SELECT data FROM incidents WHERE until IS NULL OR until >= ? ORDER BY since, id
"""
_STOPPED: Final = """
SELECT max(time) FROM (
    SELECT max(time) AS time FROM verdicts
    UNION ALL SELECT max(time) FROM alerts
    UNION ALL SELECT max(time) FROM lines
    UNION ALL SELECT max(last) FROM watched
    UNION ALL SELECT (
        SELECT start * 60 * ?1 + last FROM minutes WHERE minutes.series = series.id ORDER BY start DESC LIMIT 1
    ) FROM series
)
"""

_ITEM: Final[msgspec.json.Decoder[Item]] = msgspec.json.Decoder(Item)


def restore(connection: sqlite3.Connection, now: datetime) -> Restored:
    """Read it all in one transaction, so that it fits together."""
    since = micros(now - RECENT)
    execute = connection.execute
    execute("BEGIN")
    try:
        stopped: int | None = execute(_STOPPED, (MICROS,)).fetchone()[0]
        return Restored(
            verdicts=tuple(verdict_of(row) for row in execute(_VERDICTS)),
            incidents=tuple(decoded(data, Incident) for (data,) in execute(_INCIDENTS, (since,))),
            trust=tuple(decoded(data, Trust) for (data,) in execute("SELECT data FROM trust ORDER BY service, target")),
            outbox=tuple(_ITEM.decode(data) for (data,) in execute("SELECT data FROM outbox ORDER BY key")),
            problems=tuple(
                decoded(data, OpenProblem) for (data,) in execute("SELECT data FROM problems ORDER BY service")
            ),
            networks=tuple(
                decoded(data, KnownNetwork) for (data,) in execute("SELECT data FROM networks ORDER BY name")
            ),
            stopped=None if stopped is None else time_of(stopped),
        )
    finally:
        if connection.in_transaction:
            execute("ROLLBACK")
