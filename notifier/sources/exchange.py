"""One question and one answer in HTTP/1.1, over a line that is open: what nearly every reading is.

The grammar is h11's; this says only who speaks when. Nothing is kept, nothing is tried again, and no time runs here.
HTTP/2 and proxies are the affair of `notifier.sources.proxied`.
"""

from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Final, NamedTuple

import h11
import httpx

from notifier.sources.dial import Line
from notifier.sources.failures import BrokenOffError

READ_AT_ONCE: Final = 64 * 1024
LINE_MOST: Final = 100 * 1024
"""The head of an answer that is not complete by then is none."""


class Head(NamedTuple):
    """How an answer begins."""

    status: int
    headers: list[tuple[bytes, bytes]]


class Exchange:
    """Asks once: first `ask`, then what `body` gives."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=LINE_MOST)

    async def ask(self, request: httpx.Request, target: str) -> Head:
        """Send the request and wait for the answer's head. Raises what `failures.explain` knows."""
        asked = h11.Request(method=request.method, target=target, headers=request.headers.raw)
        said = [self._http.send(asked)]
        if content := await request.aread():
            said.append(self._http.send(h11.Data(data=content)))
        said.append(self._http.send(h11.EndOfMessage()))
        with suppress(OSError):  # the answer may have been sent before the other side hung up
            await self._line.write(b"".join(each for each in said if each))
        while True:
            event = await self._next()
            if isinstance(event, h11.Response) or (
                isinstance(event, h11.InformationalResponse) and event.status_code == httpx.codes.SWITCHING_PROTOCOLS
            ):
                return Head(event.status_code, event.headers.raw_items())

    async def body(self) -> AsyncIterator[bytes]:
        """Give the body as it comes. Raises what `failures.explain` knows."""
        while True:
            event = await self._next()
            if not isinstance(event, h11.Data):
                return
            yield bytes(event.data)

    async def _next(self) -> object:
        while True:
            event = self._http.next_event()
            if event is not h11.NEED_DATA:
                return event
            try:
                data = await self._line.read(READ_AT_ONCE)
            except OSError as error:
                raise BrokenOffError(str(error)) from error
            if not data and self._http.their_state is h11.SEND_RESPONSE:
                raise BrokenOffError("the other side hung up without an answer")
            self._http.receive_data(data)
