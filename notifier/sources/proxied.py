"""What httpcore does for us: requests through a proxy. Imported where there is one: 6 MB."""

import ssl
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any

import httpcore

from notifier.sources.address import HttpAddress
from notifier.sources.dial import Dialer, Line
from notifier.sources.exchange import READ_AT_ONCE
from notifier.sources.failures import Progress
from notifier.sources.proxies import Proxy
from notifier.sources.question import Question

if find_spec("sniffio") is None:
    # WORKAROUND: httpcore would look for it anew with every request, which takes 0.2 ms
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]


def connection(proxy: Proxy, backend: "Backend", dialer: Dialer) -> Any:
    """Make what sends a request through a proxy, over a line that `backend` opens."""
    trust = dialer.trust
    common: dict[str, Any] = {"http1": True, "http2": True, "network_backend": backend}
    common |= {"proxy_auth": proxy.auth, "ssl_context": trust.web}
    if proxy.scheme == "socks5":
        return httpcore.AsyncSOCKSProxy(proxy.url, **common)
    if proxy.scheme == "https":
        common["proxy_ssl_context"] = trust.plain
    return httpcore.AsyncHTTPProxy(proxy.url, **common)


def asked(question: Question) -> httpcore.Request:
    """Give the question in httpcore's shape."""
    return httpcore.Request(question.method, _url(question.address), headers=question.headers, content=question.body)


def _url(address: HttpAddress) -> httpcore.URL:
    return httpcore.URL(
        scheme=address.scheme.encode(),
        host=address.host.encode("ascii"),
        port=address.unusual_port,
        target=address.target.encode("ascii"),
    )


class Backend(httpcore.AsyncNetworkBackend):
    """Our dialer in httpcore's shape, for one request."""

    def __init__(self, dialer: Dialer, progress: Progress) -> None:
        self._dialer = dialer
        self._progress = progress
        self._lines: list[Line] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109, ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Open a line. Raises what the dialer raises."""
        line = await self._dialer.connect(host, port, self._progress, proxy=True)
        self._lines.append(line)
        return _Connected(line)

    def close(self) -> None:
        """Close what was opened, at once."""
        for line in self._lines:
            line.close()


class _Connected(httpcore.AsyncNetworkStream):
    """Our line in httpcore's shape; time-outs are the reading's affair."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109, ARG002
        try:
            return await self._line.read(min(max_bytes, READ_AT_ONCE))
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
        return self._line.tls if info == "ssl_object" else None
