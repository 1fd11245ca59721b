"""Servers on loopback that stand in for services, official pages and anchors.

Each has an address of its own in 127.0.0.0/8, because the program reads no host twice within five seconds.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle
from typing import Any

_hosts = cycle(range(2, 250))
"""Networks of their own, so that anchors count as those of different owners."""


class Server:
    """Answers with what `answers` has for a path, else with 200; refuses connections after `die`."""

    def __init__(self, host: str = "") -> None:
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[str] = []
        self.status = 200
        self.host = host or f"127.{next(_hosts)}.0.1"
        self._server = ThreadingHTTPServer((self.host, 0), self._handler())
        self._server.daemon_threads = True
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self._lives = True

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}/"

    def die(self) -> None:
        if self._lives:
            self._lives = False
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    def be_page(self, level: str = "none", component: str = "operational", incidents: list[Any] | None = None) -> None:
        """Answer as an official page of the kind Statuspage."""
        summary = {
            "page": {"id": "p1", "name": "Acme", "url": self.url, "updated_at": "2026-01-01T00:00:00Z"},
            "components": [
                {"id": "c1", "name": "Web", "status": component, "group": False, "group_id": None, "position": 1}
            ],
            "incidents": incidents or [],
            "scheduled_maintenances": [],
            "status": {"indicator": level, "description": "What the page says"},
        }
        self.status = 404
        self.answers["/api/v2/summary.json"] = (200, json.dumps(summary).encode())
        self.answers["/"] = (200, b"<html>Acme status</html>")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        world = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.split("?")[0]
                world.asked.append(path)
                status, body = world.answers.get(path, (world.status, b"fine\n"))
                self.send_response(status)
                kind = "application/json" if path.endswith(".json") or body[:1] in (b"[", b"{") else "text/html"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
                """Say nothing."""

        return Handler


class World:
    """Anchors that answer, and servers as they are needed."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self.by_name = self.server("127.0.0.1")
        self.by_address = (self.server(), self.server())

    def server(self, host: str = "") -> Server:
        server = Server(host)
        self._stack.callback(server.die)
        return server

    @property
    def anchors(self) -> tuple[str, ...]:
        """What the settings say: one by name, two by address, each of another owner."""
        return (f"http://localhost:{self.by_name.port}/", *(f"{each.host}:{each.port}" for each in self.by_address))

    def cut_line(self) -> None:
        for each in (self.by_name, *self.by_address):
            each.die()


@contextmanager
def world() -> Iterator[World]:
    with ExitStack() as stack:
        yield World(stack)
