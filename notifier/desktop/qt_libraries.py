"""What Qt loads from a Linux system, whether it is there, and the command that brings what is not.

Qt itself ends the process where its platform plugin lacks a library ("could not load the Qt platform plugin"), so it is
asked before Qt is. The standard library only, and annotations that old Pythons pass over: `packaging/check_system.py`
uses this before anything else can run.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

PACKAGES: Final = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libGLX.so.0": ("libglx0", "libglvnd-glx"),
    "libOpenGL.so.0": ("libopengl0", "libglvnd-opengl"),
    "libX11.so.6": ("libx11-6", "libX11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2"),
    "libgssapi_krb5.so.2": ("libgssapi-krb5-2", "krb5-libs"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor"),
    "libxcb.so.1": ("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libzstd.so.1": ("libzstd1", "libzstd"),
}
"""By library: the package of Debian and Ubuntu, and that of Fedora."""
SELDOM_THERE: Final = (
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-image.so.0",
    "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0",
    "libxkbcommon-x11.so.0",
    "libEGL.so.1",
)
"""What no other program of a plain desktop brings."""


def platforms() -> list[str]:
    """Name the platforms that Qt would try here, in its words, the first one first; empty: there is no screen."""
    wanted = os.environ.get("QT_QPA_PLATFORM")
    if wanted:
        return [each.partition(":")[0].lower() for each in wanted.split(";")]
    variables = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    return [platform for platform, variable in variables.items() if os.environ.get(variable)]


def plugins() -> list[str]:
    """Name the platform plugins that Qt would try here, the first one first; empty: there is no screen."""
    files = {"wayland": ["libqwayland.so", "libqwayland-generic.so"]}
    return [file for platform in platforms() for file in files.get(platform, [f"libq{platform}.so"])]


def loaded_by(folder: Path, platform_plugins: Sequence[str]) -> list[Path]:
    """List the files of PySide6 that are used here: without a plugin, those of the command line only."""
    modules = ["QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtDBus"] if platform_plugins else ["QtCore"]
    names = [f"{name}.abi3.so" for name in modules] + [f"Qt/plugins/platforms/{name}" for name in platform_plugins]
    return [folder / name for name in names if (folder / name).exists()]


def missing(files: Iterable[Path]) -> list[str]:
    """Name the system's libraries that the files need and that are not here."""
    import shutil  # here and below: only where something is missing
    import subprocess

    found: set[str] = set()
    for file in files:
        if shutil.which("ldd"):
            command = ["ldd", str(file)]
            told = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
            found |= {line.split("=>")[0].strip() for line in told.splitlines() if "not found" in line}
        elif fault := _fault(str(file)):
            found.add(fault.split(":")[0])
    return sorted(found)


def install_command(packages: Mapping[str, Sequence[str]]) -> str:
    """Give the command that installs packages, named by package manager (apt, dnf, brew); empty: none is known."""
    import shutil

    manager = next((name for tool, name in _MANAGERS if shutil.which(tool)), "")
    names = " ".join(sorted(set(packages.get(manager, ()))))
    if not names:
        return ""
    if manager == "brew":
        return f"brew install {names}"
    root = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    return f"{root}apt-get install {names}" if manager == "apt" else f"{root}dnf install {names}"


def packages_of(libraries: Iterable[str]) -> dict[str, list[str]]:
    """Give the packages of libraries by package manager. Fedora's takes a library's name for its package, too."""
    known = {each: PACKAGES.get(each) for each in libraries}
    return {
        "apt": [names[0] for names in known.values() if names],
        "dnf": [names[1] if names else f"'{each}()(64bit)'" for each, names in known.items()],
    }


def why_no_windows() -> str:
    """Say why Qt could show no window here, and what brings what it lacks; empty: it can, or nothing is known.

    Only those libraries are tried that systems lack most often, for to load a plugin as a whole takes 8 ms.
    """
    if sys.platform != "linux" or not any(_fault(each) for each in SELDOM_THERE):
        return ""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        return ""
    folder, wanted = Path(spec.submodule_search_locations[0]), plugins()
    faults = [_fault(str(file)) for file in loaded_by(folder, wanted) if file.name in wanted]
    if not (faults and all(faults)):  # one that can be loaded is enough; none at all is no library's fault
        return ""
    libraries = missing(loaded_by(folder, wanted[-1:]))
    what = ", ".join(libraries) or next(iter(faults), "")
    command = install_command(packages_of(libraries))
    return f"Windows cannot be shown, for Qt lacks {what}." + (f" Install it with: {command}" if command else "")


_MANAGERS: Final = (("apt-get", "apt"), ("dnf", "dnf"), ("brew", "brew"))


def _fault(library: str) -> str:
    try:
        ctypes.CDLL(library)
    except OSError as error:
        return str(error)
    return ""
