"""Connecting: a name to a TCP connection, and TLS on top of it; the same way for every kind of probe and for HTTP.

Addresses are tried as RFC 8305 says: both families in turn, the next one after 250 ms without waiting for the last.
While a target is doubtful, those that its readings have not met yet come first, so that what sticks to one is found.
Nothing is retried and no connection is kept.

Why not the event loop's own `create_connection(happy_eyeballs_delay=…)`: it looks names up by itself, in threads whose
number and time nobody bounds; and where addresses fail differently it raises one OSError without a number ("Multiple
exceptions: …"), so that a refused connection is none any more (`all_errors`, which keeps them apart, is Python 3.12's).
aiohappyeyeballs takes addresses, but raises the same; `asyncio.staggered` is not documented.
"""

import asyncio
import socket
import ssl
from collections.abc import Sequence
from typing import Final, NamedTuple

from notifier.core.addresses import by_turn
from notifier.core.failure import FailureKind
from notifier.sources.address import is_inside
from notifier.sources.failures import Progress, WorldError
from notifier.sources.resolver import Address, Resolver
from notifier.sources.trust import Trust

HEAD_START_S: Final = 0.25
ADDRESSES_MOST: Final = 8
HANDSHAKE_S: Final = 60.0
"""Longer than any reading, so that it is the reading's own time that runs out."""
READ_AT_ONCE: Final = 64 * 1024


class Line:
    """One open connection: bytes in and out, and TLS when asked for."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, progress: Progress) -> None:
        self._reader = reader
        self._writer = writer
        self._progress = progress

    async def read(self, most: int) -> bytes:
        """Give what has come; empty at the end."""
        data = await self._reader.read(most)
        if not data:
            self._progress.ended = True
        return data

    async def write(self, data: bytes) -> None:
        """Send all of it."""
        self._writer.write(data)
        await self._writer.drain()

    async def start_tls(self, context: ssl.SSLContext, name: str) -> None:
        """Shake hands; `name` is what the certificate must be for."""
        self._progress.wait(FailureKind.READ_TIMEOUT, "the TLS handshake")
        await self._writer.start_tls(context, server_hostname=name, ssl_handshake_timeout=HANDSHAKE_S)
        self._progress.wait(FailureKind.READ_TIMEOUT, "the answer")

    @property
    def peer(self) -> str:
        """The address at the other end."""
        return str(self._writer.get_extra_info("peername")[0])

    def about(self, name: str) -> object:
        """Give what asyncio knows of the connection (`ssl_object`, `peername`)."""
        return self._writer.get_extra_info(name)

    def close(self) -> None:
        """Drop it, at once and without ceremony."""
        self._writer.transport.abort()


class Dialer:
    """Opens connections for one event loop."""

    def __init__(self, resolver: Resolver, trust: Trust) -> None:
        self.resolver = resolver
        self.trust = trust

    async def connect(self, host: str, port: int, progress: Progress, *, outside_only: bool = False) -> Line:
        """Open a TCP connection, `outside_only`: to no address of a private network.

        Raises what the operating system says (`failures.explain` knows it).
        """
        sock = await self._sock(host, port, progress, outside_only=outside_only)
        try:
            progress.wait(FailureKind.READ_TIMEOUT, "the answer")
            reader, writer = await asyncio.open_connection(sock=sock, limit=READ_AT_ONCE)
        except BaseException:
            sock.close()
            raise
        return Line(reader, writer, progress)

    async def touch(self, host: str, port: int, progress: Progress) -> None:
        """Open a TCP connection and drop it again."""
        (await self._sock(host, port, progress)).close()

    async def _sock(self, host: str, port: int, progress: Progress, *, outside_only: bool = False) -> socket.socket:
        progress.address = ""
        addresses = await self.resolver.addresses(host, progress)
        if outside_only:
            addresses = [each for each in addresses if not is_inside(str(each[1][0]))]
            if not addresses:
                raise inside_refused()
        progress.wait(FailureKind.CONNECT_TIMEOUT, f"a connection to {host}, port {port}")
        chosen = _untried_first(_in_turn(addresses), progress.tried)
        targets = [(family, (address[0], port, *address[2:])) for family, address in chosen]
        opened = await (_open(*targets[0]) if len(targets) == 1 else _race(targets))
        progress.address = opened.address
        return opened.sock


def inside_refused() -> WorldError:
    """Say that something from the internet led into a private network, and was not followed."""
    return WorldError(FailureKind.HTTP_UNEXPECTED, "it redirects into a private network")


def _in_turn(addresses: list[Address]) -> list[Address]:
    """Order addresses so that the families alternate, the system's favourite first."""
    first = [each for each in addresses if each[0] == addresses[0][0]]
    second = [each for each in addresses if each[0] != addresses[0][0]]
    mixed = [each for pair in zip(first, second, strict=False) for each in pair]
    rest = first[len(second) :] or second[len(first) :]
    return list(dict.fromkeys(mixed + rest))[:ADDRESSES_MOST]


def _untried_first(addresses: list[Address], tried: Sequence[str]) -> list[Address]:
    known = {str(address[0]): (family, address) for family, address in addresses}
    return [known[each] for each in by_turn(list(known), tried)]


class _Opened(NamedTuple):
    """A connection, and the address at the other end, which the socket forgets when it is closed there at once."""

    sock: socket.socket
    address: str


async def _open(family: socket.AddressFamily, address: tuple[object, ...]) -> _Opened:
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        sock.setblocking(False)
        await asyncio.get_running_loop().sock_connect(sock, address)
    except BaseException:
        sock.close()
        raise
    return _Opened(sock, str(address[0]))


async def _race(targets: list[Address]) -> _Opened:
    """Give the first connection that opens; the others are dropped."""
    waiting = list(targets)
    running: set[asyncio.Task[_Opened]] = set()
    errors: list[OSError] = []
    try:
        while waiting or running:
            if waiting:
                running.add(asyncio.create_task(_open(*waiting.pop(0))))
            done, running = await asyncio.wait(
                running, timeout=HEAD_START_S if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            winner = _winner(done, errors)
            if winner is not None:
                return winner
    finally:
        await _drop(running)
    raise _most_telling(errors)


def _winner(done: set[asyncio.Task[_Opened]], errors: list[OSError]) -> _Opened | None:
    winner: _Opened | None = None
    for task in done:
        error = task.exception()
        if error is None and winner is None:
            winner = task.result()
        elif error is None:
            task.result().sock.close()
        elif isinstance(error, OSError):
            errors.append(error)
        else:
            raise error
    return winner


async def _drop(running: set[asyncio.Task[_Opened]]) -> None:
    for task in running:
        task.cancel()
    for result in await asyncio.gather(*running, return_exceptions=True):
        if isinstance(result, _Opened):
            result.sock.close()


def _most_telling(errors: list[OSError]) -> OSError:
    """Prefer what a host said to what this machine says of a family that it does not have."""
    answers = (each for each in errors if isinstance(each, ConnectionError | TimeoutError))
    return next(answers, errors[0])
