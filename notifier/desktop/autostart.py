"""Start at login: a .desktop file on Linux, the Run key on Windows, a LaunchAgent on macOS.

The system's own entry is the truth: the user may have switched it off in the system's settings, and that is respected.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from notifier.config.paths import APP, Paths
from notifier.core.failure import UserError
from notifier.files import reason_of, replace_file

NAME: Final = "Outage Notifier"
LABEL: Final = "io.github.outage_notifier"
RUN_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
DELAY_S: Final = 8
"""The panel comes first: a tray icon without a tray helps nobody."""


def launch_command(paths: Paths) -> tuple[str, ...]:
    """Tell how this very program is started again: frozen, from an AppImage, installed, or from a checkout."""
    return (*_program(), *_options(paths))


def is_enabled() -> bool:
    """Whether the program is started at login."""
    if sys.platform == "win32":
        return _windows_enabled()
    file = entry_file()
    if not file.is_file():
        return False
    if sys.platform == "darwin":
        return agent_enabled(file.read_bytes())
    return _desktop_enabled(file.read_text("utf-8", errors="replace"))


def set_enabled(enabled: bool, command: tuple[str, ...], icon: str = APP) -> None:
    """Start at login, or do not; raises UserError where the system does not take it."""
    try:
        if sys.platform == "win32":
            _set_windows(enabled, command)
        elif not enabled:
            entry_file().unlink(missing_ok=True)
        elif sys.platform == "darwin":
            _write(entry_file(), launch_agent(command))
        else:
            _write(entry_file(), desktop_entry(command, icon).encode())
    except OSError as error:
        raise UserError("start at login cannot be changed", "{reason}", reason=reason_of(error)) from error


def renew(command: tuple[str, ...], icon: str = APP) -> None:
    """Where it is enabled, make the entry start the program that runs now: it may have been moved or updated."""
    if is_enabled():
        set_enabled(True, command, icon)


def entry_file() -> Path:
    """The file that makes the system start the program (Linux and macOS)."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if Path(config).is_absolute() else Path.home() / ".config") / "autostart" / f"{APP}.desktop"


def desktop_entry(command: tuple[str, ...], icon: str) -> str:
    """The text of an autostart file; the delays wait for the panel, each desktop in its own words."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            f"Name={NAME}",
            f"Exec={' '.join(_exec_quoted(each) for each in command)}",
            f"Icon={_escaped(icon)}",
            "Terminal=false",
            "StartupNotify=false",
            "X-GNOME-Autostart-enabled=true",
            f"X-GNOME-Autostart-Delay={DELAY_S}",
            f"X-MATE-Autostart-Delay={DELAY_S}",
            "X-KDE-autostart-after=panel",
            "X-LXQt-Need-Tray=true",
            "",
        )
    )


def launch_agent(command: tuple[str, ...]) -> bytes:
    """The text of a LaunchAgent."""
    agent = {"Label": LABEL, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Interactive"}
    import plistlib

    return plistlib.dumps(agent)


def agent_enabled(content: bytes) -> bool:
    """Tell whether a LaunchAgent's text starts anything: one that is broken does not."""
    import plistlib  # of macOS, as above
    from xml.parsers.expat import ExpatError

    try:
        agent = plistlib.loads(content)
    except (ExpatError, ValueError):
        return False
    return isinstance(agent, dict) and not agent.get("Disabled", False)


def _program() -> tuple[str, ...]:
    image = os.environ.get("APPIMAGE")
    if image:
        return (image,)
    if getattr(sys, "frozen", False):
        return (sys.executable,)
    folder = Path(sys.executable).parent
    if sys.platform == "win32":
        windowless = folder / "pythonw.exe"
        return (str(windowless if windowless.is_file() else sys.executable), "-m", "notifier")
    script = folder / APP
    return (str(script),) if script.is_file() else (sys.executable, "-m", "notifier")


def _options(paths: Paths) -> tuple[str, ...]:
    if paths.is_default:
        return ()
    return ("--config-dir", str(paths.config_dir), "--data-dir", str(paths.data_dir))


def _exec_quoted(argument: str) -> str:
    """Quote one argument as the Desktop Entry Specification asks: first for Exec, then as a string of the file."""
    argument = argument.replace("%", "%%")
    if not argument or any(each in argument for each in " \t\n\"'\\><~|&;$*?#()`"):
        for each in '\\"`$':
            argument = argument.replace(each, f"\\{each}")
        argument = f'"{argument}"'
    return _escaped(argument)


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


def _desktop_enabled(text: str) -> bool:
    """The system's settings switch an entry off by one of two keys, and leave the file."""
    keys = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    values = {key.strip(): value.strip().lower() for key, value in keys.items()}
    return values.get("Hidden") != "true" and values.get("X-GNOME-Autostart-enabled") != "false"


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    replace_file(file, content, 0o644)


if sys.platform == "win32":
    import winreg

    def _windows_enabled() -> bool:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                winreg.QueryValueEx(key, NAME)
        except OSError:
            return False
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, APPROVED_KEY) as key:
                approved = winreg.QueryValueEx(key, NAME)[0]
        except OSError:
            return True
        return not (isinstance(approved, bytes) and approved[:1] and approved[0] & 1)  # odd: switched off by the user

    def _set_windows(enabled: bool, command: tuple[str, ...]) -> None:
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            if enabled:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(command))
            else:
                _without(key)
        if enabled:  # the user's later word: else what was once switched off in the system's settings stayed so
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, APPROVED_KEY) as key:
                _without(key)

    def _without(key: winreg.HKEYType) -> None:
        with contextlib.suppress(FileNotFoundError):
            winreg.DeleteValue(key, NAME)
else:

    def _windows_enabled() -> bool:
        return False

    def _set_windows(enabled: bool, command: tuple[str, ...]) -> None:
        raise OSError(f"no Run key here for {subprocess.list2cmdline(command)}: {enabled}")
