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
from contextlib import suppress
from typing import Final, NamedTuple

from notifier.core.addresses import by_turn
from notifier.core.failure import FailureKind
from notifier.sources.address import is_inside
from notifier.sources.failures import Progress, WorldError
from notifier.sources.resolver import Address, Resolver
from notifier.sources.secured import Carrier, Secured
from notifier.sources.trust import Trust

HEAD_START_S: Final = 0.25
BREATH_AFTER: Final = 16 * 1024
"""After so many bytes everybody else has a turn: a server that always has more to say would keep the loop to itself,
and no time-out would come."""
ADDRESSES_MOST: Final = 8


class _Plain:
    """A connected socket as a carrier of bytes."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._loop = asyncio.get_running_loop()
        self._heard = 0

    async def receive(self, most: int) -> bytes:
        if self._heard >= BREATH_AFTER:
            self._heard = 0
            await asyncio.sleep(0)
        data = await self._loop.sock_recv(self._sock, most)
        self._heard += len(data)
        return data

    async def send(self, data: bytes) -> None:
        await self._loop.sock_sendall(self._sock, data)

    def leave(self, data: bytes) -> None:
        with self._sock, suppress(OSError):
            if data and self._sock.fileno() >= 0:
                self._sock.send(data)


class Line:
    """One open connection: bytes in and out, and TLS when asked for. It is used and closed by one task."""

    def __init__(self, opened: "_Opened", progress: Progress) -> None:
        self._carrier: Carrier = _Plain(opened.sock)
        self._progress = progress
        self.peer = opened.address
        """The address at the other end."""
        self.tls: ssl.SSLObject | None = None
        """What OpenSSL knows of the connection, once it is secured."""

    async def read(self, most: int) -> bytes:
        """Give what has come; empty at the end."""
        data = await self._carrier.receive(most)
        if not data:
            self._progress.ended = True
        return data

    async def write(self, data: bytes) -> None:
        """Send all of it."""
        await self._carrier.send(data)

    async def start_tls(self, context: ssl.SSLContext, name: str) -> None:
        """Shake hands; `name` is what the certificate must be for."""
        self._progress.wait(FailureKind.READ_TIMEOUT, "the TLS handshake")
        secured = Secured(self._carrier, context, name)
        await secured.shake_hands()
        self._carrier, self.tls = secured, secured.tls
        self._progress.wait(FailureKind.READ_TIMEOUT, "the answer")

    def close(self) -> None:
        """Drop it, at once and without ceremony."""
        self._carrier.leave(b"")


class Dialer:
    """Opens connections for one event loop."""

    def __init__(self, resolver: Resolver, trust: Trust) -> None:
        self.resolver = resolver
        self.trust = trust

    async def connect(self, host: str, port: int, progress: Progress, *, proxy: bool = False) -> Line:
        """Open a TCP connection; `proxy`: to the user's own, wherever that is.

        Raises what the operating system says (`failures.explain` knows it).
        """
        opened = await self._opened(host, port, progress, outside_only=progress.outside and not proxy)
        progress.wait(FailureKind.READ_TIMEOUT, "the answer")
        return Line(opened, progress)

    async def touch(self, host: str, port: int, progress: Progress) -> None:
        """Open a TCP connection and drop it again."""
        (await self._opened(host, port, progress, outside_only=progress.outside)).sock.close()

    async def _opened(self, host: str, port: int, progress: Progress, *, outside_only: bool) -> "_Opened":
        progress.address = ""
        addresses = await self.resolver.addresses(host, progress)
        if outside_only:
            addresses = [each for each in addresses if not is_inside(str(each[1][0]))]
            if not addresses:
                raise inside_refused()
        progress.wait(FailureKind.CONNECT_TIMEOUT, f"a connection to {host}, port {port}")
        chosen = _untried_first(alternating(addresses), progress.tried)
        targets = [(family, (address[0], port, *address[2:])) for family, address in chosen]
        opened = await (_open(*targets[0]) if len(targets) == 1 else _race(targets))
        progress.address = opened.address
        return opened


def inside_refused() -> WorldError:
    """Say that something from the internet led into a private network, and was not followed."""
    return WorldError(FailureKind.HTTP_UNEXPECTED, "it redirects into a private network")


def alternating(addresses: list[Address]) -> list[Address]:
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
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # no question waits for an answer before it
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
    winner: _Opened | None = None
    try:
        while winner is None and (waiting or running):
            if waiting:
                running.add(asyncio.create_task(_open(*waiting.pop(0))))
            done, running = await asyncio.wait(
                running, timeout=HEAD_START_S if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            winner = _winner(done, errors)
        await _drop(running)
    except BaseException:
        if winner is not None:
            winner.sock.close()
        await _drop(running)
        raise
    if winner is None:
        raise _most_telling(errors)
    return winner


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
        task.add_done_callback(_close)
    await asyncio.gather(*running, return_exceptions=True)


def _close(task: asyncio.Task[_Opened]) -> None:
    if not task.cancelled() and task.exception() is None:
        task.result().sock.close()


def _most_telling(errors: list[OSError]) -> OSError:
    """Prefer what a host said to what this machine says of a family that it does not have."""
    answers = (each for each in errors if isinstance(each, ConnectionError | TimeoutError))
    return next(answers, errors[0])
