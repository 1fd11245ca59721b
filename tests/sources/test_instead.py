"""Alternatives are read once each at real servers; what is slow by their own few readings is read twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from notifier.core.advice.instead import FEWEST, Tried
from notifier.core.model import Outcome, Reading, Service, Source, State
from notifier.core.ports import Read
from notifier.probes import target_of
from notifier.sources.client import ClientOptions
from notifier.sources.instead import ADDRESSES_MOST, KEPT, KEPT_FOR, UsualAnswers, tried
from notifier.sources.reader import NetworkReader, ReaderOptions
from tests.core.making import service
from tests.sources.servers import Server, Visit, http

NOW = datetime.now(UTC)


class World:
    """A server that answers with the statuses given, one after the other, then with 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.visits = 0

    def __call__(self, visit: Visit) -> None:
        self.visits += 1
        visit.answer(self.statuses.pop(0) if self.statuses else 200, b"<html>hello</html>", {})


def at(address: str) -> Service:
    target = msgspec.structs.replace(target_of(address), component="web")
    return msgspec.structs.replace(service(name="telegram"), targets=(target,))


def remembered(path: Path, target: str, latency_ms: float, count: int = FEWEST, time: datetime = NOW) -> None:
    """Have the file remember answers of an hour ago and before."""
    usual = UsualAnswers(path)
    for number in range(count):
        when = time - timedelta(hours=count - number)
        usual.add(Reading(Source.PROBE, "telegram", "web", target, when, Outcome.OK, latency_ms=latency_ms))
    usual.keep()


def found(one: Service, path: Path) -> Tried:
    async def main() -> tuple[Tried, ...]:
        options = ReaderOptions(ClientOptions("none"), gap_s=0.0)
        async with NetworkReader(options) as reader:
            return await tried([one], reader, UsualAnswers(path))

    (told,) = asyncio.run(main())
    return told


def test_what_answers_works_and_how_long_it_took_is_remembered(tmp_path: Path) -> None:
    world, path = World(), tmp_path / "a.json"
    with Server(http(world)) as server:
        one = at(server.url("/"))
        assert (found(one, path).state, world.visits) == (State.OK, 1)
        usual = UsualAnswers(path)
        usual.load()
        assert len(usual.before(one.targets[0].key, datetime.now(UTC))) == 1


def test_slower_than_usual_is_told_after_a_second_reading(tmp_path: Path) -> None:
    one, path = at("https://telegram.example/"), tmp_path / "a.json"
    key = one.targets[0].key

    def read(*latencies: float | None) -> tuple[State, int]:
        remembered(path, key, 80.0)
        left = list(latencies)

        async def reader(read: Read) -> Reading:
            assert read.fresh
            latency_ms = left.pop(0)
            outcome = Outcome.FAILED if latency_ms is None else Outcome.OK
            return Reading(Source.PROBE, "telegram", "web", key, NOW, outcome, latency_ms=latency_ms)

        (told,) = asyncio.run(tried([one], reader, UsualAnswers(path)))
        return told.state, len(left)

    assert read(90.0, 1.0) == (State.OK, 1)
    assert read(900.0, 1_200.0) == (State.SLOW, 0)
    assert read(900.0, 90.0) == (State.OK, 0)
    assert read(900.0, None) == (State.UNKNOWN, 0)


@pytest.mark.parametrize("statuses", [(500,), (403,)])
def test_what_fails_or_does_not_tell_is_not_to_be_named(statuses: tuple[int, ...], tmp_path: Path) -> None:
    world, path = World(*statuses), tmp_path / "a.json"
    with Server(http(world)) as server:
        assert found(at(server.url("/")), path).state is State.UNKNOWN
    usual = UsualAnswers(path)
    usual.load()
    assert usual.before(server.url("/"), NOW) == []


def test_the_file_stays_small_and_forgets(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    remembered(path, "x", 10.0, KEPT * 2)
    usual = UsualAnswers(path)
    usual.load()
    assert len(usual.before("x", NOW)) == KEPT
    assert usual.before("x", NOW + KEPT_FOR) == []
    assert usual.before("x", NOW - timedelta(days=1000)) == [], "a clock that was put back"
    for number in range(ADDRESSES_MOST + 1):
        usual.add(Reading(Source.PROBE, "t", "web", f"y{number}", NOW, Outcome.OK, latency_ms=1.0))
    usual.keep()
    usual.load()
    assert usual.before("x", NOW) == [], "the oldest gives way"


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b'{"x": [["a", 1]]}', b"[" * 100_000])
def test_a_file_that_cannot_be_read_is_as_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(content)
    usual = UsualAnswers(path)
    usual.load()
    assert usual.before("x", NOW) == []


def test_where_it_cannot_be_written_it_holds_for_this_run(tmp_path: Path) -> None:
    usual = UsualAnswers(tmp_path / "nowhere" / "a.json")
    usual.add(Reading(Source.PROBE, "t", "web", "x", NOW, Outcome.OK, latency_ms=1.0))
    usual.keep()
    assert usual.before("x", NOW) == [1.0]
