import configparser
import plistlib
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.config.paths import Paths
from notifier.core.failure import UserError
from notifier.desktop import autostart

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the entry of this platform")
COMMAND = ("/opt/my app/outage-notifier", "--config-dir", '/home/a b/100%/$HOME`x`"q"\\e')


def unquoted(line: str) -> list[str]:
    """Read an Exec line as the specification says: the file's escapes first, then the quoting, then %%."""
    line = re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t", "r": "\r", "s": " "}.get(found[1], found[1]), line)
    words = re.findall(r'"((?:\\.|[^"\\])*)"|([^ "]+)', line)
    return [(re.sub(r"\\(.)", r"\1", quoted) or bare).replace("%%", "%") for quoted, bare in words]


@LINUX
def test_switching_on_and_off(own_home: Path) -> None:
    assert not autostart.is_enabled()
    autostart.set_enabled(True, COMMAND)
    assert autostart.is_enabled()
    assert autostart.entry_file().is_relative_to(own_home)
    autostart.set_enabled(False, COMMAND)
    autostart.set_enabled(False, COMMAND)
    assert not autostart.is_enabled()


@LINUX
def test_the_entry_waits_for_the_panel_and_starts_the_command() -> None:
    autostart.set_enabled(True, COMMAND)
    parser = configparser.RawConfigParser(delimiters=("=",))
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string(autostart.entry_file().read_text())
    entry = parser["Desktop Entry"]
    assert unquoted(entry["Exec"]) == list(COMMAND)
    assert entry["X-GNOME-Autostart-Delay"] == "8"
    assert entry["X-KDE-autostart-after"] == "panel"


@pytest.mark.fault("odd surroundings")
def test_a_launch_agent_that_is_broken_starts_nothing() -> None:
    whole = autostart.launch_agent(COMMAND)
    assert autostart.agent_enabled(whole)
    assert not autostart.agent_enabled(whole.replace(b"<key>Label", b"<key>Disabled</key><true/><key>Label"))
    for odd in (b"", b"garbage", b"<?xml", whole[: len(whole) // 2], plistlib.dumps(["a list"])):
        assert not autostart.agent_enabled(odd)


@given(st.lists(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1), min_size=1))
def test_any_command_survives_the_quoting(command: list[str]) -> None:
    text = autostart.desktop_entry(tuple(command), "icon")
    line = next(line for line in text.split("\n") if line.startswith("Exec="))
    assert unquoted(line.removeprefix("Exec=")) == command


@LINUX
@pytest.mark.parametrize("switch", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_switched_off_in_the_systems_settings_is_off_and_stays_off(switch: str) -> None:
    autostart.set_enabled(True, COMMAND)
    file = autostart.entry_file()
    file.write_text(file.read_text() + switch + "\n")
    assert not autostart.is_enabled()
    autostart.renew(("/new/place",))
    assert not autostart.is_enabled()


@LINUX
def test_a_program_that_moved_is_found_again() -> None:
    autostart.set_enabled(True, ("/old/place",))
    autostart.renew(("/new/place",))
    assert "Exec=/new/place\n" in autostart.entry_file().read_text()


@LINUX
def test_a_folder_that_cannot_be_written_is_told(own_home: Path) -> None:
    autostart.entry_file().parent.parent.mkdir(parents=True, exist_ok=True)
    autostart.entry_file().parent.write_text("")
    with pytest.raises(UserError, match="start at login"):
        autostart.set_enabled(True, COMMAND)


def test_the_command_of_this_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(autostart.launch_command(Paths())[0]).is_file()
    paths = Paths(tmp_path / "c", tmp_path / "d")
    assert autostart.launch_command(paths)[-4:] == (
        "--config-dir",
        str(tmp_path / "c"),
        "--data-dir",
        str(tmp_path / "d"),
    )
    monkeypatch.setenv("APPIMAGE", "/apps/Outage.AppImage")
    assert autostart.launch_command(Paths()) == ("/apps/Outage.AppImage",)
    monkeypatch.delenv("APPIMAGE")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert autostart.launch_command(Paths()) == (sys.executable,)


def test_a_launch_agent() -> None:
    agent = plistlib.loads(autostart.launch_agent(COMMAND))
    assert agent["ProgramArguments"] == list(COMMAND)
    assert agent["RunAtLoad"] is True
