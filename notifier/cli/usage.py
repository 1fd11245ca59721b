"""What the argument parser complains about, in the user's language.

The parser of the standard library says it in English; the sentences that it has are known, and any other one passes
as it is.
"""

import re
from collections.abc import Callable

from notifier.words import _

_ARGUMENT = re.compile(r"argument (?P<argument>[^:]+): (?P<problem>.+)", re.DOTALL)
_CHOICE = re.compile(r"invalid choice: (?P<value>.+) \(choose from (?P<choices>.+)\)", re.DOTALL)
_BESIDE = re.compile(r"not allowed with argument (?P<other>.+)", re.DOTALL)
_VALUE = re.compile(r"invalid [^:]+ value: (?P<value>.+)", re.DOTALL)


def words(message: str) -> str:
    """The complaint as one sentence without a full stop."""
    found = _ARGUMENT.fullmatch(message)
    if found is None:
        return _about_all(message)
    argument, problem = found["argument"], found["problem"]
    choice = _CHOICE.fullmatch(problem)
    if choice is not None and argument.isupper():
        return _no_command(choice["value"], choice["choices"])
    if choice is not None and argument.startswith("{"):
        return _("{value} is none of {choices}").format(value=choice["value"], choices=choice["choices"])
    if choice is not None:
        return _("{argument} cannot be {value}; it is one of {choices}").format(
            argument=argument, value=choice["value"], choices=choice["choices"]
        )
    return _about_value(argument, problem)


def _no_command(value: str, choices: str) -> str:
    """Name the commands that were likely meant, or else all."""
    from difflib import get_close_matches  # for mistakes only

    close = get_close_matches(value.strip("'").lower(), [each.strip("'") for each in choices.split(", ")])
    if close:
        return _("there is no command {value}; perhaps you mean {choices}").format(
            value=value, choices=", ".join(close)
        )
    return _("there is no command {value}; the commands are {choices}").format(value=value, choices=choices)


def _about_value(argument: str, problem: str) -> str:
    value = _VALUE.fullmatch(problem)
    if value is not None:
        return _("{argument} cannot be {value}").format(argument=argument, value=value["value"])
    beside = _BESIDE.fullmatch(problem)
    if beside is not None:
        return _("{argument} and {other} cannot be used together").format(argument=argument, other=beside["other"])
    fixed: dict[str, Callable[[], str]] = {
        "expected one argument": lambda: _("{argument} needs a value"),
        "expected at least one argument": lambda: _("{argument} needs a value"),
    }
    sentence = fixed.get(problem)
    return f"{argument}: {problem}" if sentence is None else sentence().format(argument=argument)


def _about_all(message: str) -> str:
    start, names = [*message.split(": ", 1), ""][:2]
    if start == "the following arguments are required":
        return _("missing: {names}").format(names=names)
    if start == "unrecognized arguments":
        return _("not understood: {names}").format(names=names)
    return message
