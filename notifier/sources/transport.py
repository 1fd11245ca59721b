"""What httpx sends its requests through: a connection for each, opened by our own dialer, directly or through a proxy.

Not httpx's own one, for two reasons. It keeps connections: that saves about 1 ms of CPU, but it hides failing name
servers, refused connections and bad certificates, measures another latency than the first request did, and hangs after
a NAT forgot it; and a page that is read every two minutes finds none open. And it does not tell what a reading must:
how far it came, and what each address of a name said. Everything above one request (redirects, bodies, sizes) is
`notifier.sources.client`'s affair. Importing this imports httpx; the client does so with its first request.
"""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Any, Final, Protocol

import h11
import httpx

from notifier.sources.address import HttpAddress, address_of, is_inside
from notifier.sources.dial import Dialer, Line, inside_refused
from notifier.sources.exchange import Exchange
from notifier.sources.failures import Progress
from notifier.sources.proxies import Proxy, ProxyChoice

HEADERS_MOST: Final = 64 * 1024


class Transport(httpx.AsyncBaseTransport):
    """Makes each request on a connection of its own; its extension `progress` is the reading's `Progress`."""

    def __init__(self, dialer: Dialer, proxies: ProxyChoice) -> None:
        self._dialer = dialer
        self._proxies = proxies

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request and wait for the answer's head. Raises what `failures.explain` knows."""
        address = address_of(str(request.url))
        progress: Progress = request.extensions["progress"]
        proxy = self._proxies.of(address)
        if proxy is not None:
            return await self._through(proxy, request, address, progress)
        line = await self._dialer.connect(address.host, address.port, progress, outside_only=progress.outside)
        try:
            answer = await self._directly(line, request, address)
        except BaseException:
            line.close()
            raise
        progress.outside |= not is_inside(line.peer)
        return answer

    async def _directly(self, line: Line, request: httpx.Request, address: HttpAddress) -> httpx.Response:
        if address.scheme == "https":
            await line.start_tls(self._dialer.trust.web, address.host)
            if line.tls is not None and line.tls.selected_alpn_protocol() == "h2":
                from notifier.sources import proxied

                two = await proxied.second(address, line).handle_async_request(proxied.asked(request, address))
                return _answer(two.status, two.headers, two.stream, line)
        exchange = Exchange(line)
        head = await exchange.ask(request, address.target)
        return _answer(head.status, head.headers, exchange.body(), line)

    async def _through(
        self, proxy: Proxy, request: httpx.Request, address: HttpAddress, progress: Progress
    ) -> httpx.Response:
        if progress.outside and is_inside(address.host):
            raise inside_refused()
        from notifier.sources import proxied

        backend = proxied.Backend(self._dialer, progress)
        try:
            sender = proxied.connection(proxy, backend, self._dialer)
            answer = await sender.handle_async_request(proxied.asked(request, address))
            made = _answer(answer.status, answer.headers, answer.stream, backend)
        except BaseException:
            backend.close()
            raise
        finally:
            progress.address = ""  # that is the proxy's
        progress.outside |= not is_inside(address.host)
        return made


class _Closing(Protocol):
    def close(self) -> None: ...


def _answer(
    status: int, headers: list[tuple[bytes, bytes]], body: AsyncIterable[bytes], connection: _Closing
) -> httpx.Response:
    if sum(len(name) + len(value) for name, value in headers) > HEADERS_MOST:
        raise h11.RemoteProtocolError("the headers are too large")
    return httpx.Response(status, headers=headers, stream=_Stream(body, connection))


class _Stream(httpx.AsyncByteStream):
    """An answer's body as it comes. Closing it drops the connection."""

    def __init__(self, body: AsyncIterable[bytes], connection: _Closing) -> None:
        self._body = body
        self._connection = connection

    def __aiter__(self) -> AsyncIterator[bytes]:
        body: Any = self._body
        return aiter(body)

    async def aclose(self) -> None:
        self._connection.close()
