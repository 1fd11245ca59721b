"""The one HTTP client: what every request has in common. Which answers are good is decided elsewhere.

One httpx client on a transport of our own. It names the program, keeps no cookie, sends no Referer, follows five
redirects at most (to http and https, never from the internet into a private network), reads no more of a body than is
wanted and never more than allowed, and measures the time to the answer's head. The time-out and politeness are in
`notifier.sources.network`.
"""

import asyncio
import logging
import sys
from collections.abc import Callable
from contextlib import aclosing
from datetime import UTC, datetime
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import msgspec

from notifier import __version__
from notifier.core.failure import FailureKind
from notifier.sources.address import AddressError, address_of
from notifier.sources.body import Body, Glance
from notifier.sources.dial import Dialer
from notifier.sources.failures import Progress, WorldError, explain
from notifier.sources.proxies import ProxyChoice

if TYPE_CHECKING:
    import httpx

USER_AGENT: Final = f"outage-notifier/{__version__} (+https://github.com/outage-notifier/outage-notifier)"
REDIRECTS_MOST: Final = 5
BODY_MOST: Final = 1024 * 1024
PAGE_MOST: Final = 4 * 1024 * 1024
GLANCE_S: Final = 1.0
"""So long after the head the beginning of a body is waited for."""
RETRY_MOST_S: Final = 86_400.0
_TELLING: Final = frozenset({"authorization", "cookie", "if-none-match", "if-modified-since"})
"""Headers that say who asks, or what was read before."""
_USUAL: Final = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "gzip"}


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
    glance: int = 0
    """Of a good answer whose body is not wanted, so many bytes are read all the same, if they come at once."""
    keep: frozenset[int] = frozenset()
    wanted: Callable[["HttpAnswer"], bool] | None = None
    body: bytes = b""
    """Sent as JSON, unless the headers say what it is."""
    downgrade: bool = False
    """A redirect from https to http is followed, as browsers do. For what is only looked at, not for what is used."""


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
    """Makes requests for one event loop. It holds nothing open, so there is nothing to close."""

    def __init__(self, options: ClientOptions, dialer: Dialer) -> None:
        """Take the options. Raises UserError for a proxy's address that cannot be read."""
        self._proxies = ProxyChoice(options.proxy, options.proxy_user, options.proxy_password)
        self._dialer = dialer

    @cached_property
    def _web(self) -> "httpx.AsyncClient":
        """Made by `prepare` or the first request: importing httpx takes 60 ms and 3 MB, and the tray comes first."""
        _spare_searches()
        from http.cookiejar import CookieJar, DefaultCookiePolicy

        import httpx

        from notifier.sources.transport import Transport

        logging.getLogger("httpx").setLevel(logging.WARNING)  # it would write whole addresses into the log
        nothing = CookieJar(DefaultCookiePolicy(allowed_domains=()))
        transport = Transport(self._dialer, self._proxies)
        web = httpx.AsyncClient(transport=transport, headers=_USUAL, cookies=nothing, trust_env=False)
        del web.headers["Connection"]
        return web

    def prepare(self) -> None:
        """Import what requests need; within a turn at a host it would make the first one late on a busy machine."""
        _ = self._web

    async def ask(self, request: HttpRequest, progress: Progress) -> HttpAnswer:
        """Make a request. Raises what `failures.explain` knows."""
        start = perf_counter()
        progress.outside = False
        asked = self._asked(request, progress)
        for left in range(request.redirects, -1, -1):
            response = await self._web.send(asked, stream=True)
            async with aclosing(response):
                answer = _head(response, (perf_counter() - start) * 1000.0)
                following = response.next_request if answer.status not in request.keep else None
                if following is None or request.redirects == 0:
                    await _read(response, answer, request, progress)
                    return answer
            if left:
                asked = _followed(response, following, request)
        raise WorldError(FailureKind.HTTP_UNEXPECTED, f"more than {request.redirects} redirects")

    def _asked(self, request: HttpRequest, progress: Progress) -> "httpx.Request":
        try:
            address = address_of(request.url)
        except AddressError as error:
            raise WorldError(FailureKind.PROTOCOL, f"the address cannot be asked: {error}") from None
        headers = dict(request.headers)
        if request.body:
            headers.setdefault("Content-Type", "application/json")
        return self._web.build_request(
            request.method,
            address.url,
            headers=headers,
            content=request.body or None,
            extensions={"progress": progress},
        )


def _spare_searches() -> None:
    """Tell Python once what httpx need not search for.

    WORKAROUND: httpx imports its own command line, with click, rich and Pygments, 60 ms and 9 MB where these happen to
    be there.
    """
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]


def _head(response: "httpx.Response", head_ms: float) -> HttpAnswer:
    """Take what came before the body; of repeated headers the first counts."""
    headers: dict[str, str] = {}
    for name, value in response.headers.multi_items():
        headers.setdefault(name, value)
    return HttpAnswer(response.status_code, address_of(str(response.url)).url, headers, head_ms)


def _followed(response: "httpx.Response", following: "httpx.Request", request: HttpRequest) -> "httpx.Request":
    """Let a redirect be followed, or refuse it: the one place for that. httpx has chosen method, headers and address.

    That nothing leads from the internet into a private network is held below, where a name's addresses are known.
    """
    try:
        address = address_of(str(following.url))
    except AddressError as error:
        raise WorldError(FailureKind.HTTP_UNEXPECTED, f"it redirects to an unusable address: {error}") from None
    bare = request.downgrade and not any(name.lower() in _TELLING for name, _ in request.headers)
    if response.url.scheme == "https" and address.scheme == "http" and not bare:
        raise WorldError(FailureKind.HTTP_UNEXPECTED, "it redirects from https to http")
    return following


async def _read(response: "httpx.Response", answer: HttpAnswer, request: HttpRequest, progress: Progress) -> None:
    """Read as much of the body as is wanted into the answer; raw, since httpx unpacks without a bound."""
    wanted = request.wanted
    if request.method == "HEAD":
        return
    if wanted is not None and not wanted(answer):
        if request.glance and 200 <= answer.status < 300:
            await _glance(response, answer, request.glance, progress)
        return
    body = Body(answer.headers.get("content-encoding", ""), request.most)
    chunks: Any = response.aiter_raw()  # an asynchronous generator, which its type does not say
    async with aclosing(chunks):
        async for chunk in chunks:
            body.take(chunk)
            if wanted is not None:
                answer.content = bytes(body.content)
                if not wanted(answer):
                    return
    body.end()
    answer.content = bytes(body.content)


async def _glance(response: "httpx.Response", answer: HttpAnswer, most: int, progress: Progress) -> None:
    """Read how the body begins, into the answer. The head was good: what goes wrong from here on is no fault."""
    try:
        headers = answer.headers
        glance = Glance(headers.get("content-encoding", ""), headers.get("content-length", ""), most)
        chunks: Any = response.aiter_raw()
        async with asyncio.timeout(GLANCE_S), aclosing(chunks):
            async for chunk in chunks:
                if not glance.take(chunk):
                    break
        answer.content = bytes(glance.content)
    except Exception as error:
        if explain(error, progress) is None:
            raise


def retry_after_s(headers: dict[str, str], now: datetime) -> float | None:
    """Read `Retry-After`: seconds, or a date; None where there is none that can be read."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), RETRY_MOST_S)
    seconds = _ahead_s(text, now)
    return None if seconds is None else min(max(seconds, 0.0), RETRY_MOST_S)


def date_ahead_s(headers: dict[str, str], now: datetime) -> float | None:
    """Tell by how many seconds an answer's `Date` is ahead of `now`, with the time that it lay in a cache.

    None where there is none that can be read.
    """
    age = headers.get("age", "0").strip()
    seconds = _ahead_s(headers.get("date", "").strip(), now)
    return None if seconds is None or not age.isdecimal() else seconds + min(float(age[:9]), RETRY_MOST_S)


def _ahead_s(date: str, now: datetime) -> float | None:
    from email.utils import parsedate_to_datetime

    try:
        when = parsedate_to_datetime(date)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds()
