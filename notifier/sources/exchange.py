"""One question and one answer in HTTP/1.1, over a line that is open: what nearly every reading is.

The grammar is h11's, but for ordinary heads (`notifier.sources.plain_head`); this says only who speaks when. Nothing is
kept, nothing is tried again, and no time runs here.
HTTP/2 is the affair of `notifier.sources.second_exchange`, proxies are that of `notifier.sources.proxied`.
"""

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Final, NamedTuple

import h11

from notifier.sources.dial import Line
from notifier.sources.failures import BrokenOffError
from notifier.sources.plain_head import plain_head
from notifier.sources.question import Question

READ_AT_ONCE: Final = 64 * 1024
LINE_MOST: Final = 100 * 1024
"""The head of an answer that is not complete by then is none."""
_SWITCHING_PROTOCOLS: Final = 101


class Head(NamedTuple):
    """How an answer begins; names of headers are in lower case."""

    status: int
    headers: list[tuple[bytes, bytes]]


class Exchange:
    """Asks once: first `ask`, then what `body` gives."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._http: h11.Connection | None = None
        """Where the answer is not an ordinary one."""
        self._come, self._left = b"", 0
        """Else what has come of its body, and how much there is of it."""

    async def ask(self, question: Question) -> Head:
        """Send the question and wait for the answer's head. Raises what `failures.explain` knows."""
        with suppress(OSError):  # the answer may have been sent before the other side hung up
            await self._line.write(question.said)
        data = await self._hear()
        head = plain_head(data) if question.method != "HEAD" else None
        if head is not None:
            self._come, self._left = data[head.size :], head.length
            return Head(head.status, head.headers)
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=LINE_MOST)
        question.say(self._http)
        self._take(self._http, data)
        while True:
            event = await self._next(self._http)
            if isinstance(event, h11.Response) or (
                isinstance(event, h11.InformationalResponse) and event.status_code == _SWITCHING_PROTOCOLS
            ):
                return Head(event.status_code, list(event.headers))

    async def body(self) -> AsyncIterator[bytes]:
        """Give the body as it comes. Raises what `failures.explain` knows."""
        http = self._http
        if http is not None:
            while isinstance(event := await self._next(http), h11.Data):
                yield bytes(event.data)
            return
        while self._left:
            data = (self._come or await self._hear())[: self._left]
            if not data:
                raise BrokenOffError("the other side hung up within the answer")
            self._come, self._left = b"", self._left - len(data)
            yield data

    async def _next(self, http: h11.Connection) -> object:
        while (event := http.next_event()) is h11.NEED_DATA:
            self._take(http, await self._hear())
        return event

    async def _hear(self) -> bytes:
        try:
            return await self._line.read(READ_AT_ONCE)
        except OSError as error:
            raise BrokenOffError(str(error)) from error

    def _take(self, http: h11.Connection, data: bytes) -> None:
        if not data and http.their_state is h11.SEND_RESPONSE:
            raise BrokenOffError("the other side hung up without an answer")
        http.receive_data(data)
