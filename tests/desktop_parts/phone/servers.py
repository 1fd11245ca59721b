"""What answers in the phone's place on 127.0.0.1: a server over HTTP that notes what it got, and one for mail."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Web(ThreadingHTTPServer):
    """Takes whatever is posted; `status` says what it answers from now on."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taker)
        self.status = 200
        self.head: dict[str, str] = {}
        self.got: list[tuple[str, Any, str]] = []
        """Path, JSON and `Authorization`."""
        self.proxied: list[str] = []
        """`Proxy-Authorization`, where there was one."""
        self.news = threading.Condition()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def wait_for(self, count: int) -> list[Any]:
        """Wait until so many were posted, and give their JSON."""
        with self.news:
            assert self.news.wait_for(lambda: len(self.got) >= count, 20), self.got
            return [each[1] for each in self.got]


class _Taker(BaseHTTPRequestHandler):
    server: Web

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"null")
        with self.server.news:
            self.server.got.append((self.path, body, self.headers.get("Authorization", "")))
            self.server.proxied += self.headers.get_all("Proxy-Authorization", [])
            self.server.news.notify_all()
        self.send_response(self.server.status)
        for name, value in self.server.head.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def web() -> Iterator[Web]:
    with Web() as server, _running(server):
        yield server


class Mail(socketserver.ThreadingTCPServer):
    """A mail server that takes everything, or refuses the login."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.letters: list[str] = []
        self.refuses = False
        self.unknown = "nobody"

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _Session(socketserver.StreamRequestHandler):
    server: Mail

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        self._say("220 mail.example")
        while line := self.rfile.readline().decode().strip():
            match line.split(" ")[0].upper():
                case "EHLO":
                    self._say("250-mail.example\r\n250 AUTH PLAIN")
                case "AUTH":
                    self._say("535 no" if self.server.refuses else "235 welcome")
                case "RCPT" if self.server.unknown in line:
                    self._say("550 nobody of that name")
                case "DATA":
                    self._say("354 go on")
                    letter = ""
                    while (text := self.rfile.readline().decode()) != ".\r\n":
                        letter += text
                    self.server.letters.append(letter)
                    self._say("250 taken")
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 well")


@contextmanager
def mail() -> Iterator[Mail]:
    with Mail() as server, _running(server):
        yield server


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
