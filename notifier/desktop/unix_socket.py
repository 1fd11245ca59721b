"""A line from one of the user's programs to another and one back, over a socket in the file system; Qt's brings 5 MB.

Windows has no such sockets that Python knows: there `named_pipe` does the same. What the lines mean is not known here.
"""

import contextlib
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, QObject, QSocketNotifier, Slot

LONGEST: Final = 8_192
CONNECTED_S: Final = 0.2
Answer = Callable[[bytes], bytes | None]


def place_of(name: str) -> Path:
    """Tell where the socket with this name is: a name without a folder is one of the folder for temporary files."""
    return Path(QDir.tempPath()) / name


def ask(name: str, line: bytes, patience_ms: int) -> bytes:
    """Send a line and give what is answered; empty where nobody of this user listens, or answers in time."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:  # type: ignore[attr-defined,unused-ignore]
        try:
            connection.settimeout(min(patience_ms / 1000, CONNECTED_S))
            place = place_of(name)
            own = os.geteuid()  # type: ignore[attr-defined,unused-ignore]
            if place.lstat().st_uid != own:  # in a folder that all may write, a stranger's own
                return b""
            connection.connect(str(place))
            connection.settimeout(patience_ms / 1000)
            connection.sendall(line)
            return connection.recv(LONGEST)
        except OSError:
            return b""


class LineServer(QObject):
    """Answers each connection's line by `answer`; where that gives None, or the line has no end, it is hung up on."""

    def __init__(self, answer: Answer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._place: Path | None = None
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None

    def listen(self, name: str) -> None:
        """Listen to this user alone, in the place of one that was killed; where that is not possible, to nobody."""
        listening, place = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM), place_of(name)  # type: ignore[attr-defined,unused-ignore]
        before = os.umask(0o177)
        try:
            place.unlink(missing_ok=True)
            listening.bind(str(place))
            listening.listen()
        except OSError:
            listening.close()
            return
        finally:
            os.umask(before)
        listening.setblocking(False)
        self._socket, self._place = listening, place
        self._notifier = QSocketNotifier(listening.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_connection)

    def close(self) -> None:
        """Listen no more."""
        if self._socket is None or self._notifier is None or self._place is None:
            return
        self._notifier.setEnabled(False)
        self._socket.close()
        self._socket = None
        with contextlib.suppress(OSError):
            self._place.unlink()

    @Slot()
    def _on_connection(self) -> None:
        with contextlib.suppress(OSError):
            while self._socket is not None:
                _Caller(self._socket.accept()[0], self._answer, self)


class _Caller(QObject):
    """One connection, until it was answered or hung up."""

    def __init__(self, connection: socket.socket, answer: Answer, parent: QObject) -> None:
        super().__init__(parent)
        self._connection, self._answer, self._heard = connection, answer, b""
        connection.setblocking(False)
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_data)

    @Slot()
    def _on_data(self) -> None:
        try:
            data = self._connection.recv(LONGEST)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._heard += data
        line, end, _ = self._heard.partition(b"\n")
        if end and len(line) < LONGEST and (answer := self._answer(line)) is not None:
            with contextlib.suppress(OSError):
                self._connection.sendall(answer)
        elif data and not end and len(self._heard) < LONGEST:
            return
        self._notifier.setEnabled(False)
        self._connection.close()
        self.deleteLater()
