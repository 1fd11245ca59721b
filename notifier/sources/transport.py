"""One HTTP request on a connection of its own: httpcore on our own dialer, directly or through a proxy.

Every request has a fresh connection. A kept one would save about 1 ms of CPU, but it would hide failing name servers,
refused connections and bad certificates, measure another latency than the first request did, and hang after a NAT
forgot it; and an idle TLS connection costs asyncio 256 kB. Importing this imports httpcore; the client does so with
its first request.
"""

import ssl
from collections.abc import AsyncIterable, Iterable
from typing import Any, Final, NamedTuple

import httpcore

from notifier.sources.address import HttpAddress
from notifier.sources.dial import Dialer, Line
from notifier.sources.failures import Progress
from notifier.sources.proxies import Proxy

HEADERS_MOST: Final = 64 * 1024


class _Stream(httpcore.AsyncNetworkStream):
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


class _Backend(httpcore.AsyncNetworkBackend):
    """Our dialer in httpcore's shape, for one reading."""

    def __init__(self, dialer: Dialer, progress: Progress) -> None:
        self._dialer = dialer
        self._progress = progress
        self.lines: list[Line] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        line = await self._dialer.connect(host, port, self._progress)
        self.lines.append(line)
        return _Stream(line)


class Head(NamedTuple):
    """The head of an answer, and the body that is still to come."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: AsyncIterable[bytes]


class Exchange:
    """One request and its answer. Use as an async context manager: leaving it drops the connection."""

    def __init__(self, dialer: Dialer, proxy: Proxy | None, progress: Progress) -> None:
        self._dialer = dialer
        self._proxy = proxy
        self._backend = _Backend(dialer, progress)

    async def __aenter__(self) -> "Exchange":
        return self

    async def __aexit__(self, *_: object) -> None:
        for line in self._backend.lines:
            line.close()

    async def send(self, method: str, address: HttpAddress, headers: list[tuple[str, str]], body: bytes = b"") -> Head:
        """Send the request and wait for the answer's head."""
        url = httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode("ascii"),
            port=address.unusual_port,
            target=address.target.encode("ascii"),
        )
        if body:
            headers = [*headers, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        request = httpcore.Request(method, url, headers=[("Host", address.authority), *headers], content=body or None)
        answer = await self._connection(url).handle_async_request(request)
        if sum(len(name) + len(value) for name, value in answer.headers) > HEADERS_MOST:
            raise httpcore.RemoteProtocolError("the headers are too large")
        assert isinstance(answer.stream, AsyncIterable)  # noqa: S101 - for the type checker
        return Head(answer.status, answer.headers, answer.stream)

    def _connection(self, url: httpcore.URL) -> Any:
        trust, proxy = self._dialer.trust, self._proxy
        common: dict[str, Any] = {"http1": True, "http2": True, "network_backend": self._backend}
        if proxy is None:
            context = trust.web if url.scheme == b"https" else None
            return httpcore.AsyncHTTPConnection(url.origin, ssl_context=context, **common)
        common |= {"proxy_auth": proxy.auth, "ssl_context": trust.web}
        if proxy.scheme == "socks5":
            return httpcore.AsyncSOCKSProxy(proxy.url, **common)
        if proxy.scheme == "https":
            common["proxy_ssl_context"] = trust.plain
        return httpcore.AsyncHTTPProxy(proxy.url, **common)
