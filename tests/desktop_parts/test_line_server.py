"""A line there and one back: over a socket of Python's, and over Qt's, which Windows needs; each understands both."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from notifier.desktop import named_pipe, unix_socket

KINDS = (unix_socket, named_pipe)
Server = unix_socket.LineServer | named_pipe.LineServer


@pytest.fixture(params=KINDS, ids=lambda kind: str(kind.__name__))
def serve(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Callable[[unix_socket.Answer], str]]:
    servers: list[Server] = []

    def make(answer: unix_socket.Answer) -> str:
        servers.append(request.param.LineServer(answer))
        name = f"line-server-{os.getpid()}"
        servers[-1].listen(name)
        return name

    yield make
    for each in servers:
        each.close()


def asked(kind: ModuleType, name: str, line: bytes, qtbot: QtBot, patience_ms: int = 20_000) -> bytes:
    """Ask as another program does: the server answers in this one."""
    code = f"import sys, {kind.__name__} as kind; sys.stdout.buffer.write(kind.ask({name!r}, {line!r}, {patience_ms}))"
    asking = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    qtbot.waitUntil(lambda: asking.poll() is not None)
    return asking.communicate()[0]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_a_line_is_answered(kind: ModuleType, serve: Callable[[unix_socket.Answer], str], qtbot: QtBot) -> None:
    name = serve(lambda line: b"heard " + line.strip())
    for words in (b"one", b"two"):
        assert asked(kind, name, words + b"\n", qtbot) == b"heard " + words


def test_what_has_no_answer_or_no_end_is_hung_up_on(serve: Callable[[unix_socket.Answer], str], qtbot: QtBot) -> None:
    name = serve(lambda _line: None)
    for data in (b"what\n", b"x" * (unix_socket.LONGEST + 1)):
        caller = QLocalSocket()
        caller.connectToServer(name)
        assert caller.waitForConnected(1000)
        with qtbot.waitSignal(caller.disconnected):
            caller.write(data)
        assert not caller.bytesAvailable()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_nobody_answers_where_nobody_listens(
    kind: ModuleType, serve: Callable[[unix_socket.Answer], str], qtbot: QtBot
) -> None:
    assert kind.ask("nobody-listens-here", b"hello\n", 1000) == b""
    name = serve(lambda _line: b"too late")
    assert kind.ask(name, b"hello\n", 10) == b"", "this thread does not listen meanwhile"
