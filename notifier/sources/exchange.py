"""One question and one answer in HTTP/1.1, over a line that is open: what nearly every reading is.

The grammar is h11's; this says only who speaks when, and how much may come that is no content: an endless row of
"100 Continue", or a body in pieces of one byte. Nothing is kept, nothing is tried again, and no time runs here.
HTTP/2 is the affair of `notifier.sources.second_exchange`, proxies are that of `notifier.sources.proxied`.
"""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import suppress
from typing import Final, NamedTuple, Protocol

import h11

from notifier.sources.dial import Line
from notifier.sources.failures import BrokenOffError
from notifier.sources.question import Question

READ_AT_ONCE: Final = 16 * 1024
"""It may be thousands of pieces, and nobody else has a turn while they are taken apart."""
LINE_MOST: Final = 100 * 1024
"""The head of an answer that is not complete by then is none."""
FRAMING_MOST: Final = 256 * 1024
"""So much of an answer may be heads and marks of its pieces. Chosen: 4 MB in pieces of a hundred bytes."""
_END: Final = h11.EndOfMessage()


class Head(NamedTuple):
    """How an answer begins; names of headers are in lower case."""

    status: int
    headers: list[tuple[bytes, bytes]]


class _Closing(Protocol):
    def close(self) -> None: ...


class Said(NamedTuple):
    """An answer that has begun. Who asked closes its connection."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: AsyncIterable[bytes]
    """As it comes."""
    connection: _Closing
    peer: str
    """Who answered: the address at the other end, or the host that a proxy was asked for."""


class Exchange:
    """Asks once: first `ask`, then what `body` gives."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=LINE_MOST)
        self._framing = 0

    async def ask(self, question: Question) -> Head:
        """Send the question and wait for the answer's head. Raises what `failures.explain` knows."""
        said = [self._http.send(question.opening)]
        if question.body:
            said.append(self._http.send(h11.Data(data=question.body)))
        said.append(self._http.send(_END))
        with suppress(OSError):  # the answer may have been sent before the other side hung up
            await self._line.write(b"".join(each for each in said if each))
        while True:
            event = await self._next()
            if isinstance(event, h11.Response):
                return Head(event.status_code, list(event.headers))

    async def body(self) -> AsyncIterator[bytes]:
        """Give the body as it comes, whatever its pieces are. Raises what `failures.explain` knows."""
        while True:
            pieces: list[bytes] = []
            while isinstance(event := self._http.next_event(), h11.Data):
                pieces.append(event.data)
            if pieces:
                content = b"".join(pieces)
                self._framing -= len(content)
                yield content
            if event is not h11.NEED_DATA:
                return
            await self._hear()

    async def _next(self) -> object:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            await self._hear()
        return event

    async def _hear(self) -> None:
        if self._framing > FRAMING_MOST:
            raise overframed()
        try:
            data = await self._line.read(READ_AT_ONCE)
        except OSError as error:
            raise BrokenOffError(str(error)) from error
        if not data and self._http.their_state is h11.SEND_RESPONSE:
            raise BrokenOffError("the other side hung up without an answer")
        self._framing += len(data)
        self._http.receive_data(data)


def overframed() -> h11.RemoteProtocolError:
    """Say that there is no end of what is no content."""
    return h11.RemoteProtocolError("more frame than content")
