"""How a question is sent: each on a connection of its own, opened by our own dialer, directly or through a proxy.

Not through httpx's client, for three reasons. It keeps connections: that saves about 1 ms of CPU, but it hides failing
name servers, refused connections and bad certificates, measures another latency than the first request did, and hangs
after a NAT forgot it; and a page that is read every two minutes finds none open. It does not tell what a reading must:
how far it came, and what each address of a name said. And it makes every request and answer anew from texts: 0.5 ms of
CPU for what is asked again every minute. Redirects, bodies and sizes are `notifier.sources.client`'s affair. Importing
this imports h11; the client does so with its first request.

HTTP/1.1 alone is offered at first. Nearly every server would choose HTTP/2, and one question and one answer tell the
same in both, but in HTTP/2 they take a third more CPU, most of it for unpacking headers, and 2 MB for h2. Who does not
answer HTTP/1.1 well is offered both from then on: some let nobody in by it.
"""

import asyncio
from collections.abc import Awaitable
from typing import Final

import h11

from notifier.sources.address import is_inside
from notifier.sources.dial import Dialer, Line, inside_refused
from notifier.sources.exchange import Exchange, Said
from notifier.sources.failures import Progress
from notifier.sources.proxies import Proxy, ProxyChoice
from notifier.sources.question import Question

HEADERS_MOST: Final = 64 * 1024
AT_FIRST: Final = ("http/1.1",)
BOTH: Final = ("http/1.1", "h2")
BOTH_S: Final = 86_400.0
"""So long HTTP/2 is offered where HTTP/1.1 was not answered well, which may have had another reason."""
BOTH_MOST: Final = 512
_REFUSALS: Final = frozenset({400, 403, 406, 421, 426, 429})
"""Statuses that a server may give only because it was spoken to in HTTP/1.1; so may those from 500 on."""


class Transport:
    """Sends each question on a connection of its own."""

    def __init__(self, dialer: Dialer, proxies: ProxyChoice) -> None:
        self._dialer = dialer
        self._proxies = proxies
        self._both: dict[str, float] = {}
        """Hosts that are offered HTTP/2, too, and until when, by the loop's clock."""

    async def send(self, question: Question, progress: Progress) -> Said:
        """Send the question and wait for the answer's head. Raises what `failures.explain` knows."""
        address = question.address
        proxy = self._proxies.of(address)
        progress.go_through("" if proxy is None else proxy.place)
        if proxy is not None:
            return await self._through(proxy, question, progress)
        line = await self._dialer.connect(address.host, address.port, progress)
        try:
            return await self._directly(line, question, progress)
        except BaseException:
            line.close()
            raise

    async def _directly(self, line: Line, question: Question, progress: Progress) -> Said:
        if question.address.scheme != "https":
            return await _first(line, question)
        both = self._offers_both(question.address.host)
        return await self._heard(self._securely(line, question, both=both), question, progress)

    async def _heard(self, talk: Awaitable[Said], question: Question, progress: Progress) -> Said:
        """Wait for the answer, and offer both from now on where it may be as it is because of HTTP/1.1."""
        host = question.address.host
        try:
            said = await talk
        except BaseException:
            if progress.proxy_met:
                self._doubt(host)
            raise
        if said.status in _REFUSALS or said.status >= 500:
            self._doubt(host)
        return said

    async def _securely(self, line: Line, question: Question, *, both: bool) -> Said:
        trust = self._dialer.trust.web
        trust.set_alpn_protocols(BOTH if both else AT_FIRST)  # holds for what is begun from now on
        await line.start_tls(trust, question.address.host)
        if line.tls is None or line.tls.selected_alpn_protocol() != "h2":
            return await _first(line, question)
        from notifier.sources.second_exchange import SecondExchange

        second = SecondExchange(line)
        head = await second.ask(question)
        return _bounded(Said(head.status, head.headers, second.body(), line, line.peer))

    def _offers_both(self, host: str) -> bool:
        return self._both.get(host, 0.0) > asyncio.get_running_loop().time()

    def _doubt(self, host: str) -> None:
        if not self._offers_both(host):
            if len(self._both) >= BOTH_MOST:
                self._both.clear()
            self._both[host] = asyncio.get_running_loop().time() + BOTH_S

    async def _through(self, proxy: Proxy, question: Question, progress: Progress) -> Said:
        if progress.outside and is_inside(question.address.host):
            raise inside_refused()
        from notifier.sources import proxied

        backend = proxied.Backend(proxy, self._dialer, progress)
        both = self._offers_both(question.address.host)
        try:
            talk = proxied.ask(question, proxy, backend, self._dialer.trust, both=both)
            return _bounded(await self._heard(talk, question, progress))
        except BaseException:
            backend.close()
            raise
        finally:
            progress.address = ""  # that is the proxy's


async def _first(line: Line, question: Question) -> Said:
    exchange = Exchange(line)
    head = await exchange.ask(question)
    return _bounded(Said(head.status, head.headers, exchange.body(), line, line.peer))


def _bounded(said: Said) -> Said:
    if sum(len(name) + len(value) for name, value in said.headers) > HEADERS_MOST:
        raise h11.RemoteProtocolError("the headers are too large")
    return said
