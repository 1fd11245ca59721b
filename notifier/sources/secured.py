"""TLS over whatever carries bytes, with OpenSSL working in memory; over TLS itself, too, for proxies.

Why not asyncio's own: for each connection it makes a protocol, two transports, timers and a buffer of 256 kB, which a
reading that asks one question and hears one answer pays anew every time: 0.8 ms of CPU of 2.2. Nothing is judged here:
what OpenSSL says of a certificate is raised as it is.
"""

import ssl
from typing import Final, Protocol

RECEIVED_AT_ONCE: Final = 16 * 1024


class Carrier(Protocol):
    """Carries bytes: a socket, or TLS."""

    async def receive(self, most: int) -> bytes:
        """Give what has come; empty at the end. Raises OSError."""
        ...

    async def send(self, data: bytes) -> None:
        """Send all of it. Raises OSError."""
        ...

    def leave(self, data: bytes) -> None:
        """Send the last words if that takes no waiting, and let go of what is below."""
        ...


class Secured:
    """One secured connection. What ends its handshake is sent with the first question: one packet fewer."""

    def __init__(self, below: Carrier, context: ssl.SSLContext, name: str) -> None:
        """Prepare it; `name` is what the certificate must be for."""
        self._below = below
        self._in, self._out = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = context.wrap_bio(self._in, self._out, server_hostname=name)

    async def shake_hands(self) -> None:
        """Agree on keys. Raises ssl.SSLError for what is wrong with the other side, OSError where it goes away."""
        while True:
            try:
                self.tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._hear()
            except ssl.SSLError:
                self._below.leave(self._out.read())  # says why, as is polite
                raise
            else:
                return

    async def receive(self, most: int) -> bytes:
        """Give what has come; empty at the end, even where that was not said. Raises OSError."""
        while True:
            try:
                return self.tls.read(most)
            except ssl.SSLWantReadError:
                if not await self._hear():
                    return b""
            except ssl.SSLZeroReturnError:
                return b""

    async def send(self, data: bytes) -> None:
        """Send all of it. Raises OSError."""
        self.tls.write(data)
        await self._below.send(self._out.read())

    def leave(self, data: bytes) -> None:
        """Send the last words if that takes no waiting, and let go of what is below."""
        if data:
            self.tls.write(data)
        self._below.leave(self._out.read())

    async def _hear(self) -> bool:
        """Say what is to be said, and wait for an answer; False at the end."""
        if self._out.pending:
            await self._below.send(self._out.read())
        data = await self._below.receive(RECEIVED_AT_ONCE)
        if data:
            self._in.write(data)
        else:
            self._in.write_eof()
        return bool(data)
