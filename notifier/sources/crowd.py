"""What people report of a service, and, while there is an incident, what is published: all sources that may be asked.

Only sources that the user has switched on are asked, which the target names. One that fails is silent: the others go
on. What is many is not decided here, nor which headlines belong to the incident.
"""

import asyncio
from typing import Final

from notifier.core.model import CrowdReport, Headline, Outcome
from notifier.core.reports import Volume
from notifier.core.targets import ReportsTarget
from notifier.sources.answer import Answer
from notifier.sources.failures import Progress
from notifier.sources.network import Network
from notifier.sources.news import news_sources
from notifier.sources.news.contract import NewsQuestion, NewsSource
from notifier.sources.outside.asker import OutsideAsker
from notifier.sources.outside.contract import (
    Asked,
    OutsideReply,
    Question,
    SourceSilent,
    SourceUnreadable,
    Told,
)
from notifier.sources.reports import report_sources
from notifier.sources.reports.contract import ReportQuestion, ReportSource

REQUESTS_MOST: Final = 6
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
            look = _Look(self._asker, progress)
            now = self._network.now()
            question = ReportQuestion(target.names, target.hashtags, target.category, target.home, now)
            published = NewsQuestion(target.names, target.accounts, target.edition)
            volumes, headlines = await asyncio.gather(
                asyncio.gather(*(look.count(each, question) for each in chosen)),
                asyncio.gather(*(look.headlines(each, published) for each in news)),
            )
        return _answer(
            tuple(each for each in volumes if each is not None),
            _newest([each for some in headlines for each in some]),
            look.silent,
        )


class _Look:
    """What is asked about one service."""

    def __init__(self, asker: OutsideAsker, progress: Progress) -> None:
        self._asker = asker
        self._progress = progress
        self.silent: list[SourceSilent] = []

    async def count(self, reports: ReportSource, question: ReportQuestion) -> Volume | None:
        """Ask one source; None where it is silent, or does not know the service."""
        count = await self._told(reports, question)
        return count.of(reports.source) if count is not None else None

    async def headlines(self, news: NewsSource, question: NewsQuestion) -> tuple[Headline, ...]:
        """Ask one source; nothing where it is silent."""
        return await self._told(news, question) or ()

    async def _told(self, asked: Asked[Question, Told], question: Question) -> Told | None:
        source, replies, progress = asked.source, list[OutsideReply](), self._own()
        try:
            request = asked.ask(question)
            while request is not None and len(replies) < REQUESTS_MOST:
                replies.append(await self._asker.ask(source, request, progress))
                request = self._asker.parsed(source, lambda: asked.follow(question, tuple(replies)), replies)
            if not replies:
                return None
            told = self._asker.parsed(source, lambda: asked.parse(question, tuple(replies)), replies)
            self._asker.budgets.answered(source)
        except SourceUnreadable as error:
            self.silent.append(self._asker.not_understood(source, str(error)))
        except SourceSilent as silent:
            self.silent.append(silent)
        else:
            return told
        finally:
            self._note(progress)
        return None

    def _own(self) -> Progress:
        progress = Progress()
        progress.started = self._progress.started
        return progress

    def _note(self, progress: Progress) -> None:
        self._progress.dropped |= progress.dropped
        self._progress.started = self._progress.started or progress.started


def _newest(found: list[Headline]) -> tuple[Headline, ...]:
    """Give the newest, each title once."""
    found.sort(key=lambda each: each.time, reverse=True)
    once = {each.title.casefold(): each for each in reversed(found)}
    return tuple(each for each in found if once[each.title.casefold()] is each)[:HEADLINES_MOST]


def _answer(volumes: tuple[Volume, ...], headlines: tuple[Headline, ...], silent: list[SourceSilent]) -> Answer:
    detail = "; ".join(str(each) for each in silent)[:300]
    if volumes:
        crowd = CrowdReport(sum(each.count for each in volumes), 0.0, volumes=volumes)
        return Answer(Outcome.OK, detail=detail, crowd=crowd, headlines=headlines)
    retry_s = [each.retry_after_s for each in silent if each.retry_after_s]
    why = detail or "no source could be asked about it"
    return Answer(Outcome.UNVERIFIABLE, detail=why, retry_after_s=min(retry_s, default=None), headlines=headlines)
