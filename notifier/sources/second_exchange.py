"""One question and one answer in HTTP/2, over a line that is open: for who does not answer HTTP/1.1 well.

The grammar is h2's; this says only who speaks when. Imported where it is met, with h2: 2 MB. Not httpcore's, which for
each connection takes and gives back a hundred places for streams one by one: 40 % of what such a reading took.
"""

from collections import deque
from collections.abc import AsyncIterator
from typing import Final

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings
import h11
from hyperframe.frame import Frame, GoAwayFrame

from notifier.core.failure import FailureKind
from notifier.sources.dial import Line
from notifier.sources.exchange import FRAMING_MOST, READ_AT_ONCE, Head, overframed
from notifier.sources.failures import BrokenOffError, WorldError
from notifier.sources.question import Question

STREAM: Final = 1
HEADERS_MOST: Final = 64 * 1024
WINDOW: Final = 2**24
"""So much may come before it is said that more may."""
_CONFIG: Final = h2.config.H2Configuration(validate_inbound_headers=False)
_OF_HTTP_1: Final = (b"host", b"transfer-encoding")


class _Spoken(h2.connection.H2Connection):
    """HTTP/2 as h2 speaks it, but for a server's word that it takes no further question: it still answers the one.

    nginx says so before each answer at `keepalive_requests 1`, and whoever is shut down in order (RFC 9113, 6.8).
    WORKAROUND: h2 takes nothing after that (https://github.com/python-hyper/h2/issues/1181)
    """

    def _receive_goaway_frame(self, frame: GoAwayFrame) -> tuple[list[Frame], list[h2.events.Event]]:
        if frame.error_code == h2.errors.ErrorCodes.NO_ERROR and frame.last_stream_id >= STREAM:
            return [], []
        return super()._receive_goaway_frame(frame)


class SecondExchange:
    """Asks once: first `ask`, then what `body` gives."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._http = _Spoken(_CONFIG)
        self._http.local_settings = _settings()
        self._events: deque[h2.events.Event] = deque()
        self._framing = 0

    async def ask(self, question: Question) -> Head:
        """Send the question and wait for the answer's head. Raises what `failures.explain` knows."""
        http = self._http
        http.initiate_connection()
        http.increment_flow_control_window(WINDOW)
        http.send_headers(STREAM, _headers(question), end_stream=not question.body)
        http.increment_flow_control_window(WINDOW, STREAM)
        await self._send(question.body)
        while True:
            event = await self._next()
            if isinstance(event, h2.events.ResponseReceived):
                return _head(event)

    async def body(self) -> AsyncIterator[bytes]:
        """Give the body as it comes, whatever its frames are. Raises what `failures.explain` knows."""
        while True:
            if pieces := self._pieces():
                self._http.acknowledge_received_data(sum(each.flow_controlled_length for each in pieces), STREAM)
                content = b"".join(each.data or b"" for each in pieces)
                self._framing -= len(content)
                yield content
            elif not self._events:
                await self._hear()
            elif isinstance(await self._next(), h2.events.StreamEnded):
                return

    def _pieces(self) -> list[h2.events.DataReceived]:
        pieces = []
        while self._events and isinstance(event := self._events[0], h2.events.DataReceived):
            pieces.append(event)
            self._events.popleft()
        return pieces

    async def _send(self, rest: bytes) -> None:
        """Send what is to be said, and the question's body as the server lets it."""
        while rest:
            most = min(self._http.local_flow_control_window(STREAM), self._http.max_outbound_frame_size)
            if most <= 0:
                await self._hear()
                continue
            piece, rest = rest[:most], rest[most:]
            self._http.send_data(STREAM, piece, end_stream=not rest)
        await self._say()

    async def _next(self) -> h2.events.Event:
        while not self._events:
            await self._hear()
        event = self._events.popleft()
        if isinstance(event, h2.events.StreamReset | h2.events.ConnectionTerminated):
            raise WorldError(FailureKind.RESET, f"the server broke it off: {event.error_code!r}")
        return event

    async def _hear(self) -> None:
        """Say what is to be said, and wait for an answer."""
        if self._framing > FRAMING_MOST:
            raise overframed()
        try:
            await self._say()
            data = await self._line.read(READ_AT_ONCE)
        except OSError as error:
            raise BrokenOffError(str(error)) from error
        if not data:
            raise BrokenOffError("the other side hung up within an answer")
        self._framing += len(data)
        try:
            self._events.extend(self._http.receive_data(data))
        except h2.exceptions.ProtocolError as error:
            raise h11.RemoteProtocolError(str(error)) from error

    async def _say(self) -> None:
        if said := self._http.data_to_send():
            await self._line.write(said)


def _settings() -> h2.settings.Settings:
    codes = h2.settings.SettingCodes
    most = {codes.ENABLE_PUSH: 0, codes.MAX_CONCURRENT_STREAMS: 1, codes.MAX_HEADER_LIST_SIZE: HEADERS_MOST}
    settings = h2.settings.Settings(client=True, initial_values=most)
    del settings[codes.ENABLE_CONNECT_PROTOCOL]  # no client's affair, and some servers refuse it
    return settings


def _headers(question: Question) -> list[tuple[bytes, bytes]]:
    address = question.address
    sent = [(name.lower(), value) for name, value in question.headers]
    authority = next((value for name, value in sent if name == b"host"), address.authority.encode())
    return [
        (b":method", question.method.encode()),
        (b":authority", authority),
        (b":scheme", address.scheme.encode()),
        (b":path", address.target.encode()),
        *(each for each in sent if each[0] not in _OF_HTTP_1),
    ]


def _head(event: h2.events.ResponseReceived) -> Head:
    headers = [(bytes(name), bytes(value)) for name, value in event.headers or ()]
    status = next((value for name, value in headers if name == b":status"), b"")
    if not status.isdigit():
        raise h11.RemoteProtocolError("an answer without a status")
    return Head(int(status), [each for each in headers if not each[0].startswith(b":")])
