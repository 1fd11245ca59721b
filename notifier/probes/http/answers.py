"""Reading an http(s) address, and judging the answer: good, failed, or one that does not tell.

Walls against robots are told apart from the service: they answer for it. What is expected is in
`notifier.probes.http.Expect`; no more of a body is read than that takes.
"""

import codecs
import hashlib
import re
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

import msgspec

from notifier.core.addresses import host_in
from notifier.core.failure import FailureKind
from notifier.core.model import Outcome
from notifier.json import NOT_JSON
from notifier.probes.http import Expect, HttpTarget
from notifier.sources.answer import Answer, ok
from notifier.sources.client import HttpAnswer, HttpRequest, date_ahead_s, retry_after_s
from notifier.sources.failures import Progress, WorldError
from notifier.sources.look import GLANCE, look_of
from notifier.sources.network import Network
from notifier.sources.remote import UNTELLING
from notifier.sources.scrubbing import scrub
from notifier.sources.walls import is_wall, wall_in_body

SIGN_IN_FIRST: Final = 511
"""Network authentication required: only a captive portal says that, never the host that was asked (RFC 6585)."""
_GLANCE: Final = 64 * 1024
"""So much of an unexpected answer is read, to see whether it is a wall's."""
_MARKS: Final = ("server", "via", "x-squid-error", "proxy-status", "location")
_TITLE: Final = re.compile(rb"<title[^>]*>(.{0,200}?)</title", re.IGNORECASE | re.DOTALL)
_CHARSET: Final = re.compile(r"charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE | re.ASCII)
_FRESH: Final = (("Cache-Control", "no-cache"),)
ASKED_MOST: Final = 1024
"""Of so many targets what is asked is remembered."""


async def probe(target: HttpTarget, network: Network, progress: Progress) -> Answer:
    """Read a service's address once."""
    answer = await network.client.ask(_request(target), progress)
    retry = retry_after_s(answer.headers, network.now()) if answer.status in (429, 503) else None
    judged = _judged(answer, target.expect, retry)
    if judged.outcome is not Outcome.OK or _expects(target.expect):
        return judged
    return ok(answer.head_ms, look=look_of(answer.content, target.url))


async def probe_anchor(target: HttpTarget, network: Network, progress: Progress) -> Answer:
    """Read an anchor once: anything but what is expected comes from somebody in between.

    A refusal (403 and the like) is a proxy's, and does not tell whether the line works.
    """
    expect = target.expect
    try:
        answer = await network.client.ask(_anchor_request(target), progress)
    except WorldError as error:
        if error.kind is not FailureKind.TOO_LARGE:
            raise
        return Answer(Outcome.FAILED, FailureKind.BODY_MISMATCH, detail="an unexpectedly large answer")
    if answer.status >= 500 and answer.status != SIGN_IN_FIRST:
        return _failed(FailureKind.HTTP_5XX, f"status {answer.status}", answer)
    if answer.status in UNTELLING and answer.status not in expect.statuses:
        return _untelling(f"status {answer.status}", answer, None)
    if expect.statuses and answer.status not in expect.statuses:
        place = answer.headers.get("location", "")
        hint = f", which leads to {place}" if place else ""
        return _failed(FailureKind.HTTP_UNEXPECTED, f"status {answer.status}{hint}", answer)
    if answer.status == SIGN_IN_FIRST:
        return _failed(FailureKind.HTTP_UNEXPECTED, f"status {answer.status}", answer)
    if 300 <= answer.status < 400 and answer.status not in expect.statuses and "location" in answer.headers:
        return _failed(FailureKind.HTTP_UNEXPECTED, f"a redirect to {answer.headers['location']}", answer)
    judged = _judged_body(answer, expect)
    if judged.outcome is not Outcome.OK:
        return judged  # it is somebody in between, whose clock may be wrong
    return msgspec.structs.replace(judged, ahead_s=date_ahead_s(answer.headers, network.now()))


@lru_cache(maxsize=ASKED_MOST)
def _request(target: HttpTarget) -> HttpRequest:
    """Give what is asked of a target: made once, since it is asked again and again."""
    expect = target.expect

    def wanted(answer: HttpAnswer) -> bool:
        if not _status_fits(answer.status, expect):
            return answer.status < 500 and len(answer.content) < _GLANCE
        if expect.json_path:
            return True
        return bool(expect.body) and not _says(answer, expect.body)

    return HttpRequest(
        target.url,
        target.method.upper(),
        headers=_FRESH,
        glance=0 if _expects(expect) else GLANCE,
        keep=frozenset(expect.statuses),
        wanted=wanted,
        downgrade=True,
    )


@lru_cache(maxsize=ASKED_MOST)
def _anchor_request(target: HttpTarget) -> HttpRequest:
    return msgspec.structs.replace(_request(target), redirects=0, glance=0)


def _expects(expect: Expect) -> bool:
    """Tell whether something is expected of the body; where nothing is, what is usual of it is learned."""
    return bool(expect.body or expect.json_path)


def _status_fits(status: int, expect: Expect) -> bool:
    if status >= 500:
        return False
    return status in expect.statuses if expect.statuses else status not in UNTELLING


def _judged(answer: HttpAnswer, expect: Expect, retry: float | None) -> Answer:
    if is_wall(answer) and answer.status not in expect.statuses:
        return _untelling("a wall against robots answers", answer, retry)
    if answer.status >= 500 and answer.status not in UNTELLING:
        return _failed(FailureKind.HTTP_5XX, f"status {answer.status}", answer, retry)
    if _status_fits(answer.status, expect):
        return _judged_body(answer, expect)
    if answer.status in UNTELLING:
        return _untelling(f"status {answer.status}", answer, retry)
    if wall_in_body(answer):
        return _untelling("a wall against robots answers", answer, retry)
    return _failed(FailureKind.HTTP_UNEXPECTED, f"status {answer.status}", answer)


def _judged_body(answer: HttpAnswer, expect: Expect) -> Answer:
    text_fits = not expect.body or _says(answer, expect.body)
    if text_fits and (not expect.json_path or _json_fits(answer.content, expect)):
        return ok(answer.head_ms)
    if wall_in_body(answer):
        return _untelling("a wall against robots answers", answer, None)
    missing = expect.json_path if text_fits else f"“{expect.body}”"
    return _failed(FailureKind.BODY_MISMATCH, f"status {answer.status}, but the answer lacks {missing}", answer)


def _says(answer: HttpAnswer, text: str) -> bool:
    """Tell whether a text is in the answer, in UTF-8 or in the letters that its head names."""
    named = _CHARSET.search(answer.headers.get("content-type", ""))
    with suppress(LookupError, UnicodeError):
        if named is not None and text.encode(named[1]) in answer.content:
            return True
    return text.encode() in answer.content


def _json_fits(content: bytes, expect: Expect) -> bool:
    try:
        value: Any = msgspec.json.decode(content.removeprefix(codecs.BOM_UTF8))
    except NOT_JSON:
        return False
    for part in expect.json_path.split("."):
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isascii() and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return False
    if not expect.json_value:
        return bool(value)
    said = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return said == expect.json_value


def _failed(kind: FailureKind, detail: str, answer: HttpAnswer, retry: float | None = None) -> Answer:
    by = answered_by(answer)
    return Answer(Outcome.FAILED, kind, answer.head_ms, scrub(detail), retry_after_s=retry, answered_by=by)


def answered_by(answer: HttpAnswer) -> str:
    """Give a short digest of who answered in the service's place: equal where the same proxy or portal does.

    Only what does not change from host to host is looked at: the status, the names in the head, the page's title.
    """
    title = _TITLE.search(answer.content[:_GLANCE])
    words = b" ".join(title[1].split()) if title else b""
    host = host_in(answer.url).encode()
    marks = [answer.headers.get(name, "") for name in _MARKS]
    seen = "\n".join([str(answer.status), answer.content_type, *marks]).encode() + words.replace(host, b"")
    return hashlib.blake2b(seen, digest_size=8).hexdigest()


def _untelling(detail: str, answer: HttpAnswer, retry: float | None) -> Answer:
    return Answer(Outcome.UNVERIFIABLE, None, answer.head_ms, scrub(detail), retry_after_s=retry)
