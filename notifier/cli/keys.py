"""Waiting for keys on a terminal while everything else goes on; the terminal is left as it was."""

import asyncio
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

Keys = Mapping[str, Callable[[], None]]
"""What is called when a key is pressed, by its small letter."""

QUIT: Final = "q"
_POLL_S: Final = 0.2


async def quit_key(others: Keys) -> None:
    """Return when the user presses `q`; never where nobody can press keys. `others` are called meanwhile."""
    ended = asyncio.Event()
    keys = {**others, QUIT: ended.set}
    if sys.stdin.isatty():
        await _listen(keys, ended)
    else:
        await ended.wait()


def _press(typed: str, keys: Keys) -> None:
    for letter in typed.lower():
        keys.get(letter, _nothing)()


def _nothing() -> None:
    """A key that means nothing."""


if sys.platform == "win32":
    import msvcrt

    async def _listen(keys: Keys, ended: asyncio.Event) -> None:
        while not ended.is_set():
            if msvcrt.kbhit():
                _press(msvcrt.getwch(), keys)
            else:
                await asyncio.sleep(_POLL_S)
else:
    import termios
    import tty

    async def _listen(keys: Keys, ended: asyncio.Event) -> None:
        descriptor = sys.stdin.fileno()

        def read() -> None:
            typed = os.read(descriptor, 64)
            _press(typed.decode("ascii", "ignore") or QUIT, keys)  # a terminal that is gone says nothing

        loop = asyncio.get_running_loop()
        with _single_keys(descriptor):
            loop.add_reader(descriptor, read)
            try:
                await ended.wait()
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
