"""A line from one of the user's programs to another and one back, over Qt's named pipes: for Windows."""

import ctypes
import sys
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from notifier.desktop.unix_socket import CONNECTED_S, LONGEST, Answer

ANYBODY: Final = 0xFFFFFFFF
"""ASFW_ANY"""


def ask(name: str, line: bytes, patience_ms: int) -> bytes:
    """Send a line and give what is answered; empty where nobody listens, or answers in time."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(min(patience_ms, int(CONNECTED_S * 1000))):
        return b""
    if sys.platform == "win32":  # the user started this one, and wants the other's window in front
        ctypes.windll.user32.AllowSetForegroundWindow(ANYBODY)
    socket.write(line)
    answer = bytes(socket.readAll().data()) if socket.waitForReadyRead(patience_ms) else b""
    socket.disconnectFromServer()
    return answer


class LineServer(QObject):
    """Answers each connection's line by `answer`; where that gives None, or the line has no end, it is hung up on."""

    def __init__(self, answer: Answer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def listen(self, name: str) -> None:
        """Listen to this user alone."""
        QLocalServer.removeServer(name)  # left behind by one that was killed
        self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    @Slot()
    def _on_connection(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.setParent(self)
            socket.readyRead.connect(self._on_line)
            socket.disconnected.connect(socket.deleteLater)
        self._on_line()

    @Slot()
    def _on_line(self) -> None:
        for socket in self.findChildren(QLocalSocket):
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            elif socket.canReadLine():
                self._tell(socket)

    def _tell(self, socket: QLocalSocket) -> None:
        answer = self._answer(bytes(socket.readLine().data()))
        if answer is None:
            socket.abort()
            return
        socket.write(answer)
        socket.flush()
