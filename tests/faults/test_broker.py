"""A broker that is hostile, or broken: it fills no memory, keeps nobody busy, and holds no end up.

That it can neither read nor forge is shown in `tests.sources.machines`, with a real one.
"""

import asyncio
import gc
import socket
import struct
import threading
import time
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.outside.broker import Broker
from notifier.sources.machines import broker as brokers
from notifier.sources.machines.broker import AGAIN_MOST_S, LASTING_S, Link, connected
from notifier.sources.machines.messages import Question, topic
from notifier.sources.machines.wire import PACKET_MOST, PACKETS_MOST, Frames, UnwantedError
from tests.sources.servers import Authority, Counted, Serve, Server, Visit
from tests.waiting import until

TOPIC: Final = topic(b"k" * 32, Question)
TAKEN: Final = b"\x20\x03\x00\x00\x00"
"""CONNACK: welcome."""
SENT_MOST: Final = 16 * 1024 * 1024
"""So much a broker gets rid of at most: PACKETS_MOST of these tests' messages, and what the system takes."""
QUIT_WITHIN_S: Final = 2.0


def length(number: int) -> bytes:
    """A packet's length as MQTT writes it (5, 1.5.5)."""
    low, rest = number % 128, number // 128
    return bytes([low | 0x80]) + length(rest) if rest else bytes([low])


def message(content: bytes, quality: int = 0, number: int = 1) -> bytes:
    """PUBLISH."""
    said = struct.pack(">H", len(TOPIC)) + TOPIC.encode()
    said += struct.pack(">H", number) * bool(quality) + b"\0" + content
    return bytes([0x30 | quality << 1]) + length(len(said)) + said


def welcomed(visit: Visit) -> None:
    """Take the connection and the subscription."""
    visit.sock.recv(4_096)
    visit.send(TAKEN)
    if asked := visit.sock.recv(4_096):
        visit.send(b"\x90\x04" + asked[2:4] + b"\0\0")


def then(*packets: bytes) -> Serve:
    """Take the connection, and say these things."""

    def serve(visit: Visit) -> None:
        welcomed(visit)
        for each in packets:
            visit.send(each)
        visit.hang()

    return serve


def for_ever(*packets: bytes, first: bytes = b"", greet: bool = True) -> Serve:
    """Say this as long as somebody listens, and listen to nobody."""

    def serve(visit: Visit) -> None:
        if greet:
            welcomed(visit)
        visit.send(first)
        while True:
            for each in packets:
                visit.send(each)

    return serve


def says_first(said: bytes) -> Serve:
    def serve(visit: Visit) -> None:
        visit.sock.recv(4_096)
        visit.send(said)
        visit.hang()

    return serve


HOSTILE: Final[dict[str, Serve]] = {
    "a packet of 256 MB": for_ever(b"x" * 65_536, first=b"\x30" + length(268_435_455)),
    "messages that have to be kept": for_ever(*(message(b"x" * 4_000, 2, number) for number in range(1, 2_000))),
    "messages that have to be confirmed": for_ever(message(b"x", 1) * 1_000),
    "a flood of messages": for_ever(message(b"x" * 600) * 100),
    "a flood of empty packets": for_ever(b"\xd0\x00" * 1_000),
    "pings": for_ever(b"\xc0\x00" * 1_000),
    "welcome for ever": for_ever(TAKEN * 1_000),
    "zeros": for_ever(b"\0" * 65_536),
    "noise": for_ever(bytes(range(256)) * 256, greet=False),
    "a length without end": then(b"\x30\xff\xff\xff\xff\xff"),
    "a message that is too short": then(b"\x30\x02\xff\xff"),
    "properties that are too short": then(b"\x30\x08\x00\x01t\x05\xff\xff\xff\xff"),
    "a topic that is no text": then(b"\x30\x05\x00\x02\xff\xfe\x00"),
    "a farewell": then(b"\xe0\x02\x00\x05"),
    "a question of its own": then(b"\x82\x05\x00\x01\x00\x00\x00"),
    "half a welcome": says_first(TAKEN[:3]),
    "a welcome that is too short": says_first(b"\x20\x01\x00"),
    "no such reason": says_first(b"\x20\x03\x00\x77\x00"),
    "a refusal": says_first(b"\x20\x03\x00\x87\x00"),
    "nothing": lambda visit: visit.hang(),
    "the end at once": lambda _visit: None,
    "the end after the welcome": welcomed,
}


async def met(port: int, *, changes: int) -> float:
    """Meet a broker until so much was heard of it; give the seconds that the end took."""
    async with connected(Broker("localhost", port), "", TOPIC) as link:
        try:
            async with asyncio.timeout(1.0):
                for _ in range(changes):
                    await link.change()
        except TimeoutError:
            pass  # it says nothing: that is not heard
        begun_s = time.monotonic()
    return time.monotonic() - begun_s


@pytest.mark.fault("brokers: a hostile one")
@pytest.mark.parametrize("name", HOSTILE)
def test_no_broker_fills_the_memory_or_holds_the_end_up(name: str, trusted: Authority) -> None:
    counting = Counted(HOSTILE[name])
    with Server(counting, trusted.context("localhost")) as server:
        took_s = asyncio.run(met(server.port, changes=3))
        assert took_s < QUIT_WITHIN_S
        assert server.visits <= 2, "again at once"
    assert counting.sent < SENT_MOST


@pytest.mark.fault("brokers: a hostile one")
@pytest.mark.parametrize("said", [b"", b"\x16\x03\x03\x40\x00"], ids=["nothing", "a handshake without end"])
def test_nor_one_that_never_shakes_hands(said: bytes, trusted: Authority) -> None:
    def serve(visit: Visit) -> None:
        visit.sock.recv(4_096)
        visit.send(said)
        visit.hang()

    with Server(serve) as server:
        took_s = asyncio.run(met(server.port, changes=1))
    assert took_s < QUIT_WITHIN_S
    until(lambda: not any("paho" in each.name for each in threading.enumerate()), 10, "it ends by itself then")


def open_sockets() -> set[int]:
    """The descriptors of Python's own."""
    return {each.fileno() for each in gc.get_objects() if isinstance(each, socket.socket)} - {-1}


@pytest.mark.parametrize("name", ["a flood of messages", "a refusal", "nothing", "the end after the welcome"])
def test_no_socket_outlives_the_connection_though_somebody_remembers_it(name: str, trusted: Authority) -> None:
    """Left to Python's collector they end in any order, and with a warning that some later test gets."""
    before = open_sockets()

    async def remembered(port: int) -> Link:
        async with connected(Broker("localhost", port), "", TOPIC) as link:
            await asyncio.wait([asyncio.create_task(link.change())], timeout=0.5)
        return link

    with Server(HOSTILE[name], trusted.context("localhost")) as server:
        link = asyncio.run(remembered(server.port))
    assert open_sockets() <= before, link


def test_who_ends_connections_is_asked_less_and_less() -> None:
    pauses, now_s, found = brokers._Pauses(), 1_000, list[int]()
    for _ in range(9):
        pauses.begun_s = now_s
        now_s += 1
        found.append(pauses.next_s(now_s))
    assert found == [1, 2, 4, 8, 16, 32, AGAIN_MOST_S, AGAIN_MOST_S, AGAIN_MOST_S]
    assert pauses.next_s(now_s) == AGAIN_MOST_S, "it was not even taken"
    pauses.begun_s = now_s
    assert pauses.next_s(now_s + LASTING_S) == 1
    assert pauses.next_s(now_s) == 2


WANTED: Final = TAKEN + b"\x90\x04\0\1\0\0" + message(b"") + message(b"x" * 4_000) + b"\xd0\x00" + b"\xe0\x00"


@given(st.lists(st.integers(1, len(WANTED)), max_size=20))
def test_what_is_wanted_comes_however_it_is_cut(cuts: list[int]) -> None:
    frames, places = Frames(), [0, *sorted(cuts), len(WANTED)]
    for at, end in pairwise(places):
        frames.take(WANTED[at:end])


def take_all(frames: Frames, *pieces: bytes) -> None:
    for each in pieces:
        frames.take(each)


@pytest.mark.parametrize(
    "bad",
    [
        *(bytes([first]) for first in (0x00, 0x10, 0x32, 0x34, 0x38, 0x40, 0x50, 0x62, 0x82, 0xA2, 0xB0, 0xC0, 0xF0)),
        b"\x30" + length(PACKET_MOST + 1),
        b"\x30\xff\xff\xff\xff",
        b"\x30\x80\x80\x80\x80\x01",
    ],
)
@given(cut=st.integers(0, 5))
def test_what_is_not_ends_it(bad: bytes, cut: int) -> None:
    frames = Frames()
    frames.take(WANTED)
    with pytest.raises(UnwantedError):
        take_all(frames, bad[:cut], bad[cut:])


def test_packets_are_counted_by_the_minute() -> None:
    clock = [0.0]
    frames = Frames(lambda: clock[0])
    for _ in range(3):
        frames.take(b"\xd0\x00" * PACKETS_MOST)
        clock[0] += 60.0
    with pytest.raises(UnwantedError):
        frames.take(b"\xd0\x00" * (PACKETS_MOST + 1))
