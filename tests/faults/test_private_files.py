"""Who may come in: other users of the machine read nothing of what is kept, and reach no socket."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from notifier.core.events import Notice
from notifier.crash import Log
from notifier.desktop.notify.standing import Standing
from notifier.desktop.single_instance import Claim, Request, SingleInstance
from notifier.desktop.unix_socket import LineServer, ask, place_of
from notifier.sources.instead import UsualAnswers
from notifier.sources.machines.known_machines import KnownMachines
from notifier.sources.outside.budgets import Budgets
from notifier.sources.regions import region_sources
from notifier.store.writer import HistoryWriter
from notifier.ui.kept_sizes import places_in
from tests.cli.conftest import Commands
from tests.cli.conftest import cli as cli

PYTHON = shutil.which("python3", path="/usr/bin:/bin") or ""
"""One that everybody may run."""

pytestmark = [
    pytest.mark.fault("who may come in: files and sockets"),
    pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's"),
]


@pytest.fixture(autouse=True, params=[0o000, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever the user's own custom is."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """Name what others may read, write or run; what is in a folder that they may not enter counts all the same."""
    return {
        str(each.relative_to(folder)): oct(stat.S_IMODE(each.stat().st_mode))
        for each in folder.rglob("*")
        if stat.S_IMODE(each.lstat().st_mode) & 0o077 and not each.is_symlink() and not each.is_dir()
    }


def test_history_log_settings_and_lists(tmp_path: Path) -> None:
    notices: list[Notice] = []
    with HistoryWriter.open(tmp_path / "history.db", notices.append):
        assert (tmp_path / "history.db-wal").exists()
        assert open_to_others(tmp_path) == {}
    log = Log(tmp_path / "x.log", tmp_path / "fault.log", "info")
    Budgets(tmp_path / "outside.json", lambda: datetime.now(UTC)).spend(region_sources()["globalping"].source, 1)
    KnownMachines(tmp_path / "machines.json").asked("office")
    UsualAnswers(tmp_path / "usual.json").keep()
    Standing(tmp_path / "notices.json").add("thread", 7, alert=True, about=("acme",))
    log.close()
    assert open_to_others(tmp_path) == {}
    assert {"notices.json", "history.db", "x.log", "fault.log", "outside.json", "machines.json", "usual.json"} <= {
        each.name for each in tmp_path.iterdir()
    }


def test_a_folder_that_the_history_has_to_make(tmp_path: Path) -> None:
    """As where the data's folder was taken away while it runs."""
    with HistoryWriter.open(tmp_path / "data" / "history.db", lambda _notice: None):
        assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_the_places_of_windows(tmp_path: Path) -> None:
    places = places_in(tmp_path / "windows.ini")
    places.setValue("history/columns", b"wide")
    places.sync()
    assert places.status() is QSettings.Status.NoError
    assert b"wide" in (tmp_path / "windows.ini").read_bytes()
    assert open_to_others(tmp_path) == {}


def test_a_history_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    for _start in range(2):
        with HistoryWriter.open(tmp_path / "history.db", lambda _notice: None):
            pass
        (tmp_path / "history.db").chmod(0o644)
    with HistoryWriter.open(tmp_path / "history.db", lambda _notice: None):
        assert open_to_others(tmp_path) == {}


def test_what_commands_keep(cli: Commands, tmp_path: Path) -> None:
    assert cli("add", "https://shop.example/").status == 0
    assert cli("add", "whatsapp").status == 0
    assert cli("config", "probe_interval_s", "120").status == 0
    assert open_to_others(tmp_path) == {}
    for folder in (cli.paths.config_dir, cli.paths.data_dir):
        if folder.exists():
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_socket_and_the_lock(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    instance = SingleInstance(tmp_path)
    assert instance.claim(Request(), 2000) is Claim.FIRST
    path = place_of(instance.name)
    assert stat.S_ISSOCK(path.stat().st_mode)
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert open_to_others(tmp_path) == {}
    instance.close()


def test_a_socket_of_somebody_else_is_asked_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has no folder of his own has it in the one for temporary files, where everybody may put one before him."""
    heard = list[bytes]()

    def answer(line: bytes) -> bytes:
        heard.append(line)
        return b"ok\n"

    with closing(LineServer(answer)) as server:
        server.listen(str(tmp_path / "socket"))
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
        assert ask(str(tmp_path / "socket"), b"hello\n", 100) == b""
        qtbot.wait(1)
        assert heard == []


@pytest.mark.slow
@pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() != 0 or not PYTHON, reason="only root can be somebody else, who needs a Python"
)
def test_another_user_reaches_neither_socket_nor_history(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tried as `nobody`, with every folder on the way open."""
    for each in (tmp_path, *tmp_path.parents):
        if each.stat().st_uid == os.geteuid() and each != Path("/"):
            each.chmod(0o755)
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    instance = SingleInstance(tmp_path)
    assert instance.claim(Request(), 2000) is Claim.FIRST
    runtime.chmod(0o755)
    with HistoryWriter.open(tmp_path / "history.db", lambda _notice: None):
        tried = subprocess.run(
            [PYTHON, "-c", STRANGER, str(place_of(instance.name)), str(tmp_path / "history.db")],
            capture_output=True, text=True, timeout=60, user="nobody", group="nogroup", extra_groups=[],
        )  # fmt: skip
    instance.close()
    assert tried.stdout.split() == ["PermissionError", "PermissionError"], tried.stderr


STRANGER = """
import socket, sys
for attempt in (lambda: socket.socket(socket.AF_UNIX).connect(sys.argv[1]), lambda: open(sys.argv[2], "rb")):
    try:
        attempt()
        print("let in")
    except OSError as error:
        print(type(error).__name__)
"""
