"""The queue with its thread: nothing lost with the program, nothing sent twice, nobody waits for it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from notifier.core.alerts.phone import Message, PhoneAddress, PhoneLevel, PhoneQueue
from notifier.core.failure import UserError
from notifier.desktop.phone.outbox import PhoneOutbox
from tests.desktop_parts.phone.servers import Web
from tests.desktop_parts.phone.test_sending import direct
from tests.sources.servers import Server, Visit, http

PHONE = PhoneAddress("1", "ntfy", "127.0.0.1", PhoneLevel.ALL)
Make = Callable[..., PhoneOutbox]


def message(number: int) -> Message:
    now_s = time.time()
    return Message(f"a{number}", "1", f"Title {number}", "Body", now_s, now_s)


class Told:
    """Collects what the queue tells."""

    def __init__(self) -> None:
        self.said: list[UserError | None] = []
        self._news = threading.Condition()

    def __call__(self, _number: str, fault: UserError | None) -> None:
        with self._news:
            self.said.append(fault)
            self._news.notify_all()

    def wait_for(self, count: int) -> list[UserError | None]:
        with self._news:
            assert self._news.wait_for(lambda: len(self.said) >= count, 20)
            return self.said


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def make(tmp_path: Path, web: Web, told: Told) -> Iterator[Make]:
    made: list[PhoneOutbox] = []

    def box(address: str | None = f"ntfy://{web.place}/topic") -> PhoneOutbox:
        made.append(PhoneOutbox(tmp_path / "phone.json", lambda _phone: address, direct, told))
        made[-1].use([PHONE])
        return made[-1]

    yield box
    for each in made:
        each.close()


def test_what_is_put_in_is_sent_once(make: Make, web: Web, told: Told) -> None:
    box = make()
    box.put([message(1)])
    box.put([message(1), message(2)])
    assert [each["title"] for each in web.wait_for(2)] == ["Title 1", "Title 2"]
    assert told.wait_for(2) == [None, None]
    box.close()
    again = make()
    again.put([message(1), message(2), message(3)])
    assert [each["title"] for each in web.wait_for(3)][2:] == ["Title 3"]
    told.wait_for(3)
    assert len(web.got) == 3


def test_what_could_not_be_sent_waits_also_over_a_restart_and_goes_when_the_line_is_back(
    make: Make, web: Web, told: Told
) -> None:
    web.status = 500
    box = make()
    box.put([message(1)])
    (fault,) = told.wait_for(1)
    assert "status 500" in str(fault)
    assert box.waiting == 1
    box.close()
    web.status = 200
    again = make()
    assert again.waiting == 1
    assert len(web.got) == 1  # not before it is time
    again.hasten()
    assert told.wait_for(2)[1] is None
    assert again.waiting == 0


@pytest.mark.fault("clock: put back while it runs")
@pytest.mark.parametrize("ahead_s", [40 * 365 * 86_400.0, 1e300])
def test_what_is_due_when_the_clock_was_decades_ahead_is_sent_when_that_is_put_right(
    make: Make, web: Web, told: Told, tmp_path: Path, ahead_s: float
) -> None:
    made_s = time.time() + ahead_s
    late = msgspec.structs.replace(message(1), made_s=made_s, due_s=made_s + 30.0, tries=1)
    (tmp_path / "phone.json").write_bytes(msgspec.json.encode(PhoneQueue((late,))))
    box = make()
    assert told.wait_for(1) == [None]
    assert [each["title"] for each in web.wait_for(1)] == ["Title 1"]
    assert box.waiting == 0


def test_of_several_that_an_address_names_those_that_have_it_get_it_once(
    make: Make, tmp_path: Path, told: Told
) -> None:
    """One chat that throws the sender out is tried all day: the others would have heard each time."""
    asked: list[str] = []

    def answer(visit: Visit) -> None:
        asked.append(json.loads(visit.body)["topic"])
        visit.answer(403 if asked[-1] == "out" else 200, b"{}", {})

    with Server(http(answer)) as server:
        address = f"ntfy://127.0.0.1:{server.port}/one/out/two"
        box = make(address)
        box.put([message(1)])
        told.wait_for(1)
        box.hasten()
        told.wait_for(2)
        box.close()
        again = make(address)
        again.hasten()
        told.wait_for(3)
        assert sorted(asked) == ["one", "out", "out", "out", "two"]
        again.put([message(2)])
        told.wait_for(4)
        assert sorted(asked).count("two") == 2
    assert b"topic" not in (tmp_path / "phone.json").read_bytes()


def test_without_the_address_it_waits_and_says_so(make: Make, web: Web, told: Told) -> None:
    box = make(None)
    box.put([message(1)])
    (fault,) = told.wait_for(1)
    assert "keyring" in str(fault)
    assert (box.waiting, web.got) == (1, [])


def test_what_is_for_an_address_that_is_removed_is_dropped(make: Make, web: Web, told: Told) -> None:
    web.status = 500
    box = make()
    box.put([message(1)])
    told.wait_for(1)
    box.use([])
    assert box.waiting == 0


def test_it_ends_at_once_while_something_hangs(make: Make, tmp_path: Path, told: Told) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(_phone: PhoneAddress) -> str | None:
        begun.set()
        go_on.wait(20)
        return None

    box = PhoneOutbox(tmp_path / "slow.json", slow, direct, told)
    box.use([PHONE])
    start_s = time.monotonic()
    box.put([message(1)])
    assert begun.wait(20)
    box.put([message(2)])
    assert time.monotonic() - start_s < 5
    box.close()
    go_on.set()
    assert (tmp_path / "slow.json").stat().st_mode & 0o077 == 0
    told.wait_for(1)


@pytest.mark.expects_log("what waited for the phone cannot be read")
@pytest.mark.parametrize("content", ["{not json", '{"a":' + "[" * 4_000], ids=["broken", "nested"])
def test_a_broken_file_stops_nothing(make: Make, tmp_path: Path, web: Web, content: str) -> None:
    (tmp_path / "phone.json").write_text(content)
    make().put([message(1)])
    assert len(web.wait_for(1)) == 1
