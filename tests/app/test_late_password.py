"""The proxy's password from a keyring that opens after the engine has begun: the engine is begun anew with it, once."""

import asyncio
from collections.abc import Iterator

import keyring
import pytest
from keyring.backends import fail

from notifier.app import late_password
from notifier.config import secrets
from notifier.core.events import BeginAnew, Event
from tests.config.test_secrets import Drawer


@pytest.fixture(autouse=True)
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = keyring.get_keyring()
    monkeypatch.setattr(late_password, "ASK_AGAIN_S", 0.01)
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


def told(password: str, *, lacking: bool = True, opens: bool = True) -> list[Event]:
    """Have a keyring open with this password while an engine works; give what was published until its end."""
    events, drawer = list[Event](), Drawer()
    if password:
        drawer.set_password(secrets.SERVICE, secrets.PROXY_PASSWORD, password)

    async def work() -> None:
        async with late_password.awaiting_password(lacking, events.append):
            others = len(asyncio.all_tasks()) > 1
            assert others is lacking, "nobody asks for what is known"
            if opens:
                keyring.set_keyring(drawer)
                while len(asyncio.all_tasks()) > 1:
                    await asyncio.wait(asyncio.all_tasks() - {asyncio.current_task()}, timeout=10)

    asyncio.run(work())
    return events


def test_once_the_keyring_gives_it_the_engine_is_begun_anew() -> None:
    assert told("hush") == [BeginAnew("the keyring gives the proxy's password now")]


def test_where_it_keeps_none_nobody_asks_any_more() -> None:
    assert told("") == []


def test_the_end_of_the_engine_ends_the_question() -> None:
    assert told("hush", opens=False) == []


def test_what_is_known_is_not_asked_for() -> None:
    assert told("hush", lacking=False) == []
