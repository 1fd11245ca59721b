"""A server on loopback that can die and come back at the same address: a service, or a part of the internet."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from typing import Any

from tests.waiting import heard


class _Handler(BaseHTTPRequestHandler):
    server: "_CountingServer"

    def do_GET(self) -> None:
        body = b"fine\n"
        self.send_response(self.server.owner.status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class's name
        """Say nothing: the test counts for itself."""


class _CountingServer(ThreadingHTTPServer):
    daemon_threads = True
    owner: "LoopbackServer"

    def get_request(self) -> tuple[socket, Any]:
        accepted = super().get_request()
        self.owner.note_visit()
        return accepted

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away in the middle is nobody's fault."""


class LoopbackServer:
    """Answers every request with its `status` while it lives, and refuses connections while it does not."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.status = 200
        self.port = 0
        self.visits = 0
        self._visited = threading.Condition()
        self._server: _CountingServer | None = None
        self.revive()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.host}:{self.port}/"

    def note_visit(self) -> None:
        """Count a connection."""
        with self._visited:
            self.visits += 1
            self._visited.notify_all()

    def wait_for_visits(self, more: int, timeout_s: float) -> None:
        """Wait until so many more connections have come."""
        with self._visited:
            wanted = self.visits + more
            heard(
                self._visited,
                lambda: self.visits >= wanted,
                timeout_s,
                lambda: f"{wanted} visits of {self.host}:{self.port}, which had {self.visits}",
            )

    def die(self) -> None:
        """Refuse connections from now on."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def revive(self) -> None:
        """Answer again, at the same port as ever."""
        self._server = _CountingServer((self.host, self.port), _Handler)
        self._server.owner = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
