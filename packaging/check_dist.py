"""Builds what pip installs, and checks it: `build FOLDER` writes sdist and wheel; `check` builds twice and compares.

Both must have the same bytes the second time, and hold the catalogue, the languages and the icons, but no pictures.
The environment needs hatchling, which builds without the network.
"""

import hashlib
import os
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from hatchling.build import build_sdist, build_wheel

PROJECT = Path(__file__).resolve().parent.parent
PARTS = ("catalogue", "i18n", "icons", "map", "marks", "scenarios", "schemas")


def build(folder: Path) -> list[Path]:
    """Write sdist and wheel into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    target = str(folder.resolve())
    os.chdir(PROJECT)
    return [folder / build_sdist(target), folder / build_wheel(target)]


def lacking(sdist: Path, wheel: Path) -> list[str]:
    """Say what is not in them that should be, and what is that should not."""
    with zipfile.ZipFile(wheel) as whole:
        installed = set(whole.namelist())
    with tarfile.open(sdist) as archive:
        sources = {name.partition("/")[2] for name in archive.getnames()}
    said = []
    for part in PARTS:
        for each in (PROJECT / "resources" / part).rglob("*"):
            name = each.relative_to(PROJECT).as_posix()
            if each.is_file():
                said += [f"the wheel lacks {name}"] * (f"notifier/{name}" not in installed)
                said += [f"the sdist lacks {name}"] * (name not in sources)
    for each in (PROJECT / "notifier").rglob("*.py"):
        name = each.relative_to(PROJECT).as_posix()
        said += [f"the wheel lacks {name}"] * (name not in installed) + [f"the sdist lacks {name}"] * (
            name not in sources
        )
    return said + [f"{name} is a picture" for name in (*installed, *sources) if "screenshots/" in name]


def check() -> list[str]:
    """Build twice; say what is wrong."""
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        one, two = build(Path(first)), build(Path(second))
        said = [
            f"{a.name} has other bytes the second time"
            for a, b in zip(one, two, strict=True)
            if hashlib.sha256(a.read_bytes()).digest() != hashlib.sha256(b.read_bytes()).digest()
        ]
        return said + lacking(*one)


def main() -> int:
    """Build or check; 1 where something is wrong."""
    if sys.argv[1] == "build":
        for each in build(Path(sys.argv[2])):
            print(each)
        return 0
    said = check()
    print("\n".join(said) or "sdist and wheel are complete, and the same twice")
    return bool(said)


if __name__ == "__main__":
    sys.exit(main())
