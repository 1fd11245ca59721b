"""Whether the panel that holds the tray is dark, for an icon of one colour: asked of what each desktop keeps about it.

The panel often differs from the windows: GNOME's is dark beside light windows, Xfce's and Plasma's have a switch of
their own, Windows keeps one value for each. macOS colours such icons itself.
"""

import os
import re
import sys
from pathlib import Path
from typing import Final

XFCE_PANEL: Final = "xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
_XFCE_DARK: Final = re.compile(r'name="dark-mode"[^>]*value="(true|false)"')
_PLASMA_STYLES: Final = {"breeze-dark": True, "breeze-light": False}


def panel_is_dark(windows_are_dark: bool | None) -> bool | None:
    """Tell it; None where it cannot be known. Most panels look as the windows of the system do."""
    if sys.platform == "win32":
        return _taskbar_is_dark()
    desktop = os.environ.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
    if "GNOME" in desktop or "UNITY" in desktop:
        return True
    if "XFCE" in desktop and _xfce_is_dark():
        return True
    if "KDE" in desktop:
        return _PLASMA_STYLES.get(_plasma_style(), windows_are_dark)
    return windows_are_dark


def _config(name: str) -> Path:
    folder = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(folder) if Path(folder).is_absolute() else Path.home() / ".config") / name


def _xfce_is_dark() -> bool:
    try:
        found = _XFCE_DARK.search(_config(XFCE_PANEL).read_text("utf-8", errors="replace"))
    except OSError:
        return False
    return found is not None and found[1] == "true"


def _plasma_style() -> str:
    from configparser import ConfigParser  # for Plasma only
    from configparser import Error as NotIniError

    kept = ConfigParser(interpolation=None, strict=False)
    try:
        kept.read(_config("plasmarc"), encoding="utf-8")
    except (NotIniError, OSError, UnicodeDecodeError):
        return ""
    return kept.get("Theme", "name", fallback="")


if sys.platform == "win32":
    import winreg

    def _taskbar_is_dark() -> bool | None:
        looks = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, looks) as key:
                return not winreg.QueryValueEx(key, "SystemUsesLightTheme")[0]
        except OSError:
            return None  # older than Windows 10's light theme
