"""Machines that ask each other over a real Mosquitto: restarts, clocks, replays, and somebody hostile at the broker."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from notifier.core.failure import UserError
from notifier.sources.machines import agent as agents
from notifier.sources.machines.agent import Agent
from notifier.sources.machines.asking import Asker, rows
from notifier.sources.machines.broker import BrokerSilentError, connected
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.machines.messages import Answer, Question, opened, seal, topic
from notifier.sources.machines.pairing import KEY_SECRET, PASSWORD_SECRET, key_of, key_text, read_code, without
from notifier.sources.remote import RemoteCheck, Try
from tests.sources.machines.mosquitto import PASSWORD, Mosquitto, needs_mosquitto, stranger
from tests.sources.servers import Authority

pytestmark = [needs_mosquitto, pytest.mark.slow]

KEY, OTHER = b"k" * 32, b"o" * 32
CHECK = RemoteCheck(Try.WEB, "shop.example")
NUMBER = "0123456789abcdef" * 2
SHORT_S = 0.5


def asker(
    mosquitto: Mosquitto, *, key: bytes = KEY, ahead_s: float = 0.0, heard_s: float = 1.5, place: str = "home"
) -> Asker:
    return Asker(mosquitto.broker, PASSWORD, key, place, heard_s=heard_s, clock_s=lambda: time.time() + ahead_s)


class Tried:
    """What an agent was asked to try; it answers with what is wanted of it."""

    def __init__(self, works: bool | None = True) -> None:
        self.works = works
        self.checks: list[RemoteCheck] = []

    async def __call__(self, check: RemoteCheck) -> bool | None:
        self.checks.append(check)
        return self.works


@asynccontextmanager
async def serving(
    mosquitto: Mosquitto,
    place: str,
    tried: Callable[[RemoteCheck], Awaitable[bool | None]],
    country: str = "ID",
    known: KnownMachines | None = None,
    key: bytes = KEY,
) -> AsyncIterator[Any]:
    """Run an agent until the end, from the moment it hears."""
    async with connected(mosquitto.broker, PASSWORD, topic(key, Question)) as link:
        await link.ready()
        task = asyncio.create_task(Agent(key, place, country, tried, known=known).serve(link))
        try:
            yield link
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def said(answers: tuple[Answer, ...]) -> dict[str, bool | None]:
    return {each.place: each.works for each in answers}


def test_two_agents_that_disagree(mosquitto: Mosquitto) -> None:
    good, bad, unsure = Tried(works=True), Tried(works=False), Tried(works=None)

    async def main() -> tuple[Answer, ...]:
        async with (
            serving(mosquitto, "office", good),
            serving(mosquitto, "cabin", bad, "MY"),
            serving(mosquitto, "boat", unsure),
            serving(mosquitto, "home", good),  # this machine's own place tells nothing new
        ):
            return await asker(mosquitto).ask(CHECK)

    answers = asyncio.run(main())
    assert said(answers) == {"office": True, "cabin": False, "boat": None}
    assert [(each.place, each.country, each.ok, each.failed) for each in rows(answers)] == [
        ("cabin", "MY", 0, 1),
        ("office", "ID", 1, 0),
    ]
    assert good.checks == bad.checks == unsure.checks == [CHECK]


def test_who_is_there(mosquitto: Mosquitto) -> None:
    tried = Tried()

    async def main() -> tuple[Answer, ...]:
        async with serving(mosquitto, "office", tried):
            return await asker(mosquitto).ask(None)

    assert said(asyncio.run(main())) == {"office": None}
    assert tried.checks == []


def test_who_asked_is_listed_and_who_was_removed_reaches_nobody(mosquitto: Mosquitto, tmp_path: Path) -> None:
    """The office shuts out the cabin; home has been given the new code, the cabin still has the old key."""
    tried, known = Tried(), KnownMachines(tmp_path / "machines.json")
    secrets = {KEY_SECRET: key_text(KEY), PASSWORD_SECRET: PASSWORD}

    async def main() -> list[tuple[Answer, ...]]:
        async with serving(mosquitto, "office", tried, known=known):
            before = await asker(mosquitto, place="cabin").ask(CHECK)
        code = without("cabin", mosquitto.broker.url, known, secrets.get, secrets.__setitem__)
        broker, key = read_code(code)
        assert (broker, key_of(secrets[KEY_SECRET])) == (mosquitto.broker, key)
        async with serving(mosquitto, "office", tried, known=known, key=key):
            return [
                before,
                await asker(mosquitto, place="cabin", heard_s=SHORT_S).ask(CHECK),
                await asker(mosquitto, key=key).ask(CHECK),
            ]

    before, shut_out, home = asyncio.run(main())
    assert (said(before), said(shut_out), said(home)) == ({"office": True}, {}, {"office": True})
    assert [each.place for each in known.all()] == ["home"]
    assert secrets[PASSWORD_SECRET] == PASSWORD
    with pytest.raises(UserError, match="no machine of this name"):
        without("cabin", mosquitto.broker.url, known, secrets.get, secrets.__setitem__)


def test_nobody_is_there(mosquitto: Mosquitto) -> None:
    assert asyncio.run(asker(mosquitto, heard_s=SHORT_S).ask(CHECK)) == ()


@pytest.mark.parametrize("ahead_s", [-86_400.0, 7_200.0])
def test_clocks_that_differ(mosquitto: Mosquitto, ahead_s: float) -> None:
    tried = Tried()

    async def main() -> tuple[Answer, ...]:
        async with serving(mosquitto, "office", tried):
            return await asker(mosquitto, ahead_s=ahead_s).ask(CHECK)

    assert said(asyncio.run(main())) == {"office": True}
    assert tried.checks == [CHECK]  # only by the second question, of its own time


def test_a_broker_that_restarts(mosquitto: Mosquitto) -> None:
    tried = Tried()

    async def main() -> tuple[Answer, ...]:
        async with serving(mosquitto, "office", tried) as link:
            await asyncio.to_thread(mosquitto.stop)
            while not await link.change():
                pass  # that it heard
            with pytest.raises(BrokerSilentError, match="refused"):
                await asker(mosquitto).ask(CHECK)
            await asyncio.to_thread(mosquitto.start)
            while await link.change():
                pass  # that it tried in vain
            return await asker(mosquitto).ask(CHECK)

    assert said(asyncio.run(main())) == {"office": True}


@pytest.mark.fault("brokers: nothing is forged, nothing counts twice")
def test_a_question_of_before_is_not_tried_again(mosquitto: Mosquitto) -> None:
    """Somebody records what comes by, and sends it again: at once, and to an agent that began anew after a while."""
    tried = Tried()
    heard, enough = list[bytes](), threading.Event()

    async def main() -> None:
        hostile = stranger(mosquitto.broker)
        ready = threading.Event()
        hostile.on_subscribe = lambda *_: ready.set()

        def on_message(_client: Any, _data: Any, message: Any) -> None:
            heard.append(message.payload)
            enough.set()

        hostile.on_message = on_message
        hostile.subscribe(topic(KEY, Question))
        hostile.loop_start()
        assert await asyncio.to_thread(ready.wait, 10)
        async with serving(mosquitto, "office", tried):
            await asker(mosquitto).ask(CHECK)
            assert await asyncio.to_thread(enough.wait, 10)
            hostile.publish(topic(KEY, Question), heard[0])
            await asker(mosquitto).ask(None)  # the broker keeps the order: what was sent before has come
            assert len(tried.checks) == 1
        late = Agent(KEY, "office", "ID", tried, clock_s=lambda: time.time() + agents.NOW_S + 60)
        async with connected(mosquitto.broker, PASSWORD, topic(KEY, Question)) as link:
            await link.ready()
            task = asyncio.create_task(late.serve(link))
            hostile.publish(topic(KEY, Question), heard[0])
            assert said(await asker(mosquitto, ahead_s=agents.NOW_S + 60).ask(None)) == {"office": None}
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        hostile.disconnect()
        hostile.loop_stop()

    asyncio.run(main())
    assert len(tried.checks) == 1
    assert opened(KEY, Question, heard[0]) is not None


@pytest.mark.fault("brokers: nothing is forged, nothing counts twice")
def test_somebody_hostile_at_the_broker(mosquitto: Mosquitto) -> None:
    """Forged, retained, endless and unreadable messages change no answer and stop nothing.

    What comes faster than it is taken is thrown away, a question and an answer, too: who heard nothing asks again.
    """
    tried = Tried(works=False)

    async def ask() -> list[dict[str, bool | None]]:
        heard = [said(await asker(mosquitto).ask(CHECK))]
        while not heard[-1] and len(heard) < 30:
            heard.append(said(await asker(mosquitto).ask(CHECK)))
        return heard

    async def main() -> list[dict[str, bool | None]]:
        hostile = stranger(mosquitto.broker)
        hostile.loop_start()
        forged = Answer(NUMBER, time.time(), "cabin", "ID", done=True, works=True)
        recorded = seal(KEY, Question(NUMBER, time.time(), "home", check=CHECK))
        for about in (topic(KEY, Question), topic(KEY, Answer)):
            for content in (b"", b"x", b"\xff" * 600, b"y" * 200_000, seal(OTHER, forged), seal(KEY, forged), recorded):
                # the last two are right, but recorded: one answers another question, one was put before
                hostile.publish(about, content, retain=True, qos=1).wait_for_publish(10)

        def flood() -> None:
            for number in range(300):
                hostile.publish(topic(KEY, Answer), f"noise {number}".encode())
                hostile.publish(topic(KEY, Question), f"noise {number}".encode())

        async with serving(mosquitto, "office", tried):
            heard, _ = await asyncio.gather(ask(), asyncio.to_thread(flood))
        hostile.disconnect()
        hostile.loop_stop()
        return heard

    heard = asyncio.run(main())
    assert heard == [{}] * (len(heard) - 1) + [{"office": False}]
    assert 1 <= len(tried.checks) <= len(heard)
    assert set(tried.checks) == {CHECK}


@pytest.mark.fault("brokers: nothing is forged, nothing counts twice")
def test_machines_of_another_key_hear_nothing(mosquitto: Mosquitto) -> None:
    tried = Tried()

    async def main() -> tuple[Answer, ...]:
        async with serving(mosquitto, "office", tried):
            return await asker(mosquitto, key=OTHER, heard_s=SHORT_S).ask(CHECK)

    assert asyncio.run(main()) == ()
    assert tried.checks == []


@pytest.mark.fault("brokers: nothing is forged, nothing counts twice")
def test_readings_for_others_have_a_limit(mosquitto: Mosquitto, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agents, "PER_HOUR", 2)
    tried = Tried()

    async def main() -> list[dict[str, bool | None]]:
        async with serving(mosquitto, "office", tried):
            return [said(await asker(mosquitto).ask(CHECK)) for _ in range(3)]

    assert asyncio.run(main()) == [{"office": True}, {"office": True}, {"office": None}]
    assert len(tried.checks) == 2


@pytest.mark.fault("brokers: nothing is forged, nothing counts twice")
def test_a_wrong_password_and_a_certificate_of_somebody_else(
    mosquitto: Mosquitto, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = Asker(mosquitto.broker, "wrong", KEY, "home")
    with pytest.raises(BrokerSilentError, match="not authorized"):
        asyncio.run(wrong.ask(CHECK))
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(BrokerSilentError, match="certificate"):
        asyncio.run(asker(mosquitto).ask(CHECK))
