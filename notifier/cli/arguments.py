"""The command line's grammar: global options, then one command, with help in the user's language.

What a command takes is in `notifier.cli.command_options`, what it does in the module of its name, which
`notifier.cli.main` finds; options are made for those commands alone that the arguments name. The parser speaks the
language of the settings that the arguments name. A bare start (the tray) is parsed without loading a translation: there
the program's own application object comes later and does that.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from notifier import __version__
from notifier.cli import command_options as takes
from notifier.cli import language, usage
from notifier.cli.plain import plain
from notifier.words import _

if TYPE_CHECKING:
    from notifier.config.file import Loaded

PROGRAM: Final = "outage-notifier"
WRONG_USE: Final = 64
LOG_LEVELS: Final = ("debug", "info", "warning", "error")


class _Command(NamedTuple):
    name: str
    summary: str
    options: Callable[[argparse._ArgumentGroup], None]


class Parser(argparse.ArgumentParser):
    """An argument parser that ends with status 64, and in one line, where it was used wrongly."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is."""
        hint = _("Try: {command} --help").format(command=self.prog)
        self.exit(WRONG_USE, f"{PROGRAM}: {plain(usage.words(message))}. {hint}\n")

    def format_usage(self) -> str:
        """How to call it, in the user's language."""
        return _translated(super().format_usage())

    def format_help(self) -> str:
        """The help, in the user's language."""
        return _translated(super().format_help())


class CommandParser(Parser):
    """The parser of one command: what it does not understand is told with the command's own help."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.register("type", None, _text)

    def name_choices(self) -> None:
        """Call what is one of several words by these words, as the help does, also where it is missing."""
        for each in self._actions:
            if each.choices and not each.option_strings:
                each.metavar = f"{{{','.join(map(str, each.choices))}}}"

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Take the command's arguments; there may be no others."""
        found, rest = super().parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return found, rest


def parser(argv: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Make the parser of the whole command line; `argv` (default: the program's own) tells which settings hold.

    What it makes of the arguments has `command` (None: the tray), `config_dir`, `data_dir` and `log_level`, and as
    `loaded` the settings, if they were read for their language. Without any arguments it is the whole grammar.
    """
    argv = list(sys.argv[1:] if argv is None else argv)
    loaded = _choose_language(argv)
    made = Parser(
        prog=PROGRAM,
        add_help=False,
        allow_abbrev=False,
        description=_("Is it just me, or is it down? Without a command, the program starts in the tray."),
        epilog=_("Exit status: 0 fine, 1 a problem was found, 2 cannot tell (line down, unreadable), 64 wrong usage."),
    )
    made.set_defaults(loaded=loaded)
    options = made.add_argument_group(_("global options, before the command"))
    _global_options(options)
    _help_option(options)
    options.add_argument(
        "--version", action="version", version=f"{PROGRAM} {__version__}", help=_("show the version and exit")
    )
    commands = made.add_subparsers(
        dest="command", metavar=_("COMMAND"), title=_("commands"), parser_class=CommandParser
    )
    for each in _commands():
        command = commands.add_parser(
            each.name, help=each.summary, description=each.summary, add_help=False, allow_abbrev=False
        )
        if argv and each.name not in argv:
            continue
        group = command.add_argument_group(_("arguments and options"))
        each.options(group)
        command.name_choices()
        _help_option(group)
    return made


def _choose_language(argv: list[str]) -> "Loaded | None":
    """Speak the language of the settings, as soon as there is anything to say; give what was read for it."""
    scan = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    _global_options(scan)
    try:
        found, rest = scan.parse_known_args(argv)
    except argparse.ArgumentError:
        language.install(None, None)
        return None
    return language.install(found.config_dir, found.data_dir) if rest else None


def _global_options(options: argparse._ActionsContainer) -> None:
    options.add_argument(
        "--config-dir", type=_folder, metavar=_("FOLDER"), help=_("where settings and own services are kept")
    )
    options.add_argument(
        "--data-dir", type=_folder, metavar=_("FOLDER"), help=_("where the history and the log are kept")
    )
    options.add_argument(
        "--log-level", choices=LOG_LEVELS, default="warning", help=_("how much the program tells about its own work")
    )


def _text(word: str) -> str:
    """Refuse bytes that are no text, which only a file's name may have (`type=str`)."""
    try:
        word.encode()
    except UnicodeEncodeError:
        shown = word.encode("utf-8", "backslashreplace").decode()
        raise argparse.ArgumentTypeError(_("{value} is not text").format(value=f"'{shown}'")) from None
    return word


def _folder(text: str) -> Path:
    path = Path(text)
    with suppress(OSError, ValueError):  # it is said where the folder is used
        if path.exists() and not path.is_dir():
            raise argparse.ArgumentTypeError(_("{value} is no folder").format(value=f"'{text}'"))
    return path


def _help_option(options: argparse._ActionsContainer) -> None:
    options.add_argument("-h", "--help", action="help", help=_("show this help and exit"))


def _translated(text: str) -> str:
    return text.replace("usage: ", _("Usage: "), 1)


def _commands() -> tuple[_Command, ...]:
    return (
        _Command("watch", _("watch in the terminal, in a live table"), takes.watch),
        _Command("status", _("check the watched services once and say how they are"), takes.status),
        _Command("check", _("check one service or address now, watched or not"), takes.check),
        _Command("services", _("list the known services, or search them"), takes.services),
        _Command("add", _("watch a service, or an address of your own"), takes.address),
        _Command("remove", _("stop watching a service"), takes.name),
        _Command("import", _("watch what another program or a list names"), takes.import_),
        _Command("export", _("write down what is watched, to be imported elsewhere"), takes.export),
        _Command("monitor", _("watch what a monitoring server of your own reports"), takes.monitor),
        _Command("outside", _("who may be asked whether something is down elsewhere, too"), takes.outside),
        _Command("phone", _("send what you are told to your phone, too"), takes.phone),
        _Command("agent", _("let your own machines check for each other what looks down"), takes.agent),
        _Command("catalogue", _("use a newer list of services, or go back"), takes.catalogue),
        _Command("config", _("show the settings, or change one"), takes.config),
        _Command("history", _("list the incidents of the past"), takes.history),
        _Command("snooze", _("pause the notifications about a service"), takes.snooze),
        _Command("doctor", _("find out what works on this machine"), takes.doctor),
        _Command("simulate", _("play a scenario file in virtual time"), takes.simulate),
        _Command("practice", _("play a practice outage in the real program"), takes.practice),
        _Command("quit", _("end the program that runs in the tray"), takes.nothing),
    )
