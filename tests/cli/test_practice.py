"""`practice`: handed over to the program that runs, played by one started for it, or in the terminal."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from notifier import __main__
from notifier.cli import main
from notifier.cli.arguments import parser
from notifier.desktop.single_instance import Claim, Request, SingleInstance
from notifier.simulation.practice import DEFAULT_SCENARIO, DEFAULT_SPEED
from tests.cli.conftest import PROGRAM, Commands
from tests.garbage import garbage_in_this_thread_only as garbage_in_this_thread_only
from tests.stage import silent_stage

FASTEST = "100000"

Play = Callable[..., int]


@pytest.fixture
def short(tmp_path: Path) -> Path:
    file = tmp_path / "short.toml"
    file.write_text(silent_stage())
    return file


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the sockets."""
    folder = tmp_path / "run"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def tray(cli: Commands, runtime: Path, qapp: QApplication) -> Iterator[SingleInstance]:
    """What the tray program is to others: the one instance on its folder."""
    instance = SingleInstance(cli.paths.data_dir)
    assert instance.claim(Request(), patience_ms=0) is Claim.FIRST
    yield instance
    instance.close()


@pytest.fixture
def played(cli: Commands) -> tuple[Play, list[tuple[str, float]]]:
    """Run `practice` where windows can be shown, and what the program would be started with."""
    calls = list[tuple[str, float]]()

    def play(scenario: str, speed: float) -> int:
        calls.append((scenario, speed))
        return 3

    def run(*words: str) -> int:
        argv = [*cli.options, "practice", *words]
        arguments = parser(argv).parse_args(argv)
        arguments.play = play
        return main.run(arguments)

    return run, calls


def test_without_a_display_it_is_played_in_the_terminal_and_marked(cli: Commands, short: Path) -> None:
    told = cli.process("practice", str(short), "--speed", FASTEST)
    assert (told.status, told.err) == (0, "")
    first, *lines = told.out.splitlines()
    assert "Practice: this is not real. Time runs 100" in first
    assert all("Practice: " in each for each in lines), told.out
    for words in ("Practice Stage is down for everyone", "Practice Stage works again"):
        assert words in told.out
    assert not cli.paths.history_file.exists()


def test_the_usual_one_is_an_outage_of_whatsapp(cli: Commands) -> None:
    told = cli.process("practice", "--speed", FASTEST)
    assert "Practice: WhatsApp is down for everyone" in told.out
    assert told.status == 0


def test_an_unknown_name_is_an_error_that_lists_the_shipped_ones(cli: Commands) -> None:
    told = cli("practice", "nothing-like-it")
    assert (told.status, told.out) == (64, "")
    assert "nothing-like-it: no such scenario" in told.err
    assert "just-me" in told.err
    assert DEFAULT_SCENARIO in told.err


def test_an_empty_name_is_none(cli: Commands) -> None:
    for command in ("practice", "simulate"):
        told = cli(command, "")
        assert (told.status, told.out) == (64, "")
        assert told.err.startswith('outage-notifier: "": no such scenario: expected a file, or one of')


def test_a_file_with_a_mistake_is_told_with_its_place(cli: Commands, short: Path) -> None:
    short.write_text(silent_stage().replace("connect_refused", "gone fishing"))
    told = cli("practice", str(short))
    assert told.status == 2
    assert "fault[0].kind" in told.err


def test_where_windows_can_be_shown_the_program_plays_it(
    played: tuple[Play, list[tuple[str, float]]], short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, calls = played
    assert run() == 3, "its exit status is the program's"
    run("just-me", "--speed", "60")
    monkeypatch.chdir(short.parent)
    run(short.name)
    assert calls == [(DEFAULT_SCENARIO, DEFAULT_SPEED), ("just-me", 60.0), (str(short), DEFAULT_SPEED)]


def test_nothing_is_started_for_a_scenario_that_does_not_exist(played: tuple[Play, list[tuple[str, float]]]) -> None:
    run, calls = played
    assert run("nothing-like-it") == 64
    assert calls == []


def test_the_program_that_runs_is_asked_to_play_it(
    cli: Commands, tray: SingleInstance, short: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(tray.asked, timeout=30_000) as heard:
        process = subprocess.Popen(
            [*PROGRAM, *cli.options, "practice", short.name, "--speed", "60"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=short.parent,
            env={**os.environ, "PYTHONPATH": str(Path(__main__.__file__).parents[1])},
        )
    assert heard.args == [Request(practice=str(short), speed=60.0)]
    assert "plays it now" in process.communicate(timeout=30)[0]
    assert process.returncode == 0


def test_a_program_that_does_not_answer_is_told(
    cli: Commands, tray: SingleInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("notifier.cli.practice.SingleInstance.ask", lambda *_: False)
    told = cli("practice")
    assert told.status == 2
    assert "does not answer" in told.err


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a desktop")
@pytest.mark.parametrize(("display", "shown"), [(":9", True), ("", False)])
def test_the_entry_hands_in_the_program_where_windows_can_be_shown(
    monkeypatch: pytest.MonkeyPatch, display: str, shown: bool, qtbot: QtBot
) -> None:
    started = list[tuple[str, float]]()

    def start(_start: object, *, practice: str, speed: float) -> int:
        started.append((practice, speed))
        return 5

    def run(options: object, _imported: object) -> int:
        play: Play | None = getattr(options, "play", None)
        return play("just-me", 7.0) if play is not None else 4

    monkeypatch.setattr("notifier.app.run", start)
    monkeypatch.setattr("notifier.cli.main.run", run)
    monkeypatch.setattr(sys, "argv", ["outage-notifier", "practice"])
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", display)
    assert __main__.main() == (5 if shown else 4)
    assert started == ([("just-me", 7.0)] if shown else [])


@pytest.mark.slow
def test_started_for_it_alone_the_program_ends_with_it(cli: Commands, short: Path, runtime: Path) -> None:
    told = cli.process(
        "practice",
        str(short),
        "--speed",
        "6000",
        DISPLAY=":none",
        QT_QPA_PLATFORM="offscreen",
        XDG_RUNTIME_DIR=str(runtime),
        DBUS_SESSION_BUS_ADDRESS=f"unix:path={os.devnull}",
        HOME=str(runtime),
    )
    assert told.status == 0, told.err
    assert "Traceback" not in told.err
    assert not cli.paths.history_file.exists()
