"""What Qt lacks is found before Qt ends the process, and named with the command that brings it."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from notifier.desktop import qt_libraries
from notifier.desktop.qt_libraries import PACKAGES, install_command, missing, packages_of, plugins, why_no_windows

linux = pytest.mark.skipif(sys.platform != "linux", reason="Qt brings all of it elsewhere")
ABSENT = "libxcb-cursor-that-is-nowhere.so.0"


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":1")
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@linux
@pytest.mark.usefixtures("screen")
def test_where_nothing_is_lacking_nothing_is_said() -> None:
    assert why_no_windows() == ""


@linux
@pytest.mark.usefixtures("screen")
def test_a_library_that_qt_does_not_need_after_all_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries, "SELDOM_THERE", (ABSENT,))
    assert why_no_windows() == ""


@linux
@pytest.mark.usefixtures("screen")
def test_a_plugin_that_cannot_be_loaded_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "libqxcb.so"
    broken.write_text("no library")
    monkeypatch.setattr(qt_libraries, "SELDOM_THERE", (ABSENT,))
    monkeypatch.setattr(qt_libraries, "loaded_by", lambda _folder, _plugins: [broken])
    assert why_no_windows().startswith(f"Windows cannot be shown, for Qt lacks {broken}")


@linux
@pytest.mark.usefixtures("screen")
def test_a_platform_that_qt_does_not_know_is_no_library_s_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries, "SELDOM_THERE", (ABSENT,))
    monkeypatch.setenv("QT_QPA_PLATFORM", "foo")
    assert why_no_windows() == ""


@linux
def test_what_ldd_does_not_find_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    told = f"\t{ABSENT} => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x0)\n"
    ldd = tmp_path / "ldd"
    ldd.write_text(f"#!/bin/sh\nprintf '{told}'\n")
    ldd.chmod(ldd.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert missing([Path("libqxcb.so")]) == [ABSENT]


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("apt-get", "apt-get install libxcb-cursor0"),
        ("dnf", f"dnf install '{ABSENT}()(64bit)' xcb-util-cursor"),
        ("brew", ""),
        ("", ""),
    ],
)
def test_the_command_that_brings_it(tool: str, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == tool else None)
    told = install_command(packages_of(["libxcb-cursor.so.0", ABSENT]))
    assert told.removeprefix("sudo ") == command


@pytest.mark.parametrize(
    ("display", "wayland", "wanted", "first"),
    [
        ("", "", "", ""),
        (":1", "", "", "libqxcb.so"),
        (":1", "wayland-0", "", "libqwayland.so"),
        (":1", "wayland-0", "xcb", "libqxcb.so"),
        (":1", "", "offscreen:size=1x1;xcb", "libqoffscreen.so"),
    ],
)
def test_the_plugins_that_qt_would_try(
    display: str, wayland: str, wanted: str, first: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", wayland)
    monkeypatch.setenv("QT_QPA_PLATFORM", wanted)
    assert next(iter(plugins()), "") == first


def test_all_that_is_tried_at_the_start_has_a_package() -> None:
    assert set(qt_libraries.SELDOM_THERE) <= PACKAGES.keys()


def test_the_check_of_the_system_runs_without_anything_installed() -> None:
    script = Path(__file__).resolve().parents[2] / "packaging" / "check_system.py"
    command = [sys.executable, "-I", "-S", str(script), "python"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
