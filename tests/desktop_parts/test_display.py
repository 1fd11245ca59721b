"""A screen that is gone is told before Qt ends the process for it."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from notifier.desktop.display import unreachable_display

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always one")
NOWHERE = ":64123"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return monkeypatch


def test_an_x_server_that_is_gone_is_told_by_name(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DISPLAY", f"{NOWHERE}.0")
    assert unreachable_display() == f"Windows cannot be shown: no screen answers at DISPLAY={NOWHERE}.0."


def test_one_screen_of_two_is_enough(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("DISPLAY", NOWHERE)
    bare.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert unreachable_display().endswith(f"at WAYLAND_DISPLAY=wayland-7 or DISPLAY={NOWHERE}.")
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        assert unreachable_display(), "a socket that nobody listens on was left behind"
        compositor.listen()
        assert unreachable_display() == ""


def test_an_x_server_on_an_abstract_socket_alone_answers(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DISPLAY", NOWHERE)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{NOWHERE[1:]}")
        server.listen()
        assert unreachable_display() == ""


@pytest.mark.parametrize("display", ["localhost:10.0", "example.org:0", "/private/tmp/launch/org.x:0"])
def test_what_is_reached_over_a_network_is_left_to_qt(bare: pytest.MonkeyPatch, display: str) -> None:
    bare.setenv("DISPLAY", display)
    assert unreachable_display() == ""


@pytest.mark.parametrize("odd", [os.fsdecode(b"\xff"), "x" * 5000])
def test_no_socket_can_have_such_a_name(bare: pytest.MonkeyPatch, odd: str) -> None:
    bare.setenv("WAYLAND_DISPLAY", odd)
    assert unreachable_display()


def test_another_platform_of_qt_needs_no_screen(bare: pytest.MonkeyPatch) -> None:
    bare.setenv("DISPLAY", NOWHERE)
    bare.setenv("QT_QPA_PLATFORM", "offscreen")
    assert unreachable_display() == ""


@pytest.mark.fault("odd surroundings")
@pytest.mark.parametrize("words", [(), ("practice", "just-me", "--speed", "100000")])
def test_the_program_goes_on_in_the_terminal(bare: pytest.MonkeyPatch, words: tuple[str, ...], tmp_path: Path) -> None:
    folders = ("--config-dir", str(tmp_path / "c"), "--data-dir", str(tmp_path / "d"))
    bare.setenv("DISPLAY", NOWHERE)
    ended = subprocess.run(
        [sys.executable, "-m", "notifier", *folders, *words], capture_output=True, text=True, timeout=60, check=False
    )
    first, *others = ended.stderr.splitlines()
    assert first == f"Windows cannot be shown: no screen answers at DISPLAY={NOWHERE}."
    assert others[0] == "Going on in the terminal."
    assert "Traceback" not in ended.stderr
    assert ended.returncode == (0 if words else 64)
