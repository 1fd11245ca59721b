"""Runs one command and turns its end into an exit status: errors of the user's in one line, ours with a traceback.

Commands are imported only when they run: `services` needs no network code, and `--help` needs none of them.
"""

import argparse
import errno
import logging
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Final

from notifier.cli import language
from notifier.cli.context import Context, Exit, WrongUseError
from notifier.core.failure import UserError
from notifier.words import _
from notifier.words.zone import far_zone

_PLACES: Final = {
    "status": "check:status",
    "check": "check:check",
    "add": "watched:add",
    "remove": "watched:remove",
    "import": "import_",
    "doctor": "doctor.command",
}
"""Where a command is that is not the function `run` of the module of its name."""
_UNWRITTEN: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What writing on the output fails by; files of the program's own tell that themselves."""


def run(arguments: argparse.Namespace, imported: Callable[[], None] = lambda: None) -> int:
    """Run the command that was parsed by `notifier.cli.arguments.parser`, and give the exit status.

    `imported` is called once what the command needs is imported.
    """
    _ensure_streams()
    logging.basicConfig(level=arguments.log_level.upper(), format="%(levelname)s %(name)s: %(message)s", force=True)
    logging.root.handlers[0].addFilter(_is_untold)
    language.ensure(arguments.config_dir, arguments.data_dir)  # a bare start without a display comes here untold
    far = far_zone()
    context = Context(arguments)
    if far is not None:
        context.say_error(far)
    try:
        command = _command(arguments.command)
        imported()
        status = command(context)
        sys.stdout.flush()
    except BrokenPipeError:
        _end_output()
        return Exit.BROKEN_PIPE
    except UserError as error:
        context.warn(error)
        return Exit.WRONG_USE if isinstance(error, WrongUseError) else Exit.CANNOT_TELL
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _UNWRITTEN:
            _end_output()
            context.say_error(_("the output cannot be written: {reason}").format(reason=error.strerror))
            return Exit.CANNOT_TELL
        sys.excepthook(*sys.exc_info())
        return Exit.FAULT
    return int(status)


def _is_untold(record: logging.LogRecord) -> bool:
    """What the journal warns of, commands say themselves, in the user's words."""
    return record.name != "notifier.store.writer" or record.levelno != logging.WARNING


def _ensure_streams() -> None:
    """Let what was closed before the program began (`>&-`) take what is written to it, as other programs do."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8"))


def _end_output() -> None:
    """Nobody takes what is left to be written (`| head`, a full disk), at the interpreter's end neither."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _command(name: str) -> Callable[[Context], int]:
    module, _, function = _PLACES.get(name, name).partition(":")
    command: Callable[[Context], int] = getattr(import_module(f"notifier.cli.{module}"), function or "run")
    return command
