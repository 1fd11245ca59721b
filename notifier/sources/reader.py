"""The engine's reader: one reading of one target over the real network.

Never raises for the world's faults, and gives up after 10 s (a page or a source outside that takes several requests:
10 s for each, and the polite pauses between them). Whether a good answer is slow is not decided here: only the rules
know what is usual.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading
from notifier.core.numbers import HOST_GAP_S, READING_TIMEOUT_S
from notifier.core.outside.broker import Broker
from notifier.core.ports import Read
from notifier.core.targets import (
    AnchorTarget,
    NamesTarget,
    PageTarget,
    ProbeTarget,
    RegionTarget,
    ReportsTarget,
    WitnessTarget,
    host_of,
)
from notifier.sources import name_server
from notifier.sources.answer import Answer, of_fault, ok
from notifier.sources.client import ClientOptions
from notifier.sources.failures import Progress, explain
from notifier.sources.logins import Logins, SecretOf, no_secret
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.other_machines import OtherMachines
from notifier.sources.network import Network
from notifier.sources.outside.asker import OutsideAsker
from notifier.sources.outside.budgets import Budgets
from notifier.sources.probe import Probe

if TYPE_CHECKING:
    from notifier.sources.crowd import CrowdReader
    from notifier.sources.pages.reader import PageReader
    from notifier.sources.regional import RegionalReader

_log = logging.getLogger(__name__)


class ReaderOptions(msgspec.Struct, frozen=True):
    """How readings are made. The numbers are the design's; tests lower them."""

    client: ClientOptions = ClientOptions()
    timeout_s: float = READING_TIMEOUT_S
    gap_s: float = HOST_GAP_S
    secret_of: SecretOf = no_secret
    """Where passwords and tokens are kept, of pages that want a login and of sources outside."""
    outside_file: Path | None = None
    """Where it is kept what sources outside were asked; None: in memory only."""
    outside_bases: Mapping[str, str] = {}
    """Where the interfaces of sources outside are, by their ids, instead of at home."""
    broker: Broker | None = None
    """Over which the user's other machines are asked; None: over none."""
    place: str = ""
    """What these call this machine's place."""
    machines_file: Path | None = None
    """Where it is kept which of them were heard; None: in memory only."""


def utc_now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


class NetworkReader:
    """Reads targets; belongs to one event loop. An async context manager: leaving it drops what is under way.

    `network` is what all readings share; detection (`notifier.sources.pages.detect`) uses it too.
    """

    def __init__(self, options: ReaderOptions | None = None, now: Callable[[], datetime] = utc_now) -> None:
        """Make it. Raises UserError for a proxy's address that cannot be read."""
        options = options or ReaderOptions()
        self.network = Network(options.client, now, timeout_s=options.timeout_s, gap_s=options.gap_s)
        self._under_way: dict[str, list[Progress]] = {}
        """The readings of each target that talk to somebody at the moment."""
        self._logins = Logins(options.secret_of)
        budgets = Budgets(options.outside_file, now)
        self.outside = OutsideAsker(self.network, budgets, options.secret_of, options.outside_bases)
        known = KnownMachines(options.machines_file, now)
        broker, place = options.broker, options.place
        self._machines = OtherMachines(broker, place, options.secret_of, budgets, known) if broker else None
        self._now = now

    @cached_property
    def _pages(self) -> "PageReader":
        """Imported with the first page, as the next two where others are asked at all: the services come first."""
        from notifier.sources.pages.reader import PageReader

        return PageReader(self.network, self._logins)

    @cached_property
    def _regional(self) -> "RegionalReader":
        from notifier.sources.regional import RegionalReader

        return RegionalReader(self.network, self.outside, self._machines)

    @cached_property
    def _crowd(self) -> "CrowdReader":
        from notifier.sources.crowd import CrowdReader

        return CrowdReader(self.network, self.outside)

    async def __aenter__(self) -> "NetworkReader":
        self.network.client.prepare()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.renew()

    def renew(self) -> None:
        """Drop all connections and look-ups: the network is another one. What is under way ends as `skipped`."""
        self.network.renew()
        self.outside.renew()

    async def __call__(self, read: Read) -> Reading:
        """Read the target once."""
        progress = Progress(led=read.outside_only)
        asked = self._now()
        beside = self._under_way.setdefault(read.target.key, [])
        progress.tried = (*read.tried, *(each.address for each in beside if each.address))
        beside.append(progress)
        try:
            answer = await self._answer(read, progress)
        except Exception as error:
            answer = _of_error(read, error, progress)
        finally:
            beside.remove(progress)
            if not beside:
                self._under_way.pop(read.target.key, None)
        return Reading(
            source=read.source,
            service=read.service,
            component=read.component,
            target=read.target.key,
            time=progress.started or asked,
            outcome=answer.outcome,
            failure=answer.failure,
            latency_ms=answer.latency_ms,
            detail=answer.detail,
            page=answer.page,
            region=answer.region,
            retry_after_s=answer.retry_after_s,
            look=answer.look,
            crowd=answer.crowd,
            headlines=answer.headlines,
            address=progress.address,
            answered_by=answer.answered_by,
            ahead_s=answer.ahead_s,
            dates_refused=answer.dates_refused,
        )

    async def _answer(self, read: Read, progress: Progress) -> Answer:
        target = read.target
        match target:
            case PageTarget():
                return await self._pages.read(target, progress, fresh=read.fresh)
            case RegionTarget():
                return await self._regional.read(target, progress)
            case ReportsTarget():
                return await self._crowd.read(target, progress)
            case AnchorTarget():
                return await self._probe(target.target, progress, anchor=True)
            case NamesTarget():
                async with self.network.turn(host_of(target), progress):
                    return await name_server.read(target)
            case WitnessTarget():
                return await self._probe(target.target, progress, anchor=False)
            case _:
                return await self._probe(target, progress, anchor=False)

    async def _probe(self, target: ProbeTarget, progress: Progress, *, anchor: bool) -> Answer:
        if not isinstance(target, Probe):
            raise TypeError(f"{type(target).__name__} is no kind of target that can be read")
        async with self.network.turn(host_of(target), progress):
            begun = perf_counter()
            answer = await (target.read_as_anchor if anchor else target.read)(self.network, progress)
            return ok((perf_counter() - begun) * 1000.0) if answer is None else answer


def _of_error(read: Read, error: Exception, progress: Progress) -> Answer:
    """Make an answer of what was thrown; the only place where a fault of ours ends."""
    if progress.dropped:
        return Answer(Outcome.SKIPPED, detail="the network changed meanwhile")
    if progress.untried and isinstance(error, TimeoutError):
        return Answer(Outcome.SKIPPED, detail="this machine was too busy to ask")
    fault = explain(error, progress)
    if fault is not None:
        return of_fault(fault)
    _log.error("reading %s failed through a fault of ours", read.target.key, exc_info=error)
    return Answer(Outcome.UNREADABLE, FailureKind.BUG, detail=f"a fault of this program ({type(error).__name__})")
