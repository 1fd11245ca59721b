"""Reads services that nobody watches, to tell whether they can be used instead: one address of each, once.

How long they took to answer is remembered, some numbers for each address, so that one day "slower than usual" can be
told; nothing is read for that alone. What may be named follows in `notifier.core.advice.instead`.
"""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from notifier.core.advice.instead import Tried, slower_than_usual
from notifier.core.model import Outcome, Reading, Service, Source, State
from notifier.core.ports import Read, Reader
from notifier.sources.kept_file import KeptFile

log = logging.getLogger(__name__)

KEPT: Final = 20
"""So many answers of an address are remembered …"""
KEPT_FOR: Final = timedelta(days=180)
"""… for so long: machines and lines change. Chosen."""
ADDRESSES_MOST: Final = 500


class _Answer(msgspec.Struct, frozen=True, array_like=True):
    time_s: float
    latency_ms: float


_Answers = dict[str, list[_Answer]]
_DECODER: Final = msgspec.json.Decoder(_Answers)


class UsualAnswers:
    """How long addresses took to answer, in one small file; where it cannot be written, for this run."""

    def __init__(self, path: Path) -> None:
        self._file = KeptFile(path, _DECODER, "what alternatives usually take")
        self._kept: _Answers = {}

    def load(self) -> None:
        """Read the file."""
        self._kept = self._file.load() or self._kept

    def keep(self) -> None:
        """Write the file, with the addresses that were read last."""
        newest = sorted(self._kept.items(), key=lambda pair: pair[1][-1].time_s if pair[1] else 0.0)
        self._file.keep(dict(newest[-ADDRESSES_MOST:]))

    def before(self, target: str, now: datetime) -> list[float]:
        """Give the earlier latencies of an address, in ms."""
        since_s = (now - KEPT_FOR).timestamp()
        return [each.latency_ms for each in self._kept.get(target, []) if since_s <= each.time_s <= now.timestamp()]

    def add(self, reading: Reading) -> None:
        """Remember an answer."""
        if reading.latency_ms is not None:
            answer = _Answer(reading.time.timestamp(), round(reading.latency_ms, 1))
            self._kept[reading.target] = [*self._kept.get(reading.target, []), answer][-KEPT:]


async def tried(services: Sequence[Service], reader: Reader, usual: UsualAnswers) -> tuple[Tried, ...]:
    """Read one address of each; one that seems slow is read twice, and the quicker answer counts."""
    await asyncio.to_thread(usual.load)
    found = await asyncio.gather(*(_tried(number, each, reader, usual) for number, each in enumerate(services)))
    await asyncio.to_thread(usual.keep)
    log.info("alternatives that answer: %d of %d", sum(each.state is not State.UNKNOWN for each in found), len(found))
    return tuple(found)


async def _tried(number: int, service: Service, reader: Reader, usual: UsualAnswers) -> Tried:
    target = service.targets[0]
    read = Read(number, Source.PROBE, service.id, target.component, target, fresh=True)
    reading = await reader(read)
    before = usual.before(reading.target, reading.time)
    if _is_slow(reading, before):
        again = await reader(read)
        reading = min(reading, again, key=_by_latency) if again.outcome is Outcome.OK else again
    if reading.outcome is not Outcome.OK:
        return Tried(service.id, reading.time, State.UNKNOWN)
    usual.add(reading)
    return Tried(service.id, reading.time, State.SLOW if _is_slow(reading, before) else State.OK)


def _is_slow(reading: Reading, before: Sequence[float]) -> bool:
    good = reading.outcome is Outcome.OK and reading.latency_ms is not None
    return good and slower_than_usual(_by_latency(reading), before)


def _by_latency(reading: Reading) -> float:
    return reading.latency_ms if reading.latency_ms is not None else 0.0
