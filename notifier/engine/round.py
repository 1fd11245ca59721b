"""One round by hand, for `check` and `status`: no schedule, no history, but the decision that the engine makes.

Everything is read once. What fails, or has not answered yet, is read again every 5 s, four times at most, together with
the anchors, until it answers or its outage is proven: by four failures of a lone target, by three each of two
components. What fails and is not proven then is `possible`, and the reasons say so. Here things are only read; what the
readings amount to is decided in `notifier.engine.verdicts`, and there by the engine's own rules.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from notifier.core.model import Outcome, Reading, Service, Source
from notifier.core.numbers import HOST_GAP_S
from notifier.core.ports import Read, Reader, Trust
from notifier.core.targets import Target
from notifier.core.watch import Watch
from notifier.engine.verdicts import Round, RoundResult

TRIES: Final = 4
LOOKS: Final = 8
"""So often the anchors are read at most: some more where an outage is proven but for the line (rule 3)."""
ANCHOR_TRIES: Final = 3
"""Of an anchor that fails while nothing else does."""
WITNESS_TRIES: Final = 2
"""Of one that fails: a burst of the line's may have hit it."""
CUT_OFF_LOOKS: Final = 2
"""Where the line was offline, without names or behind a portal after so many looks on end, nothing more can be told."""


class Wanted(msgspec.Struct):
    """One thing that is read, how often that was begun, and the newest reading of it that has come."""

    source: Source
    service: str
    component: str
    target: Target
    tries: int = TRIES
    begun: int = 0
    newest: Reading | None = None
    met: tuple[str, ...] = ()
    """The addresses that answered or failed, the newest last."""

    def take(self, reading: Reading) -> None:
        """Take in a reading; one that was begun earlier and took longer tells nothing new."""
        if reading.address:
            self.met = (*(each for each in self.met if each != reading.address), reading.address)
        if self.newest is None or self.newest.time <= reading.time:
            self.newest = reading

    def is_open(self) -> bool:
        """Tell whether it has not answered yet, or failed when it was read last."""
        newest = self.newest
        return newest is None or (newest.outcome is Outcome.FAILED and self.source is not Source.PAGE)

    def may_be_read(self) -> bool:
        """Tell whether it may be read once more: not too often, and not where its server asked to be left alone."""
        return self.begun < self.tries and not (self.newest is not None and self.newest.retry_after_s)


async def check_services(
    services: Sequence[Service],
    watch: Watch,
    reader: Reader,
    now: Callable[[], datetime],
    trust: Iterable[Trust] = (),
    *,
    gap_s: float = HOST_GAP_S,
    elsewhere: bool = False,
) -> RoundResult:
    """Read the services' targets, pages and the anchors now. `trust` is what the history knows, `gap_s` for tests.

    `elsewhere`: after that other places are asked about each service, about what fails first.
    """
    reading = _Reading(Round(services, watch, now(), tuple(trust)), reader, now, gap_s)
    try:
        await reading.all(_everything(services, watch))
        if elsewhere:
            await asyncio.gather(*(reading.ask_elsewhere(each, watch) for each in services if each.targets))
    finally:
        await reading.stop()
    return reading.round.result(now())


def _everything(services: Sequence[Service], watch: Watch) -> list[Wanted]:
    wanted = [Wanted(Source.ANCHOR, "", "anchor", each, ANCHOR_TRIES) for each in watch.anchors]
    for service in services:
        wish = watch.of(service.id)
        components = {each.id for each in service.components if not wish.components or each.id in wish.components}
        chosen = [each for each in service.targets if each.component in components]
        targets = {target.key: target for target in reversed(chosen)}
        wanted += [Wanted(Source.PROBE, service.id, each.component, each) for each in reversed(targets.values())]
        page = service.page
        if page is not None:
            page = msgspec.structs.replace(page, watched=wish.page_components) if wish.page_components else page
            wanted.append(Wanted(Source.PAGE, service.id, "", page, tries=1))
    return wanted


class _Reading:
    """The readings under way."""

    def __init__(self, round_: Round, reader: Reader, now: Callable[[], datetime], gap_s: float) -> None:
        self.round = round_
        self._reader = reader
        self._now = now
        self._gap_s = gap_s
        self._serial = 0
        self._wanted: list[Wanted] = []
        self._flying: set[asyncio.Task[None]] = set()

    async def all(self, wanted: list[Wanted]) -> None:
        """Read until everything has answered or is decided, or has been tried often enough."""
        self._wanted = wanted
        anchors = [each for each in wanted if each.source is Source.ANCHOR]
        looks = cut_off = 0
        while cut_off < CUT_OFF_LOOKS:
            self._wanted += [
                Wanted(Source.WITNESS, "", "witness", each, WITNESS_TRIES) for each in self.round.witnesses()
            ]
            again = self._to_be_read()
            if looks < LOOKS and (again or self.round.waits):
                looks += 1
                for each in [*(each for each in again if each.source is not Source.ANCHOR), *anchors]:
                    self._flying.add(asyncio.create_task(self._read(each)))
                await self._until_next_step()
                cut_off = cut_off + 1 if self.round.is_cut_off else 0
            elif self._flying and self._undecided():
                await self._until_one_has_come(None)
            else:
                return

    def _to_be_read(self) -> list[Wanted]:
        return [each for each in self._undecided() if each.may_be_read()]

    def _undecided(self) -> list[Wanted]:
        return [each for each in self._wanted if each.is_open() and not self.round.is_out(each.service, each.component)]

    async def _until_next_step(self) -> None:
        loop = asyncio.get_running_loop()
        until_s = loop.time() + self._gap_s
        while (left_s := until_s - loop.time()) > 0.0 and self._undecided():
            if self._flying:
                await self._until_one_has_come(left_s)
            elif self._to_be_read() or self.round.waits:
                await asyncio.sleep(left_s)
            else:
                return  # what fails has been tried often enough

    async def _until_one_has_come(self, timeout_s: float | None) -> None:
        done, self._flying = await asyncio.wait(self._flying, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        self.round.decide(self._now())

    async def _read(self, wanted: Wanted) -> None:
        self._serial += 1
        wanted.begun += 1
        source, service, component, began = wanted.source, wanted.service, wanted.component, self._now()
        if source is Source.ANCHOR:
            self.round.begin(wanted.target.key, began)
        reading = await self._reader(Read(self._serial, source, service, component, wanted.target, True, wanted.met))
        wanted.take(reading)
        self.round.take(reading, began, self._now())

    async def ask_elsewhere(self, service: Service, watch: Watch) -> None:
        """Read one target of a service from other places: one that fails, if any does."""
        probes = [each for each in self._wanted if each.service == service.id and each.source is Source.PROBE]
        chosen = next((each for each in probes if each.is_open()), next(iter(probes), None))
        if chosen is None:
            return
        failure = chosen.newest.failure if chosen.newest is not None else None
        target = watch.elsewhere(chosen.target, own=service.own, failure=failure)  # type: ignore[arg-type]
        await self._read(Wanted(Source.REGION, service.id, chosen.component, target))

    async def stop(self) -> None:
        """Drop what is being read still."""
        for task in self._flying:
            task.cancel()
        await asyncio.gather(*self._flying, return_exceptions=True)
