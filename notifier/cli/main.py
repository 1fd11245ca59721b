"""Runs one command and turns its end into an exit status: errors of the user's in one line, ours with a traceback.

Commands are imported only when they run: `services` needs no network code, and `--help` needs none of them.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable

from notifier.cli import language
from notifier.cli.context import Context, Exit, WrongUseError, say_error
from notifier.core.failure import UserError
from notifier.words.errors import error_sentence


def run(arguments: argparse.Namespace, imported: Callable[[], None] = lambda: None) -> int:
    """Run the command that was parsed by `notifier.cli.arguments.parser`, and give the exit status.

    `imported` is called once what the command needs is imported.
    """
    logging.basicConfig(level=arguments.log_level.upper(), format="%(levelname)s %(name)s: %(message)s", force=True)
    language.ensure(arguments.config_dir, arguments.data_dir)  # a bare start without a display comes here untold
    try:
        command = _command(arguments.command)
        imported()
        status = command(Context(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        return _broken_pipe()
    except UserError as error:
        say_error(error_sentence(error))
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
            from notifier.cli import watch

            return watch.run
        case "status":
            from notifier.cli import check

            return check.status
        case "check":
            from notifier.cli import check

            return check.check
        case "services":
            from notifier.cli import services

            return services.run
        case "add":
            from notifier.cli import watched

            return watched.add
        case "remove":
            from notifier.cli import watched

            return watched.remove
        case "import":
            from notifier.cli import import_

            return import_.run
        case "export":
            from notifier.cli import export

            return export.run
        case "monitor":
            from notifier.cli import monitor

            return monitor.run
        case "catalogue":
            from notifier.cli import catalogue

            return catalogue.run
        case "outside":
            from notifier.cli import outside

            return outside.run
        case "phone":
            from notifier.cli import phone

            return phone.run
        case "agent":
            from notifier.cli import agent

            return agent.run
        case "config":
            from notifier.cli import config

            return config.run
        case "history":
            from notifier.cli import history

            return history.run
        case "snooze":
            from notifier.cli import snooze

            return snooze.run
        case "doctor":
            from notifier.cli.doctor import command

            return command.run
        case "simulate":
            from notifier.cli import simulate

            return simulate.run
        case "practice":
            from notifier.cli import practice

            return practice.run
        case "quit":
            from notifier.cli import quit as end

            return end.run
        case _:
            raise ValueError(name)
