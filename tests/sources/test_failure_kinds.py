"""Each kind of failure, caused on a real socket and read through the whole reader."""

import gzip
import socket
import ssl
from collections.abc import Callable

import pytest

from notifier.core.failure import FailureKind
from notifier.core.model import Outcome, Reading
from notifier.core.targets import ProbeTarget
from notifier.probes.dns import DnsTarget
from notifier.probes.http import Expect, HttpTarget
from notifier.probes.tcp import TcpTarget
from notifier.probes.tls import TlsTarget
from tests.sources.conftest import ReadOnce, Start
from tests.sources.servers import Authority, Serve, Visit, free_port, http, says

SHORT_S = 0.3


def failed(reading: Reading, kind: FailureKind) -> None:
    assert (reading.outcome, reading.failure) == (Outcome.FAILED, kind), reading
    assert reading.detail
    assert reading.detail == reading.detail.strip()
    assert len(reading.detail) <= 200


def all_kinds(port: int, *, tls: bool = False) -> list[ProbeTarget]:
    kinds: list[ProbeTarget] = [
        HttpTarget(f"http{'s' if tls else ''}://127.0.0.1:{port}/"),
        TlsTarget("127.0.0.1", port),
    ]
    return kinds if tls else [*kinds, TcpTarget("127.0.0.1", port)]


def test_a_refused_connection(read_once: ReadOnce) -> None:
    for target in all_kinds(free_port()):
        failed(read_once(target), FailureKind.CONNECT_REFUSED)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (socket.EAI_NONAME, FailureKind.DNS_NXDOMAIN),
        (socket.EAI_AGAIN, FailureKind.DNS_FAILURE),
        (socket.EAI_FAIL, FailureKind.DNS_FAILURE),
        (socket.EAI_NODATA, FailureKind.DNS_FAILURE),
    ],
)
def test_what_name_servers_say(
    code: int, kind: FailureKind, read_once: ReadOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(code, "said the name server")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    name = "status.acme.example"
    for target in (HttpTarget(f"https://{name}/"), TcpTarget(name, 1), TlsTarget(name), DnsTarget(name)):
        failed(read_once(target), kind)


def test_what_is_no_name(read_once: ReadOnce) -> None:
    failed(read_once(DnsTarget("two..dots")), FailureKind.DNS_NXDOMAIN)
    failed(read_once(TcpTarget("x" * 70 + ".example", 80)), FailureKind.DNS_NXDOMAIN)


def test_a_name_server_that_does_not_answer(read_once: ReadOnce, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    let_go = threading.Event()

    def hang(*_: object, **__: object) -> list[object]:
        let_go.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    failed(read_once(HttpTarget("http://slow.example/"), timeout_s=SHORT_S), FailureKind.DNS_FAILURE)
    let_go.set()


@pytest.mark.parametrize("code", ["ENETUNREACH", "EHOSTUNREACH", "EADDRNOTAVAIL", "EACCES"])
def test_an_unreachable_host(code: str, read_once: ReadOnce, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def refuse(_: socket.socket, address: object) -> None:
        raise OSError(getattr(errno, code), "said the system")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for target in all_kinds(1):
        failed(read_once(target), FailureKind.UNREACHABLE)


def test_a_connection_that_never_opens(read_once: ReadOnce) -> None:
    with socket.socket() as full:  # its queue is full: the system drops what comes
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = []
        for _ in range(4):
            sock = socket.socket()
            sock.setblocking(False)
            sock.connect_ex(("127.0.0.1", port))
            waiting.append(sock)
        for target in all_kinds(port):
            failed(read_once(target, timeout_s=SHORT_S), FailureKind.CONNECT_TIMEOUT)
        for sock in waiting:
            sock.close()


def reset_at_once(visit: Visit) -> None:
    visit.read_head()
    visit.reset()


def test_a_reset_instead_of_an_answer(start: Start, read_once: ReadOnce) -> None:
    failed(read_once(HttpTarget(start(reset_at_once).url())), FailureKind.RESET)


def test_a_reset_in_the_handshake(start: Start, read_once: ReadOnce) -> None:
    def reset(visit: Visit) -> None:
        visit.sock.recv(10)
        visit.reset()

    for target in all_kinds(start(reset).port, tls=True):
        failed(read_once(target), FailureKind.RESET)


def test_a_hang_up_in_the_handshake(start: Start, read_once: ReadOnce) -> None:
    def hang_up(visit: Visit) -> None:
        visit.sock.recv(65536)

    for target in all_kinds(start(hang_up).port, tls=True):
        failed(read_once(target), FailureKind.RESET)


def test_a_hang_up_without_an_answer(start: Start, read_once: ReadOnce) -> None:
    failed(read_once(HttpTarget(start(Visit.read_head).url())), FailureKind.RESET)


def test_a_body_that_is_cut_short(start: Start, read_once: ReadOnce) -> None:
    def cut(visit: Visit) -> None:
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")

    target = HttpTarget(start(http(cut)).url(), expect=Expect(body="never there"))
    failed(read_once(target), FailureKind.RESET)


def test_something_that_does_not_speak_tls(start: Start, read_once: ReadOnce) -> None:
    def greet(visit: Visit) -> None:
        visit.send(b"220 mail.acme.example ESMTP\r\n")
        visit.hang()

    for target in all_kinds(start(greet).port, tls=True):
        failed(read_once(target), FailureKind.TLS)


def test_no_common_version_of_tls(start: Start, read_once: ReadOnce, trusted: Authority) -> None:
    context = trusted.context("localhost")
    context.set_alpn_protocols(["something-else"])
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("AES128-SHA256")
    failed(read_once(TlsTarget("localhost", start(says(200), context).port)), FailureKind.TLS)


@pytest.mark.parametrize(
    ("name", "days"), [("other.example", (-1, 30)), ("localhost", (-30, -1)), ("localhost", (1, 30))]
)
def test_certificates_that_are_not_valid(
    name: str, days: tuple[int, int], start: Start, read_once: ReadOnce, trusted: Authority
) -> None:
    server = start(says(200), trusted.context(name, days=days))
    failed(read_once(HttpTarget(server.url(host="localhost"))), FailureKind.CERTIFICATE)
    reading = read_once(TlsTarget("localhost", server.port))
    failed(reading, FailureKind.CERTIFICATE)
    assert reading.dates_refused is (name == "localhost")
    assert read_once(TlsTarget("localhost", server.port, verify=False)).outcome is Outcome.OK


def test_an_authority_that_nobody_knows(start: Start, read_once: ReadOnce, authority: Authority) -> None:
    server = start(says(200), authority.context("localhost"))
    failed(read_once(HttpTarget(server.url(host="localhost"))), FailureKind.CERTIFICATE)


def drip(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    visit.sock.settimeout(0.05)
    while True:
        visit.send(b".")
        try:
            if not visit.sock.recv(1):
                return
        except TimeoutError:
            continue


def silent(visit: Visit) -> None:
    visit.hang()


@pytest.mark.parametrize("behaviour", [silent, drip])
def test_answers_that_never_end(behaviour: Callable[[Visit], None], start: Start, read_once: ReadOnce) -> None:
    target = HttpTarget(start(http(behaviour)).url(), expect=Expect(body="never there"))
    failed(read_once(target, timeout_s=SHORT_S), FailureKind.READ_TIMEOUT)


def test_a_handshake_that_never_ends(start: Start, read_once: ReadOnce) -> None:
    for target in all_kinds(start(silent).port, tls=True):
        failed(read_once(target, timeout_s=SHORT_S), FailureKind.READ_TIMEOUT)


def garbage(visit: Visit) -> None:
    visit.read_head()
    visit.send(b"\x00\x01\x02 no HTTP at all\r\n\r\n")
    visit.hang()


def endless_headers(visit: Visit) -> None:
    visit.read_head()
    visit.send(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (i, b"y" * 900) for i in range(80)) + b"\r\n")
    visit.hang()


def unknown_packing(visit: Visit) -> None:
    visit.read_head()
    visit.answer(200, b"???", {"Content-Encoding": "br"})


def broken_packing(visit: Visit) -> None:
    visit.read_head()
    visit.answer(200, b"not gzip", {"Content-Encoding": "gzip"})


@pytest.mark.parametrize("behaviour", [garbage, endless_headers, unknown_packing, broken_packing])
def test_what_is_not_http(behaviour: Serve, start: Start, read_once: ReadOnce) -> None:
    target = HttpTarget(start(behaviour).url(), expect=Expect(body="never there"))
    failed(read_once(target), FailureKind.PROTOCOL)


def huge(visit: Visit) -> None:
    visit.send(b"HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n")
    while True:
        visit.send(b"x" * 65536)


def bomb(visit: Visit) -> None:
    visit.answer(200, gzip.compress(bytes(64 * 1024 * 1024), 6), {"Content-Encoding": "gzip"})


@pytest.mark.parametrize("behaviour", [huge, bomb])
def test_what_is_too_large(behaviour: Serve, start: Start, read_once: ReadOnce) -> None:
    target = HttpTarget(start(http(behaviour)).url(), expect=Expect(body="never there"))
    failed(read_once(target), FailureKind.TOO_LARGE)


def test_every_5xx(start: Start, read_once: ReadOnce) -> None:
    for status in (500, 502, 503, 530):
        server = start(says(status, b"sorry", {"Retry-After": "120"}))
        reading = read_once(HttpTarget(server.url(), expect=Expect(statuses=(status, 200))))
        failed(reading, FailureKind.HTTP_5XX)
        assert reading.retry_after_s == (120.0 if status == 503 else None)


def test_another_status_than_expected(start: Start, read_once: ReadOnce) -> None:
    server = start(says(404))
    failed(read_once(HttpTarget(server.url(), expect=Expect(statuses=(200,)))), FailureKind.HTTP_UNEXPECTED)


def test_redirects_without_end(start: Start, read_once: ReadOnce) -> None:
    server = start(says(302, headers={"Location": "/again"}))
    failed(read_once(HttpTarget(server.url())), FailureKind.HTTP_UNEXPECTED)
    assert server.visits == 6


def test_another_body_than_expected(start: Start, read_once: ReadOnce) -> None:
    target = HttpTarget(start(says(200, b"nothing")).url(), expect=Expect(body="something"))
    failed(read_once(target), FailureKind.BODY_MISMATCH)
