"""How a question is sent: each on a connection of its own, opened by our own dialer, directly or through a proxy.

Not through httpx's client, for three reasons. It keeps connections: that saves about 1 ms of CPU, but it hides failing
name servers, refused connections and bad certificates, measures another latency than the first request did, and hangs
after a NAT forgot it; and a page that is read every two minutes finds none open. It does not tell what a reading must:
how far it came, and what each address of a name said. And it makes every request and answer anew from texts: 0.5 ms of
CPU for what is asked again every minute. Redirects, bodies and sizes are `notifier.sources.client`'s affair. Importing
this imports h11; the client does so with its first request.
"""

from collections.abc import AsyncIterable
from typing import Final, NamedTuple, Protocol

import h11

from notifier.sources.address import is_inside
from notifier.sources.dial import Dialer, Line, inside_refused
from notifier.sources.exchange import Exchange
from notifier.sources.failures import Progress
from notifier.sources.proxies import Proxy, ProxyChoice
from notifier.sources.question import Question

HEADERS_MOST: Final = 64 * 1024


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


class Transport:
    """Sends each question on a connection of its own."""

    def __init__(self, dialer: Dialer, proxies: ProxyChoice) -> None:
        self._dialer = dialer
        self._proxies = proxies

    async def send(self, question: Question, progress: Progress) -> Said:
        """Send the question and wait for the answer's head. Raises what `failures.explain` knows."""
        address = question.address
        proxy = self._proxies.of(address)
        if proxy is not None:
            return await self._through(proxy, question, progress)
        line = await self._dialer.connect(address.host, address.port, progress)
        try:
            return await self._directly(line, question)
        except BaseException:
            line.close()
            raise

    async def _directly(self, line: Line, question: Question) -> Said:
        if question.address.scheme == "https":
            await line.start_tls(self._dialer.trust.web, question.address.host)
            if line.tls is not None and line.tls.selected_alpn_protocol() == "h2":
                from notifier.sources.second_exchange import SecondExchange

                second = SecondExchange(line)
                head = await second.ask(question)
                return _bounded(Said(head.status, head.headers, second.body(), line, line.peer))
        exchange = Exchange(line)
        head = await exchange.ask(question)
        return _bounded(Said(head.status, head.headers, exchange.body(), line, line.peer))

    async def _through(self, proxy: Proxy, question: Question, progress: Progress) -> Said:
        if progress.outside and is_inside(question.address.host):
            raise inside_refused()
        from notifier.sources import proxied

        backend = proxied.Backend(self._dialer, progress)
        try:
            sender = proxied.connection(proxy, backend, self._dialer)
            answer = await sender.handle_async_request(proxied.asked(question))
            return _bounded(Said(answer.status, answer.headers, answer.stream, backend, question.address.host))
        except BaseException:
            backend.close()
            raise
        finally:
            progress.address = ""  # that is the proxy's


def _bounded(said: Said) -> Said:
    if sum(len(name) + len(value) for name, value in said.headers) > HEADERS_MOST:
        raise h11.RemoteProtocolError("the headers are too large")
    return said
