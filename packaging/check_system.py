"""Tell what this system lacks to run the program, with the command that installs it.

`python` looks before anything is installed: the version of Python, and whether it can make a virtual environment. The
others look after the installation, with the environment's own Python, whether the libraries that Qt loads from the
system are there: `qt` for the program as it will run here (windows where there is a screen, else the terminal),
`widgets` for windows without a screen, as the tests draw them. Standard library only, and old syntax: it must run where
nothing else does. Nothing is installed here.

Exit status: 0 nothing is missing, 1 something is and was named.
"""

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)

# library: package of Debian and Ubuntu, package of Fedora
PACKAGES = {
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


def installer():
    """Return the name of the package manager that is here: apt, dnf, brew, or nothing."""
    for command, name in (("apt-get", "apt"), ("dnf", "dnf"), ("brew", "brew")):
        if shutil.which(command):
            return name
    return ""


def command(packages):
    """Return the command that installs the packages, named by package manager; empty where none is known."""
    manager = installer()
    names = " ".join(sorted(set(packages.get(manager, ()))))
    if not names:
        return ""
    if manager == "brew":
        return f"brew install {names}"
    root = "" if hasattr(os, "geteuid") and os.geteuid() == 0 else "sudo "
    return f"{root}apt-get install {names}" if manager == "apt" else f"{root}dnf install {names}"


def tell(what, packages):
    """Print what is missing and the command that brings it."""
    print(what, file=sys.stderr)
    line = command(packages)
    if line:
        print(f"Install it with:\n\n    {line}\n\nand run `make` again.", file=sys.stderr)


def check_python():
    """Return 0 if this Python is new enough and can make virtual environments with pip in them."""
    found = "{}.{}".format(*sys.version_info[:2])
    if sys.version_info < OLDEST:
        tell(
            "Outage Notifier needs Python {}.{} or newer; `{}` is {}.".format(*OLDEST, sys.executable, found),
            {"apt": ["python3.11", "python3.11-venv"], "dnf": ["python3.12"], "brew": ["python@3.13"]},
        )
        print("Another Python is chosen with `make run PYTHON=python3.12`.", file=sys.stderr)
        return 1
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        tell(
            f"Python {found} is here, but it cannot make a virtual environment ({', '.join(missing)} is missing).",
            {"apt": ["python3-venv"], "dnf": ["python3-pip"], "brew": ["python@3.13"]},
        )
        return 1
    return 0


def loaded_by(folder, *, widgets):
    """List the files of PySide6 that are used here: without a screen, those of the command line only."""
    plugins = ["libqoffscreen.so"] if widgets else []
    if os.environ.get("WAYLAND_DISPLAY"):
        plugins += ["libqwayland.so", "libqwayland-generic.so"]
    elif os.environ.get("DISPLAY"):
        plugins += ["libqxcb.so"]
    modules = ["QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtDBus"] if plugins else ["QtCore"]
    names = [f"{name}.abi3.so" for name in modules] + [f"Qt/plugins/platforms/{name}" for name in plugins]
    return [str(Path(folder, name)) for name in names if Path(folder, name).exists()]


def missing_libraries(files):
    """Name the system's libraries that the files need and that are not here."""
    missing = set()
    for file in files:
        if shutil.which("ldd"):
            told = subprocess.run(["ldd", file], capture_output=True, text=True, check=False).stdout
            missing |= {line.split("=>")[0].strip() for line in told.splitlines() if "not found" in line}
        else:
            try:
                ctypes.CDLL(file)
            except OSError as error:
                missing.add(str(error).split(":")[0])
    return sorted(missing)


def check_qt(*, widgets):
    """Return 0 if Qt can be loaded; where it cannot, name the libraries and the packages that have them."""
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        print(
            f"PySide6 is not installed in {sys.prefix}; `make clean` and `make run` install it anew.", file=sys.stderr
        )
        return 1
    if platform.system() == "Linux":
        missing = missing_libraries(loaded_by(found.submodule_search_locations[0], widgets=widgets))
        if missing:
            known = [PACKAGES[name] for name in missing if name in PACKAGES]
            unknown = [name for name in missing if name not in PACKAGES]
            # Fedora's package manager takes the name of a library for the package that has it
            packages = {
                "apt": [apt for apt, _ in known],
                "dnf": [dnf for _, dnf in known] + [f"'{name}()(64bit)'" for name in unknown],
            }
            tell("Qt needs libraries that this system lacks: {}.".format(", ".join(missing)), packages)
            return 1
    probe = subprocess.run([sys.executable, "-c", "import PySide6.QtCore"], capture_output=True, text=True, check=False)
    if probe.returncode != 0:
        reason = (probe.stderr.strip().splitlines() or [f"it ended with status {probe.returncode}"])[-1]
        print(f"PySide6 cannot be loaded: {reason}", file=sys.stderr)
        print(
            f"It runs on 64-bit x86 and ARM with glibc 2.28 or newer; this is {platform.platform()}.", file=sys.stderr
        )
        return 1
    return 0


def main(part):
    """Check one part: `python`, `qt` or `widgets`."""
    return check_python() if part == "python" else check_qt(widgets=part == "widgets")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
