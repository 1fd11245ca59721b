"""What httpx sends its requests through: a connection for each, opened by our own dialer, directly or through a proxy.

Not httpx's own one, for two reasons. It keeps connections: that saves about 1 ms of CPU, but it hides failing name
servers, refused connections and bad certificates, measures another latency than the first request did, and hangs after
a NAT forgot it; an idle TLS connection costs asyncio 256 kB, and a page that is read every two minutes finds none open.
And it does not tell what a reading must: how far it came, and what each address of a name said. Everything above one
request (redirects, bodies, sizes) is `notifier.sources.client`'s affair. Importing this imports httpx; the client does
so with its first request.
"""

import ssl
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from typing import Any, Final

import httpcore
import httpx

from notifier.sources.address import HttpAddress, address_of, is_inside
from notifier.sources.dial import Dialer, Line, inside_refused
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
        if proxy is not None and progress.outside and is_inside(address.host):
            raise inside_refused()
        backend = _Backend(self._dialer, progress, outside_only=progress.outside and proxy is None)
        try:
            answer = await self._connection(address, proxy, backend).handle_async_request(_asked(request, address))
            if sum(len(name) + len(value) for name, value in answer.headers) > HEADERS_MOST:
                raise httpcore.RemoteProtocolError("the headers are too large")
        except BaseException:
            backend.drop()
            raise
        finally:
            if proxy is not None:
                progress.address = ""  # that is the proxy's
        progress.outside |= not is_inside(address.host if proxy else backend.peer)
        stream = _Stream(answer.stream, backend)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream, extensions=answer.extensions)

    def _connection(self, address: HttpAddress, proxy: Proxy | None, backend: "_Backend") -> Any:
        trust = self._dialer.trust
        common: dict[str, Any] = {"http1": True, "http2": True, "network_backend": backend}
        if proxy is None:
            context = trust.web if address.scheme == "https" else None
            return httpcore.AsyncHTTPConnection(_url(address).origin, ssl_context=context, **common)
        common |= {"proxy_auth": proxy.auth, "ssl_context": trust.web}
        if proxy.scheme == "socks5":
            return httpcore.AsyncSOCKSProxy(proxy.url, **common)
        if proxy.scheme == "https":
            common["proxy_ssl_context"] = trust.plain
        return httpcore.AsyncHTTPProxy(proxy.url, **common)


def _url(address: HttpAddress) -> httpcore.URL:
    return httpcore.URL(
        scheme=address.scheme.encode(),
        host=address.host.encode("ascii"),
        port=address.unusual_port,
        target=address.target.encode("ascii"),
    )


def _asked(request: httpx.Request, address: HttpAddress) -> httpcore.Request:
    return httpcore.Request(request.method, _url(address), headers=request.headers.raw, content=request.stream)


class _Stream(httpx.AsyncByteStream):
    """An answer's body as it comes. Closing it drops the connection."""

    def __init__(self, body: Iterable[bytes] | AsyncIterable[bytes], backend: "_Backend") -> None:
        assert isinstance(body, AsyncIterable)  # noqa: S101 - for the type checker
        self._body = body
        self._backend = backend

    def __aiter__(self) -> AsyncIterator[bytes]:
        return aiter(self._body)

    async def aclose(self) -> None:
        self._backend.drop()


class _Backend(httpcore.AsyncNetworkBackend):
    """Our dialer in httpcore's shape, for one request."""

    def __init__(self, dialer: Dialer, progress: Progress, *, outside_only: bool) -> None:
        self._dialer = dialer
        self._progress = progress
        self._outside_only = outside_only
        self._lines: list[Line] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        line = await self._dialer.connect(host, port, self._progress, outside_only=self._outside_only)
        self._lines.append(line)
        return _Connected(line)

    @property
    def peer(self) -> str:
        """The address at the other end; empty where there was none."""
        return self._lines[0].peer if self._lines else ""

    def drop(self) -> None:
        """Close what was opened, at once."""
        for line in self._lines:
            line.close()


class _Connected(httpcore.AsyncNetworkStream):
    """Our line in httpcore's shape; time-outs are the reading's affair."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109, ARG002
        try:
            return await self._line.read(max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109, ARG002
        try:
            await self._line.write(buffer)
        except OSError as error:
            # httpcore goes on and reads the answer that was sent before the other side hung up
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        self._line.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002
    ) -> httpcore.AsyncNetworkStream:
        try:
            await self._line.start_tls(ssl_context, server_hostname or "")
        except BaseException:
            self._line.close()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._line.about(info)
