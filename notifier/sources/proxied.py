"""What httpcore does for us: requests through a proxy. Imported where there is one: 6 MB."""

import ssl
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from typing import Any, Final

import httpcore

from notifier.sources.address import HttpAddress
from notifier.sources.dial import Dialer, Line
from notifier.sources.exchange import READ_AT_ONCE, Said
from notifier.sources.failures import Progress
from notifier.sources.proxies import Proxy
from notifier.sources.question import Question
from notifier.sources.trust import Trust

if find_spec("sniffio") is None:
    # WORKAROUND: httpcore would look for it anew with every request, which takes 0.2 ms
    sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]


WANTS_LOGIN: Final = 407


async def ask(question: Question, proxy: Proxy, backend: "Backend", trust: Trust, *, both: bool) -> Said:
    """Send the question through the proxy, over a line that `backend` opens, and wait for the answer's head.

    `both`: HTTP/2 is offered, too.
    """
    common: dict[str, Any] = {"http1": True, "http2": both, "network_backend": backend}
    common |= {"proxy_auth": proxy.auth, "ssl_context": trust.web}
    if proxy.scheme == "https":
        common["proxy_ssl_context"] = trust.plain
    is_socks = proxy.scheme == "socks5"
    kind: Any = httpcore.AsyncSOCKSProxy if is_socks else httpcore.AsyncHTTPProxy
    url, headers = _url(question.address, in_words=not is_socks), question.headers
    request = httpcore.Request(question.method, url, headers=headers, content=question.body)
    answer = await kind(proxy.url, **common).handle_async_request(request)
    if answer.status == WANTS_LOGIN:  # to CONNECT httpcore says so by itself
        raise httpcore.ProxyError(f"{WANTS_LOGIN} Proxy Authentication Required")
    return Said(answer.status, answer.headers, answer.stream, backend, question.address.host)


def _url(address: HttpAddress, *, in_words: bool) -> httpcore.URL:
    """Give the address in httpcore's shape; `in_words`: it is written out, a bare IPv6 address in brackets."""
    host = f"[{address.host}]" if in_words and ":" in address.host else address.host
    return httpcore.URL(
        scheme=address.scheme.encode(),
        host=host.encode("ascii"),
        port=address.unusual_port,
        target=address.target.encode("ascii"),
    )


class Backend(httpcore.AsyncNetworkBackend):
    """Our dialer in httpcore's shape, for one request."""

    def __init__(self, proxy: Proxy, dialer: Dialer, progress: Progress) -> None:
        self._is_secured = proxy.scheme == "https"
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
        self._progress.proxy_met = not self._is_secured
        return _Connected(line, self._progress)

    def close(self) -> None:
        """Close what was opened, at once."""
        for line in self._lines:
            line.close()


class _Connected(httpcore.AsyncNetworkStream):
    """Our line in httpcore's shape; time-outs are the reading's affair."""

    def __init__(self, line: Line, progress: Progress) -> None:
        self._line = line
        self._progress = progress

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
            await self._line.start_tls(ssl_context, (server_hostname or "").strip("[]"))
        except BaseException:
            self._line.close()
            raise
        self._progress.proxy_met = True
        return self

    def get_extra_info(self, info: str) -> Any:
        return self._line.tls if info == "ssl_object" else None
