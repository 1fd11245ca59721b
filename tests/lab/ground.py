"""The lab of the developers' workplace: whether it is here, its two halves, and the environment of a program in it.

The lab is a network namespace in which the whole internet is this machine, and a desktop without a screen; it is no
part of this project, and where it is absent these tests are skipped. What the program under test is told to do is in
`program`.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any, Final

from tests.waiting import until

PROJECT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = PROJECT.parent / "shared" / "lab"
TOOLS: Final = (
    *("ip", "nft", "openssl", "mount"),
    *("Xvfb", "dbus-daemon", "openbox", "xprop", "xfce4-panel", "gnome-keyring-daemon", "wmctrl"),
)

SLOWLY_S: Final = 90.0
"""What takes a moment on a desktop may take so long beside thirty others."""

Lab = Any
Desktop = Any

_starting = Lock()
"""Labs are started one by one: a new one clears away what it takes for the remains of a dead one."""


def absence() -> str:
    """Why the lab cannot be used here; empty where it can."""
    if not FOLDER.is_dir():
        return "the lab of the developers' workplace is not here"
    if os.name != "posix" or os.geteuid() != 0:
        return "the lab makes network namespaces, which needs root"
    lacking = [tool for tool in TOOLS if shutil.which(tool) is None]
    return f"the lab needs {', '.join(lacking)}" if lacking else ""


@cache
def _part(name: str) -> Any:
    if str(FOLDER) not in sys.path:
        sys.path.append(str(FOLDER))
    return import_module(name)


@contextmanager
def network(**settings: object) -> Iterator[Lab]:
    """Give a network of its own, in which all is well unless said otherwise."""
    with ExitStack() as stack:
        with _starting:
            lab = stack.enter_context(_part("netlab").Lab(**settings))
        yield lab


@contextmanager
def desktop(lab: Lab, **options: object) -> Iterator[Desktop]:
    """Give a desktop in that network; its recorder takes the notifications."""
    with _part("desktop").Desktop(lab=lab, lang="C.UTF-8", **options) as desk:
        yield desk


def tray_icon(desk: Desktop) -> Any:
    """Wait for the program's icon. While the program begins it may be silent for longer than a call is waited for."""

    def look() -> Any:
        with suppress(TimeoutError):
            return desk.tray_item("Outage", timeout=1.0)
        return None

    return until(look, SLOWLY_S, "the program's icon")


def note(desk: Desktop, words: str, timeout_s: float) -> Any:
    """Wait for a notification with these words; the last of them."""
    return until(lambda: [*desk.notes(words)][-1:], timeout_s, lambda: f"{words!r} in {desk.notes()}")[0]


def pid_of(process: Any) -> int:
    """Give the program's own process id, not that of the one which carries it into the lab."""
    pid: int = _part("desktop_session").pid_of(process)
    return pid


def environment(home: Path) -> dict[str, str]:
    """What a program in the terminal gets: nothing of the tests' own but the way to programs."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", "PYTHONFAULTHANDLER": "1"}
