"""What a broker may send, looked at before paho-mqtt takes it: which packets, how long, and how many.

MQTT's frames have a first byte, which says what a packet is, and their length in one to four bytes of seven bits each
(MQTT 5, 1.5.5 and 2.1). paho-mqtt takes whatever comes: a packet of 256 MB, or messages that it must keep until the
broker says that it may forget them. Whoever sends such things is hung up on.
"""

import ssl
import time
from collections.abc import Callable
from typing import Final

from notifier.sources.machines.messages import SEALED_MOST

PACKET_MOST: Final = SEALED_MOST + 512
"""The broker is asked to send nothing longer; the topic and what belongs to it have room."""
PACKETS_MOST: Final = 10_000
"""Within a minute. Chosen: 16 machines that all ask each other for a dozen components at once send 6,000."""
_WANTED: Final = frozenset({0x20, 0x30, 0x31, 0x90, 0xD0, 0xE0})
"""CONNACK, PUBLISH that nobody confirms (perhaps retained), SUBACK, PINGRESP, DISCONNECT."""
_LENGTH_BYTES: Final = 4
_MINUTE_S: Final = 60.0


class UnwantedError(OSError):
    """The broker sends what nobody asked it for."""


class Frames:
    """Follows what a broker sends, packet by packet, however it is cut."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._left = 0
        """Bytes of a packet that are still to come."""
        self._length: list[int] | None = None
        """The bytes of a packet's length so far; None: what comes next is a packet's first byte, or its content."""
        self._packets = 0
        self._since_s = clock_s()

    def take(self, data: bytes) -> None:
        """Look at what came. Raises UnwantedError."""
        at = 0
        while at < len(data):
            if self._left:
                skipped = min(self._left, len(data) - at)
                self._left -= skipped
                at += skipped
            else:
                self._head(data[at])
                at += 1

    def _head(self, byte: int) -> None:
        if self._length is None:
            if byte not in _WANTED:
                raise UnwantedError("a packet that nobody asked for")
            self._count()
            self._length = []
            return
        self._length.append(byte)
        if byte < 0x80:
            self._left = sum((each & 0x7F) << 7 * place for place, each in enumerate(self._length))
            self._length = None
        if self._left > PACKET_MOST or len(self._length or ()) >= _LENGTH_BYTES:
            raise UnwantedError("a packet that is too long")

    def _count(self) -> None:
        now_s = self._clock_s()
        if now_s - self._since_s >= _MINUTE_S:
            self._since_s, self._packets = now_s, 0
        self._packets += 1
        if self._packets > PACKETS_MOST:
            raise UnwantedError("more than machines of one user say")


class WatchedSocket(ssl.SSLSocket):
    """A broker's connection that gives only what is wanted, and is closed where the handshake fails.

    paho-mqtt leaves the latter to the garbage collector.
    """

    frames: Frames | None = None

    def do_handshake(self, block: bool = False) -> None:
        """As there."""
        try:
            super().do_handshake(block)
        except BaseException:
            self.close()
            raise

    def recv(self, buflen: int = 1024, flags: int = 0) -> bytes:
        """As there. Raises UnwantedError, which ends the connection as any other fault of it."""
        if self.frames is None:
            self.frames = Frames()
        data = super().recv(buflen, flags)
        self.frames.take(data)
        return data
