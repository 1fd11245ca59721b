"""Opening a page of the desktop's own settings: the date, the network. Where the desktop has none, that is told.

Windows and macOS open an address of their own; on Linux the program differs with the desktop, and the first that is
installed is started, that of the running desktop before others. Nothing is waited for.
"""

import os
import shutil
import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from notifier.core.advice.steps import SIGN_IN, Help

Found = Callable[[str], str | None]
"""Gives the place of a program; None where it is not installed."""

_ADDRESSES: Final = {
    ("win32", Help.DATE_SETTINGS): "ms-settings:dateandtime",
    ("win32", Help.NETWORK_SETTINGS): "ms-settings:network-status",
    ("darwin", Help.DATE_SETTINGS): "x-apple.systempreferences:com.apple.Date-Time-Settings.extension",
    ("darwin", Help.NETWORK_SETTINGS): "x-apple.systempreferences:com.apple.Network-Settings.extension",
}
_PROGRAMS: Final[dict[Help, tuple[tuple[str, str], ...]]] = {
    Help.DATE_SETTINGS: (
        ("gnome", "gnome-control-center datetime"),
        ("kde", "systemsettings kcm_clock"),
        ("kde", "kcmshell6 kcm_clock"),
        ("kde", "kcmshell5 clock"),
        ("cinnamon", "cinnamon-settings calendar"),
        ("mate", "time-admin"),
        ("xfce", "time-admin"),
        ("lxqt", "lxqt-admin-time"),
    ),
    Help.NETWORK_SETTINGS: (
        ("gnome", "gnome-control-center network"),
        ("kde", "systemsettings kcm_networkmanagement"),
        ("kde", "kcmshell6 kcm_networkmanagement"),
        ("kde", "kcmshell5 kcm_networkmanagement"),
        ("cinnamon", "cinnamon-settings network"),
        ("xfce", "nm-connection-editor"),
        ("mate", "nm-connection-editor"),
        ("lxqt", "nm-connection-editor"),
        ("lxqt", "cmst"),
    ),
}
"""The desktop, as `XDG_CURRENT_DESKTOP` has it, and the command."""


def command_for(page: Help, desktop: str, found: Found = shutil.which) -> list[str]:
    """Give the command that opens a page on Linux, that of the running desktop first; empty: there is none."""
    names = desktop.lower().replace(";", ":").split(":")
    programs = sorted(_PROGRAMS.get(page, ()), key=lambda each: each[0] not in names)
    for _desktop, command in programs:
        program, *arguments = command.split()
        if (place := found(program)) is not None:
            return [place, *arguments]
    return []


def can_open(page: Help) -> bool:
    """Tell whether this system has such a page."""
    if page is Help.SIGN_IN or (sys.platform, page) in _ADDRESSES:
        return True
    return bool(command_for(page, os.environ.get("XDG_CURRENT_DESKTOP", "")))


def open_page(page: Help) -> bool:
    """Open a page; False where the system does not."""
    address = SIGN_IN if page is Help.SIGN_IN else _ADDRESSES.get((sys.platform, page), "")
    if address:
        return QDesktopServices.openUrl(QUrl(address))
    command = command_for(page, os.environ.get("XDG_CURRENT_DESKTOP", ""))
    if not command:
        return False
    return QProcess.startDetached(command[0], command[1:])[0]
