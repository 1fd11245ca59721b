"""Whether Qt finds a screen, by what the environment of a Linux session names.

Where it finds none it ends the process: in a terminal that outlived its session, beside a screen of somebody else's,
where the X server takes nobody without a cookie, or where a variable names what it does not know. The libraries that Qt
speaks through are asked for a screen first; what else is named is tried in a process of its own, which Qt may end.
"""

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Final

from notifier.desktop.qt_libraries import platforms

_NEED_NONE: Final = ("offscreen", "minimal")
_TRIAL: Final = """import os
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
qInstallMessageHandler(lambda kind, *_: kind is QtMsgType.QtFatalMsg and os._exit(1))  # rather than to dump core
QGuiApplication([])
"""
_TRIAL_S: Final = 20.0
"""A screen far away takes its time; one that has not answered by then does not. Chosen."""


def unreachable_display() -> str:
    """Say that Qt finds no screen by what the environment names; empty: it finds one."""
    if sys.platform != "linux":
        return ""
    is_there = next((each for platform in platforms() if (each := _is_there(platform)) is not False), False)
    if is_there or (is_there is None and _opens()):
        return ""
    names = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")
    named = [f"{name}={value}" for name in names if (value := os.environ.get(name))]
    return f"Windows cannot be shown: Qt finds no screen by {', '.join(named)}."


def _is_there(platform: str) -> bool | None:
    """Tell whether a platform of Qt has its screen; None: that is known once Qt has tried."""
    if platform in _NEED_NONE:
        return True
    if platform == "wayland" and "WAYLAND_SOCKET" not in os.environ:  # that can be used once only
        return _in_time(_wayland_answers)
    return _in_time(_x_answers) if platform == "xcb" else None


def _in_time(answers: Callable[[], bool]) -> bool | None:
    """Tell what a screen answers; one that is silent is none. None: the library is not here."""
    told: list[bool | None] = []

    def ask() -> None:
        try:
            told.append(answers())
        except OSError:
            told.append(None)

    asking = threading.Thread(target=ask, name="screen", daemon=True)
    asking.start()
    asking.join(_TRIAL_S)
    return told[0] if told else False


def _x_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    link = ctypes.c_void_p(xcb.xcb_connect(None, None))
    fails = bool(xcb.xcb_connection_has_error(link))
    xcb.xcb_disconnect(link)
    return not fails


def _wayland_answers() -> bool:
    wayland = ctypes.CDLL("libwayland-client.so.0")
    wayland.wl_display_connect.restype = ctypes.c_void_p
    link = ctypes.c_void_p(wayland.wl_display_connect(None))
    if link.value is None:
        return False
    answers = bool(wayland.wl_display_roundtrip(link) >= 0)
    wayland.wl_display_disconnect(link)
    return answers


def _opens() -> bool:
    command = [sys.executable, "-P", "-c", _TRIAL]
    try:
        return not subprocess.run(command, capture_output=True, timeout=_TRIAL_S, check=False).returncode  # noqa: S603 ours
    except subprocess.TimeoutExpired:
        return False
