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
    assert unreachable_display() == f"Windows cannot be shown: Qt finds no screen by DISPLAY={NOWHERE}.0."


def test_one_screen_of_two_is_enough(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare.setenv("DISPLAY", NOWHERE)
    bare.setenv("WAYLAND_DISPLAY", "wayland-7")
    assert unreachable_display().endswith(f"by WAYLAND_DISPLAY=wayland-7, DISPLAY={NOWHERE}.")
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
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        compositor.listen()
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
        [sys.executable, "-m", "notifier", *folders, *words], capture_output=True, text=True, timeout=60, check=False
    )
    first, *others = ended.stderr.splitlines()
    named = f"QT_QPA_PLATFORM={platform}, DISPLAY={NOWHERE}" if platform else f"DISPLAY={NOWHERE}"
    assert first == f"Windows cannot be shown: Qt finds no screen by {named}."
    assert others[0] == "Going on in the terminal."
    assert "Traceback" not in ended.stderr
    assert ended.returncode == (0 if words else 64)
