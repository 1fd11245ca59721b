"""How the program was installed, and the command that brings a newer one: worked out from where it lies.

Nothing is asked of the network, and nothing is installed here.
"""

import sys
from collections.abc import Iterable
from enum import StrEnum
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

import msgspec

import notifier

DISTRIBUTION: Final = "outage-notifier"
_DPKG: Final = Path("/var/lib/dpkg/info")


class Way(StrEnum):
    """How it was installed."""

    SOURCE = "source"
    """A checkout or an unpacked archive of the sources."""
    PIPX = "pipx"
    UV = "uv"
    PIP = "pip"
    DEB = "deb"
    PROGRAM = "program"
    """A folder or an installer with its own Python."""
    UNKNOWN = "unknown"


class Installation(msgspec.Struct, frozen=True):
    """How, where, and the command that updates it; empty: there is none that would be sure to."""

    way: Way
    place: Path
    command: str = ""


def installation() -> Installation:
    """Tell how this very program was installed."""
    frozen = Path(sys.executable) if getattr(sys, "frozen", False) else None
    return installation_of(Path(notifier.__file__).parent, Path(sys.prefix), Path(sys.executable), frozen=frozen)


def installation_of(
    package: Path, prefix: Path, python: Path, *, frozen: Path | None = None, dpkg: Path = _DPKG
) -> Installation:
    """Tell it of a package's folder in a Python's prefix; `frozen` is the program where it brings its own Python."""
    place = frozen.parent if frozen is not None else package
    if _owned_by_dpkg(place, dpkg):
        return Installation(Way.DEB, place, f"sudo apt install --only-upgrade {DISTRIBUTION}")
    if frozen is not None:
        return Installation(Way.PROGRAM, place)
    if (package.parent / "pyproject.toml").is_file():
        has_git = (package.parent / ".git").exists()
        return Installation(Way.SOURCE, package.parent, f'git -C "{package.parent}" pull' if has_git else "")
    if (prefix / "pipx_metadata.json").is_file():
        return Installation(Way.PIPX, prefix, f"pipx upgrade {prefix.name}")
    if (prefix / "uv-receipt.toml").is_file():
        return Installation(Way.UV, prefix, f"uv tool upgrade {prefix.name}")
    if _put_there_by_pip(package.parent):
        return Installation(Way.PIP, package.parent, f'"{python}" -m pip install --upgrade {DISTRIBUTION}')
    return Installation(Way.UNKNOWN, place)


def _owned_by_dpkg(place: Path, dpkg: Path) -> bool:
    """Tell whether Debian's package brought this folder: its list of files names it."""
    lists: Iterable[Path] = (dpkg / f"{DISTRIBUTION}.list", *dpkg.glob(f"{DISTRIBUTION}:*.list"))
    for each in lists:
        try:
            if str(place) in each.read_text("utf-8", errors="replace").splitlines():
                return True
        except OSError:
            continue
    return False


def _put_there_by_pip(folder: Path) -> bool:
    found = next(iter(Distribution.discover(name=DISTRIBUTION, path=[str(folder)])), None)
    return found is not None and (found.read_text("INSTALLER") or "").strip() == "pip"
