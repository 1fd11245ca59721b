"""Another name server is asked by UDP and TCP: a real one on 127.0.0.1 that answers as well or badly as servers do."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from struct import pack, unpack

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Source
from notifier.core.ports import Read
from notifier.core.targets import NamesTarget
from notifier.sources import name_server
from notifier.sources.name_server import PACKETS_MOST, GarbageError, is_answer, question, told
from notifier.sources.reader import NetworkReader

TRY_S = 0.3
A, AAAA = 1, 28
Reply = Callable[[bytes, str, bool], list[bytes]]
"""Of a question, the name in it, and whether it came by TCP: the packets that are sent back."""


def record(kind: int, data: bytes) -> bytes:
    return pack("!HHHIH", 0xC00C, kind, 1, 60, len(data)) + data


def reply(asked: bytes, *records: bytes, code: int = 0, cut: bool = False) -> bytes:
    flags = 0x8180 | code | (0x0200 if cut else 0)
    return asked[:2] + pack("!5H", flags, 1, len(records), 0, 0) + asked[12:] + b"".join(records)


def kind_of(asked: bytes) -> int:
    return int(unpack("!H", asked[-4:-2])[0])


def name_of(asked: bytes) -> str:
    labels, place = [], 12
    while asked[place]:
        labels.append(asked[place + 1 : place + 1 + asked[place]].decode())
        place += 1 + asked[place]
    return ".".join(labels)


def found(asked: bytes, _name: str, _tcp: bool) -> list[bytes]:
    alias = record(5, b"\x05other\xc0\x0c")
    return [reply(asked, alias, record(A, b"\x7f\0\0\1")) if kind_of(asked) == A else reply(asked)]


class NameServer:
    """Answers by UDP and TCP on one port."""

    def __init__(self, answer: Reply) -> None:
        self.answer = answer
        self.asked: list[tuple[str, int, bool]] = []
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.port = self.tcp.getsockname()[1]
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", self.port))
        self._threads = [threading.Thread(target=each) for each in (self._serve_udp, self._serve_tcp)]
        for each in self._threads:
            each.start()

    def _replies(self, asked: bytes, *, tcp: bool) -> list[bytes]:
        self.asked.append((name_of(asked), kind_of(asked), tcp))
        return self.answer(asked, name_of(asked), tcp)

    def _serve_udp(self) -> None:
        while True:
            asked, whence = self.udp.recvfrom(4096)
            if not asked:
                return
            for each in self._replies(asked, tcp=False):
                self.udp.sendto(each, whence)

    def _serve_tcp(self) -> None:
        while True:
            sock, _whence = self.tcp.accept()
            with sock, contextlib.suppress(OSError):
                asked = sock.recv(4096)
                if not asked:
                    return
                for each in self._replies(asked[2:], tcp=True):
                    sock.sendall(pack("!H", len(each)) + each)

    def close(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", self.port))
        socket.create_connection(("127.0.0.1", self.port)).close()
        for each in self._threads:
            each.join()
        self.udp.close()
        self.tcp.close()


@contextlib.contextmanager
def serving(answer: Reply) -> Iterator[NameServer]:
    server = NameServer(answer)
    try:
        yield server
    finally:
        server.close()


def asked_of(answer: Reply, *names: str) -> tuple[Outcome, FailureKind | None, NameServer]:
    with serving(answer) as server:
        target = NamesTarget(names or ("www.acme.example", "other.example"), "127.0.0.1", server.port)
        got = asyncio.run(name_server.read(target, TRY_S))
    return got.outcome, got.failure, server


def test_names_that_have_an_address_are_found_and_nothing_else_is_asked() -> None:
    outcome, failure, server = asked_of(found)
    assert (outcome, failure) == (Outcome.OK, None)
    assert sorted(server.asked) == [("other.example", A, False), ("www.acme.example", A, False)]


def test_a_name_with_an_address_of_the_other_family_alone_is_found() -> None:
    def six(asked: bytes, _name: str, _tcp: bool) -> list[bytes]:
        return [reply(asked, *[record(AAAA, b"\0" * 16)] * (kind_of(asked) == AAAA))]

    outcome, _, server = asked_of(six, "six.example")
    assert outcome is Outcome.OK
    assert [kind for _, kind, _ in server.asked] == [A, AAAA]


@pytest.mark.parametrize(
    ("code", "outcome", "failure"),
    [
        (0, Outcome.FAILED, FailureKind.DNS_NXDOMAIN),
        (3, Outcome.FAILED, FailureKind.DNS_NXDOMAIN),
        (2, Outcome.FAILED, FailureKind.DNS_FAILURE),
        (5, Outcome.UNVERIFIABLE, None),
    ],
)
def test_what_it_does_not_find_fails_and_a_refusal_does_not_tell(
    code: int, outcome: Outcome, failure: FailureKind | None
) -> None:
    assert asked_of(lambda asked, _name, _tcp: [reply(asked, code=code)])[:2] == (outcome, failure)


def test_most_of_the_names_decide() -> None:
    def some(asked: bytes, name: str, tcp: bool) -> list[bytes]:
        return found(asked, name, tcp) if name.startswith("good") else [reply(asked, code=3)]

    assert asked_of(some, "good1.example", "good2.example", "bad.example")[0] is Outcome.OK
    assert asked_of(some, "good1.example", "bad1.example", "bad.example")[0] is Outcome.FAILED


def test_what_does_not_fit_is_asked_by_tcp() -> None:
    def cut(asked: bytes, name: str, tcp: bool) -> list[bytes]:
        return found(asked, name, tcp) if tcp else [reply(asked, cut=True)]

    outcome, _, server = asked_of(cut, "large.example")
    assert outcome is Outcome.OK
    assert server.asked == [("large.example", A, False), ("large.example", A, True)]


def test_a_lost_question_is_repeated_and_others_answers_are_passed_over() -> None:
    tries: list[bytes] = []

    def second(asked: bytes, name: str, tcp: bool) -> list[bytes]:
        tries.append(asked)
        other = bytes([asked[0] ^ 1]) + asked[1:]
        elsewhere = question(unpack("!H", asked[:2])[0], "elsewhere.example", A)
        wrong = [reply(other, code=3), reply(elsewhere, code=3), b"", asked, b"\0" * 3]
        return [] if len(tries) == 1 else [*wrong, *found(asked, name, tcp)]

    assert asked_of(second, "slow.example")[0] is Outcome.OK
    assert len(tries) == 2


def flood(asked: bytes) -> list[bytes]:
    """The right answer is buried: who goes on listening does so as long as the other side wants."""
    return [b"no" + reply(asked)[2:]] * PACKETS_MOST + [reply(asked, code=3)]


@pytest.mark.parametrize(
    "garbage", [lambda asked: [], lambda asked: [reply(asked, b"\xc0")], flood], ids=["silent", "broken", "flood"]
)
def test_a_server_that_tells_nothing_does_not_tell(garbage: Callable[[bytes], list[bytes]]) -> None:
    outcome, _, server = asked_of(lambda asked, _name, _tcp: garbage(asked), "www.acme.example")
    assert outcome is Outcome.UNVERIFIABLE
    assert len(server.asked) == 2


def test_garbage_by_tcp_and_a_closed_port_do_not_tell() -> None:
    def cut(asked: bytes, _name: str, tcp: bool) -> list[bytes]:
        return [b"\0" * 40] if tcp else [reply(asked, cut=True)]

    assert asked_of(cut, "www.acme.example")[0] is Outcome.UNVERIFIABLE
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as nobody:
        nobody.bind(("127.0.0.1", 0))
        closed = NamesTarget(("www.acme.example",), "127.0.0.1", nobody.getsockname()[1])
        assert asyncio.run(name_server.read(closed, TRY_S)).outcome is Outcome.UNVERIFIABLE


def test_what_cannot_be_a_name_is_none() -> None:
    assert asked_of(found, "a" * 70 + ".example")[0] is Outcome.FAILED


@given(st.binary(max_size=80), st.integers(0, 3))
def test_whatever_comes_it_is_read_or_refused(noise: bytes, records: int) -> None:
    asked = question(7, "www.acme.example", A)
    packet = asked[:2] + pack("!5H", 0x8180, 1, records, 0, 0) + asked[12:] + noise
    assert is_answer(asked, packet)
    with contextlib.suppress(GarbageError):
        told(asked, packet, A)
    is_answer(asked, noise)


def test_the_reader_asks_it() -> None:
    async def main(port: int) -> Outcome:
        async with NetworkReader() as reader:
            target = NamesTarget(("www.acme.example",), "127.0.0.1", port)
            return (await reader(Read(1, Source.WITNESS, "", "witness", target))).outcome

    with serving(found) as server:
        assert asyncio.run(main(server.port)) is Outcome.OK
