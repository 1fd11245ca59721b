"""`watch` as a process: in a pipe, on a terminal, beside the tray program."""

import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from notifier.cli import journal as journals
from notifier.cli.journal import SharedJournal
from notifier.config import file
from notifier.core.alerts.outbox import Message, OutboxRow, key_of
from notifier.core.events import Notice
from notifier.core.model import Alert, AlertKind, AlertService, State
from notifier.core.ports import Batch, Trust
from notifier.desktop.single_instance import Claim, Request, SingleInstance
from notifier.desktop.watch_lock import WatchLock
from notifier.store.writer import HistoryWriter
from tests.cli.conftest import PROGRAM, Commands
from tests.cli.world import Server, World

PATIENCE_S = 30.0


@pytest.fixture
def watched(cli: Commands, internet: World) -> Server:
    server = internet.server()
    assert cli("add", f"{server.host}:{server.port}").status == 0
    return server


@pytest.fixture
def tray(
    qapp: QApplication, tmp_path: Path, cli: Commands, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], None]]:
    """Start what the tray program is to others: the one instance on a folder."""
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    running: list[SingleInstance] = []

    def start(folder: Path) -> None:
        instance = SingleInstance(folder)
        assert instance.claim(Request(), patience_ms=0) is Claim.FIRST
        running.append(instance)

    yield start
    for each in running:
        each.close()


@contextmanager
def started(cli: Commands, *options: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*PROGRAM, *cli.options, "watch", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(process: subprocess.Popen[str], words: str) -> str:
    """Read lines until one has the words."""
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return line
    raise AssertionError(f"the process ended without saying {words!r}")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_in_a_pipe_changes_are_lines_and_a_signal_ends_it_cleanly(
    cli: Commands, watched: Server, number: signal.Signals
) -> None:
    with started(cli) as process:
        line = wait_for(process, "works")
        process.send_signal(number)
        _, errors = process.communicate(timeout=PATIENCE_S)
    assert (process.returncode, errors) == (0, "")
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d ✓ {watched.host}:{watched.port}: works\n", line)
    assert cli("doctor", "--json").json  # the history it wrote is whole
    with HistoryWriter.open(cli.paths.history_file, lambda _notice: None) as writer:
        (trust,) = writer.restore(datetime.now(UTC)).trust
    assert trust.target == f"tcp://{watched.host}:{watched.port}"


@pytest.mark.slow
def test_what_was_on_its_way_when_a_watch_was_killed_is_marked_by_the_next_one(cli: Commands, watched: Server) -> None:
    now = datetime.now(UTC)
    (service,) = file.load(cli.paths.settings_file).settings.watched
    back = AlertService(service.id, "Server", "i1", State.OK, until=now)
    message = Message(Alert("a1", AlertKind.RECOVERED, now, "i1", (back,)), now.timestamp() + 600.0)
    with HistoryWriter.open(cli.paths.history_file, lambda _notice: None) as writer:
        writer.commit(Batch(alerts=(message.alert,), outbox=(OutboxRow(key_of(message), message),)))

    def left() -> int:
        with closing(sqlite3.connect(cli.paths.history_file)) as connection:
            count: int = connection.execute("SELECT count(*) FROM outbox").fetchone()[0]
            return count

    with started(cli) as process:
        wait_for(process, "works")
        ends_s = time.monotonic() + PATIENCE_S
        while left() and time.monotonic() < ends_s:
            select.select([], [], [], 0.1)
    assert left() == 0


def test_nothing_to_watch_is_wrong_use(cli: Commands) -> None:
    told = cli("watch")
    assert told.status == 64
    assert told.err == "outage-notifier: nothing is watched yet; for example: outage-notifier add whatsapp\n"


def test_without_a_display_a_bare_start_watches(cli: Commands) -> None:
    told = cli.process()
    assert told.status == 64
    assert "nothing is watched yet" in told.err


@pytest.mark.slow
def test_beside_the_tray_it_only_shows(cli: Commands, watched: Server, tray: Callable[[Path], None]) -> None:
    tray(cli.paths.data_dir)
    with started(cli) as process:
        wait_for(process, "this table only shows")
        wait_for(process, "works")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert not cli.paths.history_file.exists()


def test_on_a_terminal_it_paints_and_q_ends_it(cli: Commands, watched: Server) -> None:
    main, side = pty.openpty()
    termios.tcsetwinsize(side, (24, 80))
    before = termios.tcgetattr(side)
    process = subprocess.Popen(
        [*PROGRAM, *cli.options, "watch"],
        stdin=side,
        stdout=side,
        stderr=subprocess.PIPE,
        env={**os.environ, "TERM": "xterm", "LANG": "C.UTF-8"},
    )
    try:
        shown = read_until(main, "Your connection is fine")
        assert "\x1b[?1049h" in shown
        assert "q or Ctrl+C ends, s snoozes" in shown
        os.write(main, b"xs")
        read_until(main, "Nothing fails that could be snoozed.")
        os.write(main, b"Q")
        last = read_until(main, "\x1b[?1049l").partition("\x1b[?1049l")[2]
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""
        assert termios.tcgetattr(side) == before
        last += "" if "Your connection is" in last else read_until(main, "Your connection is")
        assert f"{watched.host}:{watched.port}" in last
    finally:
        process.kill()
        process.communicate()
        os.close(main)
        os.close(side)


def read_until(terminal: int, words: str) -> str:
    """Read what is painted until it has the words."""
    seen = ""
    end = time.monotonic() + PATIENCE_S
    while words not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"{words!r} did not come; this did: {seen!r}"
        seen += os.read(terminal, 65536).decode("utf-8", "replace")
    return seen


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SharedJournal, list[str]]]:
    monkeypatch.setattr(journals, "LOOK_S", 0.0)
    lock = WatchLock(tmp_path)
    assert lock.take()
    told: list[str] = []
    notices: list[Notice] = []
    writer = HistoryWriter.open(tmp_path / "history.db", notices.append)
    journal = SharedJournal(lock, writer, lambda: told.append("stepped back"))
    yield journal, told
    journal.close()
    assert notices == []


def test_when_the_tray_starts_the_terminal_steps_back_once(
    tmp_path: Path, shared: tuple[SharedJournal, list[str]], tray: Callable[[Path], None]
) -> None:
    journal, told = shared
    journal.commit(Batch(trust=(Trust("a", "tcp://a:1", datetime.now(UTC)),)))
    assert told == []
    tray(tmp_path)
    journal.commit(Batch(trust=(Trust("b", "tcp://b:1", datetime.now(UTC)),)))
    journal.commit(Batch(trust=(Trust("c", "tcp://c:1", datetime.now(UTC)),)))
    assert told == ["stepped back"]
    with HistoryWriter.open(tmp_path / "history.db", lambda _notice: None) as writer:
        assert [each.service for each in writer.restore(datetime.now(UTC)).trust] == ["a"]


def test_of_two_watches_one_writes(tmp_path: Path) -> None:
    first, second = WatchLock(tmp_path), WatchLock(tmp_path)
    assert first.take()
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()
