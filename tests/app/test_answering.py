"""The tray program answers one's other machines while it runs, over a real Mosquitto, where it is switched on."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from notifier.app.supervisor import opened
from notifier.config import secrets
from notifier.config.model import Settings
from notifier.config.paths import Paths
from notifier.sources.machines.asking import Asker
from notifier.sources.machines.broker import BrokerSilentError
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.messages import Answer
from notifier.sources.machines.pairing import KEY_SECRET, PASSWORD_SECRET, key_text
from notifier.sources.remote import RemoteCheck, Try
from tests.sources.machines.mosquitto import PASSWORD, Mosquitto, needs_mosquitto
from tests.sources.servers import Authority, Server, Visit, http

pytestmark = [needs_mosquitto, pytest.mark.slow]

KEY = b"k" * 32
SHORT_S = 0.5


@pytest.fixture
def mosquitto(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Mosquitto:
    authority = Authority(tmp_path_factory.mktemp("authority"))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    kept = {KEY_SECRET: key_text(KEY), PASSWORD_SECRET: PASSWORD}
    monkeypatch.setattr(secrets, "get", kept.get)
    return Mosquitto(tmp_path, authority)


def answered(
    mosquitto: Mosquitto, folder: Path, ask: Callable[[Asker], Awaitable[tuple[Answer, ...]]], **more: object
) -> tuple[Answer, ...]:
    """Ask while the program's engine runs at the office."""
    paths = Paths(folder / "config", folder / "data")
    settings = Settings(broker=mosquitto.broker.url, place="office", country="ID", answer_machines=True, proxy="none")
    settings = msgspec.structs.replace(settings, **more)

    async def main() -> tuple[Answer, ...]:
        async with opened(paths, settings, ())(lambda _event: None):
            return await ask(Asker(mosquitto.broker, PASSWORD, KEY, "home", heard_s=SHORT_S))

    return asyncio.run(main())


async def who_is_there(asker: Asker) -> tuple[Answer, ...]:
    """Ask until somebody answers: the program connects as it starts."""
    while True:
        with suppress(BrokerSilentError):
            if found := await asker.ask(None):
                return found


def test_it_reads_what_the_others_ask_about(
    mosquitto: Mosquitto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(visit: Visit) -> None:
        visit.answer(200, b"hello", {})

    monkeypatch.setattr("notifier.sources.address._INSIDE", ())  # all of the test's internet is on this machine
    mosquitto.start()
    with Server(http(answer)) as server:
        host, port = "127.0.0.1", int(server.url("/").split(":")[2].strip("/"))

        async def ask(asker: Asker) -> tuple[Answer, ...]:
            await who_is_there(asker)
            return await asker.ask(RemoteCheck(Try.WEB, host, port, secure=False, method="GET"))

        found = answered(mosquitto, tmp_path, ask)
    mosquitto.stop()
    assert [(each.place, each.country, each.works) for each in found] == [("office", "ID", True)]
    assert [each.place for each in KnownMachines(tmp_path / "data" / "machines.json").all()] == ["home"]


def test_a_broker_that_comes_later_and_goes_is_found_again(mosquitto: Mosquitto, tmp_path: Path) -> None:
    async def ask(asker: Asker) -> tuple[Answer, ...]:
        await asyncio.to_thread(mosquitto.start)
        await who_is_there(asker)
        await asyncio.to_thread(mosquitto.stop)
        with pytest.raises(BrokerSilentError):
            await asker.ask(None)
        await asyncio.to_thread(mosquitto.start)
        return await who_is_there(asker)

    found = answered(mosquitto, tmp_path, ask)
    mosquitto.stop()
    assert [each.place for each in found] == ["office"]


@pytest.mark.parametrize("off", [{"answer_machines": False}, {"place": ""}])
def test_it_answers_nobody_unless_it_is_switched_on(
    off: dict[str, object], mosquitto: Mosquitto, tmp_path: Path
) -> None:
    mosquitto.start()
    found = answered(mosquitto, tmp_path, lambda asker: asker.ask(None), **off)
    mosquitto.stop()
    assert found == ()


def test_a_key_that_is_not_in_the_keyring_stops_nothing(
    mosquitto: Mosquitto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secrets, "get", lambda _name: None)
    mosquitto.start()
    found = answered(mosquitto, tmp_path, lambda asker: asker.ask(None))
    mosquitto.stop()
    assert found == ()
