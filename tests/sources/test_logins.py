"""Logins at pages: from where the secret comes, to whom it goes, and to whom it does not."""

import asyncio
import base64
import logging
import threading

import pytest

from notifier.core.model import Outcome, Reading, Source
from notifier.core.targets import PageTarget
from notifier.sources.logins import Logins, SecretOf, secret_name
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.sources.conftest import Start, reading_of
from tests.sources.servers import Visit, http

SECRET = "s3cret"


def readings(target: PageTarget, secret_of: SecretOf, count: int = 1) -> list[Reading]:
    async def main() -> list[Reading]:
        options = ReaderOptions(timeout_s=5.0, gap_s=0.0, secret_of=secret_of)
        async with NetworkReader(options) as reader:
            return [await reader(reading_of(target, Source.PAGE)) for _ in range(count)]

    return asyncio.run(main())


def login(text: str) -> str:
    return f"Basic {base64.b64encode(text.encode()).decode()}"


def fine(visit: Visit) -> None:
    """Be an Alertmanager where nothing fires."""
    whose = b'{"versionInfo": {"version": "0.27.0"}}' if "/api/v2/status" in visit.path else b"[]"
    visit.answer(200, whose, {"Content-Type": "application/json"})


@pytest.mark.parametrize(
    ("options", "sent"), [({}, ""), ({"user": "Jörg"}, login(f"Jörg:{SECRET}")), ({"token": "yes"}, f"Bearer {SECRET}")]
)
def test_what_is_sent(start: Start, options: dict[str, str], sent: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    seen: list[str] = []

    def answer(visit: Visit) -> None:
        seen.append(visit.header("Authorization"))
        fine(visit)

    server = start(http(answer))
    (reading,) = readings(PageTarget("alertmanager", server.url(), options), lambda _name: SECRET)
    assert (reading.outcome, seen) == (Outcome.OK, [sent, sent])
    assert SECRET not in caplog.text
    assert SECRET not in repr(reading)


def test_the_keyring_is_asked_once_by_name_in_a_thread_of_its_own(start: Start) -> None:
    asked: list[tuple[str, bool]] = []

    def secret_of(name: str) -> str:
        asked.append((name, threading.current_thread() is threading.main_thread()))
        return SECRET

    server = start(http(fine))
    target = PageTarget("alertmanager", f"{server.url()}prefix", {"user": "me"})
    assert [each.outcome for each in readings(target, secret_of, 3)] == [Outcome.OK] * 3
    assert asked == [(f"page http://127.0.0.1:{server.port} me", False)]
    assert secret_name(target) == asked[0][0]


def test_without_a_secret_nobody_is_asked(start: Start) -> None:
    server = start(http(fine))
    (reading,) = readings(PageTarget("alertmanager", server.url(), {"user": "me"}), lambda _name: None)
    assert reading.outcome is Outcome.UNVERIFIABLE
    assert "keyring" in reading.detail
    assert server.visits == 0


@pytest.mark.fault("where requests may go: keys to their own host only")
def test_a_redirect_does_not_get_the_secret(start: Start) -> None:
    other = start(http(fine))
    server = start(http(lambda visit: visit.answer(302, b"", {"Location": other.url("/api/v2/alerts")})))
    (reading,) = readings(PageTarget("alertmanager", server.url(), {"token": "yes"}), lambda _name: SECRET)
    assert (reading.outcome, reading.detail) == (Outcome.UNREADABLE, "status 302")
    assert other.visits == 0


def test_a_secret_that_was_refused_is_asked_for_anew(start: Start) -> None:
    secrets = iter(["old", "new"])

    def answer(visit: Visit) -> None:
        if visit.header("Authorization") == login("me:new"):
            fine(visit)
        else:
            visit.answer(401, b"no")

    server = start(http(answer))
    told = readings(PageTarget("alertmanager", server.url(), {"user": "me"}), lambda _name: next(secrets), 3)
    assert [each.outcome for each in told] == [Outcome.UNVERIFIABLE, Outcome.OK, Outcome.OK]


def test_zabbix_is_asked_with_its_question_and_token(start: Start) -> None:
    asked: list[tuple[str, bytes, str]] = []

    def answer(visit: Visit) -> None:
        asked.append((visit.head.split(" ")[0], visit.body, visit.header("Authorization")))
        visit.answer(200, b'{"jsonrpc":"2.0","result":[],"id":1}', {"Content-Type": "application/json"})

    server = start(http(answer))
    (reading,) = readings(PageTarget("zabbix", server.url(), {"token": "yes"}), lambda _name: SECRET)
    assert reading.outcome is Outcome.OK
    ((method, body, authorization),) = asked
    assert (method, authorization) == ("POST", f"Bearer {SECRET}")
    assert b'"method":"trigger.get"' in body


@pytest.mark.parametrize("token", ["two\nlines", "schlüssel", "\0"])
def test_a_token_that_cannot_be_sent_is_not(token: str) -> None:
    target = PageTarget("zabbix", "https://zabbix.example/", {"token": "yes"})
    assert asyncio.run(Logins(lambda _name: token).header(target)) is None
