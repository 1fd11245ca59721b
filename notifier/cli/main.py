"""Runs one command and turns its end into an exit status: errors of the user's in one line, ours with a traceback.

Commands are imported only when they run: `services` needs no network code, and `--help` needs none of them.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable

from notifier.cli.context import Context, Exit, WrongUseError, say_error
from notifier.cli.language import error_words
from notifier.core.failure import UserError


def run(arguments: argparse.Namespace) -> int:
    """Run the command that was parsed by `notifier.cli.arguments.parser`, and give the exit status."""
    logging.basicConfig(level=arguments.log_level.upper(), format="%(levelname)s %(name)s: %(message)s", force=True)
    try:
        status = _command(arguments.command)(Context(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        return _broken_pipe()
    except UserError as error:
        say_error(error_words(error))
        return Exit.WRONG_USE if isinstance(error, WrongUseError) else Exit.CANNOT_TELL
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception:
        sys.excepthook(*sys.exc_info())
        return Exit.FAULT
    return int(status)


def _broken_pipe() -> int:
    """The reader of our output has gone (`| head`): nobody is left to tell, at the interpreter's end neither."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.BROKEN_PIPE


def _command(name: str) -> Callable[[Context], int]:
    match name:
        case "watch":
            from notifier.cli.watch import run as command
        case "status":
            from notifier.cli.check import status as command
        case "check":
            from notifier.cli.check import check as command
        case "services":
            from notifier.cli.services import run as command
        case "add":
            from notifier.cli.wishes import add as command
        case "remove":
            from notifier.cli.wishes import remove as command
        case "config":
            from notifier.cli.config import run as command
        case "history":
            from notifier.cli.history import run as command
        case "doctor":
            from notifier.cli.doctor.command import run as command
        case "simulate":
            from notifier.cli.simulate import run as command
        case "practice":
            from notifier.cli.practice import run as command
        case _:
            raise ValueError(name)
    return command
