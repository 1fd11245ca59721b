"""Reading a target from elsewhere: which sources are asked, in which order, and what their answers amount to together.

Only sources that the user has switched on are asked, which the target names; only targets that may be named to others
are. First the user's network, then tests by the first source that has an answer, then what is known of the user's
country; the user's other machines beside all that. A source that fails is silent: the others go on. What it all means
for the service is not decided here.
"""

import asyncio
from typing import Final

import msgspec

from notifier.core.model import Outcome
from notifier.core.outside.broker import OTHER_MACHINES
from notifier.core.reports import Elsewhere, RegionReport
from notifier.core.targets import RegionTarget
from notifier.sources.address import is_inside
from notifier.sources.answer import Answer
from notifier.sources.failures import Progress, explain
from notifier.sources.machines.other_machines import OtherMachines
from notifier.sources.network import Network
from notifier.sources.outside.asker import OutsideAsker
from notifier.sources.outside.contract import SourceSilent
from notifier.sources.outside.inquiry import Inquiry
from notifier.sources.probe import TLS_FAILURES, Probe
from notifier.sources.regions import RegionQuestion, RegionSource, Tells, region_sources
from notifier.sources.remote import RemoteCheck, may_be_named

AT_ONCE: Final = 2
"""So many targets are asked about at the same time; in a storm the others wait for their turn."""
CIRCUMSTANCES_S: Final = 3.0
"""What is known beside the tests (blocks, faults of a country) is waited for so much longer than they are. Chosen."""


class RegionalReader:
    """Reads targets from elsewhere, for one event loop."""

    def __init__(self, network: Network, asker: OutsideAsker, machines: OtherMachines | None) -> None:
        self._network = network
        self._asker = asker
        self._machines = machines
        self._places = asyncio.Semaphore(AT_ONCE)

    async def read(self, target: RegionTarget, progress: Progress) -> Answer:
        """Ask what is switched on. Raises what the network throws while it is replaced by another."""
        chosen = [each for name, each in region_sources().items() if name in target.sources]
        machines = self._machines if OTHER_MACHINES in target.sources else None
        if not chosen and machines is None:
            return _skipped("no source of readings from elsewhere is switched on")
        probe = target.target
        check = probe.remote if isinstance(probe, Probe) else None
        if check is None or not check.shows(target.failure):
            return _skipped("nobody else can try this")
        check = msgspec.structs.replace(check, certificate=target.failure in TLS_FAILURES)
        if not await self._may_be_asked(check, target, progress):
            return _skipped("it is of a network of one's own, and not told to others")
        async with self._places:
            question = RegionQuestion(check, target.countries, self._network.now(), target.home)
            return await _Round(self._asker, chosen, machines, progress).answer(question)

    async def _may_be_asked(self, check: RemoteCheck, target: RegionTarget, progress: Progress) -> bool:
        """Tell whether others may hear of it: a name that leads into a private network is nobody else's business."""
        if not may_be_named(check.host):
            return False
        try:
            found = await self._network.dialer.resolver.addresses(check.host, progress)
        except Exception as error:
            if progress.dropped or explain(error, progress) is None:
                raise
            return not target.own  # a name of the catalogue is known to everybody, whatever our name server says
        return not any(is_inside(str(address[0])) for _, address in found)


class _Round:
    """What is asked about one target."""

    def __init__(
        self, asker: OutsideAsker, chosen: list[RegionSource], machines: OtherMachines | None, progress: Progress
    ) -> None:
        self._inquiry = Inquiry(asker, progress)
        self._chosen = chosen
        self._machines = machines

    async def answer(self, question: RegionQuestion) -> Answer:
        """Ask them all, and put together what they say."""
        own = asyncio.create_task(self._own(question))
        try:
            report = await self._report(question)
            report = msgspec.structs.replace(report, answers=(*report.answers, *await own))
        finally:
            own.cancel()
            await asyncio.gather(own, return_exceptions=True)
        if report.answers:
            return Answer(Outcome.OK, detail=self._inquiry.detail, region=report)
        nothing = self._inquiry.nothing("nobody elsewhere could try it")
        return msgspec.structs.replace(nothing, region=report if report.circumstances else None)

    async def _report(self, question: RegionQuestion) -> RegionReport:
        """Ask the sources outside."""
        here = await self._first(Tells.HERE, question)
        question = msgspec.structs.replace(question, here=here.here if here is not None else 0)
        tests = asyncio.create_task(self._first(Tells.TESTS, question))
        more = [
            asyncio.create_task(self._inquiry.told(each, question))
            for each in self._chosen
            if each.tells is Tells.CIRCUMSTANCES
        ]
        try:
            report = await tests or RegionReport()
            known = await _those_that_come(more)
        finally:
            for task in (tests, *more):
                task.cancel()
            await asyncio.gather(tests, *more, return_exceptions=True)
        circumstances = tuple(each for told in known for each in told.circumstances)
        return msgspec.structs.replace(report, here=question.here, circumstances=circumstances)

    async def _own(self, question: RegionQuestion) -> tuple[Elsewhere, ...]:
        """Ask the user's other machines."""
        if self._machines is None:
            return ()
        try:
            return await self._machines.tried(question.check)
        except SourceSilent as silent:
            self._inquiry.silent.append(silent)
            return ()

    async def _first(self, tells: Tells, question: RegionQuestion) -> RegionReport | None:
        """Give what the first source says that says something."""
        for each in self._chosen:
            report = await self._inquiry.told(each, question) if each.tells is tells else None
            if report is not None and (report.answers or report.here):
                return report
        return None


async def _those_that_come(asked: list["asyncio.Task[RegionReport | None]"]) -> list[RegionReport]:
    """Give what comes soon; whom an outage concerns does not wait for it."""
    done = (
        (await asyncio.wait(asked, timeout=CIRCUMSTANCES_S))[0] if asked else set[asyncio.Task[RegionReport | None]]()
    )
    return [told for each in asked if each in done and (told := each.result()) is not None]


def _skipped(why: str) -> Answer:
    return Answer(Outcome.SKIPPED, detail=why)
