"""The command line's grammar: global options, then one command, with help in the user's language.

What a command does is in the module of its name; `notifier.cli.main` finds it. The parser speaks the language of the
settings that the arguments name. A bare start (the tray) is parsed without loading a translation: there the program's
own application object comes later and does that.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

from notifier import __version__
from notifier.cli import language, usage
from notifier.cli.language import translate
from notifier.cli.plain import plain

PROGRAM: Final = "outage-notifier"
WRONG_USE: Final = 64
LOG_LEVELS: Final = ("debug", "info", "warning", "error")
FASTEST: Final = 100_000.0
FLEET_KINDS: Final = ("alertmanager", "gatus", "icinga", "kuma", "nagios", "zabbix")
"""As in `notifier.catalogue.fleet`, which takes its time to import."""


class _Command(NamedTuple):
    name: str
    summary: str
    options: Callable[[argparse._ArgumentGroup], None]


class Parser(argparse.ArgumentParser):
    """An argument parser that ends with status 64, and in one line, where it was used wrongly."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is."""
        hint = translate("CommandLine", "Try: {command} --help").format(command=self.prog)
        self.exit(WRONG_USE, f"{PROGRAM}: {plain(usage.words(message))}. {hint}\n")

    def format_usage(self) -> str:
        """How to call it, in the user's language."""
        return _translated(super().format_usage())

    def format_help(self) -> str:
        """The help, in the user's language."""
        return _translated(super().format_help())


def parser(argv: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Make the parser of the whole command line; `argv` (default: the program's own) tells which settings hold.

    What it makes of the arguments has `command` (None: the tray), `config_dir`, `data_dir` and `log_level`.
    """
    _choose_language(list(sys.argv[1:] if argv is None else argv))
    made = Parser(
        prog=PROGRAM,
        add_help=False,
        allow_abbrev=False,
        description=translate(
            "CommandLine", "Is it just me, or is it down? Without a command, the program starts in the tray."
        ),
        epilog=translate(
            "CommandLine",
            "Exit status: 0 fine, 1 a problem was found, 2 cannot tell (line down, unreadable), 64 wrong use.",
        ),
    )
    options = made.add_argument_group(translate("CommandLine", "global options, before the command"))
    _global_options(options)
    _help_option(options)
    options.add_argument(
        "--version",
        action="version",
        version=f"{PROGRAM} {__version__}",
        help=translate("CommandLine", "show the version and end"),
    )
    commands = made.add_subparsers(
        dest="command",
        metavar=translate("CommandLine", "COMMAND"),
        title=translate("CommandLine", "commands"),
        parser_class=Parser,
    )
    for each in _commands():
        command = commands.add_parser(
            each.name, help=each.summary, description=each.summary, add_help=False, allow_abbrev=False
        )
        group = command.add_argument_group(translate("CommandLine", "arguments and options"))
        each.options(group)
        _help_option(group)
    return made


def _choose_language(argv: list[str]) -> None:
    """Speak the language of the settings, as soon as there is anything to say."""
    scan = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    _global_options(scan)
    try:
        found, rest = scan.parse_known_args(argv)
    except argparse.ArgumentError:
        language.install(None, None)
        return
    if rest:
        language.install(found.config_dir, found.data_dir)


def _global_options(options: argparse._ActionsContainer) -> None:
    options.add_argument(
        "--config-dir",
        type=Path,
        metavar=translate("CommandLine", "FOLDER"),
        help=translate("CommandLine", "where settings and own services are kept"),
    )
    options.add_argument(
        "--data-dir",
        type=Path,
        metavar=translate("CommandLine", "FOLDER"),
        help=translate("CommandLine", "where the history and the log are kept"),
    )
    options.add_argument(
        "--log-level",
        choices=LOG_LEVELS,
        default="warning",
        help=translate("CommandLine", "how much is told about the program's own workings"),
    )


def _help_option(options: argparse._ActionsContainer) -> None:
    options.add_argument("-h", "--help", action="help", help=translate("CommandLine", "show this help and end"))


def _translated(text: str) -> str:
    return text.replace("usage: ", translate("CommandLine", "Usage: "), 1)


def _commands() -> tuple[_Command, ...]:
    return (
        _Command("watch", translate("CommandLine", "watch in the terminal, in a live table"), _nothing),
        _Command("status", translate("CommandLine", "read the watched services once and say how they are"), _json),
        _Command("check", translate("CommandLine", "read one service or address now, watched or not"), _check),
        _Command("services", translate("CommandLine", "list the known services, or search them"), _services),
        _Command("add", translate("CommandLine", "watch a service, or an address of your own"), _address),
        _Command("remove", translate("CommandLine", "stop watching a service"), _name),
        _Command("import", translate("CommandLine", "watch what another program or a list names"), _import),
        _Command("export", translate("CommandLine", "write down what is watched, to be imported elsewhere"), _export),
        _Command("monitor", translate("CommandLine", "watch what a monitoring server of your own reports"), _monitor),
        _Command("catalogue", translate("CommandLine", "take over a newer list of services, or go back"), _catalogue),
        _Command("config", translate("CommandLine", "show the settings, or change one"), _config),
        _Command("history", translate("CommandLine", "list the incidents of the past"), _history),
        _Command("doctor", translate("CommandLine", "find out what works on this machine"), _json),
        _Command("simulate", translate("CommandLine", "play a scenario file in virtual time"), _simulate),
        _Command("practice", translate("CommandLine", "play a practice outage in the real program"), _practice),
    )


def _nothing(_options: argparse._ArgumentGroup) -> None:
    """Take no argument of its own."""


def _json(options: argparse._ArgumentGroup) -> None:
    options.add_argument("--json", action="store_true", help=translate("CommandLine", "print JSON, for programs"))


def _check(options: argparse._ArgumentGroup) -> None:
    _address(options)
    _json(options)


def _address(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "name",
        nargs="+",
        metavar=translate("CommandLine", "NAME|URL"),
        help=translate("CommandLine", "a service's name, or an address: https://example.org, example.org, host:port"),
    )


def _name(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "name",
        nargs="+",
        metavar=translate("CommandLine", "NAME"),
        help=translate("CommandLine", "the service's name"),
    )


def _services(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "word",
        nargs="*",
        metavar=translate("CommandLine", "WORD"),
        help=translate("CommandLine", "part of a name, an alias or an owner"),
    )
    _json(options)


def _import(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "source",
        metavar=translate("CommandLine", "FILE|URL"),
        help=translate(
            "CommandLine",
            "an Uptime Kuma backup or status page, a Gatus configuration, OPML, a list of addresses, or an export",
        ),
    )
    options.add_argument("--dry-run", action="store_true", help=translate("CommandLine", "only say what would be done"))


def _export(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar=translate("CommandLine", "FILE"),
        help=translate("CommandLine", "where to write it; without one, it is printed"),
    )


def _monitor(options: argparse._ArgumentGroup) -> None:
    options.add_argument("kind", choices=FLEET_KINDS, help=translate("CommandLine", "what kind of server it is"))
    options.add_argument(
        "url",
        metavar=translate("CommandLine", "URL"),
        help=translate("CommandLine", "its address, as opened in a browser; Icinga: that of its API, port 5665"),
    )
    options.add_argument(
        "--user",
        default="",
        metavar=translate("CommandLine", "USER"),
        help=translate("CommandLine", "log in with this name; the password is asked for, and kept in the keyring"),
    )
    options.add_argument(
        "--token",
        action="store_true",
        help=translate("CommandLine", "log in with a token, which is asked for, and kept in the keyring"),
    )


def _catalogue(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "action",
        choices=("status", "update", "revert"),
        help=translate("CommandLine", "say what is in use, take a newer one over, or go back to the one before"),
    )
    options.add_argument(
        "source",
        nargs="?",
        metavar=translate("CommandLine", "FILE|URL"),
        help=translate("CommandLine", "for update: the catalogue; its signature is beside it, in .minisig"),
    )


def _config(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "key",
        nargs="?",
        metavar=translate("CommandLine", "KEY"),
        help=translate("CommandLine", "a setting, by its name in the settings file"),
    )
    options.add_argument(
        "value",
        nargs="?",
        metavar=translate("CommandLine", "VALUE"),
        help=translate("CommandLine", "what it is to be from now on"),
    )


def _history(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "--service",
        metavar=translate("CommandLine", "NAME"),
        help=translate("CommandLine", "only the incidents of this service"),
    )
    options.add_argument(
        "--since",
        metavar=translate("CommandLine", "WHEN"),
        help=translate("CommandLine", "only those since a day (2026-01-31), a time, or so long ago (90m, 12h, 7d, 4w)"),
    )
    options.add_argument(
        "--limit",
        type=_count,
        default=50,
        metavar=translate("CommandLine", "COUNT"),
        help=translate("CommandLine", "at most so many, the newest ones (50)"),
    )
    _json(options)


def _simulate(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "file",
        type=Path,
        metavar=translate("CommandLine", "FILE"),
        help=translate("CommandLine", "the scenario"),
    )
    _speed(options)


def _practice(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "scenario",
        nargs="?",
        metavar=translate("CommandLine", "SCENARIO"),
        help=translate("CommandLine", "a scenario's name or file; without one, an outage of WhatsApp"),
    )
    _speed(options)


def _speed(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "--speed",
        type=_speed_factor,
        metavar=translate("CommandLine", "TIMES"),
        help=translate("CommandLine", "so many times as fast as real time"),
    )


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise ValueError
    return count


def _speed_factor(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= FASTEST:
        raise ValueError
    return speed
