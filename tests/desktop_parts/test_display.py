"""A screen that is gone is told before Qt ends the process for it."""

import contextlib
import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from notifier.desktop import display
from notifier.desktop.display import unreachable_display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always one")
NOWHERE = ":64123"
PROGRAM_S = 60.0


def wayland(link: socket.socket) -> None:
    """Answer a compositor's first question: sync, by done and delete_id."""
    asked = link.recv(12)
    assert struct.unpack("=II", asked[:8]) == (1, 12 << 16)
    link.sendall(struct.pack("=III", 2, 12 << 16, 0) + struct.pack("=III", 1, 12 << 16 | 1, 2))


def x11(link: socket.socket) -> None:
    """Answer that the connection was made, to a screen that has nothing."""
    link.recv(12)
    link.sendall(struct.pack("=BxHHH", 1, 11, 0, 8) + bytes(32))


def x11_refuses(link: socket.socket) -> None:
    """Answer as an X server that wants another cookie."""
    link.recv(12)
    link.sendall(struct.pack("=BBHHH", 0, 4, 11, 0, 1) + b"Nope")


def hangs_up(_link: socket.socket) -> None:
    """Answer nothing, and go."""


def is_silent(link: socket.socket) -> None:
    """Answer nothing, and stay."""
    while link.recv(1000):
        pass


@contextlib.contextmanager
def serving(path: str, answer: Callable[[socket.socket], None]) -> Iterator[None]:
    """Have a screen that answers so, at a socket, the first who comes."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()

        links = []

        def serve() -> None:
            with contextlib.suppress(OSError):
                link, _ = server.accept()
                links.append(link)
                with link:
                    answer(link)

        serving = threading.Thread(target=serve)
        serving.start()
        yield
        for each in (server, *links):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        serving.join()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return monkeypatch


def test_an_x_server_that_is_gone_is_told_by_name(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DISPLAY", f"{NOWHERE}.0")
    assert unreachable_display() == f"Windows cannot be shown: Qt finds no screen by DISPLAY={NOWHERE}.0."


def test_one_screen_of_two_is_enough(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("DISPLAY", NOWHERE)
    bare.setenv("WAYLAND_DISPLAY", "wayland-7")
    told = unreachable_display()
    assert told.endswith(f"by WAYLAND_DISPLAY=wayland-7, DISPLAY={NOWHERE}.")
    with serving(str(tmp_path / "wayland-7"), wayland):
        assert unreachable_display() == ""
    assert unreachable_display() == told, "a socket that nobody listens on was left behind"


def test_an_x_server_on_an_abstract_socket_alone_answers(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DISPLAY", NOWHERE)
    with serving(f"\0/tmp/.X11-unix/X{NOWHERE[1:]}", x11):
        assert unreachable_display() == ""


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("answer", [x11_refuses, hangs_up, is_silent])
def test_an_x_server_that_takes_nobody_is_none(
    bare: pytest.MonkeyPatch, answer: Callable[[socket.socket], None]
) -> None:
    bare.setattr(display, "_TRIAL_S", 0.3)
    bare.setenv("DISPLAY", NOWHERE)
    with serving(f"\0/tmp/.X11-unix/X{NOWHERE[1:]}", answer):
        assert unreachable_display()


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("answer", [hangs_up, is_silent])
def test_a_compositor_that_takes_nobody_is_none(
    bare: pytest.MonkeyPatch, tmp_path: Path, answer: Callable[[socket.socket], None]
) -> None:
    bare.setattr(display, "_TRIAL_S", 0.3)
    bare.setenv("WAYLAND_DISPLAY", "wayland-7")
    with serving(str(tmp_path / "wayland-7"), answer):
        assert unreachable_display()


@pytest.fixture
def guarded(bare: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A real X server that takes nobody without its cookie, which `tmp_path / "right"` holds; gives its screen."""
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("Xvfb is not installed")
    for name, cookie in (("right", bytes(range(16))), ("wrong", bytes(16))):
        words = (b"", b"", b"MIT-MAGIC-COOKIE-1", cookie)
        anybody = 0xFFFF
        entry = b"".join(len(word).to_bytes(2, "big") + word for word in words)
        (tmp_path / name).write_bytes(anybody.to_bytes(2, "big") + entry)
    command = [program, "-displayfd", "1", "-auth", str(tmp_path / "right"), "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        screen = f":{server.stdout.readline().strip()}"
        bare.setenv("DISPLAY", screen)
        yield screen
        server.terminate()


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("cookie", ["wrong", "none"])
def test_without_the_x_server_s_cookie_the_program_goes_on_in_the_terminal(
    guarded: str, bare: pytest.MonkeyPatch, tmp_path: Path, cookie: str
) -> None:
    bare.setenv("XAUTHORITY", str(tmp_path / "right"))
    assert unreachable_display() == ""
    bare.setenv("XAUTHORITY", str(tmp_path / cookie))
    folders = ("--config-dir", str(tmp_path / "c"), "--data-dir", str(tmp_path / "d"))
    ended = subprocess.run(
        [sys.executable, "-m", "notifier", *folders], capture_output=True, text=True, timeout=PROGRAM_S, check=False
    )
    told = f"Windows cannot be shown: Qt finds no screen by DISPLAY={guarded}.\nGoing on in the terminal.\n"
    assert told in ended.stderr
    assert ended.returncode == 64


@pytest.mark.parametrize(
    "names",
    [
        {"DISPLAY": "localhost:64123.0"},
        {"DISPLAY": "nonsense"},
        {"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": "foo"},
        {"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": ";"},
        {"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": "foo;xcb:bar"},
        {"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": " offscreen"},
        {"DISPLAY": NOWHERE, "QT_QPA_PLATFORM": os.fsdecode(b"\xff\x1b[1m")},
        {"WAYLAND_DISPLAY": "wayland-7", "WAYLAND_SOCKET": "99"},
    ],
)
def test_what_qt_would_end_the_process_for_is_told_and_ends_it_not(
    bare: pytest.MonkeyPatch, names: dict[str, str]
) -> None:
    for name, value in names.items():
        bare.setenv(name, value)
    assert f"{'QT_QPA_PLATFORM' if 'QT_QPA_PLATFORM' in names else 'DISPLAY'}=" in unreachable_display()


@pytest.mark.parametrize(
    "wanted", ["offscreen:whatever", "Offscreen", "foo;minimal", "xcb;wayland;offscreen", "vnc:port=0"]
)
def test_a_platform_that_qt_finds_after_others_is_enough(bare: pytest.MonkeyPatch, wanted: str) -> None:
    bare.setenv("DISPLAY", NOWHERE)
    bare.setenv("QT_QPA_PLATFORM", wanted)
    assert unreachable_display() == ""


@pytest.mark.parametrize(
    ("wanted", "is_told"), [("xcb", True), ("wayland", False), ("xcb;wayland", False), ("", False)]
)
def test_only_the_screens_of_the_platforms_that_are_wanted_count(
    bare: pytest.MonkeyPatch, tmp_path: Path, wanted: str, is_told: bool
) -> None:
    bare.setenv("DISPLAY", NOWHERE)
    bare.setenv("WAYLAND_DISPLAY", "wayland-7")
    bare.setenv("QT_QPA_PLATFORM", wanted)
    with serving(str(tmp_path / "wayland-7"), wayland):
        assert bool(unreachable_display()) == is_told


@pytest.mark.parametrize("odd", [os.fsdecode(b"\xff"), "x" * 5000])
def test_no_socket_can_have_such_a_name(bare: pytest.MonkeyPatch, odd: str) -> None:
    bare.setenv("WAYLAND_DISPLAY", odd)
    assert unreachable_display()


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("platform", ["", "foo", "wayland", "xcb:foo"])
@pytest.mark.parametrize("words", [(), ("practice", "just-me", "--speed", "100000")])
def test_the_program_goes_on_in_the_terminal(
    bare: pytest.MonkeyPatch, words: tuple[str, ...], platform: str, tmp_path: Path
) -> None:
    folders = ("--config-dir", str(tmp_path / "c"), "--data-dir", str(tmp_path / "d"))
    bare.setenv("DISPLAY", NOWHERE)
    bare.setenv("QT_QPA_PLATFORM", platform)
    ended = subprocess.run(
        [sys.executable, "-m", "notifier", *folders, *words],
        capture_output=True,
        text=True,
        timeout=PROGRAM_S,
        check=False,
    )
    first, *others = ended.stderr.splitlines()
    named = f"QT_QPA_PLATFORM={platform}, DISPLAY={NOWHERE}" if platform else f"DISPLAY={NOWHERE}"
    assert first == f"Windows cannot be shown: Qt finds no screen by {named}."
    assert others[0] == "Going on in the terminal."
    assert "Traceback" not in ended.stderr
    assert ended.returncode == (0 if words else 64)
