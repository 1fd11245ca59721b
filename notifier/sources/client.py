"""The one HTTP client: what every request has in common. Which answers are good is decided elsewhere.

It names the program, keeps no cookie (what a redirect sets goes to the same host's next answer and is forgotten, for
else some lead round in circles), sends no Referer, follows five redirects at most (to http and https, never from
the internet into a private network), reads no more of a body than is wanted and never more than allowed, and measures
the time to the answer's head. The time-out and politeness are in `notifier.sources.network`.
"""

import asyncio
import re
from collections.abc import AsyncIterable, Callable
from contextlib import aclosing
from datetime import UTC, datetime
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.sources.address import is_inside
from notifier.sources.body import Body, Glance
from notifier.sources.dial import Dialer
from notifier.sources.failures import Progress, WorldError, explain
from notifier.sources.proxies import ProxyChoice

if TYPE_CHECKING:
    from notifier.sources.exchange import Said
    from notifier.sources.question import Question
    from notifier.sources.transport import Transport

REDIRECTS_MOST: Final = 5
BODY_MOST: Final = 1024 * 1024
GLANCE_S: Final = 1.0
"""So long after the head the beginning of a body is waited for."""
RETRY_MOST_S: Final = 86_400.0
_DATE: Final = re.compile(r"[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII)
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TELLING: Final = frozenset({"authorization", "cookie", "if-none-match", "if-modified-since"})
"""Headers that say who asks, or what was read before."""
_LEADS_ON: Final = frozenset({301, 302, 303, 307, 308})


class ClientOptions(msgspec.Struct, frozen=True):
    """How the world is reached. `proxy`: an address, `none`, or empty for the system's."""

    proxy: str = ""
    proxy_user: str = ""
    proxy_password: str = ""


class HttpRequest(msgspec.Struct, frozen=True, dict=True):
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

    @cached_property
    def question(self) -> "Question":
        """What goes on the wire. Raises WorldError for an address that cannot be asked."""
        from notifier.sources.question import question

        return question(self.method, self.url, self.headers, self.body)


class HttpAnswer(msgspec.Struct):
    """What was answered in the end. Header names are in lower case; `head_ms` is the time to the last head."""

    status: int
    url: str
    headers: dict[str, str]
    head_ms: float
    content: bytes = b""
    outside: bool = False
    """It comes from the internet, not from a private network."""

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
    def _transport(self) -> "Transport":
        """Made by `prepare` or the first request: the tray comes first."""
        from notifier.sources.transport import Transport

        return Transport(self._dialer, self._proxies)

    def prepare(self) -> None:
        """Import what requests need; within a turn at a host it would make the first one late on a busy machine."""
        _ = self._transport

    async def ask(self, request: HttpRequest, progress: Progress) -> HttpAnswer:
        """Make a request. Raises what `failures.explain` knows."""
        start = perf_counter()
        progress.outside = progress.led
        asked = request.question
        for left in range(request.redirects, -1, -1):
            said = await self._transport.send(asked, progress)
            try:
                answer = _head(said, asked, (perf_counter() - start) * 1000.0)
                if not (request.redirects and _leads_on(answer) and answer.status not in request.keep):
                    await _read(said.body, answer, request, progress)
                    answer.outside = progress.outside or not is_inside(said.peer)
                    return answer
            finally:
                said.connection.close()
            if left:
                asked = _followed(said, asked, request)
                progress.outside = progress.outside or not is_inside(said.peer)
        raise WorldError(FailureKind.HTTP_UNEXPECTED, f"more than {request.redirects} redirects")


def _head(said: "Said", asked: "Question", head_ms: float) -> HttpAnswer:
    """Take what came before the body; of repeated headers the first counts."""
    headers: dict[str, str] = {}
    for name, value in said.headers:
        headers.setdefault(_text(name).lower(), _text(value))
    return HttpAnswer(said.status, asked.address.url, headers, head_ms)


def _text(sent: bytes) -> str:
    try:
        return sent.decode()
    except UnicodeDecodeError:
        return sent.decode("latin-1")


def _leads_on(answer: HttpAnswer) -> bool:
    return answer.status in _LEADS_ON and "location" in answer.headers


def _followed(said: "Said", asked: "Question", request: HttpRequest) -> "Question":
    """Let a redirect be followed, or refuse it: the one place for that. httpx chooses method, headers and address.

    That nothing leads from the internet into a private network is held below, where a name's addresses are known.
    """
    from notifier.sources.redirects import next_question, telling

    following = next_question(asked, said.status, telling(said.headers))
    bare = request.downgrade and not any(name.lower() in _TELLING for name, _ in request.headers)
    if asked.address.scheme == "https" and following.address.scheme == "http" and not bare:
        raise WorldError(FailureKind.HTTP_UNEXPECTED, "it redirects from https to http")
    return following


async def _read(sent: AsyncIterable[bytes], answer: HttpAnswer, request: HttpRequest, progress: Progress) -> None:
    """Read as much of the body as is wanted into the answer."""
    wanted = request.wanted
    if request.method == "HEAD":
        return
    if wanted is not None and not wanted(answer):
        if request.glance and 200 <= answer.status < 300:
            await _glance(sent, answer, request.glance, progress)
        return
    body = Body(answer.headers.get("content-encoding", ""), request.most)
    chunks: Any = aiter(sent)  # an asynchronous generator, which its type does not say
    async with aclosing(chunks):
        async for chunk in chunks:
            body.take(chunk)
            if wanted is not None:
                answer.content = bytes(body.content)
                if not wanted(answer):
                    return
    body.end()
    answer.content = bytes(body.content)


async def _glance(sent: AsyncIterable[bytes], answer: HttpAnswer, most: int, progress: Progress) -> None:
    """Read how the body begins, into the answer. The head was good: what goes wrong from here on is no fault."""
    try:
        headers = answer.headers
        glance = Glance(headers.get("content-encoding", ""), headers.get("content-length", ""), most)
        chunks: Any = aiter(sent)
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
    if not date:
        return None
    try:
        when = _as_usual(date) or _in_another_form(date)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return (when - now).total_seconds()


def _as_usual(date: str) -> datetime | None:
    """Read a date in the one form that servers are to write (RFC 9110, 5.6.7); None: it is in another."""
    found = _DATE.fullmatch(date)
    if found is None:
        return None
    day, month, *rest = found.groups()
    year, hour, minute, second = map(int, rest)
    return datetime(year, _MONTHS.index(month) + 1, int(day), hour, minute, second, tzinfo=UTC)


def _in_another_form(date: str) -> datetime:
    from email.utils import parsedate_to_datetime  # a megabyte, for what hardly any server writes

    when = parsedate_to_datetime(date)
    return when.replace(tzinfo=when.tzinfo or UTC)
