"""What all readings share: the client, the dialer, politeness towards hosts, and the time-out.

Politeness is the last guarantee; the engine's schedule spaces readings by itself. One host is never read by more than
four readings at once, nor twice within five seconds, whoever asks. Redirects within one reading are exempt, and so is
this machine itself, which no one has to spare.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from copy import copy
from datetime import datetime
from typing import Final

from notifier.core.numbers import HOST_CONNECTIONS, HOST_GAP_S, READING_TIMEOUT_S
from notifier.sources.address import is_own_machine
from notifier.sources.client import ClientOptions, HttpClient
from notifier.sources.dial import Dialer
from notifier.sources.failures import Progress
from notifier.sources.resolver import Resolver
from notifier.sources.trust import Trust

BURST_GAP_S: Final = 0.2
HOSTS_MOST: Final = 512
"""How many hosts are remembered before those that nobody reads are forgotten."""
AT_ONCE: Final = 300
"""So many readings are under way at most: each holds up to three sockets, and many systems allow a program 1,024."""


class _Host:
    """What is known of one host."""

    def __init__(self) -> None:
        self.places = asyncio.Semaphore(HOST_CONNECTIONS)
        self.queue = asyncio.Lock()
        self.last_s = float("-inf")
        self.readers = 0


class HostGate:
    """Lets readings of one host through one by one. Time is the running loop's."""

    def __init__(self, gap_s: float = HOST_GAP_S) -> None:
        self._gap_s = gap_s
        self._hosts: dict[str, _Host] = {}
        self._most = HOSTS_MOST

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for a turn at the host, first come first served, and hold it."""
        host = self._host(name)
        host.readers += 1
        try:
            async with host.places:
                async with host.queue:
                    clock = asyncio.get_running_loop().time
                    if (pause := host.last_s + self._gap_s - clock()) > 0 and not is_own_machine(name):
                        await asyncio.sleep(pause)
                    host.last_s = clock()
                yield
        finally:
            host.readers -= 1

    def _host(self, name: str) -> _Host:
        host = self._hosts.get(name)
        if host is None:
            if len(self._hosts) >= self._most:
                self._forget_idle()
                self._most = max(HOSTS_MOST, 2 * len(self._hosts))
            host = self._hosts[name] = _Host()
        return host

    def _forget_idle(self) -> None:
        old = asyncio.get_running_loop().time() - self._gap_s
        self._hosts = {name: host for name, host in self._hosts.items() if host.readers or host.last_s > old}


class Network:
    """The way to the world, for one event loop."""

    def __init__(
        self,
        options: ClientOptions,
        now: Callable[[], datetime],
        *,
        timeout_s: float = READING_TIMEOUT_S,
        gap_s: float = HOST_GAP_S,
        resolver: Resolver | None = None,
    ) -> None:
        """Make it. Raises UserError for a proxy's address that cannot be read."""
        self.dialer = Dialer(resolver or Resolver(), Trust())
        self.client = HttpClient(options, self.dialer)
        self.now = now
        self._timeout_s = timeout_s
        self._gate = HostGate(gap_s)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._under_way: dict[asyncio.Timeout, Progress] = {}

    @asynccontextmanager
    async def turn(self, host: str, progress: Progress) -> AsyncIterator[None]:
        """Wait for a turn at the host; then the time runs. Raises TimeoutError when it has run out."""
        async with self._gate.turn(host), self._places:
            if progress.started is None:
                progress.started = self.now()
            async with asyncio.timeout(self._timeout_s) as limit:
                self._under_way[limit] = progress
                try:
                    yield
                finally:
                    del self._under_way[limit]

    def burst(self, timeout_s: float) -> "Network":
        """The same way, for a look that a person waits for: one host is asked several things within a second."""
        hurried = copy(self)
        hurried._timeout_s = min(timeout_s, self._timeout_s)
        hurried._gate = HostGate(BURST_GAP_S)
        return hurried

    def renew(self) -> None:
        """Drop everything that is under way: the network is another one. Such readings end as not made."""
        self.dialer.resolver.renew()
        for limit, progress in self._under_way.items():
            progress.dropped = True
            if not limit.expired():
                limit.reschedule(asyncio.get_running_loop().time())
