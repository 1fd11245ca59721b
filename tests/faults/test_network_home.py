"""A home folder over the network. Its locks fail: it says so once, goes on watching in memory, and ends as ever.

Where it has locks, and only no memory that is shared through a file, the history is kept, as SQLite did before.
"""

import platform
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.desktop.loopback import LoopbackServer
from tests.faults import no_locks
from tests.faults.no_locks import NUMBERS
from tests.test_app import Processes
from tests.waiting import until

REFUSALS = {"ENOLCK": "No locks available", "EOPNOTSUPP": "not supported"}
MAP = "import mmap, sys; f = open(sys.argv[1], 'wb+'); f.truncate(4096); mmap.mmap(f.fileno(), 4096)"
LOCK = "import fcntl, sys; fcntl.{call}(open(sys.argv[1], 'w'), fcntl.LOCK_EX)"

pytestmark = [
    pytest.mark.fault("files: a home whose locks fail"),
    pytest.mark.skipif(
        sys.platform != "linux" or platform.machine() not in NUMBERS, reason="the kernel's filter is Linux's"
    ),
]


def without(fault: str) -> tuple[str, ...]:
    return (sys.executable, no_locks.__file__, fault)


@pytest.fixture
def anchor(processes: Processes) -> Iterator[LoopbackServer]:
    """Give an anchor whose visits tell that the program watches."""
    made = LoopbackServer("127.1.0.1")
    settings = processes.folder / "config" / "settings.toml"
    text = settings.read_text().replace("127.1.0.1:9", f"127.1.0.1:{made.port}")
    settings.write_text(f"anchor_interval_s = 5\n{text}")
    yield made
    made.die()


@pytest.mark.parametrize(("fault", "said"), REFUSALS.items())
@pytest.mark.parametrize("call", ["flock", "lockf"])
def test_no_lock_is_given(call: str, fault: str, said: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOCK.format(call=call), str(tmp_path / "x")]
    told = subprocess.run([*without(fault), *command], capture_output=True, text=True)
    assert said in told.stderr
    assert subprocess.run(command).returncode == 0


def test_no_memory_is_shared_through_a_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MAP, str(tmp_path / "x")]
    told = subprocess.run([*without("ENODEV"), *command], capture_output=True, text=True)
    assert "No such device" in told.stderr
    assert subprocess.run(command).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("fault", REFUSALS)
def test_the_tray_says_so_once_and_watches_in_memory(fault: str, processes: Processes, anchor: LoopbackServer) -> None:
    processes.through = without(fault)
    process = processes.start()
    anchor.wait_for_visits(2, 60)
    assert processes.start().wait(30) == 0, "a second one hands over, as ever"
    processes.end(process)
    assert "Traceback" not in processes.log()
    assert processes.log().count("cannot be written") == 1
    assert not processes.history.stat().st_size, "nothing half-written"


@pytest.mark.slow
@pytest.mark.parametrize("begun", ["there", "elsewhere"])
def test_where_only_a_log_cannot_be_kept_the_history_is(
    begun: str, processes: Processes, anchor: LoopbackServer
) -> None:
    """It may have been begun with one, on a computer that has the folder on a disk of its own."""
    if begun == "elsewhere":
        process = processes.start()
        log = processes.history.with_name("history.db-wal")
        until(lambda: log.exists() and log.stat().st_size, 60, "something in the log beside the history")
        process.kill()
        process.wait()
    processes.through = without("ENODEV")
    process = processes.start()
    anchor.wait_for_visits(2, 60)
    out, err = processes.start("history", "--json").communicate(timeout=60)
    assert (out.strip(), "Traceback" in err) == ("[]", False), err
    processes.end(process)
    assert "cannot be written" not in processes.log()
    with closing(sqlite3.connect(processes.history)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM lines").fetchone() > (0,)


@pytest.mark.parametrize("fault", [*REFUSALS, "ENODEV"])
def test_commands_work_without_it(fault: str, processes: Processes) -> None:
    processes.through = without(fault)
    for words in (("history", "--json"), ("services", "github"), ("config", "language", "id")):
        out, err = processes.start(*words).communicate(timeout=60)
        assert "Traceback" not in err, err
        assert out, words
