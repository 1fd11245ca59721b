import logging
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from notifier.crash import Failures, Hooks, Log, Signals, scrubbed

DIES = """
import faulthandler, sys
from pathlib import Path
from notifier.crash import Log
Log(Path(sys.argv[1]) / "x.log", Path(sys.argv[1]) / "fault.log")
faulthandler._sigsegv()
"""


@pytest.fixture
def failures(qtbot: QtBot) -> Failures:
    return Failures()


@pytest.fixture
def hooks(failures: Failures) -> Iterator[Hooks]:
    made = Hooks(failures)
    yield made
    made.close()


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    made = Log(tmp_path / "x.log", tmp_path / "fault.log", "info")
    yield tmp_path / "x.log"
    made.close()


def fail() -> None:
    raise ValueError("at https://user:hush@example.org/a?key=hush of ours")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("GET https://a.example/b?token=hush&x=1 200", "GET https://a.example/b?… 200"),
        ("'https://a.example/b#hush'", "'https://a.example/b?…'"),
        ("socks5://me:hush@host:1080 failed", "socks5://…@host:1080 failed"),
        ("Authorization: Bearer hush", "Authorization: …"),
        ("{'password': 'hush hush', 'a': 1}", "{'password': …, 'a': 1}"),
        ("api_key=hush, b", "api_key=…, b"),
        ("Cookie: hush=1", "Cookie: …"),
        ("a plain sentence: nothing to hide?", "a plain sentence: nothing to hide?"),
    ],
)
def test_secrets_are_taken_out(text: str, clean: str) -> None:
    assert scrubbed(text) == clean


@pytest.mark.expects_log("unforeseen")
def test_an_exception_is_logged_without_secrets_and_told_once(hooks: Hooks, failures: Failures, written: Path) -> None:
    told = list[str]()
    failures.happened.connect(told.append)
    for _ in range(3):
        try:
            fail()
        except ValueError:
            sys.excepthook(*sys.exc_info())
    text = written.read_text()
    assert text.count("Traceback") == 3
    assert "test_crash.py" in text
    assert "hush" not in text.replace('hush@example.org/a?key=hush of ours")', "")
    assert told == ["ValueError: at https://…@example.org/a?… of ours"]


@pytest.mark.expects_log("unforeseen in thread worker-7")
def test_a_thread_that_dies_is_told_in_the_gui_thread(hooks: Hooks, failures: Failures, qtbot: QtBot) -> None:
    with qtbot.waitSignal(failures.happened) as heard:
        thread = threading.Thread(target=fail, name="worker-7")
        thread.start()
        thread.join()
    assert heard.args is not None
    assert heard.args[0].startswith("ValueError")


class Cursed:
    def __del__(self) -> None:
        raise ValueError("cursed")


@pytest.mark.expects_log("cursed")
def test_what_python_cannot_raise_is_logged_and_not_told(hooks: Hooks, failures: Failures, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(failures.happened):
        cursed = Cursed()
        del cursed


def test_qt_messages_are_logged(hooks: Hooks, written: Path) -> None:
    qWarning("a warning of Qt")
    assert "WARNING MainThread qt.default: a warning of Qt" in written.read_text()


def test_the_hooks_are_put_back(qtbot: QtBot) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    Hooks().close()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_the_log_is_private_and_bounded(tmp_path: Path) -> None:
    file = tmp_path / "x.log"
    made = Log(file, tmp_path / "fault.log", "info")
    for _ in range(60):
        logging.getLogger("somebody").info("x" * 100_000)
    made.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sum(each.stat().st_size for each in tmp_path.glob("x.log*")) < 4_500_000


@pytest.mark.expects_log("there is no log file")
def test_without_a_place_for_a_log_the_program_runs_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Log(tmp_path / "not" / "there" / "x.log", tmp_path / "fault.log")
    logging.getLogger("somebody").warning("still said")
    made.close()
    assert "still said" in capsys.readouterr().err


def test_the_interpreters_death_leaves_a_trace(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", DIES, str(tmp_path)], check=False, capture_output=True)
    assert "Segmentation fault" in (tmp_path / "fault.log").read_text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_asks_to_end(qtbot: QtBot, number: signal.Signals) -> None:
    signals = Signals()
    with qtbot.waitSignal(signals.asked_to_end):
        os.kill(os.getpid(), number)
    signals.close()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
