"""Run by itself: opens windows again and again, and prints how many bytes of memory each opening leaves in use.

As in the tray, what windows alone need is forgotten between two openings, and colours are the user's own.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count, pairwise
from pathlib import Path

from PySide6.QtWidgets import QApplication

from notifier.app.closed_windows import forget_pictures
from notifier.ui import i18n, marks, theme
from tests.memory import in_use
from tests.ui.all_windows import shown

TIMES, ROUNDS = 5, 4
"""Something is used for the first time, or grows by a step, in a round; what stays each time, stays in all of them."""


def wait(done: Callable[[], bool]) -> None:
    """Have events handled until something is so; at most 10 s."""
    late = time.monotonic() + 10.0
    while not done():
        if time.monotonic() > late:
            raise TimeoutError(done)
        QApplication.processEvents()


def left(name: str, folder: Path) -> float:
    """Give the bytes that one opening of this window leaves in use."""
    folders = (folder / str(number) for number in count())

    def open_often() -> int:
        for _ in range(TIMES):
            (place := next(folders)).mkdir()
            with shown(name, place, wait) as window:
                window.grab()
            marks.forget()
            forget_pictures()
        return in_use()

    used = [open_often() for _ in range(ROUNDS + 1)]
    return min(after - before for before, after in pairwise(used)) / TIMES


def main() -> None:
    """Print a line for each window that is named."""
    application = QApplication([])
    i18n.install("id")
    theme.apply(application, "dark")
    for name in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{left(name, Path(folder)):.0f} {name}", flush=True)


if __name__ == "__main__":
    main()
