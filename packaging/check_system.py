"""Tell what this system lacks to run the program, with the command that installs it.

`python` looks before anything is installed: the version of Python, and whether it can make a virtual environment. The
others look after the installation, with the environment's own Python, whether the libraries that Qt loads from the
system are there: `qt` for the program as it will run here (windows where there is a screen, else the terminal),
`widgets` for windows without a screen, as the tests draw them. Standard library only, and old syntax: it must run where
nothing else does. Nothing is installed here.

Exit status: 0 nothing is missing, 1 something is and was named.
"""

import importlib.util
import platform
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from notifier.desktop import qt_libraries

OLDEST = (3, 11)


def tell(what, packages):
    """Print what is missing and the command that brings it."""
    print(what, file=sys.stderr)
    line = qt_libraries.install_command(packages)
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


def check_qt(*, widgets):
    """Return 0 if Qt can be loaded; where it cannot, name the libraries and the packages that have them."""
    found = importlib.util.find_spec("PySide6")
    if found is None or not found.submodule_search_locations:
        print(
            f"PySide6 is not installed in {sys.prefix}; `make clean` and `make run` install it anew.", file=sys.stderr
        )
        return 1
    if platform.system() == "Linux":
        plugins = ["libqoffscreen.so"] * widgets + qt_libraries.plugins()
        files = qt_libraries.loaded_by(Path(found.submodule_search_locations[0]), plugins)
        if missing := qt_libraries.missing(files):
            names = ", ".join(missing)
            tell(f"Qt needs libraries that this system lacks: {names}.", qt_libraries.packages_of(missing))
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
