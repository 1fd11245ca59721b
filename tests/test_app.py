"""The program as a process: it starts, hands over, ends when asked to, and starts again after a kill."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from notifier import __main__
from tests.ending import Ending

SETTINGS = """first_run_done = true
proxy = "none"
anchors = ["http://localhost:9/", "127.1.0.1:9", "127.2.0.1:9"]
"""
QUIT_WITHIN_S = 2.0
"""One second is the goal (a benchmark holds it); what is waited for a processor is not counted."""


class Processes:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.through: tuple[str, ...] = ()
        """What runs the command in a world of its own."""
        self.running: list[subprocess.Popen[str]] = []
        (folder / "config").mkdir()
        (folder / "config" / "settings.toml").write_text(SETTINGS)
        (folder / "run").mkdir(mode=0o700)
        self.history = folder / "data" / "history.db"
        self.environment = {
            **os.environ,
            "DISPLAY": ":none",
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={os.devnull}",
        }

    def start(self, *words: str) -> "subprocess.Popen[str]":
        command = [*self.through, sys.executable, "-X", "dev", "-m", "notifier"]
        command += ["--config-dir", str(self.folder / "config"), "--data-dir", str(self.folder / "data"), *words]
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent,
        )
        self.running.append(process)
        return process

    def end(self, process: "subprocess.Popen[str]", number: signal.Signals = signal.SIGTERM) -> str:
        """Ask it to end, which it does soon and in good order; give what it said."""
        ending = Ending(process.pid)
        process.send_signal(number)
        took_s = ending.took_s(lambda: process.poll() is not None)
        said = process.communicate(timeout=20)[1]
        assert process.returncode == 0, said
        assert took_s < QUIT_WITHIN_S
        assert "Traceback" not in said, said
        return said

    def log(self) -> str:
        return (self.folder / "data" / "log" / "outage-notifier.log").read_text()

    def close(self) -> None:
        for each in self.running:
            each.kill()
            each.wait()
            for stream in (each.stdout, each.stderr):
                if stream is not None:
                    stream.close()


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    with closing(Processes(tmp_path)) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_and_soon_when_asked_to(processes: Processes, qtbot: QtBot, number: signal.Signals) -> None:
    process = processes.start()
    qtbot.waitUntil(processes.history.exists, timeout=30_000)
    said = processes.end(process, number)
    for words in ("Traceback", "QThread", "ResourceWarning", "QObject"):
        assert words not in said + processes.log()


def test_a_second_start_hands_over_and_ends(processes: Processes, qtbot: QtBot) -> None:
    first = processes.start()
    qtbot.waitUntil(processes.history.exists, timeout=30_000)
    second = processes.start()
    assert second.wait(30) == 0
    assert first.poll() is None


def test_a_command_ends_it(processes: Processes, qtbot: QtBot) -> None:
    first = processes.start()
    qtbot.waitUntil(processes.history.exists, timeout=30_000)
    told = processes.start("quit").communicate(timeout=30)[0]
    assert told == "Outage Notifier has ended; nothing is watched any more.\n"
    assert first.wait(5) == 0
    assert processes.start("quit").communicate(timeout=30)[0] == "Outage Notifier is not running.\n"


@pytest.mark.slow
def test_after_a_kill_it_starts_again(processes: Processes, qtbot: QtBot) -> None:
    killed = processes.start()
    qtbot.waitUntil(processes.history.exists, timeout=30_000)
    killed.kill()
    killed.wait()
    heirs = [processes.start(), processes.start()]
    qtbot.waitUntil(lambda: [each.poll() for each in heirs].count(0) == 1, timeout=30_000)
    (first,) = [each for each in heirs if each.poll() is None]  # up, for it has answered the other one
    first.terminate()
    assert first.wait(20) == 0


@pytest.mark.slow
def test_one_that_is_held_up_is_told_apart(processes: Processes, qtbot: QtBot) -> None:
    first = processes.start()
    qtbot.waitUntil(processes.history.exists, timeout=30_000)
    first.send_signal(signal.SIGSTOP)
    second = processes.start()
    said = second.communicate(timeout=30)[1]
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 2
    assert "does not answer" in said


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls = list[str]()

    def tray(options: argparse.Namespace) -> int:
        calls.append("tray")
        return 3

    def command(options: argparse.Namespace, _imported: object) -> int:
        calls.append(options.command)
        return 4

    monkeypatch.setattr("notifier.app.run", tray)
    monkeypatch.setattr("notifier.cli.main.run", command)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    return calls


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a desktop")
@pytest.mark.parametrize(
    ("words", "variable", "called_for", "status"),
    [
        ([], "DISPLAY", "tray", 3),
        ([], "WAYLAND_DISPLAY", "tray", 3),
        ([], "", "watch", 4),
        (["doctor"], "DISPLAY", "doctor", 4),
        (["doctor"], "", "doctor", 4),
    ],
)
def test_what_is_started(
    called: list[str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    words: list[str],
    variable: str,
    called_for: str,
    status: int,
) -> None:
    monkeypatch.setattr(sys, "argv", ["outage-notifier", *words])
    if variable:
        monkeypatch.setenv(variable, ":9")
    assert __main__.main() == status
    assert called == [called_for]


def test_what_a_command_imports_is_not_looked_over_for_garbage() -> None:
    code = (
        "import gc, sys, notifier.__main__, notifier.cli.config as command\n"
        "command.run = lambda _context: print(gc.isenabled(), gc.get_freeze_count() > 10_000) or 0\n"
        "sys.argv[1:] = ['config']; sys.exit(notifier.__main__.main())"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "True True\n"
