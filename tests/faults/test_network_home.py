"""A home folder over the network whose locks fail: it says so once, goes on watching in memory, and ends as ever."""

import platform
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

LOCK = "import fcntl, sys; fcntl.{call}(open(sys.argv[1], 'w'), fcntl.LOCK_EX)"

pytestmark = [
    pytest.mark.fault("files: a home whose locks fail"),
    pytest.mark.skipif(
        sys.platform != "linux" or platform.machine() not in NUMBERS, reason="the kernel's filter is Linux's"
    ),
]


WITHOUT_LOCKS = (sys.executable, no_locks.__file__)


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    with closing(Processes(tmp_path)) as made:
        made.through = WITHOUT_LOCKS
        yield made


@pytest.fixture
def anchor(processes: Processes) -> Iterator[LoopbackServer]:
    """Give an anchor whose visits tell that the program watches."""
    made = LoopbackServer("127.1.0.1")
    settings = processes.folder / "config" / "settings.toml"
    text = settings.read_text().replace("127.1.0.1:9", f"127.1.0.1:{made.port}")
    settings.write_text(f"anchor_interval_s = 5\n{text}")
    yield made
    made.die()


@pytest.mark.parametrize("call", ["flock", "lockf"])
def test_no_lock_is_given(call: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", LOCK.format(call=call), str(tmp_path / "x")]
    told = subprocess.run([*WITHOUT_LOCKS, *command], capture_output=True, text=True)
    assert "No locks available" in told.stderr
    assert subprocess.run(command).returncode == 0


@pytest.mark.slow
def test_the_tray_says_so_once_and_watches_in_memory(processes: Processes, anchor: LoopbackServer) -> None:
    process = processes.start()
    anchor.wait_for_visits(2, 60)
    assert processes.start().wait(30) == 0, "a second one hands over, as ever"
    processes.end(process)
    assert "Traceback" not in processes.log()
    assert processes.log().count("cannot be written") == 1
    assert not processes.history.stat().st_size, "nothing half-written"


def test_commands_work_without_it(processes: Processes) -> None:
    for words in (("history", "--json"), ("services", "github"), ("config", "language", "id")):
        out, err = processes.start(*words).communicate(timeout=60)
        assert "Traceback" not in err, err
        assert out, words
