"""Asking one name server oneself, past the operating system's (RFC 1035): whether names exist, and nothing more.

Only where the user allows it, and only names that cannot be found here while several services fail: see
`notifier.core.service.other_names`. By UDP, and by TCP where the answer did not fit (RFC 7766); a question is repeated
once. An answer counts only for the question that was asked, from the address that it was asked of. No cache, no DNSSEC,
no encryption: whoever carries the packets can read the names, as with most networks' own name servers.
"""

import asyncio
import secrets
import socket
from enum import Enum, IntEnum, auto
from struct import pack, unpack_from
from typing import Final

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome
from notifier.core.targets import NamesTarget
from notifier.sources.answer import Answer

TRY_S: Final = 1.5
TRIES: Final = 2
PACKETS_MOST: Final = 100
"""Of what is no answer; who sends without end would leave nobody else a turn."""
_A, _AAAA, _IN = 1, 28, 1
_RECURSION: Final = 0x0100
_ANSWER: Final = 0x8000
_TRUNCATED: Final = 0x0200
_HEADER: Final = 12
_POINTER: Final = 0xC0


class _Said(IntEnum):
    """What the lowest bits of an answer say (RCODE)."""

    NO_ERROR = 0
    NO_SUCH_NAME = 3
    REFUSED = 5


class Found(Enum):
    """What a name server says of a name."""

    ADDRESS = auto()
    NONE = auto()
    """There is no such name, or none with an address."""
    FAILURE = auto()
    """It cannot find out: the name's own servers fail."""


class GarbageError(ValueError):
    """No answer to what was asked."""


async def read(target: NamesTarget, try_s: float = TRY_S) -> Answer:
    """Ask for all of the names, each try for so long. Unverifiable: the server tells nothing."""
    asked = (_look_up(target, name, try_s) for name in target.names)
    told = [each for each in await asyncio.gather(*asked) if each is not None]
    if not told:
        return Answer(Outcome.UNVERIFIABLE, detail="the other name server does not answer")
    found = sum(each is Found.ADDRESS for each in told)
    if 2 * found > len(told):
        return Answer(Outcome.OK)
    failed = any(each is Found.FAILURE for each in told)
    kind = FailureKind.DNS_FAILURE if failed else FailureKind.DNS_NXDOMAIN
    return Answer(Outcome.FAILED, kind, detail=f"found {found} of {len(told)} names")


async def _look_up(target: NamesTarget, name: str, try_s: float) -> Found | None:
    """Tell what becomes of a name; None: nobody answers, or not to such as us."""
    found = None
    for kind in (_A, _AAAA):
        found = await _asked(target, name, kind, try_s)
        if found is not Found.NONE:
            return found
    return found


async def _asked(target: NamesTarget, name: str, kind: int, try_s: float) -> Found | None:
    try:
        asked = question(secrets.randbelow(1 << 16), name, kind)
    except UnicodeError:
        return Found.NONE
    for _try in range(TRIES):
        try:
            async with asyncio.timeout(try_s):
                answer = await _by_udp(target, asked)
                if is_cut(answer):
                    answer = await _by_tcp(target, asked)
                return told(asked, answer, kind)
        except (OSError, EOFError, GarbageError):  # a time-out is an OSError
            continue
    return None


async def _by_udp(target: NamesTarget, asked: bytes) -> bytes:
    """Give the first packet that answers the question; others are not meant for us."""
    loop = asyncio.get_running_loop()
    family = socket.AF_INET6 if ":" in target.server else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as sock:
        sock.setblocking(False)
        await loop.sock_connect(sock, (target.server, target.port))
        await loop.sock_sendall(sock, asked)
        for _packet in range(PACKETS_MOST):
            packet = await loop.sock_recv(sock, 4096)
            if is_answer(asked, packet):
                return packet
        raise GarbageError


async def _by_tcp(target: NamesTarget, asked: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(target.server, target.port)
    try:
        writer.write(pack("!H", len(asked)) + asked)
        (length,) = unpack_from("!H", await reader.readexactly(2))
        packet = await reader.readexactly(length)
    finally:
        writer.transport.abort()
    if not is_answer(asked, packet):
        raise GarbageError
    return packet


def question(number: int, name: str, kind: int) -> bytes:
    """Write a question for a name's addresses. Raises UnicodeError for what cannot be a name."""
    labels = name.rstrip(".").encode("idna").split(b".")
    written = b"".join(bytes([len(label)]) + label for label in labels)
    return pack("!6H", number, _RECURSION, 1, 0, 0, 0) + written + b"\0" + pack("!2H", kind, _IN)


def is_answer(asked: bytes, packet: bytes) -> bool:
    """Tell whether a packet answers this question."""
    if len(packet) < len(asked) or packet[:2] != asked[:2]:
        return False
    flags, questions = unpack_from("!2H", packet, 2)
    echoed = packet[_HEADER : len(asked)].lower()
    return bool(flags & _ANSWER) and questions == 1 and echoed == asked[_HEADER:].lower()


def is_cut(packet: bytes) -> bool:
    """Tell whether an answer did not fit into its packet."""
    return bool(unpack_from("!H", packet, 2)[0] & _TRUNCATED)


def told(asked: bytes, packet: bytes, kind: int) -> Found | None:
    """Read an answer; None: it does not tell. Raises GarbageError for one that breaks off."""
    flags, _questions, answers = unpack_from("!3H", packet, 2)
    match flags & 0xF:
        case _Said.NO_ERROR:
            place = len(asked)
            try:
                for _number in range(answers):
                    place, of_kind = _record(packet, place)
                    if of_kind == kind:
                        return Found.ADDRESS
            except (IndexError, ValueError):
                raise GarbageError from None
            return Found.NONE
        case _Said.NO_SUCH_NAME:
            return Found.NONE
        case _Said.REFUSED:
            return None
        case _:
            return Found.FAILURE


def _record(packet: bytes, place: int) -> tuple[int, int]:
    """Give where a record ends, and its kind."""
    while (length := packet[place]) and length < _POINTER:
        place += 1 + length
    place += 2 if length else 1
    if place + 10 > len(packet):
        raise ValueError
    kind, _class, _ttl, size = unpack_from("!2HIH", packet, place)
    if place + 10 + size > len(packet):
        raise ValueError
    return place + 10 + size, kind
