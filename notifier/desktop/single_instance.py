"""One instance per user and settings folder: a second start asks the first to show its window, and ends.

A lock file decides who is first (it survives a kill, and two starts at the same moment); a local socket carries the
request. What is then shown is decided in `notifier.app`.
"""

import contextlib
import os
import re
import sys
import time
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Annotated, Final

import msgspec
from PySide6.QtCore import QCryptographicHash, QObject, QStandardPaths, QTimer, Signal

from notifier.core.commands import EndSnooze, Snooze
from notifier.desktop.watch_lock import INSTANCE_LOCK, is_held, lock_of
from notifier.files import read_file, replace_file
from notifier.json import NOT_JSON

if sys.platform == "win32":
    from notifier.desktop.named_pipe import LineServer, ask
else:
    from notifier.desktop.unix_socket import LineServer, ask

PLACE: Final = "instance.socket"
"""Where the first one says which its socket is."""
PATIENCE_MS: Final = 3_000
OF_LOGIN: Final = "/run/user/{user}"
"""Where logind has a user's folder (pam_systemd(8))."""
HERE: Final = b"ok"
ELSEWHERE: Final = b"elsewhere"
"""What the first answers: that it does what was asked, or where its windows are in place of that."""
START_PATIENCE_MS: Final = 10_000
"""Eight that start at once on a busy computer leave the first no time to answer for several seconds."""


class Request(msgspec.Struct, frozen=True):
    """What a second start asks for: the window, a practice outage, or the end.

    `order` is for the engine, and shows no window. `displays` names where the window can be seen; none: anywhere.

    `token` is the desktop's proof that the user asked, so that the window may take the focus. `practice` is the name of
    a scenario, or a whole path; `speed` is how many times as fast as real time it is played.
    """

    token: str = ""
    practice: str = ""
    speed: Annotated[float, msgspec.Meta(gt=0)] = 1.0
    quit: bool = False
    order: Snooze | EndSnooze | None = None
    displays: tuple[str, ...] = ()


class Claim(Enum):
    """What came of the claim to be the only one."""

    FIRST = "first"
    HANDED_OVER = "handed over"
    """Another one runs, and has taken the request."""
    OTHER_DISPLAY = "other display"
    """Another one runs, and its windows are on another display: whoever started this one would see nothing."""
    NO_ANSWER = "no answer"
    """Another one runs, and does not answer."""


class SingleInstance(QObject):
    """Claims to be the only instance, or hands the request over to it.

    Signals: `asked` carries the `Request` of a later start.
    """

    asked = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.name = _socket_name(folder)
        """Of the local socket, where this one listens."""
        self.other_display = ""
        """Where the windows of the first are, if that is `OTHER_DISPLAY`."""
        self._displays = displays()
        self._told = folder / PLACE
        self._lock = lock_of(folder / INSTANCE_LOCK)
        self._server = LineServer(self._answer, self)

    def claim(self, request: Request, patience_ms: int = START_PATIENCE_MS) -> Claim:
        """Be the first, or ask the first; it may be just starting, so this waits a moment."""
        until = time.monotonic() + patience_ms / 1000
        while True:
            if self._try_lock():
                self._server.listen(self.name)
                with contextlib.suppress(OSError):
                    replace_file(self._told, os.fsencode(self.name))
                return Claim.FIRST
            left_ms = int((until - time.monotonic()) * 1000)
            if left_ms <= 0:
                return Claim.NO_ANSWER
            if (answered := self._hand_over(request, left_ms)) is not None:
                return answered

    def take_over(self, patience_ms: int = START_PATIENCE_MS) -> Claim:
        """End the first, and be it."""
        until = time.monotonic() + patience_ms / 1000
        self.ask(Request(quit=True))
        while (claim := self.claim(Request(displays=self._displays), patience_ms)) is Claim.OTHER_DISPLAY:
            if time.monotonic() >= until:
                break
        return claim

    def ask(self, request: Request, patience_ms: int = PATIENCE_MS) -> bool:
        """Ask the first without a claim to be it; False where nobody answers."""
        return self._hand_over(request, patience_ms) is Claim.HANDED_OVER

    def close(self) -> None:
        """Let another one be the first."""
        self._server.close()
        with contextlib.suppress(OSError):
            self._told.unlink()
        self._lock.unlock()

    def _try_lock(self) -> bool:
        if self._lock.tryLock(50):
            with contextlib.suppress(OSError):
                Path(self._lock.fileName()).chmod(0o600)
            return True
        return not is_held(self._lock)

    def _hand_over(self, request: Request, patience_ms: int) -> Claim | None:
        line = msgspec.json.encode(request) + b"\n"
        for name in dict.fromkeys((self._first(), self.name)):
            said, _, more = ask(name, line, patience_ms).strip().partition(b" ")
            if said == HERE:
                return Claim.HANDED_OVER
            if said == ELSEWHERE:
                self.other_display = more.decode(errors="replace")
                return Claim.OTHER_DISPLAY
        return None

    def _first(self) -> str:
        """Give the socket of the first one, which may be of another session, with another folder for sockets."""
        try:
            told = read_file(self._told)
        except OSError:
            return self.name
        return os.fsdecode(told) if told and b"\0" not in told else self.name

    def _answer(self, line: bytes) -> bytes | None:
        try:
            request = msgspec.json.decode(line, type=Request)
        except NOT_JSON:
            return None
        if request.displays and self._displays and set(request.displays).isdisjoint(self._displays):
            return ELSEWHERE + b" " + self._displays[0].encode() + b"\n"
        QTimer.singleShot(0, self, partial(self.asked.emit, request))  # it is answered first: a window takes its time
        return HERE + b"\n"


def request_of_this_start(*, practice: str = "", speed: float = 1.0) -> Request:
    """What this start asks of the first, with the desktop's proof that the user started it.

    A practice may be seen on any display: whoever asks for it from a terminal is told that another one plays it.
    """
    where = () if practice else displays()
    return Request(_named("XDG_ACTIVATION_TOKEN"), practice, speed, displays=where)


def displays() -> tuple[str, ...]:
    """Name the displays on which this start can show windows, by its surroundings; none where a system has one only.

    A session may have one of each kind that are the same screen. An X server has screens, which share the desktop.
    """
    if sys.platform in ("win32", "darwin"):
        return ()
    x, wayland = _named("DISPLAY"), _named("WAYLAND_DISPLAY")
    names = (wayland and str(Path(_named("XDG_RUNTIME_DIR"), wayland)), re.sub(r"(:\d+)\.\d+$", r"\1", x))
    return tuple(filter(None, names))


def _named(variable: str) -> str:
    """Give what a variable holds, as far as it can be written down."""
    return os.fsencode(os.environ.get(variable, "")).decode(errors="replace")


def _socket_name(folder: Path) -> str:
    """A name of this user and this folder; inside a folder that only the user may enter, where there is one."""
    user = str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
    sha256, whose = QCryptographicHash.Algorithm.Sha256, os.fsencode(f"{user}:{folder}")
    digest = bytes(QCryptographicHash.hash(whose, sha256).toHex().data()).decode()[:16]
    name = f"outage-notifier-{digest}"
    runtime = _folder_of_session(user)
    return str(Path(runtime) / name) if os.name == "posix" and runtime and len(runtime) < 70 else name


def _folder_of_session(user: str) -> str:
    """Give the folder that the session has; cron, su and sudo tell nobody which, so that of the login is looked for."""
    of_login = OF_LOGIN.format(user=user)
    if os.name == "posix" and "XDG_RUNTIME_DIR" not in os.environ and os.access(of_login, os.W_OK):
        return of_login
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation)
