"""Whether Qt finds a screen, by what the environment of a Linux session names.

Where it finds none it ends the process: in a terminal that outlived its session, beside a screen of somebody else's, or
where a variable names what it does not know. A socket that answers is enough to know that there is one; what is said in
any other way is tried in a process of its own, which Qt may end.
"""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Final

from notifier.desktop.qt_libraries import platforms

_LOCAL: Final = re.compile(r"(?:unix)?:(\d+)(?:\.0)?")
"""The first screen of an X server on this machine."""
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
    if platform == "wayland" and "WAYLAND_SOCKET" not in os.environ:
        name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
        return _answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), name)))
    if platform == "xcb" and (local := _LOCAL.fullmatch(os.environ.get("DISPLAY", ""))):
        path = f"/tmp/.X11-unix/X{local[1]}"  # noqa: S108 that is where X11 has it
        return _answers(path) or _answers(f"\0{path}")
    return None


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as link:  # type: ignore[attr-defined,unused-ignore]
        try:
            link.connect(path)
        except (OSError, ValueError):  # there is none, or none can have such a name
            return False
    return True


def _opens() -> bool:
    command = [sys.executable, "-P", "-c", _TRIAL]
    try:
        return not subprocess.run(command, capture_output=True, timeout=_TRIAL_S, check=False).returncode  # noqa: S603 ours
    except subprocess.TimeoutExpired:
        return False
