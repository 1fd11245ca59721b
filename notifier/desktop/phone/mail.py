"""Mail as Apprise expects it of `smtplib`: the same, but a server's replies end, in time and in size.

A server that drips, or says "there is more" for ever, would hold the queue of all notices and fill the memory.
"""

import smtplib
import socket
import time
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from notifier.desktop.phone.taken import Taken

REPLIES_MOST: Final = 64 * 1024
"""So much a server may say; what is usual is one kilobyte. Chosen."""


class Mail:
    """Stands where a plugin of Apprise expects `smtplib`."""

    def __init__(self, patience_s: float, taken: Taken) -> None:
        self.SMTP = partial(_Smtp, patience_s, taken)
        self.SMTP_SSL = partial(_SmtpSsl, patience_s, taken)

    def __getattr__(self, name: str) -> Any:
        return getattr(smtplib, name)


class _Smtp(smtplib.SMTP):
    def __init__(self, patience_s: float, taken: Taken, *place: Any, **options: Any) -> None:
        self._until_s = time.monotonic() + patience_s
        self._taken = taken
        super().__init__(*place, **options)

    def sendmail(self, from_addr: str, to_addrs: Sequence[str], *letter: Any, **options: Any) -> Any:
        """As there, but nothing to those who have it. The letters of one notice differ by whom they are for alone."""
        if self._taken.has(from_addr, *to_addrs):
            return {}
        refused = super().sendmail(from_addr, to_addrs, *letter, **options)
        if not refused:
            self._taken.add(from_addr, *to_addrs)
        return refused

    def getreply(self) -> tuple[int, bytes]:
        """As there. Raises SMTPServerDisconnected where it does not end."""
        if self.file is None and self.sock is not None:
            self.file = _Replies(self.sock, self._until_s)
        return super().getreply()


class _SmtpSsl(_Smtp, smtplib.SMTP_SSL):
    """Secured from the first byte."""


class _Replies:
    """What a server says, line by line, until a moment of the monotonic clock."""

    def __init__(self, sock: socket.socket, until_s: float) -> None:
        self._sock = sock
        self._until_s = until_s
        self._file = sock.makefile("rb")
        self._left = REPLIES_MOST

    def readline(self, most: int) -> bytes:
        """Give a line, or what comes before the end. Raises OSError where that takes too long, or is too much."""
        line = b""
        while len(line) < most and not line.endswith(b"\n"):
            left_s = self._until_s - time.monotonic()
            if left_s <= 0 or self._left <= 0:
                raise TimeoutError("it does not end")
            self._sock.settimeout(left_s)
            come = self._file.peek(1)
            if not come:
                break
            piece = self._file.read(min(come.find(b"\n") + 1 or len(come), most - len(line)))
            self._left -= len(piece)
            line += piece
        return line

    def close(self) -> None:
        """Close it."""
        self._file.close()
