"""Leaves of an installed PySide6 what the program uses: six modules, what these load, and the data of two languages.

`python small_qt.py FOLDER` (that holds PySide6 and shiboken6) deletes the rest. ICU's data, 31 MB for all languages,
are packed anew with root, English and Indonesian where icu-devtools and gcc are. Standard library only.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

MODULES: Final = ("QtCore", "QtDBus", "QtGui", "QtNetwork", "QtSvg", "QtWidgets")
PLUGINS: Final = (
    "iconengines/libqsvgicon.so",
    "imageformats/libqsvg.so",
    "networkinformation/libqglib.so",
    "networkinformation/libqnetworkmanager.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland.so",
    "platforms/libqxcb.so",
    "platformthemes/libqgtk3.so",
    "platformthemes/libqxdgdesktopportal.so",
    "wayland-decoration-client/libadwaita.so",
    "wayland-decoration-client/libbradient.so",
    "wayland-shell-integration/libxdg-shell.so",
)
LANGUAGES: Final = ("en", "id")
_NEEDED: Final = re.compile(r"\(NEEDED\).*\[(.+)\]")
_SPECIAL: Final = re.compile(
    r"(root|pool|res_index|tzdbNames|supplementalData|currencyNumericCodes|dayPeriods|genderList|grammaticalFeatures"
    r"|icustd|icuver|keyTypeData|langInfo|likelySubtags|metaZones|metadata|numberingSystems|plurals|pluralRanges"
    r"|timezoneTypes|units|windowsZones|zoneinfo64)\.res"
)


def main(folder: Path) -> None:
    """Delete what is not used."""
    package = folder / "PySide6"
    qt = package / "Qt"
    kept = {package / f"{name}.abi3.so" for name in MODULES} | {qt / "plugins" / each for each in PLUGINS}
    missing = [str(each) for each in kept if not each.is_file()]
    if missing:
        sys.exit(f"this PySide6 lacks {', '.join(missing)}")
    kept |= set(_needed(kept, (qt / "lib", package, folder / "shiboken6")))
    kept |= {package / "__init__.py", package / "_config.py", package / "_git_pyside_version.py"}
    for each in sorted(package.rglob("*"), reverse=True):
        if each.is_dir() and not each.is_symlink():
            if not any(each.iterdir()):
                each.rmdir()
        elif each not in kept and package / "support" not in each.parents:
            each.unlink()
    for each in (folder / "shiboken6").glob("*.pyi"):
        each.unlink()
    for name in ("bin", "share"):
        shutil.rmtree(folder / name, ignore_errors=True)
    if shutil.which("icupkg") and shutil.which("gcc"):
        for each in (qt / "lib").glob("libicudata.so.*"):
            few_languages(each)


def _needed(files: Iterable[Path], folders: tuple[Path, ...]) -> Iterator[Path]:
    """Give the libraries of these folders that the files load, and what these load."""
    seen: set[Path] = set()
    waiting = list(files)
    while waiting:
        told = subprocess.run(["readelf", "-d", waiting.pop()], capture_output=True, text=True, check=True).stdout
        names = _NEEDED.findall(told)
        found = {each for name in names for each in (folder / name for folder in folders) if each.is_file()}
        waiting += found - seen
        seen |= found
    yield from seen


def few_languages(library: Path) -> None:
    """Pack ICU's data anew with few languages and no tables of old encodings, which nothing here asks for."""
    version = library.name.rpartition(".")[2]
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        whole, small = place / f"icudt{version}l.dat", place / f"small/icudt{version}l.dat"
        small.parent.mkdir()
        whole.write_bytes(_data(library.read_bytes()))
        listed = subprocess.run(["icupkg", "-l", whole], capture_output=True, text=True, check=True).stdout.split()
        dropped = place / "dropped.lst"
        dropped.write_text("".join(f"{each}\n" for each in listed if not _is_wanted(each)))
        subprocess.run(["icupkg", "-r", dropped, whole, small], check=True)
        source = place / "data.s"
        symbol = f"icudt{version}_dat"
        source.write_text(
            f".section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol},@object\n{symbol}:\n"
            f'.incbin "{small}"\n.size {symbol}, .-{symbol}\n.section .note.GNU-stack,"",@progbits\n'
        )
        linked = ["gcc", "-shared", "-nostdlib", f"-Wl,-soname,{library.name}", "-Wl,--build-id=none", "-s"]
        subprocess.run([*linked, "-o", library, source], check=True)


def _data(library: bytes) -> bytes:
    """Give ICU's data as they are in the library: they begin with their own header."""
    begin = library.index(b"\xda\x27") - 2
    if begin % 16:
        sys.exit("ICU's data were not found in its library")
    return library[begin:]


def _is_wanted(item: str) -> bool:
    name = item.rpartition("/")[2]
    if name.endswith(".cnv") or item.startswith("brkitr/"):  # Qt breaks lines by rules of its own
        return False
    if not name.endswith(".res") or _SPECIAL.fullmatch(name):
        return True
    return name.removesuffix(".res").split("_")[0] in LANGUAGES


if __name__ == "__main__":
    main(Path(sys.argv[1]))
