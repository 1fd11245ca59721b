"""What holds for every test: no network but loopback, no screen, no user's own folders, no unexpected warning.

A test that expects the program to log a warning says so with `@pytest.mark.expects_log("part of the message")`: such
records are allowed, and one at least must come.
"""

import gc
import logging
import os
import re
import signal
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from notifier.words import times
from notifier.words.language import speak

sys.dont_write_bytecode = False  # what pytest makes of the tests is kept, where a system keeps nothing compiled, too
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's job in the background begins with it ignored
hypothesis.settings.register_profile("whole", deadline=None)
hypothesis.settings.register_profile("quick", deadline=None, max_examples=20)
hypothesis.settings.load_profile("whole")
os.environ["QT_LOGGING_RULES"] = "qt.qpa.*=false"

pytest_plugins = ["tests.fault_matrix"]

# What is waited for comes late on a busy machine; a test that waits in vain may take its time.
for _waits in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    _waits.__kwdefaults__ = {**(_waits.__kwdefaults__ or {}), "timeout": 30_000}

_real_connect = socket.socket.connect
_real_connect_ex = socket.socket.connect_ex
_real_sendto = socket.socket.sendto


def _refuse_outside(sock: socket.socket, address: Any) -> None:
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        host = str(address[0])
        if not (host.startswith("127.") or host in ("::1", "localhost")):
            message = f"a test tried to reach {host}: tests talk to loopback only"
            raise RuntimeError(message)


def _guarded_connect(sock: socket.socket, address: Any) -> None:
    _refuse_outside(sock, address)
    _real_connect(sock, address)


def _guarded_connect_ex(sock: socket.socket, address: Any) -> int:
    _refuse_outside(sock, address)
    return _real_connect_ex(sock, address)


def _guarded_sendto(sock: socket.socket, data: Any, *rest: Any) -> int:
    _refuse_outside(sock, rest[-1])
    return _real_sendto(sock, data, *rest)


@pytest.fixture(autouse=True)
def no_network_but_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves the machine."""
    monkeypatch.setattr(socket.socket, "connect", _guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", _guarded_connect_ex)
    monkeypatch.setattr(socket.socket, "sendto", _guarded_sendto)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give every test a home of its own, and English."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home if name == "HOME" else home / name.lower()))
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
        "LANGUAGE",
        "LANG",
    ):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Speak English again after a test, with no customs of a system."""
    yield
    speak("en")
    times.follow(None)


class _Kept(logging.Handler):
    """Keeps the records that a test causes."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the record."""
        self.records.append(record)


def _told(record: logging.LogRecord) -> str:
    text = f"{record.levelname} {record.name}: {record.getMessage()}"
    return f"{text}\n{logging.Formatter().formatException(record.exc_info)}" if record.exc_info else text


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which the program logs a warning or worse that the test does not expect."""
    kept = _Kept()
    logger = logging.getLogger("notifier")
    logger.addHandler(kept)
    yield
    logger.removeHandler(kept)
    patterns = [pattern for marker in request.node.iter_markers("expects_log") for pattern in marker.args]
    told = [_told(record) for record in kept.records]
    unexpected = [each for each in told if not any(re.search(pattern, each) for pattern in patterns)]
    missing = [pattern for pattern in patterns if not any(re.search(pattern, each) for each in told)]
    if unexpected:
        pytest.fail("the program logged what the test does not expect:\n" + "\n".join(unexpected))
    if missing:
        pytest.fail(f"the program did not log what the test expects: {missing}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have slow tests, then with those of most tests: no worker has a long one at the end."""
    counts = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path not in slow, -counts[item.path]))


def pytest_collection_finish() -> None:
    """Take all that was imported and collected out of the garbage collector's sight: a collection is cheap then."""
    gc.collect()
    gc.freeze()


gc.set_threshold(700, 10, 100)


@pytest.fixture(autouse=True)
def garbage_ends_where_it_was_made(request: pytest.FixtureRequest) -> Iterator[None]:
    """Collect garbage between tests.

    Qt's is collected in this thread: a later test's worker thread must not find it (Qt warns then). All the other, by
    and by: to look through all that tests have made takes the thread that does it as long as it may read a page.
    """
    yield
    if "qapp" in request.fixturenames or gc.get_count()[2] >= 10:
        gc.collect()
