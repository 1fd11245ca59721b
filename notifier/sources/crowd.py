"""What people report of a service, and, while there is an incident, what is published: all sources that may be asked.

Only sources that the user has switched on are asked, which the target names. One that fails is silent: the others go
on. What is many is not decided here, nor which headlines belong to the incident.
"""

import asyncio
from typing import Final

import msgspec

from notifier.core.model import CrowdReport, Headline, Outcome
from notifier.core.targets import ReportsTarget
from notifier.sources.answer import Answer
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.news import NewsQuestion, news_sources
from notifier.sources.outside.asker import OutsideAsker
from notifier.sources.outside.inquiry import Inquiry
from notifier.sources.reports import ReportQuestion, report_sources

HEADLINES_MOST: Final = 5
AT_ONCE: Final = 2
"""So many services are looked up at the same time; in a storm the others wait for their turn."""


class CrowdReader:
    """Reads what people report, for one event loop."""

    def __init__(self, network: Network, asker: OutsideAsker) -> None:
        self._network = network
        self._asker = asker
        self._places = asyncio.Semaphore(AT_ONCE)

    async def read(self, target: ReportsTarget, progress: Progress) -> Answer:
        """Ask what is switched on. Raises what the network throws while it is replaced by another."""
        chosen = [each for name, each in report_sources().items() if name in target.sources]
        news = [each for name, each in news_sources().items() if name in target.sources and target.since is not None]
        if not chosen and not news:
            return Answer(Outcome.SKIPPED, detail="no source of reports is switched on")
        async with self._places:
            inquiry = Inquiry(self._asker, progress)
            now = self._network.now()
            question = ReportQuestion(target.names, target.hashtags, target.category, target.home, now)
            published = NewsQuestion(target.names, target.accounts, target.edition)
            counts, found = await asyncio.gather(
                asyncio.gather(*(inquiry.told(each, question) for each in chosen)),
                asyncio.gather(*(inquiry.told(each, published) for each in news)),
            )
        volumes = tuple(count.of(each.source) for each, count in zip(chosen, counts, strict=True) if count is not None)
        headlines = _newest([each for some in found for each in some or ()])
        if not volumes:
            nothing = inquiry.nothing("no source could be asked about it")
            return msgspec.structs.replace(nothing, headlines=headlines)
        crowd = CrowdReport(sum(each.count for each in volumes), 0.0, volumes=volumes)
        return Answer(Outcome.OK, detail=inquiry.detail, crowd=crowd, headlines=headlines)


def _newest(found: list[Headline]) -> tuple[Headline, ...]:
    """Give the newest, each title once."""
    found.sort(key=lambda each: each.time, reverse=True)
    once = {each.title.casefold(): each for each in reversed(found)}
    return tuple(each for each in found if once[each.title.casefold()] is each)[:HEADLINES_MOST]
