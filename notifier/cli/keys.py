"""Waiting for a key on a terminal while everything else goes on; the terminal is left as it was."""

import asyncio
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

QUIT: Final = frozenset("qQ")
_POLL_S: Final = 0.2


async def quit_key() -> None:
    """Return when the user presses `q`; never where nobody can press keys."""
    if not sys.stdin.isatty():
        await asyncio.Event().wait()
    else:
        await _pressed()


if sys.platform == "win32":
    import msvcrt

    async def _pressed() -> None:
        while not (msvcrt.kbhit() and msvcrt.getwch() in QUIT):  # noqa: ASYNC110 - the console tells nobody
            await asyncio.sleep(_POLL_S)
else:
    import termios
    import tty

    async def _pressed() -> None:
        descriptor = sys.stdin.fileno()
        pressed = asyncio.Event()

        def read() -> None:
            typed = os.read(descriptor, 64)
            if not typed or QUIT & set(typed.decode("ascii", "ignore")):
                pressed.set()

        loop = asyncio.get_running_loop()
        with _single_keys(descriptor):
            loop.add_reader(descriptor, read)
            try:
                await pressed.wait()
            finally:
                loop.remove_reader(descriptor)

    @contextmanager
    def _single_keys(descriptor: int) -> Iterator[None]:
        """Hand every key over at once and without an echo; Ctrl+C still interrupts."""
        before = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)
        try:
            yield
        finally:
            termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
