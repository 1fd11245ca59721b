"""What was kept on a clock that ran ahead: what is open cannot have begun later than now.

A computer may start with a clock that is hours ahead until it asks for the time. What began then and is open still is
moved back by as much as the clock was put back, so that it lasts as long as it truly does; what is over stays as it was
told. Nothing here knows why the clock was wrong.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, TypeVar, cast

import msgspec

from notifier.core.alerts.held import Snooze
from notifier.core.alerts.outbox import OutboxRow, key_of
from notifier.core.ports import Batch, Restored

T = TypeVar("T")

_EPOCHAL_S: Final = 1e9
"""A number of seconds from here on is a time (2001 and later), one below is how long something lasts."""
_NEVER_S: Final = 1e11


def put_right(kept: Restored, now: datetime) -> tuple[Restored, Batch]:
    """Give what was kept with the open things moved to before `now`, and what is to be kept of that."""
    if kept.stopped is None or kept.stopped <= now:
        return kept, Batch()
    by = now - kept.stopped
    incidents = tuple(_right(each, by, now) if each.until is None else each for each in kept.incidents)
    verdicts = tuple(_right(each, by, now) for each in kept.verdicts)
    problems = tuple(_right(each, by, now) for each in kept.problems)
    # a snooze has an end alone, which may well be later
    outbox = tuple(each if isinstance(each, Snooze) else _right(each, by, now) for each in kept.outbox)
    right = msgspec.structs.replace(
        kept, incidents=incidents, verdicts=verdicts, problems=problems, outbox=outbox, stopped=now
    )
    batch = Batch(
        incidents=_others(incidents, kept.incidents),
        problems=_others(problems, kept.problems),
        outbox=tuple(OutboxRow(key_of(item), item) for item in _others(outbox, kept.outbox)),
    )
    return right, batch


def _others(now: tuple[T, ...], before: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(each for each, old in zip(now, before, strict=True) if each != old)


def _right(value: T, by: timedelta, now: datetime) -> T:
    """Move it if it began later than now; all its times together."""
    return cast("T", _moved(value, by)) if min(_times(value), default=0.0) > now.timestamp() else value


def _times(value: object) -> Iterator[float]:
    match value:
        case datetime():
            yield value.timestamp()
        case float() if _EPOCHAL_S <= value < _NEVER_S:
            yield value
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _times(getattr(value, name))
        case dict():
            yield from _times(tuple(value.values()))
        case tuple():
            for each in value:
                yield from _times(each)
        case _:
            pass


def _moved(value: object, by: timedelta) -> object:
    match value:
        case datetime():
            return value + by
        case float() if _EPOCHAL_S <= value < _NEVER_S:
            return value + by.total_seconds()
        case msgspec.Struct():
            return msgspec.structs.replace(
                value, **{name: _moved(getattr(value, name), by) for name in value.__struct_fields__}
            )
        case dict():
            return {key: _moved(each, by) for key, each in value.items()}
        case tuple():
            return tuple(_moved(each, by) for each in value)
        case _:
            return value
