import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from notifier.desktop import single_instance
from notifier.desktop.single_instance import PLACE, Claim, Request, SingleInstance, displays, request_of_this_start
from notifier.desktop.watch_lock import INSTANCE_LOCK, WatchLock
from tests.disks import disk

START = """
import sys
import threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from notifier.desktop.single_instance import Request, SingleInstance
application = QCoreApplication([])
instance = SingleInstance(Path(sys.argv[1]))
claim = instance.claim(Request("token"), 1000)
print(claim.name, flush=True)
if claim.name == "FIRST" and sys.argv[2] == "stay":
    sys.stdin.readline()
"""


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose name is short: a socket's may have 107 letters."""
    with TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(folder)


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path, runtime: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path)
    assert made.claim(Request()) is Claim.FIRST
    yield made
    made.close()


def start(folder: Path, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", START, str(folder), *words], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )


def said(process: "subprocess.Popen[str]") -> str:
    return process.communicate(timeout=20)[0].strip()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has such a folder")
@pytest.mark.fault("odd surroundings")
def test_who_was_told_of_no_folder_of_the_session_finds_the_one_that_runs(
    qtbot: QtBot, tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As by cron, su and sudo."""
    monkeypatch.setattr(single_instance, "OF_LOGIN", str(runtime / "{user}"))
    mine = runtime / str(os.getuid())
    mine.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(mine))
    told = SingleInstance(tmp_path).name
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert Path(told).parent == mine
    assert SingleInstance(tmp_path).name == told


def test_a_second_start_hands_its_request_over(first: SingleInstance, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(first.asked, timeout=20_000) as heard:
        second = start(tmp_path, "go")
    assert heard.args == [Request("token")]
    assert said(second) == "HANDED_OVER"


@pytest.mark.parametrize("seconds", ["1e300", "-1", "0", '"8"'])
def test_a_length_of_time_that_is_none_is_not_passed_on(
    seconds: str, first: SingleInstance, qtbot: QtBot, tmp_path: Path
) -> None:
    """What is beyond all calendars would stop the engine, now and at each start."""
    order = f'{{"order": {{"type": "Snooze", "services": ["acme"], "seconds": {seconds}}}}}\n'
    code = "from notifier.desktop.single_instance import ask; print(ask({!r}, {!r}, 9000))"
    with qtbot.assertNotEmitted(first.asked):
        command = [sys.executable, "-c", code.format(first.name, order.encode())]
        asking = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        qtbot.waitUntil(lambda: asking.poll() is not None, timeout=20_000)
    assert said(asking) == "b''"


@pytest.mark.fault("two sessions of one user")
def test_the_first_is_found_from_another_session(
    first: SingleInstance, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where each session has a folder of its own for sockets, or cron and ssh tell of none."""
    with TemporaryDirectory() as other:
        monkeypatch.setenv("XDG_RUNTIME_DIR", other)
        with qtbot.waitSignal(first.asked, timeout=20_000):
            second = start(tmp_path, "go")
        assert said(second) == "HANDED_OVER"
    first.close()
    assert [each.name for each in tmp_path.iterdir()] == [], "it leaves nothing behind"


@pytest.mark.fault("two sessions of one user")
@pytest.mark.parametrize("odd", [b"", b"\0", b"x" * 5000, b"\xff/\n", b"/dev/null", b"/etc/passwd"])
def test_where_the_first_is_said_to_be_oddly_it_is_looked_for_where_it_should_be(
    odd: bytes, first: SingleInstance, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / PLACE).write_bytes(odd)
    with qtbot.waitSignal(first.asked, timeout=20_000):
        second = start(tmp_path, "go")
    assert said(second) == "HANDED_OVER"


PLACES: tuple[tuple[dict[str, str], dict[str, str], bool], ...] = (
    ({"DISPLAY": ":7"}, {"DISPLAY": ":8"}, False),
    ({"DISPLAY": ":7"}, {"DISPLAY": "localhost:10.0"}, False),
    ({"WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "wayland-1"}, False),
    ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":7"}, {"WAYLAND_DISPLAY": "wayland-1", "DISPLAY": ":8"}, False),
    ({"DISPLAY": ":7"}, {"DISPLAY": ":7"}, True),
    ({"DISPLAY": ":7"}, {"DISPLAY": ":7.1"}, True),
    ({"DISPLAY": ":7.0"}, {"DISPLAY": ":7"}, True),
    ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":7"}, {"DISPLAY": ":7"}, True),
    ({"WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":7"}, True),
    ({"DISPLAY": ":7"}, {}, True),
    ({}, {"DISPLAY": ":7"}, True),
    ({"DISPLAY": ":7"}, {"DISPLAY": os.fsdecode(b":8 \xff\n")}, False),
)


@pytest.mark.skipif(os.name != "posix", reason="only there does one user have several displays")
@pytest.mark.fault("two sessions of one user")
@pytest.mark.parametrize(("here", "there", "is_seen"), PLACES)
def test_a_window_on_another_display_is_not_asked_for_in_vain(
    here: dict[str, str],
    there: dict[str, str],
    is_seen: bool,
    qtbot: QtBot,
    tmp_path: Path,
    runtime: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    first = SingleInstance(tmp_path)
    monkeypatch.setattr(first, "_displays", where(here, monkeypatch))
    assert first.claim(Request()) is Claim.FIRST
    asked = Request("token", displays=where(there, monkeypatch))
    heard: list[Request] = []
    first.asked.connect(heard.append)
    second = SingleInstance(tmp_path)
    answer = threading.Thread(target=lambda: answers.append(second.claim(asked)))
    answers: list[Claim] = []
    answer.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    answer.join()
    QCoreApplication.processEvents()
    assert answers == [Claim.HANDED_OVER if is_seen else Claim.OTHER_DISPLAY]
    assert heard == ([asked] if is_seen else [])
    assert second.other_display == ("" if is_seen else first._displays[0])
    first.close()


@pytest.mark.skipif(os.name != "posix", reason="only there does one user have several displays")
@pytest.mark.fault("two sessions of one user")
def test_what_does_not_end_stays_the_first(
    qtbot: QtBot, tmp_path: Path, runtime: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That it moves where the other one ends is tried on two real displays."""
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    for each, display in ((first, ":7"), (second, ":8")):
        monkeypatch.setattr(each, "_displays", (display,))
    assert first.claim(Request()) is Claim.FIRST
    came: list[Claim] = []
    taking = threading.Thread(target=lambda: came.append(second.take_over(500)))
    with qtbot.waitSignal(first.asked, timeout=20_000) as heard:
        taking.start()
    qtbot.waitUntil(lambda: bool(came), timeout=20_000)
    taking.join()
    assert heard.args == [Request(quit=True)]
    assert came == [Claim.OTHER_DISPLAY]
    first.close()


def where(surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    with monkeypatch.context() as patch:
        for name, value in surroundings.items():
            patch.setenv(name, value)
        return displays()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere surroundings are text")
def test_what_the_surroundings_say_oddly_can_be_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, runtime: Path
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", os.fsdecode(b"caf\xe9"))
    assert not SingleInstance(tmp_path).ask(request_of_this_start(), 100)


def test_another_settings_folder_is_another_instance(first: SingleInstance, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert said(start(other, "go")) == "FIRST"


def test_one_that_does_not_answer_is_told_apart(first: SingleInstance, tmp_path: Path) -> None:
    assert said(start(tmp_path, "go")) == "NO_ANSWER"  # this test's event loop does not run meanwhile


def test_after_a_kill_the_next_one_is_first(qtbot: QtBot, tmp_path: Path, runtime: Path) -> None:
    killed = start(tmp_path, "stay")
    assert killed.stdout is not None
    assert killed.stdout.readline() == "FIRST\n"
    killed.kill()
    killed.communicate(timeout=20)
    assert list(runtime.iterdir()), "the socket was left behind"
    heir = SingleInstance(tmp_path)
    assert heir.claim(Request()) is Claim.FIRST
    with qtbot.waitSignal(heir.asked, timeout=20_000):
        second = start(tmp_path, "go")
    assert said(second) == "HANDED_OVER"
    heir.close()


@pytest.mark.slow
def test_of_many_at_once_just_one_is_first(tmp_path: Path, runtime: Path) -> None:
    started = [start(tmp_path, "stay") for _ in range(4)]
    words = []
    for each in started:
        assert each.stdout is not None
        words.append(each.stdout.readline().strip())
    for each in started:
        each.communicate(timeout=20)
    assert words.count("FIRST") == 1


def test_after_it_closed_another_one_may_be_first(qtbot: QtBot, tmp_path: Path, runtime: Path) -> None:
    one = SingleInstance(tmp_path)
    assert one.claim(Request()) is Claim.FIRST
    one.close()
    two = SingleInstance(tmp_path)
    assert two.claim(Request()) is Claim.FIRST
    two.close()


@pytest.mark.parametrize(
    "data",
    [
        b"\n", b"raise\n", b'{"token": 5}\n', b"\xff\xfe\n", b"x" * 10_000, b'{"a":' * 500 + b"\n",
        b'{"a":' + b"[" * 4_000 + b"\n",
    ],
)  # fmt: skip
def test_nonsense_is_thrown_out(first: SingleInstance, qtbot: QtBot, data: bytes) -> None:
    asked = list[object]()
    first.asked.connect(asked.append)
    socket = QLocalSocket()
    socket.connectToServer(first.name)
    assert socket.waitForConnected(1000)
    with qtbot.waitSignal(socket.disconnected):
        socket.write(data)
    assert asked == []


def test_only_the_user_may_connect(first: SingleInstance, runtime: Path) -> None:
    (socket,) = runtime.iterdir()
    assert socket.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_keeps_nobody_from_starting(
    qtbot: QtBot, tmp_path: Path, runtime: Path
) -> None:
    instance = SingleInstance(tmp_path / "not" / "there")
    assert instance.claim(Request()) is Claim.FIRST
    instance.close()


def test_the_desktops_proof_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "XDG_ACTIVATION_TOKEN", "proof")
    assert request_of_this_start() == Request("proof")


@pytest.mark.slow
@pytest.mark.fault("the disk of a running tray")
def test_the_lock_of_one_that_died_on_a_disk_that_turned_read_only_keeps_nobody_out(
    tmp_path: Path, qtbot: QtBot, runtime: Path
) -> None:
    with disk(tmp_path / "disk") as data:
        died = start(data.folder, "stay")
        assert died.stdout is not None
        assert died.stdout.readline() == "FIRST\n"
        data.fail()
        assert WatchLock(data.folder).tray_runs()
        assert said(start(data.folder, "go")) == "NO_ANSWER", "it lives, and holds it"
        died.kill()
        died.communicate(timeout=20)
        assert (data.folder / INSTANCE_LOCK).exists(), "nobody could take it away"
        assert not WatchLock(data.folder).tray_runs()
        heir = SingleInstance(data.folder)
        assert heir.claim(Request()) is Claim.FIRST
        heir.close()
