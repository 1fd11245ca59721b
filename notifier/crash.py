"""What goes wrong and was not foreseen: into a log without secrets, and told once; and how to end when asked to.

All hooks are here: the main thread's, other threads', what Python cannot raise, Qt's messages, the interpreter's own
death (fault.log), and the signals by which a system asks a program to end. Foreseen faults never come here.
"""

import contextlib
import faulthandler
import logging
import os
import re
import signal
import socket
import sys
import threading
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path
from types import FrameType, TracebackType
from typing import IO, Any, Final

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

log = logging.getLogger(__name__)

LOG_BYTES: Final = 1_000_000
LOG_FILES: Final = 3
FORMAT: Final = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"

_SCRUBBED: Final = (
    # who logs in, in an address
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]*://)[^/\s@'\"<>]+@"), r"\1…@"),
    # what an address asks for
    (re.compile(r"(?i)\b((?:https?|wss?)://[^\s?#'\"<>]+)[?#][^\s'\"<>]*"), r"\1?…"),
    # what is called a secret
    (
        re.compile(
            r"(?i)\b(authorization|proxy-authorization|cookie|set-cookie|password|passwd|pwd|secret|token|api[-_]?key)"
            r"(['\"]?\s*[:=]\s*)(?:(?:basic|bearer|digest)\s+)?('[^']*'|\"[^\"]*\"|[^\s,;}\]]+)"
        ),
        r"\1\2…",
    ),
)

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def scrubbed(text: str) -> str:
    """Take secrets and the query parts of addresses out of a text."""
    for pattern, instead in _SCRUBBED:
        text = pattern.sub(instead, text)
    return text


class ScrubbingFormatter(logging.Formatter):
    """Formats a record, its traceback included, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line or lines for the log."""
        return scrubbed(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 Python's name
        """Give the message on one line; what would steer a terminal, or look like another entry, is escaped."""
        if not record.message.isprintable():
            record.message = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in record.message)
        return super().formatMessage(record)


class PrivateLogFile(logging.FileHandler):
    """A log that only the user may read, and those before it: where it is full a new one is begun.

    `logging.handlers` has such a thing, and takes a megabyte for what else it has.
    """

    def _open(self) -> TextIOWrapper:
        return _private(self.baseFilename)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one entry, the last one where that fills the file."""
        with contextlib.suppress(OSError):
            super().emit(record)
            if self.stream is not None and os.fstat(self.stream.fileno()).st_size >= LOG_BYTES:
                self._begin_anew()

    def _begin_anew(self) -> None:
        """Keep what is full as the newest of the earlier ones."""
        self.close()
        files = [self.baseFilename, *(f"{self.baseFilename}.{number}" for number in range(1, LOG_FILES + 1))]
        for newer, older in reversed([*pairwise(files)]):
            if Path(newer).exists():
                Path(newer).replace(older)
        self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Lose the line where the disk takes none: the history says so to the user, and a traceback helps nobody."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)

    def close(self) -> None:
        """Let go of the file, whatever of it the disk takes."""
        with contextlib.suppress(OSError):
            super().close()


def _private(file: str) -> TextIOWrapper:
    """Open a file to write at its end; only the user may read it."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    if hasattr(os, "fchmod") and os.fstat(handle).st_mode & 0o077:
        os.fchmod(handle, 0o600)
    return TextIOWrapper(os.fdopen(handle, "ab"), encoding="utf-8", errors="backslashreplace")


class Failures(QObject):
    """Passes on, in the GUI thread, that something unforeseen went wrong somewhere.

    Signals: `happened` carries one line of plain text, the first time only: one dialog is enough.
    """

    happened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._told = False

    def tell(self, error: BaseException) -> None:
        """Tell of an exception, from any thread."""
        with self._lock:
            if self._told:
                return
            self._told = True
        try:
            self.happened.emit(scrubbed(f"{type(error).__name__}: {error}"))
        except RuntimeError:  # the object is gone already: the program is ending
            log.debug("nobody is there to hear of it")


class Hooks:
    """Installs every hook; `close` puts back what was there."""

    def __init__(self, failures: Failures | None = None) -> None:
        self._failures = failures
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        self._qt_before = qInstallMessageHandler(_on_qt_message)

    def close(self) -> None:
        """Put the earlier hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(self._qt_before)

    def _on_exception(self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            application = QCoreApplication.instance()
            if application is not None:
                application.quit()
            return
        log.critical("unforeseen", exc_info=(kind, error, traceback))
        self._tell(error)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is None or isinstance(arguments.exc_value, SystemExit):
            return
        name = arguments.thread.name if arguments.thread else "?"
        facts = (arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
        log.critical("unforeseen in thread %s", name, exc_info=facts)
        self._tell(arguments.exc_value)

    def _on_unraisable(self, unraisable: "sys.UnraisableHookArgs") -> None:
        """What Python could not raise (a destructor, a callback) is logged, and no dialog is worth it."""
        error = unraisable.exc_value
        facts = (unraisable.exc_type, error, unraisable.exc_traceback) if error is not None else None
        log.error("%s %r", unraisable.err_msg or "unraisable in", unraisable.object, exc_info=facts)

    def _tell(self, error: BaseException) -> None:
        if self._failures is not None:
            self._failures.tell(error)


class Signals(QObject):
    """Turns SIGINT and SIGTERM into a Qt signal; Python's own handlers would wait for the next bytecode.

    Signals: `asked_to_end`.
    """

    asked_to_end = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        for each in (self._ours, theirs):
            each.setblocking(False)
        self._wakeup_before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._before: dict[signal.Signals, Any] = {}
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            number = getattr(signal, name, None)
            if number is not None:
                self._before[number] = signal.signal(number, _nothing)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_readable)

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()

    @Slot()
    def _on_readable(self) -> None:
        numbers = self._ours.recv(64)
        if any(number in self._before for number in numbers):
            self.asked_to_end.emit()


class Log:
    """The rotating log file and the interpreter's fault file; `close` lets go of both."""

    def __init__(self, log_file: Path, fault_file: Path, level: str = "warning") -> None:
        self._logger = logging.getLogger()
        self._level_before = self._logger.level
        self._handlers: list[logging.Handler] = []
        self._faults: IO[str] | None = None
        try:
            self._add(PrivateLogFile(log_file))
            self._faults = _private(str(fault_file))
            faulthandler.enable(self._faults)
        except OSError as error:
            log.warning("there is no log file: %s", error.strerror)
        if sys.stderr is not None and (not self._handlers or sys.stderr.isatty()):
            self._add(logging.StreamHandler())
        self._logger.setLevel(getattr(logging, level.upper()))

    def close(self) -> None:
        """Flush and close."""
        for handler in self._handlers:
            self._logger.removeHandler(handler)
            handler.close()
        self._logger.setLevel(self._level_before)
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()

    def _add(self, handler: logging.Handler) -> None:
        handler.setFormatter(ScrubbingFormatter(FORMAT))
        self._logger.addHandler(handler)
        self._handlers.append(handler)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    category = context.category or "default"
    name = category if category.startswith("qt") else f"qt.{category}"
    logging.getLogger(name).log(_LEVELS.get(kind, logging.INFO), "%s", message)


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """Let the wakeup socket tell; without any handler the signal would kill."""
