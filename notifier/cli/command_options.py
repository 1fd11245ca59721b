"""What each command takes: its own arguments and options, with help in the user's language."""

import argparse
from contextlib import suppress
from pathlib import Path
from typing import Final

from notifier.words import _

FASTEST: Final = 100_000.0
FLEET_KINDS: Final = ("alertmanager", "gatus", "icinga", "kuma", "nagios", "zabbix")
"""As in `notifier.catalogue.fleet`, which takes its time to import."""
BAR_FORMATS: Final = ("waybar", "i3bar", "polybar", "argos", "json")
"""As in `notifier.cli.bars`."""
SCRAPE_FORMATS: Final = ("prometheus",)


def nothing(_options: argparse._ArgumentGroup) -> None:
    """Take no argument of its own."""


def watch(options: argparse._ArgumentGroup) -> None:
    """For whom the output is."""
    options.add_argument("--format", choices=BAR_FORMATS, help=_("print a line at each change, for a bar or a dock"))


def json(options: argparse._ArgumentGroup) -> None:
    """Printing for programs."""
    options.add_argument("--json", action="store_true", help=_("print JSON, for programs"))


def status(options: argparse._ArgumentGroup) -> None:
    """For whom the output is."""
    one = options.add_mutually_exclusive_group()
    json(one)
    one.add_argument("--format", choices=SCRAPE_FORMATS, help=_("print measurements, for those who collect them"))


def check(options: argparse._ArgumentGroup) -> None:
    """A name or an address, and how to print."""
    address(options)
    options.add_argument("--elsewhere", action="store_true", help=_("also ask other places whether it is down there"))
    json(options)


def address(options: argparse._ArgumentGroup) -> None:
    """A name or an address."""
    options.add_argument(
        "name",
        nargs="+",
        metavar=_("NAME|URL"),
        help=_("a service's name, or an address: https://example.org, example.org, host:port"),
    )


def name(options: argparse._ArgumentGroup) -> None:
    """A name."""
    options.add_argument("name", nargs="+", metavar=_("NAME"), help=_("the service's name"))


def snooze(options: argparse._ArgumentGroup) -> None:
    """What, and for how long."""
    options.add_argument(
        "name",
        nargs="*",
        metavar=_("NAME"),
        help=_("the service's name, and for how long (30m, 8h, 2d); without a time until it is back"),
    )
    options.add_argument("--off", action="store_true", help=_("end the snooze of these, or of all"))


def doctor(options: argparse._ArgumentGroup) -> None:
    """Whether a notification is tried."""
    options.add_argument(
        "--notify", action="store_true", help=_("show a test notification, and say what the system did with it")
    )
    json(options)


def services(options: argparse._ArgumentGroup) -> None:
    """Words to search for."""
    options.add_argument("word", nargs="*", metavar=_("WORD"), help=_("part of a name, an alias or an owner"))
    json(options)


def import_(options: argparse._ArgumentGroup) -> None:
    """Where the list is."""
    options.add_argument(
        "source",
        type=str,
        metavar=_("FILE|URL"),
        help=_("an Uptime Kuma backup or status page, a Gatus configuration, OPML, a list of addresses, or an export"),
    )
    options.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))


def export(options: argparse._ArgumentGroup) -> None:
    """Where the list goes."""
    options.add_argument(
        "file", nargs="?", type=Path, metavar=_("FILE"), help=_("where to write it; without one, it is printed")
    )


def monitor(options: argparse._ArgumentGroup) -> None:
    """The server and its login."""
    options.add_argument("kind", choices=FLEET_KINDS, help=_("what kind of server it is"))
    options.add_argument(
        "url", metavar=_("URL"), help=_("its address, as opened in a browser; Icinga: that of its API, port 5665")
    )
    options.add_argument(
        "--user",
        default="",
        metavar=_("USER"),
        help=_("log in with this name; the password is asked for, and kept in the keyring"),
    )
    options.add_argument(
        "--token", action="store_true", help=_("log in with a token, which is asked for, and kept in the keyring")
    )


def catalogue(options: argparse._ArgumentGroup) -> None:
    """What to do with which catalogue."""
    options.add_argument(
        "action",
        choices=("status", "update", "revert"),
        help=_("say what is in use, take a newer one over, or go back to the one before"),
    )
    options.add_argument(
        "source",
        nargs="?",
        type=str,
        metavar=_("FILE|URL"),
        help=_("for update: the catalogue; its signature is beside it, in .minisig"),
    )


def outside(options: argparse._ArgumentGroup) -> None:
    """What to do with which source."""
    options.add_argument(
        "action",
        nargs="?",
        choices=("yes", "no", "on", "off", "key"),
        help=_("let them be asked or not, switch one on or off, or enter a key for one; without it, list them"),
    )
    options.add_argument("source", nargs="?", metavar=_("SOURCE"), help=_("its id, for on, off and key"))
    options.add_argument(
        "--pay", action="store_true", help=_("switch one on that costs money: you agree to the price that is listed")
    )
    json(options)


def phone(options: argparse._ArgumentGroup) -> None:
    """What to do with which address; the address itself is asked for, never an argument."""
    options.add_argument(
        "action",
        nargs="?",
        choices=("list", "add", "test", "remove"),
        help=_("list the addresses, add one (it is asked for), send a test message, or remove one"),
    )
    options.add_argument("number", nargs="?", metavar=_("NUMBER"), help=_("its number in the list"))
    options.add_argument(
        "--level", choices=("all", "outages"), default="outages", help=_("what a new one gets; outages: only these")
    )


def agent(options: argparse._ArgumentGroup) -> None:
    """What to do with the other machines."""
    options.add_argument(
        "action",
        choices=("pair", "join", "run", "status", "remove", "leave"),
        help=_("show or enter a code, answer the others, say who answers, shut one out for good, or end all this"),
    )
    options.add_argument(
        "broker",
        nargs="?",
        metavar=_("BROKER|PLACE"),
        help=_("to pair: your MQTT 5 broker, mqtts://host, mqtts://user@host:port; to remove: a machine's place"),
    )
    options.add_argument(
        "--place", default="", metavar=_("NAME"), help=_("what the others call where this machine is, such as home")
    )
    options.set_defaults(json=False)


def config(options: argparse._ArgumentGroup) -> None:
    """A key and a value."""
    options.add_argument("key", nargs="?", metavar=_("KEY"), help=_("a setting, by its name in the settings file"))
    options.add_argument("value", nargs="?", metavar=_("VALUE"), help=_("its new value"))


def history(options: argparse._ArgumentGroup) -> None:
    """Which incidents, or which one."""
    options.add_argument(
        "incident", nargs="?", metavar=_("ID"), help=_("tell the story of this incident; the list shows the ids")
    )
    options.add_argument("--service", metavar=_("NAME"), help=_("only the incidents of this service"))
    options.add_argument(
        "--since",
        metavar=_("WHEN"),
        help=_("only those since a day (2026-01-31), a time, or how long ago (90m, 12h, 7d, 4w)"),
    )
    options.add_argument(
        "--search",
        default="",
        metavar=_("WORDS"),
        help=_('only those with these words: service, part, state, note, the company\'s words; "longer than 30 min"'),
    )
    options.add_argument(
        "--limit", type=_count, metavar=_("COUNT"), help=_("how many at most, the newest first (50; --export: all)")
    )
    options.add_argument(
        "--export", type=Path, metavar=_("FILE"), help=_("write what was found into a file: .csv or .json")
    )
    options.add_argument(
        "--note",
        metavar=_("WORDS"),
        help=_('with ID: note that you have seen it; --note "" without words, --note - none'),
    )
    options.add_argument("--line", action="store_true", help=_("with ID: tell it in one line, to be sent to others"))
    json(options)


def simulate(options: argparse._ArgumentGroup) -> None:
    """The scenario and its pace."""
    options.add_argument(
        "scenario",
        type=str,
        metavar=_("SCENARIO"),
        help=_("a scenario's file, or the name of one that comes with the program"),
    )
    options.add_argument(
        "--no-outside", action="store_true", help=_("ask no source from outside: that is what a new user has")
    )
    _speed(options)


def practice(options: argparse._ArgumentGroup) -> None:
    """The scenario and its pace."""
    options.add_argument(
        "scenario",
        nargs="?",
        type=str,
        metavar=_("SCENARIO"),
        help=_("a scenario's name or file; without one, an outage of WhatsApp"),
    )
    _speed(options)


def _speed(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "--speed", type=_speed_factor, metavar=_("TIMES"), help=_("how many times as fast as real time")
    )


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError(_("{value} is not a whole number of 1 or more").format(value=f"'{text}'"))
    return int(text)


def _speed_factor(text: str) -> float:
    with suppress(ValueError):
        if 0 < (speed := float(text)) <= FASTEST:
            return speed
    raise argparse.ArgumentTypeError(
        _("{value} is no number above 0 and up to {most}").format(value=f"'{text}'", most=int(FASTEST))
    )
