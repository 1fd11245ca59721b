"""For which kinds of links an app is registered on this system, such as `tg:` for Telegram's.

The system itself is asked, each time: xdg-mime on Linux, the registry on Windows, Launch Services on macOS. What cannot
be found out is not registered: then the web version serves. Nothing is opened here.
"""

import importlib
import logging
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

log = logging.getLogger(__name__)

ASKED_S: Final = 3.0
"""xdg-mime is a script that asks other programs. Chosen."""
ENTRY_MOST: Final = 256 * 1024
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]{0,60}")
_WEB: Final = frozenset({"http", "https"})


def registered(schemes: Iterable[str]) -> frozenset[str]:
    """Give those of the schemes that open an app; this takes a tenth of a second for each."""
    asked = sorted({each for each in schemes if _SCHEME.fullmatch(each)} - _WEB)
    return frozenset(each for each in asked if _is_registered(each))


def _is_registered(scheme: str) -> bool:
    match sys.platform:
        case "win32":
            return _in_windows(scheme)
        case "darwin":
            return _in_macos(scheme)
        case _:
            return _in_linux(scheme)


def _in_linux(scheme: str) -> bool:
    program = shutil.which("xdg-mime")
    if program is None:
        return False
    command = [program, "query", "default", f"x-scheme-handler/{scheme}"]
    try:
        told = subprocess.run(command, capture_output=True, timeout=ASKED_S, check=False)  # noqa: S603 checked above
    except (OSError, subprocess.TimeoutExpired) as error:
        log.info("xdg-mime does not tell: %s", type(error).__name__)
        return False
    return _starts(told.stdout.decode("utf-8", "replace").strip())


def _starts(entry: str) -> bool:
    """Tell whether an app's desktop entry is there and its program, too: what was removed may stay registered."""
    if not entry or "/" in entry:
        return False
    home = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    folders = [Path(each).expanduser() / "applications" for each in (home, *shared.split(":")) if each]
    names = [entry[:at] + "/" + entry[at + 1 :] for at, letter in enumerate(entry) if letter == "-"]
    file = next((found for each in folders for name in (entry, *names) if (found := each / name).is_file()), None)
    try:
        words = _program_of(file) if file is not None else []
    except (OSError, ValueError) as error:
        log.info("an app cannot be looked at: %s", type(error).__name__)
        return False
    return bool(words) and all(shutil.which(each) is not None for each in words)


def _program_of(entry: Path) -> list[str]:
    """Give the programs that a desktop entry needs: its `TryExec`, and the first word of its `Exec`."""
    with entry.open("rb") as file:
        text = file.read(ENTRY_MOST).decode("utf-8", "replace")
    main = re.split(r"^\[", text.partition("[Desktop Entry]")[2], maxsplit=1, flags=re.MULTILINE)[0]
    keys = dict(re.findall(r"^(Exec|TryExec)[ ]?=[ ]?(.*)$", main, re.MULTILINE))
    return [shlex.split(each)[0] for each in keys.values() if each.strip()]


def _in_windows(scheme: str) -> bool:
    registry: Any = importlib.import_module("winreg")
    try:
        with registry.OpenKey(registry.HKEY_CLASSES_ROOT, scheme) as key:
            registry.QueryValueEx(key, "URL Protocol")
    except OSError:
        return False
    return True


def _in_macos(scheme: str) -> bool:
    import ctypes
    import ctypes.util

    foundation, services = ctypes.util.find_library("CoreFoundation"), ctypes.util.find_library("CoreServices")
    if foundation is None or services is None:
        return False
    core, launch = ctypes.CDLL(foundation), ctypes.CDLL(services)
    core.CFStringCreateWithCString.restype = launch.LSCopyDefaultHandlerForURLScheme.restype = ctypes.c_void_p
    core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    launch.LSCopyDefaultHandlerForURLScheme.argtypes = core.CFRelease.argtypes = [ctypes.c_void_p]
    utf8 = 0x08000100
    name = core.CFStringCreateWithCString(None, scheme.encode(), utf8)
    handler = launch.LSCopyDefaultHandlerForURLScheme(name)
    for each in (name, handler):
        if each:
            core.CFRelease(each)
    return bool(handler)
