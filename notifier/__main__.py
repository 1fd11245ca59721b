"""The program's entry: arguments in, one function called, exit status out.

A start without arguments, which is the one at login, needs no grammar: the tray comes sooner.
"""

import gc
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from notifier.app import Start


def main() -> int:
    """Start the tray, or run the command that was given."""
    bare = len(sys.argv) == 1
    if bare and has_desktop() and can_show_windows():
        from notifier.app import Start, run

        return run(Start())
    gc.disable()  # what is imported stays: looking it over for garbage would be a tenth of a short command's work
    try:
        return _command(bare)
    finally:
        gc.enable()


def _command(bare: bool) -> int:
    from notifier.cli import arguments

    options = arguments.parser().parse_args()
    windows = not bare and options.command in (None, "practice") and has_desktop() and can_show_windows()
    if options.command is None and windows:
        gc.enable()
        from notifier.app import run

        return run(start_of(options))
    from notifier.cli import main as command_line

    options.command = options.command or "watch"
    if options.command == "practice" and windows:
        options.play = player(options)
    return command_line.run(options, _collect_garbage)


def _collect_garbage() -> None:
    """From now on, but not among what has been imported."""
    gc.freeze()
    gc.enable()


def start_of(options: "argparse.Namespace") -> "Start":
    """Give what the program in the tray needs of the arguments."""
    from notifier.app import Start

    return Start(options.config_dir, options.data_dir, options.log_level)


def player(options: "argparse.Namespace") -> Callable[[str, float], int]:
    """Make what starts the program for a practice outage alone: the command line does not know the program."""

    def play(scenario: str, speed: float) -> int:
        from notifier.app import run

        return run(start_of(options), practice=scenario, speed=speed)

    return play


def has_desktop() -> bool:
    """Whether windows can be shown; elsewhere the table in the terminal takes their place."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def can_show_windows() -> bool:
    """Tell whether Qt finds a screen and what it needs, and say what it lacks: it would end the process."""
    from notifier.desktop.display import unreachable_display
    from notifier.desktop.qt_libraries import why_no_windows

    why = why_no_windows() or unreachable_display()
    if why:
        sys.stderr.write(f"{why}\nGoing on in the terminal.\n")
    return not why


if __name__ == "__main__":
    sys.exit(main())
