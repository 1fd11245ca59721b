"""The program's entry: arguments in, one function called, exit status out."""

import argparse
import os
import sys
from collections.abc import Callable


def main() -> int:
    """Start the tray, or run the command that was given."""
    from notifier.cli import arguments

    options = arguments.parser().parse_args()
    if options.command is None and has_desktop():
        from notifier.app import run

        return run(options)
    from notifier.cli import main as command_line

    options.command = options.command or "watch"
    if options.command == "practice" and has_desktop():
        options.play = player(options)
    return command_line.run(options)


def player(options: argparse.Namespace) -> Callable[[str, float], int]:
    """Make what starts the program for a practice outage alone: the command line does not know the program."""

    def play(scenario: str, speed: float) -> int:
        from notifier.app import run

        return run(options, practice=scenario, speed=speed)

    return play


def has_desktop() -> bool:
    """Whether windows can be shown; elsewhere the table in the terminal takes their place."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
