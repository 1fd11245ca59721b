"""Incidents of the past as a file for other programs: JSON as the schema of `--json` has it, CSV for spreadsheets.

The keys are the same in every language; what a service is called is handed in. Writing the file is the caller's.
"""

import io
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final

from notifier.core.past.search import PastIncident
from notifier.core.past.stats import length

SUFFIXES: Final = (".csv", ".json")
KEYS: Final = (
    "id", "service", "name", "since", "until", "duration_s", "state", "scope", "components", "countries", "group",
    "official", "unstable", "minor", "practice", "noted", "note",
)  # fmt: skip
_COMMANDS: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A cell that begins like this is run by a spreadsheet; the last four are their wide brothers."""


def moment(time: datetime | None) -> str | None:
    """A time as it is written: UTC, to the second."""
    return None if time is None else time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def incident_object(past: PastIncident, name: str, now: datetime) -> dict[str, Any]:
    """One incident, with the name of its service."""
    incident, note = past.incident, past.note
    return {
        "id": incident.id,
        "service": incident.service,
        "name": name,
        "since": moment(incident.since),
        "until": moment(incident.until),
        "duration_s": round(length(incident, now).total_seconds()),
        "state": incident.worst.value,
        "scope": incident.scope.value,
        "components": list(incident.components),
        "countries": list(incident.countries),
        "group": incident.group,
        "official": incident.official,
        "unstable": incident.unstable,
        "minor": incident.minor,
        "practice": incident.practice,
        "noted": moment(note.time) if note is not None else None,
        "note": note.text if note is not None else None,
    }


def written(found: Iterable[PastIncident], name_of: Callable[[str], str], now: datetime, suffix: str) -> bytes:
    """The content of a file with one of the `SUFFIXES`."""
    objects = [incident_object(each, name_of(each.incident.service), now) for each in found]
    return _json(objects) if suffix == ".json" else _csv(objects)


def _json(objects: list[dict[str, Any]]) -> bytes:
    return (json.dumps(objects, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _csv(objects: list[dict[str, Any]]) -> bytes:
    import csv  # with the first table that is written

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(KEYS)
    writer.writerows([_cell(each[key]) for key in KEYS] for each in objects)
    return text.getvalue().encode("utf-8-sig", "replace")  # the mark at its beginning tells Excel that it is UTF-8


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_COMMANDS) else text
