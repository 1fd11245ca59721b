"""Whether the screen that a Linux session names is there.

Qt ends the process where it is not: in a terminal that outlived its session, or beside one of somebody else's.
"""

import os
import re
import socket
import sys
from pathlib import Path
from typing import Final

_LOCAL: Final = re.compile(r"(?:unix)?:(\d+)(?:\.\d+)?")
"""A display of X11 on this machine; what is reached over a network is left to Qt."""


def unreachable_display() -> str:
    """Say that no screen which the environment names can be reached; empty: one can, or nothing is known."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    display, wayland = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", "")
    x11 = _LOCAL.fullmatch(display)
    if display and x11 is None:
        return ""
    sockets = [f"/tmp/.X11-unix/X{x11[1]}"] if x11 else []  # noqa: S108 that is where X11 has it
    if wayland:
        sockets.append(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"), wayland)))
    if any(_answers(each) or _answers(f"\0{each}") for each in sockets):
        return ""
    named = [f"{name}={value}" for name, value in (("WAYLAND_DISPLAY", wayland), ("DISPLAY", display)) if value]
    return f"Windows cannot be shown: no screen answers at {' or '.join(named)}."


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX) as link:  # type: ignore[attr-defined,unused-ignore]
        try:
            link.connect(path)
        except (OSError, ValueError):  # there is none, or none can have such a name
            return False
    return True
