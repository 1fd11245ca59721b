"""Asked to end while something is wrong, or started where something is missing, the program does."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from notifier.app import RUNS_ALREADY
from tests.desktop.parts import PROJECT
from tests.ending import starved_s
from tests.stage import stage
from tests.test_app import SETTINGS, Processes

STARVED_S = 5.0
"""Who gets no processor for so long at its start cannot answer in time: half of the others' patience."""
HANGING = """
[[watched]]
id = "own-hanging"
"""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="asks as POSIX asks")]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """Give a port that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        yield server.getsockname()[1]


def full_disk(processes: Processes, process: "subprocess.Popen[str]") -> None:
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, 0))


def no_folder(processes: Processes, process: "subprocess.Popen[str]") -> None:
    data = processes.folder / "data"
    while data.exists():  # it may write into it meanwhile
        shutil.rmtree(data, ignore_errors=True)


def stopped(processes: Processes, process: "subprocess.Popen[str]") -> None:
    process.send_signal(signal.SIGSTOP)
    process.send_signal(signal.SIGCONT)


def well(processes: Processes, process: "subprocess.Popen[str]") -> None:
    """Nothing is wrong."""


@pytest.mark.fault("ending")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("wrong", [well, full_disk, no_folder, stopped])
def test_the_tray_ends_whatever_is_wrong(
    processes: Processes,
    qtbot: QtBot,
    silent_port: int,
    wrong: Callable[[Processes, "subprocess.Popen[str]"], None],
    number: signal.Signals,
) -> None:
    own = processes.folder / "config" / "services"
    own.mkdir(parents=True)
    (own / "own-hanging.toml").write_text(stage(f"http://localhost:{silent_port}/", "Hanging", "own-hanging"))
    (processes.folder / "config" / "settings.toml").write_text(SETTINGS + HANGING)
    process = processes.start()
    qtbot.waitUntil(processes.history.exists, timeout=30_000)
    wrong(processes, process)
    processes.end(process, number)


def listens_to(process: "subprocess.Popen[str]", number: signal.Signals) -> bool:
    """Tell by what Linux knows of the process; before, there is nothing to be kept."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (number - 1) & 1)


@pytest.mark.fault("ending")
@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux when it listens")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_terminal_view_ends_when_its_terminal_goes(
    processes: Processes, qtbot: QtBot, number: signal.Signals
) -> None:
    (processes.folder / "config" / "settings.toml").write_text(SETTINGS + '[[watched]]\nid = "github"\n')
    process = processes.start("watch")
    qtbot.waitUntil(lambda: listens_to(process, number), timeout=30_000)
    processes.end(process, number)


ODD: dict[str, dict[str, str | None]] = {
    "no HOME": {"HOME": None, "XDG_CONFIG_HOME": None, "XDG_DATA_HOME": None, "XDG_STATE_HOME": None},
    "no locale": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "an unknown locale": {"LANG": "xx_YY.UTF-8", "LC_ALL": "xx_YY.UTF-8"},
    "an unknown time zone": {"TZ": "Nowhere/Else"},
    "a time zone that Python cannot tell": {"TZ": "XXX+25"},
    "no runtime folder": {"XDG_RUNTIME_DIR": "/nonexistent"},
    "no PATH": {"PATH": ""},
}


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("odd", ODD)
def test_it_starts_and_ends_in_odd_surroundings(processes: Processes, qtbot: QtBot, odd: str) -> None:
    for name, value in ODD[odd].items():
        if value is None:
            processes.environment.pop(name, None)
        else:
            processes.environment[name] = value
    process = processes.start()
    qtbot.waitUntil(processes.history.exists, timeout=30_000)
    processes.end(process)
    assert "Traceback" not in processes.log()


@pytest.mark.fault("odd surroundings")
def test_folders_need_no_names_that_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9 {name} %s \n")
    for words in (["config", "language", "id"], ["add", "github"], ["history"], ["services", "github"]):
        command = [sys.executable, "-m", "notifier", "--config-dir", str(folder), "--data-dir", str(folder), *words]
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=60,
            env={**os.environ, "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"},
            cwd=PROJECT,
        )
        assert b"Traceback" not in done.stderr, done.stderr
        assert done.returncode in (0, 1, 2, 3, 4, 5, 6), words


@pytest.mark.fault("many at once")
def test_of_many_that_are_started_at_once_one_stays(processes: Processes, qtbot: QtBot) -> None:
    started = [processes.start() for _ in range(8)]
    qtbot.waitUntil(lambda: sum(each.poll() is None for each in started) == 1, timeout=90_000)
    (first,) = [each for each in started if each.poll() is None]
    codes = [each.returncode for each in started if each is not first]
    if starved_s(first.pid) < STARVED_S:
        assert codes == [0] * 7
    assert set(codes) <= {0, RUNS_ALREADY}, "handed over, or told that it does not answer"
    assert processes.start().wait(60) == 0, "now it answers"
    processes.end(first)


CLAIM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from notifier.desktop.single_instance import Claim, Request, SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
claim = instance.claim(Request())
print(claim.name, flush=True)
if claim is Claim.FIRST:
    sys.exit(application.exec())
"""


@pytest.mark.fault("many at once")
def test_of_twenty_claims_at_once_one_is_the_first(
    processes: Processes, record_property: Callable[[str, object], None]
) -> None:
    record_property("tries", 20)
    command = [sys.executable, "-c", CLAIM, str(processes.folder)]
    processes.running += [
        subprocess.Popen(
            command,
            env=processes.environment,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(20)
    ]
    said = [each.stdout.readline().strip() for each in processes.running if each.stdout]
    assert sorted(said) == ["FIRST"] + ["HANDED_OVER"] * 19
