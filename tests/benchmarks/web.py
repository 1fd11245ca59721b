"""Servers on many loopback addresses, in a process of their own so that their work is not counted as the program's.

Run as a program it prints one line of JSON with its ports when it is ready, and ends when its standard input does.
"""

import asyncio
import ipaddress
import json
import resource
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from urllib.request import urlopen

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.benchmarks import large

ANCHOR_HOSTS = ("127.0.0.1", "127.2.0.1", "127.3.0.1")
"""Beside the services: the three that stand in for anchors of different owners, the first also as `localhost`."""
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nfine\n"
BREAK = "/break/"
ASKED = "/asked"


class Web(NamedTuple):
    """Where the servers are, and the file with the certificate to trust."""

    hosts: tuple[str, ...]
    http_port: int
    https_port: int
    large_port: int
    """Of https as a large server speaks it (`tests.benchmarks.large`)."""
    certificate: Path

    def anchors(self) -> tuple[str, ...]:
        """The anchors as the settings name them."""
        return (f"http://localhost:{self.http_port}/", *(f"{host}:{self.http_port}" for host in ANCHOR_HOSTS[1:]))


def hosts(count: int) -> tuple[str, ...]:
    """Name so many loopback addresses."""
    first = ipaddress.IPv4Address("127.9.0.1")
    return tuple(str(first + number) for number in range(count))


@contextmanager
def serving(folder: Path, count: int, secure: int = 20) -> Iterator[Web]:
    """Serve http on `count` addresses, and https, with a certificate for the first `secure` of them."""
    certificate = folder / "web.pem"
    make_certificate(certificate, hosts(secure))
    command = [sys.executable, "-m", "tests.benchmarks.web", str(certificate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        ports = json.loads(server.stdout.readline())
        yield Web(hosts(count), ports["http"], ports["https"], ports["large"], certificate)


def make_certificate(path: Path, names: tuple[str, ...], days: float = 1.0) -> None:
    """Write a key and a certificate of its own for these addresses."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "benchmark")])
    addresses = [x509.IPAddress(ipaddress.ip_address(each)) for each in names]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(addresses), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(private + made.public_bytes(pem))


def break_services(web: Web, step: int) -> None:
    """From now on every `step`-th service ends connections without an answer. The anchors go on."""
    with urlopen(f"http://{ANCHOR_HOSTS[0]}:{web.http_port}{BREAK}{step}") as answer:
        answer.read()


def asked_when(web: Web) -> dict[str, float]:
    """When each address was first asked since this was called last, on the monotonic clock that all processes share."""
    with urlopen(f"http://{ANCHOR_HOSTS[0]}:{web.http_port}{ASKED}") as answer:
        told: dict[str, float] = json.load(answer)
    return told


class _Asked:
    """When each address was asked first."""

    first: ClassVar[dict[str, float]] = {}


class _Broken:
    """Which services do not answer: every `step`-th; 0: all answer."""

    step = 0


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    host = ipaddress.ip_address(writer.get_extra_info("sockname")[0])
    is_anchor = str(host) in ANCHOR_HOSTS
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            asked = head.split(b" ")[1].decode()
            if is_anchor and asked.startswith(BREAK):
                _Broken.step = int(asked.removeprefix(BREAK))
            if is_anchor and asked == ASKED:
                writer.write(_json(_Asked.first))
                _Asked.first.clear()
                continue
            _Asked.first.setdefault(str(host), time.monotonic())
            if _Broken.step and not is_anchor and int(host) % _Broken.step == 0:
                return
            writer.write(_page() if b"/summary.json" in head else ANSWER)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has gone
    finally:
        writer.close()


@cache
def _page() -> bytes:
    """An official page on which all is well, as Statuspage has it."""
    known = {"page": {"id": "p", "name": "Bench", "url": "http://bench.invalid", "updated_at": "2026-01-01T00:00:00Z"}}
    known |= {"status": {"indicator": "none", "description": "All Systems Operational"}}
    return _json(known | {"components": [], "incidents": [], "scheduled_maintenances": []})


def _json(value: object) -> bytes:
    body = json.dumps(value).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def _serve(certificate: str) -> None:
    everywhere: dict[str, Any] = {"host": "0.0.0.0", "port": 0, "backlog": 4096}  # every address of 127.0.0.0/8
    servers = {
        "http": await asyncio.start_server(_answer, **everywhere),
        "https": await asyncio.start_server(_answer, ssl=_secured(certificate), **everywhere),
        "large": await asyncio.start_server(large.answer, ssl=_secured(certificate, large.SPOKEN), **everywhere),
    }
    print(json.dumps({name: each.sockets[0].getsockname()[1] for name, each in servers.items()}), flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for each in servers.values():
        each.close()


def _secured(certificate: str, spoken: Sequence[str] = ()) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    if spoken:
        context.set_alpn_protocols(spoken)
    return context


if __name__ == "__main__":
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(_serve(sys.argv[1]))
