"""Reading an official page: a provider's requests made, what came handed back to it, the report kept.

Requests are conditional: a page that has not changed (304, or the same bytes again) is not parsed again, and gives the
very report of before. A page that cannot be fetched is `failed`, one that wants a login or shows a wall is
`unverifiable`, one that came and cannot be understood is `unreadable`. So is one of which a part is missing, unless
what came tells of trouble: that is told.
"""

import logging
import zlib
from collections import OrderedDict
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import Final

import msgspec

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, PageLevel, PageReport
from notifier.core.targets import PageTarget
from notifier.sources.address import AddressError, address_of
from notifier.sources.answer import Answer
from notifier.sources.client import REDIRECTS_MOST, HttpAnswer, HttpRequest, retry_after_s
from notifier.sources.failures import Progress, WorldError, explain
from notifier.sources.logins import Logins, origin_of, wants_login
from notifier.sources.network import Network
from notifier.sources.pages.counting import report_of
from notifier.sources.pages.parsing import plain
from notifier.sources.pages.provider import Page, PageBody, PageRequest, PageUnreadable, Provider
from notifier.sources.pages.providers import PROVIDERS
from notifier.sources.pages.reading import Answers, asked, page_of, parsed
from notifier.sources.remote import UNTELLING
from notifier.sources.scrubbing import scrub
from notifier.sources.walls import is_wall

_log = logging.getLogger(__name__)

KEPT_MOST: Final = 640
KEPT_BYTES: Final = 4 * 1024 * 1024
REPORT_KEPT: Final = timedelta(minutes=10)
"""What was parsed is parsed again after so long, though nothing has changed: works begin and news grow old by time."""
DNS: Final = "dns://"
_LOGIN: Final = "Authorization"
_TROUBLE: Final = frozenset({PageLevel.DEGRADED, PageLevel.PARTIAL_OUTAGE, PageLevel.MAJOR_OUTAGE})


class _Kept(msgspec.Struct):
    """One answer as it was, for when the server says that nothing has changed. The content is packed."""

    body: PageBody
    packed: bytes
    conditions: tuple[tuple[str, str], ...]

    def whole(self) -> PageBody:
        return msgspec.structs.replace(self.body, content=zlib.decompress(self.packed))


class _Memory:
    """Answers and reports of before, the oldest forgotten first."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[tuple[str, str], _Kept] = OrderedDict()
        self._reports: OrderedDict[str, tuple[bytes, datetime, PageReport]] = OrderedDict()

    def body(self, request: PageRequest) -> _Kept | None:
        kept = self._bodies.get((request.url, request.accept))
        if kept is not None:
            self._bodies.move_to_end((request.url, request.accept))
        return kept

    def keep_body(self, request: PageRequest, body: PageBody) -> None:
        self._bodies.pop((request.url, request.accept), None)
        conditions = _conditions(body.headers)
        if body.status != 200 or not conditions:
            return
        packed = zlib.compress(body.content, 1)
        if len(packed) > KEPT_BYTES // 2:
            return
        bare = msgspec.structs.replace(body, content=b"")
        self._bodies[request.url, request.accept] = _Kept(bare, packed, conditions)
        while len(self._bodies) > KEPT_MOST or sum(len(each.packed) for each in self._bodies.values()) > KEPT_BYTES:
            self._bodies.popitem(last=False)

    def report(self, key: str, digest: bytes, now: datetime) -> PageReport | None:
        kept = self._reports.get(key)
        if kept is None or kept[0] != digest or abs(now - kept[1]) > REPORT_KEPT:
            return None
        self._reports.move_to_end(key)
        return kept[2]

    def keep_report(self, key: str, digest: bytes, now: datetime, report: PageReport) -> None:
        self._reports[key] = digest, now, report
        while len(self._reports) > KEPT_MOST:
            self._reports.popitem(last=False)


class _Refused(Exception):  # noqa: N818 - carries an answer out of a loop
    """The page's host does not give the page."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.detail)
        self.answer = answer


class PageReader:
    """Reads official pages, and remembers what they said."""

    def __init__(self, network: Network, logins: Logins | None = None) -> None:
        self._network = network
        self._logins = logins or Logins()
        self.now = network.now
        self._memory = _Memory()

    async def read(self, target: PageTarget, progress: Progress, *, fresh: bool = False) -> Answer:
        """Read a page once. Raises what `failures.explain` knows."""
        provider = PROVIDERS.get(target.provider)
        if provider is None:
            return _unreadable(f"there is no provider {target.provider!r}")
        try:
            answers, latency_ms = await self._fetch_all(provider, target, progress, fresh=fresh)
            report = self._report(provider, target, answers)
        except _Refused as refused:
            return refused.answer
        except (PageUnreadable, WorldError) as error:
            if isinstance(error, WorldError) and error.kind is not FailureKind.TOO_LARGE:
                raise
            _log.info("the page %s cannot be read: %s", target.url, error)
            return _unreadable(str(error))
        if report.missing and report.level not in _TROUBLE:
            retry = max((_retry_after(body, self.now()) or 0.0 for body in answers.bodies), default=0.0)
            return msgspec.structs.replace(_unreadable(_lacking(report)), retry_after_s=retry or None)
        return Answer(Outcome.OK, None, latency_ms, page=report)

    async def whole(self, provider: Provider, target: PageTarget, progress: Progress) -> Page:
        """Read everything that a page says, for somebody who is about to choose. Raises PageUnreadable as well."""
        try:
            answers, _ = await self._fetch_all(provider, target, progress, fresh=True)
        except _Refused as refused:
            raise PageUnreadable(refused.answer.detail) from None
        return parsed(target, lambda: page_of(provider, target, answers, self.now()), answers.bodies)

    async def fetch(self, request: PageRequest, progress: Progress) -> PageBody:
        """Make one request, when it is the host's turn, whatever came before."""
        return (await self._fetch(request, progress, fresh=True))[0]

    async def _fetch_all(
        self, provider: Provider, target: PageTarget, progress: Progress, *, fresh: bool
    ) -> tuple[Answers, float]:
        course = asked(provider, target)
        body: PageBody | None = None
        total_ms = 0.0
        while True:
            try:
                question = next(course) if body is None else parsed(target, partial(course.send, body), [body])
            except StopIteration as end:
                return end.value, total_ms
            request = await self._with_login(question, target)
            if body is None:
                body, latency_ms = await self._fetch(request, progress, fresh=fresh)
                self._note_login(target, body)
                _refuse(body, self.now())
            else:
                body, latency_ms = await self._fetch_further(request, progress, fresh=fresh)
                self._note_login(target, body)
            total_ms += latency_ms

    async def _fetch_further(self, request: PageRequest, progress: Progress, *, fresh: bool) -> tuple[PageBody, float]:
        """Make one of the requests after the first: that nothing comes is an answer, for the others have come."""
        try:
            return await self._fetch(request, progress, fresh=fresh)
        except Exception as error:
            fault = None if progress.dropped else explain(error, progress)
            if fault is None:
                raise
            return PageBody(request.url, request.url, 0, fault=fault.text), 0.0

    def _note_login(self, target: PageTarget, body: PageBody) -> None:
        if body.status == 401:
            self._logins.refused(target)

    async def _with_login(self, request: PageRequest, target: PageTarget) -> PageRequest:
        """Add the page's login, for its own origin alone. Raises _Refused where the keyring does not have it."""
        if not wants_login(target) or origin_of(request.url) != origin_of(target.url):
            return request
        login = await self._logins.header(target)
        if login is None:
            raise _Refused(
                Answer(Outcome.UNVERIFIABLE, detail="the page's password is not in the keyring, or it is locked")
            )
        return msgspec.structs.replace(request, headers=(*request.headers, (_LOGIN, login)))

    async def _fetch(self, request: PageRequest, progress: Progress, *, fresh: bool) -> tuple[PageBody, float]:
        if request.url.startswith(DNS):
            return await self._look_up(request, progress), 0.0
        kept = None if fresh or request.body else self._memory.body(request)
        conditions = (("Cache-Control", "no-cache"),) if kept is None else kept.conditions
        asked = HttpRequest(
            request.url,
            method="POST" if request.body else "GET",
            headers=(("Accept", request.accept), *request.headers, *conditions),
            redirects=0 if any(name == _LOGIN for name, _ in request.headers) else REDIRECTS_MOST,
            most=request.most,
            body=request.body,
        )
        async with self._network.turn(_host(request.url), progress):
            answer = await self._network.client.ask(asked, progress)
        if answer.status == 304 and kept is not None:
            return kept.whole(), answer.head_ms
        body = _body(request, answer)
        if not request.body:
            self._memory.keep_body(request, body)
        return body, answer.head_ms

    async def _look_up(self, request: PageRequest, progress: Progress) -> PageBody:
        """Ask for a name's addresses. That there are none is an answer, too: pages do not depend on their beacon."""
        name = request.url.removeprefix(DNS)
        try:
            async with self._network.turn(name, progress):
                found = await self._network.dialer.resolver.addresses(name, progress)
        except Exception as error:
            if explain(error, progress) is None:
                raise
            return PageBody(request.url, request.url, 404)
        lines = "\n".join(sorted({str(address[0]) for _, address in found}))
        return PageBody(request.url, request.url, 200, "text/plain", {}, lines.encode())

    def _report(self, provider: Provider, target: PageTarget, answers: Answers) -> PageReport:
        key = repr(msgspec.to_builtins(target))
        digest = _digest(answers.bodies)
        now = self.now()
        report = self._memory.report(key, digest, now)
        if report is None:
            page = parsed(target, lambda: page_of(provider, target, answers, now), answers.bodies)
            report = report_of(target, target.provider, page)
            self._memory.keep_report(key, digest, now, report)
        return report


def _refuse(body: PageBody, now: datetime) -> None:
    """Raise _Refused where the first answer is not the page's."""
    retry = _retry_after(body, now)
    head = HttpAnswer(body.status, body.url, body.headers, 0.0)
    if is_wall(head):
        raise _Refused(Answer(Outcome.UNVERIFIABLE, detail="a wall against robots answers", retry_after_s=retry))
    if body.status in UNTELLING:
        raise _Refused(Answer(Outcome.UNVERIFIABLE, detail=_said(body), retry_after_s=retry))
    if body.status >= 500:
        detail = f"status {body.status}"
        raise _Refused(Answer(Outcome.FAILED, FailureKind.HTTP_5XX, detail=detail, retry_after_s=retry))


def _lacking(report: PageReport) -> str:
    return "; ".join(f"{name}: {why}" for name, why in list(report.missing.items())[:3])


def _retry_after(body: PageBody, now: datetime) -> float | None:
    return retry_after_s(body.headers, now) if body.status in (429, 503) else None


def _said(body: PageBody) -> str:
    """The status, and what the server said with it if that is short."""
    words = plain(body.content[:2000].decode("utf-8", "replace")) if len(body.content) <= 2000 else ""
    return scrub(f"status {body.status}: {words}" if words else f"status {body.status}")


def _body(request: PageRequest, answer: HttpAnswer) -> PageBody:
    head = request.url, answer.url, answer.status, answer.content_type, answer.headers
    return PageBody(*head, answer.content, outside=answer.outside)


def _conditions(headers: dict[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = (("If-None-Match", headers.get("etag")), ("If-Modified-Since", headers.get("last-modified")))
    return tuple((name, value) for name, value in pairs if value)


def _digest(bodies: tuple[PageBody, ...]) -> bytes:
    digest = blake2b(digest_size=16)
    for body in bodies:
        head = (body.requested, body.url, body.status, body.content_type, body.fault, len(body.content))
        digest.update(f"{head}\n".encode())
        digest.update(body.content)
    return digest.digest()


def _host(url: str) -> str:
    try:
        return address_of(url).host
    except AddressError as error:
        raise WorldError(FailureKind.PROTOCOL, f"the address cannot be asked: {error}") from None


def _unreadable(why: str) -> Answer:
    return Answer(Outcome.UNREADABLE, detail=scrub(why))
