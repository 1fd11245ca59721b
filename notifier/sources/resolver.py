"""Looking names up with the operating system, in a bounded number of threads of its own.

`getaddrinfo` blocks, often for much longer than anybody waits (glibc: 5 s a try, for every name server), and cannot be
cut short. So: at most `THREADS` look-ups at once; a name that is being looked up is not looked up a second time; who
no longer waits leaves only the thread behind, which ends with its look-up. The threads are daemons: quitting never
waits for a name server. Nothing is kept: the operating system has its own cache.
"""

import asyncio
import ipaddress
import socket
import threading
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from notifier.core.failure import FailureKind
from notifier.sources.failures import Progress, WorldError

THREADS: Final = 32
"""Idle ones end after `IDLE_S`. Many, so that one owner's broken names do not keep others' from being looked up."""
IDLE_S: Final = 30.0
"""Work goes to the thread that was idle last, so that those which a bad hour needed really do end."""

FRESH_S: Final = 1.0
"""The failure of a look-up that was begun earlier by others tells of then, not of now: the name is asked for again."""

Address = tuple[socket.AddressFamily, tuple[object, ...]]
"""A family, and an address as `socket.connect` takes it (its port is 0)."""

Look = Callable[[str], list[Address]]


def look_up(name: str) -> list[Address]:
    """Ask the operating system; blocks. Raises `socket.gaierror`."""
    return [(found[0], found[4]) for found in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]


def look_up_canonical(name: str) -> list[Address]:
    """Ask the operating system for the name that a name stands for (its last CNAME). Raises `socket.gaierror`."""
    found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM, flags=socket.AI_CANONNAME)
    names: list[Address] = [(each[0], (each[3],)) for each in found if each[3]]
    return names[:1]


class _LookUp:
    """One name being looked up, for all who wait for it in one loop."""

    def __init__(self, name: str, loop: asyncio.AbstractEventLoop) -> None:
        self.name = name
        self.loop = loop
        self.asked_s = loop.time()
        self.done: asyncio.Future[list[Address]] = loop.create_future()
        self.waiters = 1
        self.begun = False

    def tell(self, found: list[Address] | None, error: Exception | None) -> None:
        if self.done.done():
            return
        if error is not None:
            self.done.set_exception(error)
            self.done.exception()  # fetched: nobody may be waiting any more
        else:
            self.done.set_result(found or [])


class Resolver:
    """Looks names up for one event loop."""

    def __init__(self, look: Look = look_up, threads: int = THREADS, idle_s: float = IDLE_S) -> None:
        self._look = look
        self._most = threads
        self._idle_s = idle_s
        self._under_way: dict[str, _LookUp] = {}
        self._queue: deque[_LookUp] = deque()
        self._lock = threading.Lock()
        self._threads = 0
        self._idle: list[threading.Condition] = []

    async def addresses(self, host: str, progress: Progress) -> list[Address]:
        """Give the addresses of a host, at least one; a bare address needs no look-up."""
        literal = _literal(host)
        if literal is not None:
            return [literal]
        progress.wait(FailureKind.DNS_FAILURE, f"the name server, about {host}")
        found = await self._found(_ascii_name(host), progress)
        if not found:
            raise WorldError(FailureKind.DNS_FAILURE, "the name has no address")
        return found

    def renew(self) -> None:
        """Forget the look-ups under way: they ask a name server of the network that was."""
        self._under_way.clear()

    async def _found(self, name: str, progress: Progress) -> list[Address]:
        under_way = self._under_way.get(name)
        stale = under_way is not None and asyncio.get_running_loop().time() - under_way.asked_s > FRESH_S
        try:
            return await self._wait(name, progress)
        except OSError:
            if not stale:
                raise
        return await self._wait(name, progress)

    async def _wait(self, name: str, progress: Progress) -> list[Address]:
        under_way = self._under_way.get(name)
        if under_way is not None:
            under_way.waiters += 1
        else:
            under_way = _LookUp(name, asyncio.get_running_loop())
            self._under_way[name] = under_way
            self._hand_over(under_way)
        try:
            return list(await asyncio.shield(under_way.done))
        finally:
            under_way.waiters -= 1
            if not under_way.begun:
                # all threads hang in other look-ups: that says nothing about this name
                progress.untried = True
                if under_way.waiters == 0:
                    self._forget(under_way)

    def _hand_over(self, under_way: _LookUp) -> None:
        with self._lock:
            self._queue.append(under_way)
            if self._idle:
                self._idle.pop().notify()
            elif self._threads < self._most:
                self._threads += 1
                threading.Thread(target=self._work, name="name look-up", daemon=True).start()

    def _forget(self, under_way: _LookUp) -> None:
        if self._under_way.get(under_way.name) is under_way:
            del self._under_way[under_way.name]

    def _work(self) -> None:
        while (under_way := self._next()) is not None:
            found, failed = None, None
            try:
                found = self._look(under_way.name)
            except Exception as error:
                failed = error
            try:
                under_way.loop.call_soon_threadsafe(self._told, under_way, found, failed)
            except RuntimeError:  # the loop is closed: nobody waits
                continue

    def _next(self) -> _LookUp | None:
        place = threading.Condition(self._lock)
        with self._lock:
            while True:
                while self._queue:
                    under_way = self._queue.popleft()
                    if under_way.waiters:
                        under_way.begun = True
                        return under_way
                self._idle.append(place)
                place.wait(self._idle_s)
                if place in self._idle:  # nobody has called it
                    self._idle.remove(place)
                    self._threads -= 1
                    return None

    def _told(self, under_way: _LookUp, found: list[Address] | None, error: Exception | None) -> None:
        self._forget(under_way)
        under_way.tell(found, error)


@lru_cache(maxsize=512)
def _literal(host: str) -> Address | None:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None
    if address.version == 4:
        return socket.AF_INET, (host, 0)
    scope = host.partition("%")[2]
    return socket.AF_INET6, (str(address), 0, 0, int(scope) if scope.isdigit() else 0)


@lru_cache(maxsize=512)
def _ascii_name(host: str) -> str:
    """The name as it is asked for. Raises WorldError for what cannot be a name."""
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise WorldError(FailureKind.DNS_NXDOMAIN, "that is not a valid name") from None
