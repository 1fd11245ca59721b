"""Chooses what is kept of the inputs that fuzzing found: short ones that together take every way through the parsers.

`python -m tests.faults.keeping FOLDER` writes `corpus.txt` anew, from what is kept and what is in the folder. A way is
a step from one line of the program to another, for each parser by itself; libraries are not looked at.
"""

import argparse
import base64
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, Final

from tests.desktop.parts import PROJECT
from tests.faults.fuzzing import CORPUS, NAMES, kept, one_input

PROGRAM: Final = str(PROJECT / "notifier")
LONGEST: Final = 3_000

Step = tuple[str, int, int]


def ways(data: bytes) -> set[Step]:
    """Have it read, and tell which steps that took."""
    steps, last = set[Step](), dict[int, int]()

    def look(frame: FrameType, event: str, _value: Any) -> Any:
        if not frame.f_code.co_filename.startswith(PROGRAM):
            return None
        if event == "line":
            steps.add((frame.f_code.co_filename, last.get(id(frame), 0), frame.f_lineno))
            last[id(frame)] = frame.f_lineno
        elif event == "call":
            last[id(frame)] = 0
        return look

    others = sys.gettrace()
    sys.settrace(look)
    try:
        one_input(data)
    finally:
        sys.settrace(others)
    return steps


def chosen(inputs: list[bytes]) -> Iterator[bytes]:
    """Give the inputs that go ways which no shorter one goes."""
    known: dict[int, set[Step]] = {}
    for data in sorted(set(inputs), key=lambda each: (len(each), each)):
        one_input(data)  # what is imported or remembered with the first is no way of the input's own
        before = known.setdefault(data[0], set())
        if new := ways(data) - before:
            before |= new
            yield data


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {text}")
    return folder


def main() -> None:
    """Write the corpus."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.keeping", description=__doc__)
    parser.add_argument("folder", type=_folder, help="where fuzzing has put what it found")
    found = [each.read_bytes() for each in parser.parse_args().folder.iterdir() if each.is_file()]
    inputs = kept() + [bytes([each[0] % len(NAMES)]) + each[1:] for each in found if 0 < len(each) <= LONGEST]
    lines = sorted(f"{NAMES[each[0]]}\t{base64.b64encode(each[1:]).decode()}\n" for each in chosen(inputs))
    CORPUS.write_text("".join(lines), encoding="ascii")
    print(f"{len(lines)} of {len(inputs)} inputs, {CORPUS.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
