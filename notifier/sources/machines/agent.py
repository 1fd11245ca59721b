"""Answers the questions of the user's other machines: tries what they ask from here, at a bounded rate.

A question is taken once, and only if it is of now by this machine's clock; one that is late hears what that shows. How
something is tried is handed in.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from notifier.sources.machines.broker import Link
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.messages import Answer, Question, opened, seal, topic
from notifier.sources.remote import RemoteCheck

log = logging.getLogger(__name__)

NOW_S: Final = 120.0
"""A question counts as of now for so long before and after the time that it names. Chosen."""
PER_HOUR: Final = 240
"""Readings for others; twice what twelve components of one machine ask for in an hour of an outage. Chosen."""
HEARD_PER_MINUTE: Final = 120
"""Sealed questions that are answered at all. Chosen."""
AT_ONCE: Final = 4

Try = Callable[[RemoteCheck], Awaitable[bool | None]]
"""Tells whether it works from here; None: that cannot be told."""


class Agent:
    """Answers, for one event loop. `place` is this machine's name, `country` where it is (ISO 3166-1 alpha-2).

    Who asks is noted in `known`.
    """

    def __init__(
        self,
        key: bytes,
        place: str,
        country: str,
        try_: Try,
        *,
        known: KnownMachines | None = None,
        clock_s: Callable[[], float] = time.time,
    ) -> None:
        self._key = key
        self._place = place
        self._country = country
        self._try = try_
        self._known = known
        self._clock_s = clock_s
        self._taken: dict[str, float] = {}
        self._heard = _Rate(HEARD_PER_MINUTE, 60.0)
        self._tried = _Rate(PER_HOUR, 3600.0)
        self._places = asyncio.Semaphore(AT_ONCE)

    async def serve(self, link: Link) -> None:
        """Answer until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                question = self._question(await link.receive())
                if question is not None:
                    tasks.create_task(self._answer(link, question))

    def _question(self, content: bytes) -> Question | None:
        """Give a question that is to be answered: to this place, not its own, and not taken before."""
        question = opened(self._key, Question, content)
        if question is None or question.place == self._place or question.to not in ("", self._place):
            return None
        now_s = self._clock_s()
        if question.number in self._taken or not self._heard.allows(now_s):
            return None
        self._taken = {number: s for number, s in self._taken.items() if abs(now_s - s) <= 3 * NOW_S}
        self._taken[question.number] = now_s
        return question

    async def _answer(self, link: Link, question: Question) -> None:
        now_s = self._clock_s()
        if self._known is not None:
            await asyncio.to_thread(self._known.asked, question.place)
        if abs(now_s - question.time_s) > NOW_S:
            self._say(link, Answer(question.number, now_s, self._place, self._country, late=True))
            return
        check = question.check
        if check is None or not self._tried.allows(now_s):
            self._say(link, Answer(question.number, now_s, self._place, self._country, done=True))
            return
        self._say(link, Answer(question.number, now_s, self._place, self._country))
        async with self._places:
            works = await self._try(check)
        log.info("%s asked for %s: %s", question.place, check.host, works)
        answer = Answer(question.number, self._clock_s(), self._place, self._country, done=True, works=works)
        self._say(link, answer)

    def _say(self, link: Link, answer: Answer) -> None:
        link.send(topic(self._key, Answer), seal(self._key, answer))


class _Rate:
    """At most so many within so many seconds."""

    def __init__(self, most: int, within_s: float) -> None:
        self._within_s = within_s
        self._times: deque[float] = deque(maxlen=most)

    def allows(self, now_s: float) -> bool:
        """Tell whether there may be one more, and count it."""
        if len(self._times) == self._times.maxlen and 0.0 <= now_s - self._times[0] < self._within_s:
            return False
        self._times.append(now_s)
        return True
