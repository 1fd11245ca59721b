"""The one HTTP client: what every request has in common. Which answers are good is decided elsewhere.

It names the program, keeps no cookie, sends no Referer, follows at most five redirects (only to http and https), reads
no more of a body than is wanted and never more than allowed, and measures the time to the answer's head. The time-out
and politeness are `notifier.sources.network`'s affair.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final

import msgspec

from notifier import __version__
from notifier.core.failure import FailureKind
from notifier.sources.address import AddressError, HttpAddress, address_of
from notifier.sources.body import Body
from notifier.sources.dial import Dialer
from notifier.sources.failures import Progress, WorldError
from notifier.sources.proxies import ProxyChoice

USER_AGENT: Final = f"outage-notifier/{__version__} (+https://github.com/outage-notifier/outage-notifier)"
REDIRECTS_MOST: Final = 5
BODY_MOST: Final = 1024 * 1024
PAGE_MOST: Final = 4 * 1024 * 1024
RETRY_MOST_S: Final = 86_400.0
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class ClientOptions(msgspec.Struct, frozen=True):
    """How the world is reached. `proxy`: an address, `none`, or empty for the system's."""

    proxy: str = ""
    proxy_user: str = ""
    proxy_password: str = ""


class HttpRequest(msgspec.Struct, frozen=True):
    """What to ask.

    `wanted` tells from the head, and again from what has come so far, whether (more of) the body is wanted; without
    it the whole body is read. `keep` holds statuses that are an answer by themselves, though they redirect.
    """

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    redirects: int = REDIRECTS_MOST
    most: int = BODY_MOST
    keep: frozenset[int] = frozenset()
    wanted: Callable[["HttpAnswer"], bool] | None = None
    body: bytes = b""
    """Sent as JSON."""


class HttpAnswer(msgspec.Struct):
    """What was answered in the end. Header names are in lower case; `head_ms` is the time to the last head."""

    status: int
    url: str
    headers: dict[str, str]
    head_ms: float
    content: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type, in lower case and without parameters."""
        return self.headers.get("content-type", "").split(";", 1)[0].strip().lower()


class HttpClient:
    """Makes requests for one event loop."""

    def __init__(self, options: ClientOptions, dialer: Dialer) -> None:
        """Take the options. Raises UserError for a proxy's address that cannot be read."""
        self._proxies = ProxyChoice(options.proxy, options.proxy_user, options.proxy_password)
        self._dialer = dialer

    async def ask(self, request: HttpRequest, progress: Progress) -> HttpAnswer:
        """Make a request. Raises what `failures.explain` knows."""
        start = perf_counter()
        address = _usable(request.url)
        method = request.method
        for left in range(request.redirects, -1, -1):
            answer, location = await self._ask_once(request, method, address, start, progress)
            if location is None or request.redirects == 0:
                return answer
            if left == 0:
                break
            address = _followed(address, location)
            method = "GET" if answer.status == 303 and method != "HEAD" else method
        raise WorldError(FailureKind.HTTP_UNEXPECTED, f"more than {request.redirects} redirects")

    async def _ask_once(
        self, request: HttpRequest, method: str, address: HttpAddress, start: float, progress: Progress
    ) -> tuple[HttpAnswer, str | None]:
        from notifier.sources.transport import Exchange

        async with Exchange(self._dialer, self._proxies.of(address), progress) as exchange:
            head = await exchange.send(method, address, _headers(request), request.body if method == "POST" else b"")
            headers = _readable(head.headers)
            answer = HttpAnswer(head.status, address.url, headers, (perf_counter() - start) * 1000.0)
            location = headers.get("location") if answer.status in _REDIRECTS - request.keep else None
            if (location is None or request.redirects == 0) and method != "HEAD":
                await _read(head.body, answer, request)
            return answer, location


async def _read(raw: Any, answer: HttpAnswer, request: HttpRequest) -> None:
    """Read as much of the body as is wanted into the answer."""
    wanted = request.wanted
    if wanted is not None and not wanted(answer):
        return
    body = Body(answer.headers.get("content-encoding", ""), request.most)
    chunks: AsyncGenerator[bytes, None] = aiter(raw)
    async with aclosing(chunks):
        async for chunk in chunks:
            body.take(chunk)
            if wanted is not None:
                answer.content = bytes(body.content)
                if not wanted(answer):
                    return
    body.end()
    answer.content = bytes(body.content)


def _usable(url: str) -> HttpAddress:
    try:
        return address_of(url)
    except AddressError as error:
        raise WorldError(FailureKind.PROTOCOL, f"the address cannot be asked: {error}") from None


def _followed(address: HttpAddress, location: str) -> HttpAddress:
    try:
        return address.join(location)
    except AddressError as error:
        raise WorldError(FailureKind.HTTP_UNEXPECTED, f"it redirects to an unusable address: {error}") from None


def _headers(request: HttpRequest) -> list[tuple[str, str]]:
    usual = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}
    return list((usual | dict(request.headers)).items())


def _readable(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """Make text of headers; of repeated ones the first counts."""
    readable: dict[str, str] = {}
    for name, value in headers:
        readable.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return readable


def retry_after_s(headers: dict[str, str], now: datetime) -> float | None:
    """Read `Retry-After`: seconds, or a date; None where there is none that can be read."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), RETRY_MOST_S)
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    seconds = (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds()
    return min(max(seconds, 0.0), RETRY_MOST_S)
