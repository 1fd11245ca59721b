"""The command line as people meet it: a process with a status, two streams and signals."""

import errno
import os
import shlex
import signal
import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from notifier import __version__
from notifier.config.model import WatchedService
from tests.cli.conftest import PROGRAM, Commands
from tests.cli.world import World


def test_version_and_help_need_no_folders(cli: Commands) -> None:
    assert cli.process("--version").out == f"outage-notifier {__version__}\n"
    told = cli.process("--help")
    assert (told.status, told.err) == (0, "")


def test_wrong_use(cli: Commands) -> None:
    told = cli.process("chekc", "whatsapp")
    assert (told.status, told.out) == (64, "")
    assert told.err.count("\n") == 1


def test_errors_are_one_line_in_a_locale_without_letters(cli: Commands) -> None:
    told = cli.process("add", "zzqqxxyy", LC_ALL="C")
    assert told.status == 64
    assert told.err.count("\n") == 1


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("zone", ["XXX+25", "XXX-24", "XXX+1YYY-30"])
def test_a_zone_a_day_from_utc_is_told_once_and_times_are_utc(cli: Commands, zone: str) -> None:
    cli.set(watched=(WatchedService("github"),))
    before = datetime.now(UTC)
    told = cli.process("snooze", "github", "60m", TZ=zone)
    assert told.err == f"outage-notifier: the time zone {zone} is a day or more from UTC; times are in UTC\n"
    after = datetime.now(UTC)
    until = {f"{each + timedelta(hours=1):%H:%M}" for each in (before, after)}
    assert told.out.rpartition(" ")[2].rstrip(".\n") in until
    assert told.status == 0


def test_indonesian_by_the_environment(cli: Commands) -> None:
    for environment in (
        {"LANGUAGE": "id", "LANG": "en_US.UTF-8"},
        {"LC_ALL": "id_ID.UTF-8"},
        {"LC_MESSAGES": "id_ID.UTF-8", "LANG": "C.UTF-8"},
        {"LANG": "id_ID.UTF-8"},
    ):
        told = cli.process("add", "zzqqxxyy", **environment)
        assert "tidak ada layanan" in told.err.lower(), environment
    assert cli.process("--help", LANGUAGE="id", LANG="en_US.UTF-8").out.startswith("Pemakaian")


def test_the_settings_language_wins(cli: Commands) -> None:
    cli.set(language="en")
    assert "no service is called" in cli.process("add", "zzqqxxyy", LANG="id_ID.UTF-8").err


def test_a_reader_that_has_gone_is_not_complained_about(cli: Commands) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [*PROGRAM, *cli.options, "services", "--json"], stdout=writing, stderr=subprocess.PIPE, timeout=60, check=False
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_output_that_cannot_be_written_is_one_line(cli: Commands) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*PROGRAM, *cli.options, "services", "--json"], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert ended.returncode == 2
    assert ended.stderr.count(b"\n") == 1
    assert os.strerror(errno.ENOSPC).encode() in ended.stderr


def test_output_that_was_closed_before_changes_no_status(cli: Commands) -> None:
    command = shlex.join([*PROGRAM, *cli.options, "services", "zzqqxxyy"])
    for closed in (">&-", ">&- 2>&-"):
        ended = subprocess.run(f"{command} {closed}", shell=True, stderr=subprocess.PIPE, timeout=60, check=False)
        assert ended.returncode == 0
        assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "command", [("services", "whatsapp"), ("status", "--help"), ("config",), ("history",), ("--version",)]
)
def test_a_command_that_shows_no_window_needs_no_qt(cli: Commands, command: tuple[str, ...]) -> None:
    code = (
        "import atexit, runpy, sys\natexit.register(lambda: print([each for each in sys.modules if 'PySide' in each]))"
    )
    code += f"\nsys.argv = {['outage-notifier', *cli.options, *command]}"
    code += "\nrunpy.run_module('notifier', run_name='__main__')"
    ended = subprocess.run([PROGRAM[0], "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout.splitlines()[-1]) == (0, "[]"), ended.stderr


def test_ctrl_c_ends_a_check(cli: Commands, internet: World) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        started = subprocess.Popen(
            [*PROGRAM, *cli.options, "check", address], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        silent.settimeout(30)
        connection, _ = silent.accept()  # it is reading now
        with connection:
            started.send_signal(signal.SIGINT)
            _, errors = started.communicate(timeout=30)
    assert started.returncode == 130
    assert b"Traceback" not in errors
