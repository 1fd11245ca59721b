"""Asks the user's other machines to try a target, and gathers what they say.

A machine that heard the question says so at once; those are waited for. One whose clock differs says what it shows, and
is asked once more by that. An answer counts only for the question that waits for it, once for each place.
"""

import asyncio
import time
import uuid
from collections.abc import Callable
from typing import Final

from notifier.core.outside.broker import Broker
from notifier.core.reports import Elsewhere
from notifier.sources.machines.broker import Link, connected
from notifier.sources.machines.messages import Answer, Question, opened, seal, topic
from notifier.sources.remote import RemoteCheck

HEARD_S: Final = 3.0
"""Who has not said by then that it heard the question is not there. Chosen."""
ANSWERED_S: Final = 25.0
"""A reading takes 10 s at most, and looking whether the line there is good takes as long. Chosen."""
PLACES_MOST: Final = 16
"""More machines are not listened to."""


class Asker:
    """Asks over one broker, with one key. `place` is this machine's own name."""

    def __init__(
        self,
        broker: Broker,
        password: str,
        key: bytes,
        place: str,
        *,
        heard_s: float | None = None,
        clock_s: Callable[[], float] = time.time,
    ) -> None:
        self._broker = broker
        self._password = password
        self._key = key
        self._place = place
        self._heard_s = HEARD_S if heard_s is None else heard_s
        self._clock_s = clock_s

    async def ask(self, check: RemoteCheck | None) -> tuple[Answer, ...]:
        """Ask all; without a check, who is there. Raises BrokerSilentError and UserError."""
        async with connected(self._broker, self._password, topic(self._key, Answer)) as link:
            await link.ready()
            gathered = _Gathered(link, self._key, self._place, check)
            gathered.question(self._clock_s())
            await gathered.heard(self._heard_s)
            return gathered.answers()


def rows(answers: tuple[Answer, ...]) -> tuple[Elsewhere, ...]:
    """Give what machines said in the form of tests from elsewhere; those that cannot tell give none."""
    return tuple(
        Elsewhere(each.country, ok=int(each.works), failed=int(not each.works), place=each.place)
        for each in answers
        if each.works is not None
    )


class _Gathered:
    """What came to the questions of one round."""

    def __init__(self, link: Link, key: bytes, place: str, check: RemoteCheck | None) -> None:
        self._link = link
        self._key = key
        self._place = place
        self._check = check
        self._numbers: dict[str, str] = {}
        """The questions that wait, and whom each was put to; empty: all."""
        self._said: dict[str, Answer] = {}

    def question(self, time_s: float, to: str = "") -> None:
        """Put the question, to all or to one place by its own clock."""
        number = uuid.uuid4().hex
        self._numbers[number] = to
        question = Question(number, time_s, self._place, to, self._check)
        self._link.send(topic(self._key, Question), seal(self._key, question))

    async def heard(self, heard_s: float) -> None:
        """Listen until all that heard it have answered, or the time is over."""
        loop = asyncio.get_running_loop()
        begun_s = loop.time()
        while True:
            now_s = loop.time() - begun_s
            waiting = any(not each.done for each in self._said.values())
            if now_s >= (ANSWERED_S if waiting else heard_s):
                return
            try:
                async with asyncio.timeout((ANSWERED_S if waiting else heard_s) - now_s):
                    content = await self._link.receive()
            except TimeoutError:
                continue
            self._take(content)

    def answers(self) -> tuple[Answer, ...]:
        """Give the answers that are whole, by place."""
        return tuple(self._said[place] for place in sorted(self._said) if self._said[place].done)

    def _take(self, content: bytes) -> None:
        answer = opened(self._key, Answer, content)
        if answer is None or answer.place == self._place or answer.number not in self._numbers:
            return
        to, before = self._numbers[answer.number], self._said.get(answer.place)
        if to not in ("", answer.place) or (before is None and len(self._said) >= PLACES_MOST):
            return
        if before is not None and (before.done or (before.late and answer.number == before.number)):
            return
        self._said[answer.place] = answer
        if answer.late and not to:
            self.question(answer.time_s, answer.place)
