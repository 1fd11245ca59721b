"""Which way is taken, and that it is taken, through real little proxies."""

import base64
import socket
import sys
import threading
import urllib.request

import pytest

from notifier.core.failure import FailureKind, UserError
from notifier.core.model import Outcome
from notifier.probes.http import Expect, HttpTarget
from notifier.sources.address import address_of
from notifier.sources.client import ClientOptions
from notifier.sources.probe import NAME_FAILURES
from notifier.sources.proxies import Proxy, ProxyChoice, place_in_use, proxy_in_use, proxy_of
from tests.sources.conftest import ReadOnce, Start
from tests.sources.servers import Authority, Visit, free_port, says

HERE = address_of("https://acme.example/")


def test_the_settings_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://system.example:3128")
    assert ProxyChoice("none").of(HERE) is None
    assert ProxyChoice("").of(HERE) == Proxy("http", "system.example", 3128)
    own = ProxyChoice("socks5://own.example", "ann", "pass").of(HERE)
    assert own == Proxy("socks5", "own.example", 1080, "ann", "pass")


@pytest.mark.parametrize(
    ("exceptions", "host", "direct"),
    [
        ("acme.example", "acme.example", True),
        (".acme.example", "www.acme.example", True),
        ("*.acme.example", "www.acme.example", True),
        ("acme.example:443", "acme.example", True),
        ("other.example, 10.0.0.0/8", "10.1.2.3", True),
        ("[2001:db8::1]", "[2001:db8::1]", True),
        ("2001:db8::/32", "[2001:db8::1]", True),
        ("Acme.Example.", "www.acme.example", True),
        ("*", "acme.example", True),
        ("cme.example", "acme.example", False),
        ("", "acme.example", False),
        ("", "127.0.0.1", True),
        ("", "localhost", True),
    ],
)
def test_exceptions(exceptions: str, host: str, direct: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks://system.example:9")
    monkeypatch.setenv("no_proxy", exceptions)
    found = ProxyChoice("").of(address_of(f"http://{host}/"))
    assert found == (None if direct else Proxy("socks5", "system.example", 9))


@pytest.mark.parametrize(
    ("settings", "bypassed", "found"),
    [
        ({"https": "http://office.example:8080"}, False, Proxy("http", "office.example", 8080)),
        ({"socks": "socks://office.example:9"}, False, Proxy("socks5", "office.example", 9)),
        ({"https": "http://office.example:8080"}, True, None),
        ({}, False, None),
    ],
)
def test_the_systems_settings(
    settings: dict[str, str], bypassed: bool, found: Proxy | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(urllib.request, "getproxies", lambda: settings)
    monkeypatch.setattr(urllib.request, "proxy_bypass", lambda host: bypassed)
    assert ProxyChoice("").of(HERE) == found


def test_the_one_in_use_may_be_for_what_is_not_encrypted_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (proxy_in_use(""), place_in_use("")) == (None, "")
    monkeypatch.setenv("http_proxy", "http://[2001:db8::1]:3128")
    assert proxy_in_use("") == Proxy("http", "2001:db8::1", 3128)
    assert place_in_use("") == "[2001:db8::1]:3128"
    assert place_in_use("none") == place_in_use("gopher://x") == ""


def test_a_broken_system_proxy_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "gopher://x")
    assert ProxyChoice("").of(HERE) is None


@pytest.mark.parametrize("text", ["", "ftp://x", "http://", "http://a:port", "socks5://ü"])
def test_addresses_that_cannot_be_read(text: str) -> None:
    with pytest.raises(UserError):
        proxy_of(text)


def test_users_in_an_address() -> None:
    assert proxy_of("http://a%40b:c%3Ad@p.example") == Proxy("http", "p.example", 80, "a@b", "c:d")
    assert "c:d" not in proxy_of("http://a:c@p.example").url


def pump(one: socket.socket, other: socket.socket) -> None:
    try:
        while data := one.recv(65536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def join(visit: Visit, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as goal:
        back = threading.Thread(target=pump, args=(goal, visit.sock))
        back.start()
        pump(visit.sock, goal)
        back.join()


class Tunnel:
    """An HTTP proxy that tunnels everything to one port of this machine, or refuses."""

    def __init__(self, port: int, refuse: bytes = b"") -> None:
        self.port, self.refuse = port, refuse

    def __call__(self, visit: Visit) -> None:
        visit.read_head()
        if self.refuse:
            visit.send(self.refuse + b"\r\nContent-Length: 0\r\n\r\n")
            return
        if visit.head.startswith("CONNECT"):
            visit.send(b"HTTP/1.1 200 Connected\r\n\r\n")
            join(visit, self.port)
        else:
            visit.answer(200, b"through the proxy")


def test_through_an_http_proxy(start: Start, read_once: ReadOnce) -> None:
    server = start(Tunnel(1))
    options = ClientOptions(f"http://127.0.0.1:{server.port}", "ann", "pa:ss")
    target = HttpTarget("http://acme.example/a", expect=Expect((200,), body="through the proxy"))
    assert read_once(target, client=options).outcome is Outcome.OK
    assert server.heads[0].startswith("GET http://acme.example/a ")
    assert base64.b64encode(b"ann:pa:ss").decode() in server.heads[0]


def test_through_a_tunnel(start: Start, read_once: ReadOnce, trusted: Authority) -> None:
    goal = start(says(200, b"hello"), trusted.context("acme.example"))
    server = start(Tunnel(goal.port))
    options = ClientOptions(f"http://127.0.0.1:{server.port}")
    target = HttpTarget("https://acme.example/", expect=Expect((200,), body="hello"))
    assert read_once(target, client=options).outcome is Outcome.OK
    assert server.heads[0].startswith("CONNECT acme.example:443 ")


def test_a_bare_ipv6_address_stands_in_brackets(start: Start, read_once: ReadOnce) -> None:
    server = start(Tunnel(start(Visit.hang).port))
    for url in ("http://[2001:db8::1]:8080/a", "https://[2001:db8::1]/"):
        read_once(HttpTarget(url), client=ClientOptions(f"http://127.0.0.1:{server.port}"), timeout_s=0.3)
    assert [each.split(" HTTP", 1)[0] for each in server.heads] == [
        "GET http://[2001:db8::1]:8080/a",
        "CONNECT [2001:db8::1]:443",
    ]


@pytest.mark.parametrize(
    ("refusal", "outcome", "kind"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required", Outcome.UNVERIFIABLE, None),
        (b"HTTP/1.1 502 Bad Gateway", Outcome.FAILED, FailureKind.UNREACHABLE),
    ],
)
def test_a_tunnel_that_is_refused(
    refusal: bytes, outcome: Outcome, kind: FailureKind | None, start: Start, read_once: ReadOnce
) -> None:
    server = start(Tunnel(1, refusal))
    reading = read_once(HttpTarget("https://acme.example/"), client=ClientOptions(f"http://127.0.0.1:{server.port}"))
    assert (reading.outcome, reading.failure) == (outcome, kind)


class Socks:
    """A SOCKS 5 proxy that leads everything to one port, or gives this reply."""

    def __init__(self, port: int, reply: int = 0, user: bytes = b"") -> None:
        self.port, self.reply, self.user = port, reply, user
        self.asked = b""

    def __call__(self, visit: Visit) -> None:
        sock = visit.sock
        methods = sock.recv(2 + 255)
        method = 2 if self.user else 0
        if method not in methods[2:]:
            visit.send(b"\x05\xff")
            return
        visit.send(bytes([5, method]))
        if self.user:
            said = sock.recv(600)
            visit.send(b"\x01" + (b"\x00" if self.user in said else b"\x01"))
        self.asked = sock.recv(600)
        visit.send(bytes([5, self.reply, 0, 1, 0, 0, 0, 0, 0, 0]))
        if self.reply == 0:
            join(visit, self.port)


@pytest.mark.parametrize("user", [b"", b"ann"])
def test_through_socks(user: bytes, start: Start, read_once: ReadOnce, trusted: Authority) -> None:
    goal = start(says(200, b"hello"), trusted.context("acme.example"))
    socks = Socks(goal.port, user=user)
    options = ClientOptions(f"socks5://127.0.0.1:{start(socks).port}", user.decode(), "secret")
    target = HttpTarget("https://acme.example/", expect=Expect((200,), body="hello"))
    assert read_once(target, client=options).outcome is Outcome.OK
    assert b"acme.example" in socks.asked  # the proxy looks the name up


@pytest.mark.parametrize(
    ("reply", "kind"),
    [(4, FailureKind.UNREACHABLE), (5, FailureKind.CONNECT_REFUSED), (6, FailureKind.CONNECT_TIMEOUT)],
)
def test_what_socks_replies(reply: int, kind: FailureKind, start: Start, read_once: ReadOnce) -> None:
    options = ClientOptions(f"socks5://127.0.0.1:{start(Socks(1, reply)).port}")
    assert read_once(HttpTarget("http://acme.example/"), client=options).failure is kind


def test_a_proxy_that_is_none(start: Start, read_once: ReadOnce) -> None:
    options = ClientOptions(f"socks5://127.0.0.1:{start(says(400)).port}")

    def not_socks(visit: Visit) -> None:
        visit.sock.recv(100)
        visit.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    options = ClientOptions(f"socks5://127.0.0.1:{start(not_socks).port}")
    assert read_once(HttpTarget("http://acme.example/"), client=options).outcome is Outcome.UNVERIFIABLE


@pytest.mark.parametrize("scheme", ["http", "https", "socks5"])
@pytest.mark.parametrize("url", ["http://acme.example/", "https://acme.example/"])
def test_a_proxy_that_refuses_is_named_and_tells_nothing_of_the_service(
    url: str, scheme: str, read_once: ReadOnce
) -> None:
    place = f"127.0.0.1:{free_port()}"
    reading = read_once(HttpTarget(url), client=ClientOptions(f"{scheme}://{place}"))
    assert (reading.outcome, reading.failure) == (Outcome.UNVERIFIABLE, None)
    assert reading.detail == f"the proxy {place} cannot be used: the connection was refused"


def test_a_proxy_whose_own_certificate_is_bad_is_named(start: Start, read_once: ReadOnce, trusted: Authority) -> None:
    server = start(says(200), trusted.context("other.example"))
    options = ClientOptions(f"https://127.0.0.1:{server.port}")
    reading = read_once(HttpTarget("https://acme.example/"), client=options)
    assert reading.outcome is Outcome.UNVERIFIABLE
    assert reading.detail.startswith(f"the proxy 127.0.0.1:{server.port} cannot be used: the certificate is not valid")


def test_the_services_own_certificate_is_the_services_behind_a_secured_proxy_too(
    start: Start, read_once: ReadOnce, trusted: Authority
) -> None:
    goal = start(says(200), trusted.context("other.example"))
    server = start(Tunnel(goal.port), trusted.context("localhost"))
    options = ClientOptions(f"https://localhost:{server.port}")
    reading = read_once(HttpTarget("https://acme.example/"), client=options)
    assert (reading.outcome, reading.failure) == (Outcome.FAILED, FailureKind.CERTIFICATE)
    assert "proxy" not in reading.detail


def test_a_proxy_of_which_nothing_is_heard_may_be_out_of_reach_by_the_users_own_line(read_once: ReadOnce) -> None:
    silent = socket.create_server(("127.0.0.1", 0), backlog=0)
    place = f"127.0.0.1:{silent.getsockname()[1]}"
    with silent, socket.create_connection(silent.getsockname()):
        reading = read_once(HttpTarget("http://acme.example/"), client=ClientOptions(f"http://{place}"), timeout_s=0.3)
    assert (reading.outcome, reading.failure) == (Outcome.FAILED, FailureKind.CONNECT_TIMEOUT)
    assert reading.detail.startswith(f"the proxy {place} cannot be used: the time ran out")
    unknown = read_once(HttpTarget("http://acme.example/"), client=ClientOptions("http://proxy.invalid:3128"))
    assert unknown.failure in NAME_FAILURES
    assert unknown.detail.startswith("the proxy proxy.invalid:3128 cannot be used: the name ")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_is_named(scheme: str, start: Start, read_once: ReadOnce) -> None:
    server = start(Tunnel(1, b"HTTP/1.1 407 Proxy Authentication Required"))
    options = ClientOptions(f"http://127.0.0.1:{server.port}")
    reading = read_once(HttpTarget(f"{scheme}://acme.example/"), client=options)
    assert reading.outcome is Outcome.UNVERIFIABLE
    assert reading.detail == f"the proxy 127.0.0.1:{server.port} said: 407 Proxy Authentication Required"


@pytest.mark.parametrize("said", [b"", b"\x05", b"\x05\x00\x05\x00"])
def test_a_socks_proxy_that_hangs_up(said: bytes, start: Start, read_once: ReadOnce) -> None:
    def hangs_up(visit: Visit) -> None:
        visit.sock.recv(100)
        visit.send(said)

    options = ClientOptions(f"socks5://127.0.0.1:{start(hangs_up).port}")
    reading = read_once(HttpTarget("http://acme.example/"), client=options)
    assert reading.outcome is Outcome.UNVERIFIABLE
    assert reading.detail.startswith(options.proxy.replace("socks5://", "the proxy "))
