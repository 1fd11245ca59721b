"""The proxy's password, where the keyring opens or changes after the engine has begun: it begins anew, once."""

import asyncio
from collections.abc import Iterator

import keyring
import pytest
from keyring.backends import fail

from notifier.config import proxy_password, secrets
from notifier.core.events import BeginAnew
from tests.config.test_secrets import Drawer

ANEW = [BeginAnew("the keyring gives another password for the proxy")]


@pytest.fixture
def drawer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Drawer]:
    """A keyring that is not there yet."""
    before = keyring.get_keyring()
    monkeypatch.setattr(proxy_password, "ASK_AGAIN_S", 0.01)
    monkeypatch.setattr(proxy_password, "LOOK_AGAIN_S", 0.02)
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    yield Drawer()
    keyring.set_keyring(before)


def keep(drawer: Drawer, password: str) -> None:
    drawer.set_password(secrets.SERVICE, secrets.PROXY_PASSWORD, password)


async def told(known: str) -> list[BeginAnew]:
    """Work with what is known until something is told."""
    events, heard = list[BeginAnew](), asyncio.Event()

    def hear(event: BeginAnew) -> None:
        events.append(event)
        heard.set()

    async with proxy_password.followed("anna", known, hear):
        await heard.wait()
    return events


def test_a_keyring_that_opens_later_is_asked(drawer: Drawer) -> None:
    async def main() -> list[BeginAnew]:
        keep(drawer, "hush")
        telling = asyncio.create_task(told(""))
        await asyncio.to_thread(secrets.available)
        keyring.set_keyring(drawer)
        return await telling

    assert asyncio.run(main()) == ANEW


@pytest.mark.parametrize(("known", "then"), [("hush", "louder"), ("hush", ""), ("", "hush")])
def test_what_is_changed_in_another_program_is_noticed(known: str, then: str, drawer: Drawer) -> None:
    async def main() -> list[BeginAnew]:
        keyring.set_keyring(drawer)
        keep(drawer, known)
        asked, look = 0, drawer.get_password

        def get_password(service: str, username: str) -> str | None:
            nonlocal asked
            asked += 1
            if asked > 3:
                keep(drawer, then)
            return look(service, username)

        drawer.get_password = get_password  # type: ignore[method-assign]
        found = await told(known)
        assert asked == 4, "nobody begins anew while it is the same"
        return found

    assert asyncio.run(main()) == ANEW


def test_a_keyring_that_is_locked_meanwhile_takes_nothing_away(drawer: Drawer, monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> list[BeginAnew]:
        loop, looked, looks = asyncio.get_running_loop(), asyncio.Event(), 0

        def available() -> bool:
            nonlocal looks
            looks += 1
            if looks == 3:
                loop.call_soon_threadsafe(looked.set)
            return False

        monkeypatch.setattr(secrets, "available", available)
        events = list[BeginAnew]()
        async with proxy_password.followed("anna", "hush", events.append):
            await looked.wait()
        return events

    assert asyncio.run(main()) == []


def test_without_a_login_nobody_asks() -> None:
    async def main() -> None:
        async with proxy_password.followed("", "", lambda _event: None):
            assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())
