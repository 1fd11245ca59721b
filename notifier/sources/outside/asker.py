"""Asks sources outside: one request at a time, within the source's limits, and politely to its host.

A source that fails, refuses or is not understood raises `SourceSilent`, and that is noted in its account; nothing else
comes of it. Keys come from the keyring, go to their source's own host only, and into no text. Who may be asked at all
is the user's word, which the caller brings.
"""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final, TypeVar

from notifier.core.outside.source import Key, OutsideSource
from notifier.sources.client import HttpRequest, retry_after_s
from notifier.sources.failures import Progress, explain
from notifier.sources.logins import SecretOf, no_secret
from notifier.sources.network import Network
from notifier.sources.outside.budgets import Budgets
from notifier.sources.outside.contract import (
    BODY_MOST,
    Login,
    OutsideReply,
    OutsideRequest,
    SourceSilent,
    SourceUnreadable,
)
from notifier.sources.outside.sessions import Sessions
from notifier.sources.parse_guard import ParseTooLongError, within_limit

Value = TypeVar("Value")

TOO_MANY_S: Final = 300.0
"""A source that is asked too often, and does not say for how long, is left alone so long. Chosen."""
REFUSED_S: Final = 3600.0
"""One that refuses us (401, 403): nothing will change within minutes. Chosen."""
PAUSE_MOST_S: Final = 6.0
"""GDELT wants 5 s between two requests."""
TURNS: Final = 3
"""A request waits for so many such pauses, where others ask, too. Chosen."""
KEPT_MOST: Final = 256
KEY_KEPT_S: Final = 600.0
"""A key that was changed in the keyring is used within this time. Chosen."""
_KEY: Final = re.compile(r"[!-~]{1,512}")
_TOKEN: Final = re.compile(r"[!-~]{1,4096}")
EXPIRED: Final = (400, 401)
"""What is answered in a session that is over; Bluesky's servers say 400."""


def secret_name(source: OutsideSource) -> str:
    """Name a source's key in the keyring."""
    return f"outside {source.key_of or source.id}"


class OutsideAsker:
    """Asks, for one event loop. `bases`: where the interfaces are instead of at home, for tests and own instances."""

    def __init__(
        self,
        network: Network,
        budgets: Budgets,
        secret_of: SecretOf = no_secret,
        bases: Mapping[str, str] | None = None,
    ) -> None:
        self._network = network
        self.budgets = budgets
        self._secret_of = secret_of
        self._bases = bases or {}
        self._secrets: dict[str, tuple[datetime, str]] = {}
        self._locks: dict[str, asyncio.Lock] = {}
        self._sessions = Sessions()
        self._kept: dict[tuple[str, OutsideRequest], tuple[datetime, OutsideReply]] = {}

    def renew(self) -> None:
        """Forget what was learned on the network that was."""
        self._kept.clear()

    async def ask(
        self, source: OutsideSource, request: OutsideRequest, progress: Progress, before: OutsideReply | None = None
    ) -> OutsideReply:
        """Make one request. `before`: what the same address said last, for when nothing has changed since.

        Raises SourceSilent.
        """
        if not request.kept_s:
            return await self._asked(source, request, progress, before)
        async with self._locks.setdefault(source.id, asyncio.Lock()):  # two that want to know the same ask once
            kept = self._kept.get((source.id, request))
            if kept is not None and abs(self._network.now() - kept[0]).total_seconds() < request.kept_s:
                return kept[1]
            reply = await self._asked(source, request, progress, before)
            if reply.status == 200:
                self._keep(source, request, reply)
            return reply

    async def _asked(
        self, source: OutsideSource, request: OutsideRequest, progress: Progress, before: OutsideReply | None
    ) -> OutsideReply:
        key = await self._key(source)
        if source.key is Key.NEEDED and not key:
            raise SourceSilent(source, "its key is not in the keyring, or that is locked")
        if request.login is None:
            reply = await self._made(source, request, key, key, progress, before)
        else:
            reply = await self._in_session(source, request, request.login, key, progress)
        self._judge(source, request, reply)
        return reply

    async def _in_session(
        self, source: OutsideSource, request: OutsideRequest, login: Login, key: str, progress: Progress
    ) -> OutsideReply:
        """Make a request in a session; in a new one where that of before is taken no more."""
        while True:
            async with self._sessions.lock(source.id):
                token = known = self._sessions.token(source.id, key, self._network.now())
                if not token:
                    token = await self._logged_in(source, login, key, progress)
            reply = await self._made(source, request, key, token, progress, None)
            if reply.status not in EXPIRED:
                return reply
            self._sessions.forget(source.id)
            if not known:
                return reply

    async def _logged_in(self, source: OutsideSource, login: Login, key: str, progress: Progress) -> str:
        request = login.ask(key)
        if request is None:
            raise SourceSilent(source, "its key has not the form that it wants")
        reply = await self._made(source, request, key, "", progress, None)
        self._judge(source, request, reply)
        try:
            session = login.parse(reply)
        except SourceUnreadable as error:
            raise self.not_understood(source, str(error)) from None
        if not _TOKEN.fullmatch(session.token):
            raise self.not_understood(source, "a login without a token")
        self._sessions.keep(source.id, key, session, self._network.now())
        return session.token

    async def _made(
        self,
        source: OutsideSource,
        request: OutsideRequest,
        key: str,
        token: str,
        progress: Progress,
        before: OutsideReply | None,
    ) -> OutsideReply:
        """Make a request within the limits; `token`, if there is one, says who asks."""
        await self._spend(source, request.cost, has_key=bool(key))
        return await self._sent(source, request, token, progress, before)

    async def _spend(self, source: OutsideSource, cost: int, *, has_key: bool) -> None:
        """Take what a request costs; a pause between two requests that the source wants is waited for."""
        for tries_left in range(TURNS, -1, -1):
            wait_s = self.budgets.spend(source, cost, has_key=has_key)
            if wait_s <= 0.0:
                return
            if wait_s > PAUSE_MOST_S or not tries_left:
                raise SourceSilent(source, "its limit is reached", wait_s)
            await asyncio.sleep(wait_s)

    def not_understood(self, source: OutsideSource, why: str) -> SourceSilent:
        """Note that what a source says has another format than it had; gives what is to be raised."""
        self.budgets.failed(source, why)
        return SourceSilent(source, why)

    def parsed(self, source: OutsideSource, work: Callable[[], Value], replies: Sequence[OutsideReply]) -> Value:
        """Take what a source said apart. Raises SourceUnreadable, also for what takes too long."""
        try:
            return within_limit(source.name, work, sum(len(each.content) for each in replies))
        except ParseTooLongError as error:
            raise SourceUnreadable(str(error)) from None

    async def _sent(
        self,
        source: OutsideSource,
        request: OutsideRequest,
        token: str,
        progress: Progress,
        before: OutsideReply | None,
    ) -> OutsideReply:
        headers = [("Accept", request.accept), *request.headers]
        if token:
            headers.append(("Authorization", f"Bearer {token}"))
        if before is not None and (tag := before.headers.get("etag")):
            headers.append(("If-None-Match", tag))
        asked = HttpRequest(
            self._bases.get(source.id, source.base) + request.path,
            method="POST" if request.body else "GET",
            headers=tuple(headers),
            redirects=0,
            most=BODY_MOST,
            body=request.body,
        )
        try:
            async with self._network.turn(source.host, progress):
                answer = await self._network.client.ask(asked, progress)
        except Exception as error:
            raise self._unanswered(source, error, progress) from error
        if answer.status == 304 and before is not None:
            return before
        return OutsideReply(answer.status, answer.headers, answer.content)

    def _unanswered(self, source: OutsideSource, error: Exception, progress: Progress) -> Exception:
        fault = explain(error, progress)
        if progress.dropped or fault is None:
            return error
        self.budgets.failed(source, fault.text)
        return SourceSilent(source, fault.text)

    def _judge(self, source: OutsideSource, request: OutsideRequest, reply: OutsideReply) -> None:
        """Take in what the head says of limits. Raises SourceSilent where the source gives nothing."""
        now = self._network.now()
        reset_s = _reset_s(reply.headers, now)
        left = reply.headers.get("x-ratelimit-remaining", "")
        if left.isascii() and left.isdigit() and reset_s is not None:
            self.budgets.left(source, int(left[:9]), reset_s)
        if reply.status < 400 or reply.status in (422, *request.answers):
            return
        why, wait_s = f"status {reply.status}", None
        if reply.status in (429, 503):
            asked_s = retry_after_s(reply.headers, now)
            wait_s = asked_s if asked_s is not None else reset_s if reset_s is not None else TOO_MANY_S
        elif reply.status in (401, 403):
            wait_s = REFUSED_S
            self._secrets.pop(source.id, None)
        if wait_s is not None:
            self.budgets.leave_alone(source, wait_s)
        self.budgets.failed(source, why)
        raise SourceSilent(source, why, wait_s)

    def _keep(self, source: OutsideSource, request: OutsideRequest, reply: OutsideReply) -> None:
        while len(self._kept) >= KEPT_MOST:
            self._kept.pop(next(iter(self._kept)))
        self._kept[source.id, request] = self._network.now(), reply

    async def _key(self, source: OutsideSource) -> str:
        if source.key is Key.NONE:
            return ""
        now = self._network.now()
        known = self._secrets.get(source.id)
        if known is None or (now - known[0]).total_seconds() > KEY_KEPT_S:
            said = await asyncio.to_thread(self._secret_of, secret_name(source))
            known = self._secrets[source.id] = now, said if said and _KEY.fullmatch(said) else ""
        return known[1]


def _reset_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Read `X-RateLimit-Reset`: seconds, or (Mastodon) a time."""
    text = headers.get("x-ratelimit-reset", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())
