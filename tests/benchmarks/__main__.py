"""`make bench`: measures in one run together with what it is compared to; build/bench.html, .txt and .json.

Names of parts as arguments measure just these; the page shows the others as they were measured last. `--against FILE`
(a bench.json) shows beside each what it was then. `long FIRST COUNT` plays long random worlds instead
(`tests.benchmarks.long_worlds`), and `look WORLD SERVICE:FROM-UNTIL` prints what was read in a world
(`tests.benchmarks.look`); both measure nothing.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from tests.benchmarks import (
    battery,
    checking,
    commands,
    growth,
    history,
    interface,
    lab,
    long_worlds,
    look,
    numbers,
    page,
    pages,
    parts,
    rules,
    tray,
    trouble,
    worlds,
)
from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web, serving
from tests.desktop.session import Session, missing


def _tray(web: Web, folder: Path) -> Iterator[Figure]:
    with Session(folder / "session") as session:
        yield from tray.measure(session, web, folder)


def _trouble(_web: Web, folder: Path) -> Iterator[Figure]:
    with serving(folder, trouble.SERVICES, trouble.SERVICES) as web, Session(folder / "session") as session:
        yield from trouble.measure(session, web, folder)


def _battery(web: Web, folder: Path) -> Iterator[Figure]:
    with Session(folder / "session") as session:
        yield from battery.measure(session, web, folder)


PARTS: Final[dict[str, Callable[[Web, Path], Iterator[Figure]]]] = {
    "tray": _tray,
    "checking": checking.measure,
    "commands": commands.measure,
    "interface": interface.measure,
    "pages": pages.measure,
    "history": history.measure,
    "battery": _battery,
    "trouble": _trouble,
    "growth": growth.measure,
    "rules": rules.measure,
    "worlds": worlds.measure,
    "lab": lab.measure,
    "numbers": numbers.measure,
}
USUAL: Final = ("tray", "checking", "commands", "interface", "pages", "history")
"""A quarter of an hour. The others are measured where they are named, and take from that to hours."""
ON_A_SESSION: Final = ("tray", "battery", "trouble")


def options(words: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; none: {', '.join(USUAL)}")
    parser.add_argument("--against", type=_kept, default={}, metavar="FILE", help="the bench.json of another run")
    parser.add_argument("--out", type=Path, default=Path("build"))
    given = parser.parse_args(words)
    unknown = [name for name in given.parts if name not in PARTS]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return given


def _kept(path: str) -> parts.Parts:
    try:
        return parts.load(Path(path))
    except (OSError, msgspec.MsgspecError) as error:
        message = f"{path} cannot be read: {error}"
        raise argparse.ArgumentTypeError(message) from error


def measured(name: str, web: Web, folder: Path) -> parts.Part:
    """Measure one part."""
    folder.mkdir()
    began, now, machine = time.monotonic(), datetime.now(UTC), tray.describe_machine()
    figures = tuple(PARTS[name](web, folder))
    texts = tuple(each.read_text(encoding="utf-8") for each in sorted(folder.glob("*.txt")))
    plots = tuple(growth.PLOTS) if name == "growth" else ()
    return parts.Part(f"{now:%Y-%m-%d %H:%M} UTC", machine, time.monotonic() - began, figures, texts, plots)


def main(words: list[str]) -> int:
    """Measure the parts, and write the page after each."""
    if words[:1] == ["long"]:
        return long_worlds.main(words[1:])
    if words[:1] == ["look"]:
        return look.main(words[1:])
    given = options(words)
    absent = missing()
    told = ""
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        web = stack.enter_context(serving(place, checking.MANY, checking.FEW))
        for name in given.parts or USUAL:
            if name in ON_A_SESSION and absent:
                print(f"left out: {name}; it needs apt-get install {' '.join(absent)}", file=sys.stderr)
                continue
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            told = _shown(given, name, measured(name, web, place / name))
    print(f"\n{told}")
    return 0


def _shown(given: argparse.Namespace, name: str, part: parts.Part) -> str:
    """Keep what was measured beside what was kept of the others, and give the page as text."""
    file = given.out / "bench.json"
    try:
        known = parts.load(file)
    except (FileNotFoundError, msgspec.MsgspecError):  # none, or of another version of the bench
        known = {}
    known[name] = part
    known = {each: known[each] for each in PARTS if each in known}
    parts.save(file, known)
    return page.write(given.out, known, given.against)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
