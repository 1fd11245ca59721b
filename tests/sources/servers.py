"""Real servers on 127.0.0.1 that behave as badly as the world does: a thread for each, and for each connection."""

import contextlib
import datetime as dt
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Serve = Callable[["Visit"], None]


class Visit:
    """One connection from the server's side. `head` is what was asked, `body` what was sent with it."""

    def __init__(self, server: "Server", sock: socket.socket, number: int) -> None:
        self.server = server
        self.sock = sock
        self.number = number
        self.head = ""
        self.body = b""

    @property
    def path(self) -> str:
        return self.head.split(" ")[1]

    def header(self, name: str) -> str:
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return ""

    def read_head(self) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = self.sock.recv(65536)
            if not chunk:
                break
            data += chunk
        head, _, self.body = data.partition(b"\r\n\r\n")
        self.head = head.decode("latin-1") + "\r\n\r\n" * bool(head)
        while len(self.body) < int(self.header("Content-Length") or 0):
            chunk = self.sock.recv(65536)
            if not chunk:
                break
            self.body += chunk
        self.server.heads.append(self.head)

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def answer(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        lines = [f"HTTP/1.1 {status} Said"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if "transfer-encoding" not in {name.lower() for name in headers or {}}:
            lines.append(f"Content-Length: {len(body)}")
        self.send(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)

    def hang(self) -> None:
        """Say nothing until the other side or the test is done."""
        with contextlib.suppress(OSError):
            while self.sock.recv(65536):
                pass

    def reset(self) -> None:
        """Close with RST."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Counted:
    """Counts what a server gets rid of."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self.sent = 0

    def __call__(self, visit: Visit) -> None:
        send_on = visit.send

        def counting(data: bytes) -> None:
            send_on(data)
            self.sent += len(data)

        visit.send = counting  # type: ignore[method-assign]
        self._serve(visit)


class Server:
    """Listens `at` an address, on a free port; `serve` handles one connection."""

    def __init__(
        self, serve: Serve, context: ssl.SSLContext | None = None, at: tuple[str, int] = ("127.0.0.1", 0)
    ) -> None:
        self._serve = serve
        self._context = context
        self._socks: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._closing = False
        self.heads: list[str] = []
        self.visits = 0
        self.open = 0
        self.most_open = 0
        self._listener = socket.create_server(at, family=socket.AF_INET6 if ":" in at[0] else socket.AF_INET)
        self.port: int = self._listener.getsockname()[1]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{'https' if self._context else 'http'}://{host}:{self.port}{path}"

    def __enter__(self) -> "Server":
        self._start(self._accept)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closing = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            socks = list(self._socks)
        for sock in socks:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
            assert not thread.is_alive()

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._socks.append(sock)
                self.visits += 1
                self.open += 1
                self.most_open = max(self.open, self.most_open)
            self._start(self._handle, sock, self.visits)

    def _handle(self, sock: socket.socket, number: int) -> None:
        try:
            if self._context is not None:
                sock = self._context.wrap_socket(sock, server_side=True)
                with self._lock:
                    self._socks.append(sock)
            self._serve(Visit(self, sock, number))
        except (OSError, ssl.SSLError):
            pass
        finally:
            with self._lock:
                self.open -= 1
            sock.close()


def http(answer: Serve) -> Serve:
    """Read the request's head, then answer it."""

    def serve(visit: Visit) -> None:
        visit.read_head()
        if visit.head:
            answer(visit)

    return serve


def says(status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> Serve:
    """Answer every request so."""
    return http(lambda visit: visit.answer(status, body, headers))


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        port: int = sock.getsockname()[1]
        return port


class Authority:
    """A throw-away certificate authority."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._written: dict[Path, tuple[str, ...]] = {}
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Throw-away authority")])
        self.certificate = self._signed(self._name, self._key, [], -1, 30, authority=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def context(self, *names: str, days: tuple[int, int] = (-1, 30)) -> ssl.SSLContext:
        """A server's context with a certificate for these names; servers begin in many threads."""
        file = self._folder / f"{names[0]}{days}.pem"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with self._lock:
            if self._written.get(file) != names:
                file.write_bytes(self._made(names, days))
                self._written[file] = names
            context.load_cert_chain(file)
        return context

    def _made(self, names: tuple[str, ...], days: tuple[int, int]) -> bytes:
        """A key and its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
        signed = self._signed(subject, key, list(names), *days, authority=False)
        return key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ) + signed.public_bytes(serialization.Encoding.PEM)

    def _signed(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        names: list[str],
        first_day: int,
        last_day: int,
        *,
        authority: bool,
    ) -> x509.Certificate:
        now = dt.datetime.now(dt.UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + dt.timedelta(days=first_day))
            .not_valid_after(now + dt.timedelta(days=last_day))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if names:
            builder = builder.add_extension(
                x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False
            )
        return builder.sign(self._key, hashes.SHA256())
