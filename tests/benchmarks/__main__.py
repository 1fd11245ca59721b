"""`make bench`: measures everything in one run; one table here and in build/bench.html, .txt and .json.

Names of parts as arguments measure just these; `--against FILE` (a bench.json) shows beside each what it was then.
`long FIRST COUNT` plays long random worlds instead (`tests.benchmarks.long_worlds`), which measures nothing.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import (
    checking,
    commands,
    growth,
    interface,
    lab,
    long_worlds,
    numbers,
    page,
    pages,
    rules,
    tray,
    worlds,
)
from tests.benchmarks.figures import Figure
from tests.benchmarks.web import Web, serving
from tests.desktop.session import Session, missing


def _tray(web: Web, folder: Path) -> Iterator[Figure]:
    absent = missing()
    if absent:
        print(f"left out: the tray; it needs apt-get install {' '.join(absent)}", file=sys.stderr)
        return
    with Session(folder / "session") as session:
        yield from tray.measure(session, web, folder)


PARTS: dict[str, Callable[[Web, Path], Iterator[Figure]]] = {
    "tray": _tray,
    "checking": checking.measure,
    "commands": commands.measure,
    "growth": growth.measure,
    "interface": interface.measure,
    "lab": lab.measure,
    "numbers": numbers.measure,
    "pages": pages.measure,
    "rules": rules.measure,
    "worlds": worlds.measure,
}

ASKED_FOR = ("growth", "lab", "numbers")
"""Measured only where they are named: most of an hour in the lab; all played some seventy times; 5,000 services."""
BUILD = Path("build")


def main(names: list[str]) -> int:
    """Measure the parts, all where none is named."""
    if names[:1] == ["long"]:
        return long_worlds.main(names[1:])
    against = None
    if "--against" in names:
        at = names.index("--against")
        against, names = Path(names[at + 1]), names[:at] + names[at + 2 :]
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 64
    sections: dict[str, list[Figure]] = {}
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        web = stack.enter_context(serving(place, checking.MANY, checking.FEW))
        for part in names or [name for name in PARTS if name not in ASKED_FOR]:
            print(f"measuring: {part}", file=sys.stderr, flush=True)
            folder = place / part
            folder.mkdir()
            sections[part] = list(PARTS[part](web, folder))
    print("\n" + page.write(BUILD, tray.describe_machine(), sections, growth.PLOTS, against))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
