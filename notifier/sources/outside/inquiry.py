"""Asking several sources outside about one thing, each by its own steps; one that fails is silent, the others go on."""

from typing import Final

from notifier.core.model import Outcome
from notifier.sources.answer import Answer
from notifier.sources.failures import Progress
from notifier.sources.outside.asker import OutsideAsker
from notifier.sources.outside.contract import Asked, OutsideReply, Question, SourceSilent, SourceUnreadable, Told

REQUESTS_MOST: Final = 12
"""So many requests for one question to one source."""


class Inquiry:
    """What is asked about one service or one target. `silent`: who did not answer, and why."""

    def __init__(self, asker: OutsideAsker, progress: Progress) -> None:
        self._asker = asker
        self._progress = progress
        self.silent: list[SourceSilent] = []

    async def told(self, asked: Asked[Question, Told], question: Question) -> Told | None:
        """Ask one source; None: it is silent, or cannot be asked this. Raises what the network throws when renewed."""
        progress = Progress()
        progress.started = self._progress.started
        try:
            return await self._told(asked, question, progress)
        except SourceSilent as silent:
            self.silent.append(silent)
            return None
        finally:
            self._progress.dropped |= progress.dropped
            self._progress.started = self._progress.started or progress.started

    async def _told(self, asked: Asked[Question, Told], question: Question, progress: Progress) -> Told | None:
        source, replies, before = asked.source, list[OutsideReply](), dict[str, OutsideReply]()
        try:
            request = asked.ask(question)
            if request is None:
                return None
            while request is not None and len(replies) < REQUESTS_MOST:
                reply = await self._asker.ask(source, request, progress, before.get(request.path))
                before[request.path] = reply
                replies.append(reply)
                request = self._asker.parsed(source, lambda: asked.follow(question, tuple(replies)), replies)
            told = self._asker.parsed(source, lambda: asked.parse(question, tuple(replies)), replies)
        except SourceUnreadable as error:
            raise self._asker.not_understood(source, str(error)) from error
        self._asker.budgets.answered(source)
        return told

    @property
    def detail(self) -> str:
        """Who is silent, and why; empty: nobody."""
        return "; ".join(str(each) for each in self.silent)[:300]

    def nothing(self, why: str) -> Answer:
        """Give the answer where nobody said anything; `why` where nobody is silent either."""
        retry_s = [each.retry_after_s for each in self.silent if each.retry_after_s]
        return Answer(Outcome.UNVERIFIABLE, detail=self.detail or why, retry_after_s=min(retry_s, default=None))
