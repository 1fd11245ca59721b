"""Rows of the history to structs and back. No SQL and no connection here."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.model import (
    CrowdReport,
    Outcome,
    PageIncident,
    PageLevel,
    PageReport,
    Reading,
    Reason,
    RegionReport,
    Scope,
    Source,
    State,
    Verdict,
)
from notifier.core.moments import EPOCH

log = logging.getLogger(__name__)

MICROS: Final = 1_000_000
"""Microseconds in a second."""
BEGINNING: Final = -(2**62)
END: Final = 2**62
"""Before and after all times that are kept, in microseconds; SQLite has 64 bits for a number."""

ReadingRow = tuple[str, str | None, float | None, str, str | None]
"""outcome, failure, latency_ms, detail, extra."""

T = TypeVar("T")
R = TypeVar("R")

ODD: Final = (msgspec.MsgspecError, ValueError, OverflowError, KeyError, TypeError)
"""What is raised for a row that no program wrote."""


class Extra(msgspec.Struct, frozen=True, omit_defaults=True):
    """What few readings have."""

    page: PageReport | None = None
    region: RegionReport | None = None
    crowd: CrowdReport | None = None
    retry_after_s: float | None = None
    address: str = ""


_NO_EXTRA: Final = Extra()
_EXTRA = msgspec.json.Decoder(Extra)
_ENCODER = msgspec.json.Encoder()


def micros(time: datetime) -> int:
    """Whole microseconds since 1970, without a float between."""
    past = time - EPOCH
    return (past.days * 86_400 + past.seconds) * MICROS + past.microseconds


def time_of(count: int) -> datetime:
    """The time of a number of microseconds since 1970, exactly."""
    return EPOCH + timedelta(microseconds=count)


def plain(text: str) -> str:
    """A text that can be kept: half a surrogate pair from a broken page becomes a question mark."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def encoded(struct: msgspec.Struct | tuple[msgspec.Struct, ...]) -> str:
    """The JSON of a struct, or of several."""
    try:
        return _ENCODER.encode(struct).decode()
    except UnicodeEncodeError:
        return plain(json.dumps(msgspec.to_builtins(struct), ensure_ascii=False))


def decoded(text: str, kind: type[T]) -> T:
    """The struct of a JSON that was kept."""
    return msgspec.json.decode(text, type=kind)


def sound(rows: Iterable[R], make: Callable[[R], T]) -> Iterator[T]:
    """Make something of each row; what no program wrote is left out: bytes change on disks, and SQLite sees little."""
    for row in rows:
        try:
            made = make(row)
        except ODD:
            log.info("a row of the history is odd: %.200r", row)
        else:
            yield made


def kept(rows: Iterable[tuple[str]], kind: type[T]) -> Iterator[T]:
    """Give the structs of rows that are a JSON each, as far as they are sound."""
    return sound(rows, lambda row: decoded(row[0], kind))


class VerdictRest(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a verdict says beside its columns and its reasons."""

    scope: Scope = Scope.UNCLEAR
    components: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: datetime | None = None
    confidence: float = 0.0
    official: bool = False
    before: bool = False
    minor: bool = False


VerdictRow = tuple[str, int, str, str, str | None]
"""service, time, state, data, and the reasons' data."""

_REST = msgspec.json.Decoder(VerdictRest)
_REASONS = msgspec.json.Decoder(tuple[Reason, ...])


def verdict_row(verdict: Verdict) -> VerdictRow:
    """The columns of a verdict, and its reasons if it has any."""
    rest = VerdictRest(
        verdict.scope,
        verdict.components,
        verdict.countries,
        verdict.since,
        verdict.confidence,
        verdict.official,
        verdict.before,
        verdict.minor,
    )
    reasons = encoded(verdict.reasons) if verdict.reasons else None
    return (verdict.service, micros(verdict.time), verdict.state, encoded(rest), reasons)


def verdict_of(row: VerdictRow) -> Verdict:
    """The verdict of a row."""
    service, time, state, data, reasons = row
    rest = msgspec.structs.asdict(_REST.decode(data))
    return Verdict(
        service, State(state), time_of(time), reasons=() if reasons is None else _REASONS.decode(reasons), **rest
    )


def change_of(row: tuple[int, str | None, str]) -> tuple[datetime, datetime | None, State]:
    """When a verdict came, since when what it says was so, and its state."""
    time, begun, state = row
    return time_of(time), datetime.fromisoformat(begun) if begun else None, State(state)


def compact(page: PageReport) -> PageReport:
    """What is kept of a page: components that are not fine, incidents without their texts (those are `said`)."""
    return msgspec.structs.replace(
        page,
        components=tuple(each for each in page.components if each.level is not PageLevel.OPERATIONAL),
        incidents=_without_texts(page.incidents),
        maintenances=_without_texts(page.maintenances),
    )


def _without_texts(incidents: tuple[PageIncident, ...]) -> tuple[PageIncident, ...]:
    return tuple(msgspec.structs.replace(each, statements=()) for each in incidents)


def reading_row(reading: Reading) -> ReadingRow:
    """The columns of a reading, apart from its target and time. A page is expected to be compact already."""
    extra = Extra(reading.page, reading.region, reading.crowd, reading.retry_after_s, reading.address)
    more = None if extra == _NO_EXTRA else encoded(extra)
    return (reading.outcome, reading.failure, reading.latency_ms, plain(reading.detail), more)


def reading_of(target: tuple[str, str, str, str], time: int, row: ReadingRow) -> Reading:
    """The reading of a row; `target` is its source, service, component and target."""
    source, service, component, key = target
    outcome, failure, latency_ms, detail, extra = row
    more: dict[str, Any] = msgspec.structs.asdict(_EXTRA.decode(extra)) if extra else {}
    return Reading(
        Source(source),
        service,
        component,
        key,
        time_of(time),
        Outcome(outcome),
        FailureKind(failure) if failure else None,
        latency_ms,
        detail,
        **more,
    )
