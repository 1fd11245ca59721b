"""`agent`: pairing, answering with real readings, and what doctor, status and outside tell of it."""

import asyncio
import base64
import io
import ipaddress
import threading
from argparse import Namespace
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from notifier.cli import agent
from notifier.cli.context import Context
from notifier.config import proxy_password, secrets
from notifier.sources import regional
from notifier.sources.machines import asking
from notifier.sources.machines.agent import Agent
from notifier.sources.machines.asking import Asker
from notifier.sources.machines.broker import connected
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.messages import Question, topic
from notifier.sources.machines.pairing import KEY_SECRET, PASSWORD_SECRET, key_of
from notifier.sources.remote import RemoteCheck, Try
from tests.cli.conftest import Commands
from tests.cli.test_check import trust
from tests.cli.world import World
from tests.sources.machines.mosquitto import PASSWORD, Mosquitto, needs_mosquitto
from tests.sources.servers import Authority, Server, Visit, http

pytestmark = pytest.mark.usefixtures("keyring")


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{each}\n" for each in lines)))


def test_one_machine_shows_a_code_and_the_other_enters_it(
    cli: Commands, keyring: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    typed(monkeypatch, PASSWORD)
    told = cli("agent", "pair", "mqtts://anna@broker.example.org", "--place", "home")
    assert told.status == 0, told.err
    (code,) = [line for line in told.out.splitlines() if line.startswith("onm1-")]
    assert (cli.settings.broker, cli.settings.place) == ("mqtts://anna@broker.example.org:8883", "home")
    assert code in cli("agent", "pair").out
    first = dict(keyring)
    assert first[PASSWORD_SECRET] == PASSWORD
    written = "".join(each.read_text("utf-8", "replace") for each in tmp_path.rglob("*") if each.is_file())
    assert not any(secret in written for secret in (*first.values(), code))

    assert cli("agent", "leave").status == 0
    assert (set(keyring.values()), cli.settings.broker) == ({""}, "")
    typed(monkeypatch, code, PASSWORD)
    assert cli("agent", "join", "--place", "office").status == 0
    assert (keyring, cli.settings.place) == (first, "office")
    assert "broker.example.org:8883" in cli("outside").out
    assert [each["on"] for each in cli("outside", "--json").json if each["id"] == "machines"] == [True]


@pytest.mark.parametrize(
    ("arguments", "line", "status", "said"),
    [
        (("pair",), "", 64, "no machine is paired yet"),
        (("pair", "http://example.org", "--place", "home"), "", 64, "not a broker's address"),
        (("pair", "mqtts://example.org"), "", 64, "has no name"),
        (("join", "--place", "office"), "onm1-broken", 2, "not a machine's code"),
        (("run",), "", 2, "not paired"),
        (("status",), "", 2, "not paired"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    cli: Commands,
    keyring: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    line: str,
    status: int,
    said: str,
) -> None:
    typed(monkeypatch, line)
    told = cli("agent", *arguments)
    assert (told.status, said in told.err) == (status, True), told
    assert (keyring, cli.settings.broker) == ({}, "")


@pytest.fixture
def mosquitto(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Mosquitto]:
    authority = Authority(tmp_path_factory.mktemp("authority"))
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    broker = Mosquitto(tmp_path, authority)
    yield broker
    broker.stop()


@pytest.fixture
def pair(
    cli: Commands, keyring: dict[str, str], mosquitto: Mosquitto, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], bytes]:
    """Make this machine the first of its owner's, at a place; gives the key that they share."""

    def paired(place: str) -> bytes:
        typed(monkeypatch, PASSWORD)
        assert cli("agent", "pair", mosquitto.broker.url, "--place", place).status == 0
        key = key_of(keyring[KEY_SECRET])
        assert key is not None
        return key

    return paired


@pytest.fixture
def asker(mosquitto: Mosquitto, pair: Callable[[str], bytes]) -> Asker:
    """Who asks this machine, the office, from home."""
    mosquitto.start()
    return Asker(mosquitto.broker, PASSWORD, pair("office"), "home", heard_s=1.5)


@asynccontextmanager
async def answering(cli: Commands) -> AsyncIterator[asyncio.Task[None]]:
    """Answer as `agent run` does, meanwhile."""
    context = Context(Namespace(config_dir=cli.paths.config_dir, data_dir=cli.paths.data_dir, json=False))
    context.settings = cli.settings
    serving = asyncio.create_task(agent._serve(context))
    yield serving
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


@needs_mosquitto
@pytest.mark.slow
def test_the_office_answers_with_its_own_readings(
    cli: Commands,
    internet: World,
    asker: Asker,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli.set(country="ID")
    good, dead, inside = internet.server(), internet.server(), internet.server()
    dead.die()

    # all of the test's internet is on this machine
    monkeypatch.setattr("notifier.sources.address._INSIDE", (ipaddress.ip_network(inside.host),))

    async def main() -> list[bool | None]:
        found = list[bool | None]()
        async with answering(cli) as serving:
            while not await asker.ask(None):
                assert not serving.done(), serving.exception()
            for server in (good, dead, inside):
                (answer,) = await asker.ask(RemoteCheck(Try.WEB, server.host, server.port, secure=False, method="GET"))
                found.append(answer.works)
            internet.cut_line()
            (answer,) = await asker.ask(RemoteCheck(Try.CONNECT, dead.host, dead.port))
        return [*found, answer.works]

    assert asyncio.run(main()) == [True, False, None, None]
    assert inside.asked == []
    assert "Answering as “office”" in capsys.readouterr().out


@needs_mosquitto
@pytest.mark.slow
def test_it_goes_on_with_another_password_that_the_keyring_gives_for_the_proxy(
    cli: Commands,
    internet: World,
    keyring: dict[str, str],
    asker: Asker,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keyring[secrets.PROXY_PASSWORD] = "an old one"
    monkeypatch.setattr(secrets, "available", lambda: True)
    monkeypatch.setattr(proxy_password, "LOOK_AGAIN_S", 0.05)

    def answer(visit: Visit) -> None:
        said = base64.b64decode(visit.header("Proxy-Authorization").removeprefix("Basic ")).decode()
        visit.answer(200 if said == "anna:hush" else 407, b"fine")

    async def main() -> list[bool | None]:
        found = list[bool | None]()
        far = RemoteCheck(Try.WEB, "far.example", 80, secure=False, method="GET")
        async with answering(cli) as serving:
            while True not in found:
                assert not serving.done(), serving.exception()
                answers = await asker.ask(far)
                found += [each.works for each in answers]
                if answers:
                    keyring[secrets.PROXY_PASSWORD] = "hush"
        return found

    with Server(http(answer)) as proxy:
        cli.set(country="ID", proxy=proxy.url(), proxy_user="anna")
        assert asyncio.run(main())[0] is not True
    assert capsys.readouterr().out.count("Answering as “office”") == 1


@contextmanager
def answered_at_the_office(mosquitto: Mosquitto, key: bytes, works: bool | None = None) -> Iterator[None]:
    """Another machine answers, in a thread of its own; there it works, or not."""
    heard, ended = threading.Event(), asyncio.Event()
    loops = list[asyncio.AbstractEventLoop]()

    async def tried(_check: RemoteCheck) -> bool | None:
        return works

    async def main() -> None:
        loops.append(asyncio.get_running_loop())
        async with connected(mosquitto.broker, PASSWORD, topic(key, Question)) as link:
            await link.ready()
            serving = asyncio.create_task(Agent(key, "office", "ID", tried).serve(link))
            heard.set()
            await ended.wait()
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    assert heard.wait(30)
    yield
    loops[0].call_soon_threadsafe(ended.set)
    thread.join()


@needs_mosquitto
@pytest.mark.slow
def test_status_and_doctor_say_who_answers(
    cli: Commands,
    internet: World,
    mosquitto: Mosquitto,
    pair: Callable[[str], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "HEARD_S", 1.5)
    key = pair("home")
    told = cli("agent", "status")
    assert (told.status, "nobody answers at its address" in told.out) == (2, True)
    mosquitto.start()
    assert "no other machine does" in cli("agent", "status").out
    (finding,) = [each for each in cli("doctor", "--json").json if each["id"] == "machines"]
    assert finding["command"] == "outage-notifier agent run"
    with answered_at_the_office(mosquitto, key):
        assert "“office” (Indonesia) answers." in cli("agent", "status").out
        (finding,) = [each for each in cli("doctor", "--json").json if each["id"] == "machines"]
        assert (finding["level"], finding["text"]) == ("ok", "“office” (Indonesia) answers.")
        assert "no machine of this name" in cli("agent", "remove", "cabin").err
        assert cli("agent", "remove").status == 64
        told = cli("agent", "remove", "office")
        assert "“office” can neither ask nor answer any more." in told.out
        assert "onm1-" in told.out
        assert "no other machine does" in cli("agent", "status").out


@needs_mosquitto
@pytest.mark.slow
def test_fails_at_home_but_works_at_the_office(
    cli: Commands,
    internet: World,
    mosquitto: Mosquitto,
    pair: Callable[[str], bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "HEARD_S", 1.5)
    monkeypatch.setattr(regional, "may_be_named", lambda _host: True)  # all of the test's internet is on this machine
    monkeypatch.setattr(regional, "is_inside", lambda _address: False)
    key, server = pair("home"), internet.server()
    cli.set(country="ID")
    trust(cli, server)
    server.die()
    mosquitto.start()
    with answered_at_the_office(mosquitto, key, works=True):
        told = cli("check", server.url, "--elsewhere", "--json").json
        assert (told["state"], told["scope"]) == ("outage", "me")
        said = " ".join(cli("check", server.url, "--elsewhere").out.split())
    assert "Fails at “home”, but works at “office”." in said
    with answered_at_the_office(mosquitto, key, works=False):
        assert cli("check", server.url, "--elsewhere", "--json").json["scope"] == "unclear"
    assert [(each.place, each.works) for each in KnownMachines(cli.paths.machines_file).all()] == [("office", False)]
