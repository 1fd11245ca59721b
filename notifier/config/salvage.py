"""What can still be read of a broken settings file: every key that is sound is kept, the others are named.

Two steps: TOML that does not parse loses the statements at which the parser stumbles; values that do not fit lose
their key (or, in a watched service, that key of it). Copies of the file are made by `notifier.config.file`.
"""

import re
from typing import Any, Final

import msgspec

from notifier.config.keys import FIELDS, WATCHED_FIELDS, checked, unknown
from notifier.config.model import Settings, WatchedService
from notifier.core.failure import UserError
from notifier.toml import parsed

MOST_REPAIRS: Final = 200
"""A file that stumbles more often is no settings file."""

MOST_WORK: Final = 2_000_000
"""Characters that the parser is given in all, the repeated ones too: about two seconds."""

_LINE = re.compile(r"\(at line (\d+)")


class Flaw(msgspec.Struct, frozen=True):
    """One thing that cannot be read: where, and what was expected there."""

    line: int
    error: UserError


class Saved(msgspec.Struct, frozen=True):
    """What could be parsed."""

    document: dict[str, Any]
    flaws: list[Flaw]
    gave_up: bool = False
    """What follows the first flaw was not read."""


def parse(text: str) -> Saved:
    """Parse TOML; where that fails, blank the statement at fault and go on, for a while."""
    lines = _lines(text)
    flaws: list[Flaw] = []
    left = MOST_WORK
    for _ in range(MOST_REPAIRS):
        left -= len(text)
        try:
            return Saved(parsed("\n".join(lines) + "\n"), flaws)
        except ValueError as error:
            number, work = _line_of(error, lines, left)
            left -= work
            if not flaws or flaws[-1].line != number:
                flaws.append(Flaw(number, UserError("this is not TOML", str(error).split(" (at ")[0])))
            _blank(lines, number - 1)
        if left < 0:
            break
    beginning = "\n".join(_lines(text)[: flaws[0].line - 1]) + "\n"
    return Saved(parsed(beginning), flaws, gave_up=True)


def settings_of(document: dict[str, Any], text: str) -> tuple[Settings, list[Flaw]]:
    """Make settings of what the document holds, with defaults for what it does not or cannot."""
    values: dict[str, Any] = {}
    flaws: list[Flaw] = []
    for key, value in document.items():
        try:
            if key not in FIELDS:
                raise unknown(key, list(FIELDS))
            values[key] = _watched(value, text, flaws) if key == "watched" else checked(key, FIELDS[key], value)
        except UserError as error:
            flaws.append(Flaw(_key_line(text, key), error))
    return Settings(**values), flaws


def _watched(value: Any, text: str, flaws: list[Flaw]) -> tuple[WatchedService, ...]:
    if not isinstance(value, list):
        raise UserError("watched cannot be read", "expected [[watched]] and below it id = ...")
    found: dict[str, WatchedService] = {}
    for place, item in enumerate(value):
        line = _table_line(text, place)
        try:
            if not isinstance(item, dict) or "id" not in item:
                raise UserError("a watched service has no id", 'expected id = "whatsapp", for example')
            service = _watched_service(item, line, flaws)
            found.setdefault(service.id, service)
        except UserError as error:
            flaws.append(Flaw(line, error))
    return tuple(found.values())


def _watched_service(item: dict[str, Any], line: int, flaws: list[Flaw]) -> WatchedService:
    values = {"id": checked("id", WATCHED_FIELDS["id"], item["id"])}
    for key, value in item.items():
        try:
            if key not in WATCHED_FIELDS:
                raise unknown(key, list(WATCHED_FIELDS))
            values[key] = checked(key, WATCHED_FIELDS[key], value)
        except UserError as error:
            flaws.append(Flaw(line, error))
    return WatchedService(**values)


def _lines(text: str) -> list[str]:
    """Give the lines as TOML has them: what else ends a line elsewhere may stand within a name."""
    return text.split("\n")


def _line_of(error: ValueError, lines: list[str], most: int) -> tuple[int, int]:
    """Give the line on which the faulty statement begins, and the work of finding it: no more than about `most`.

    It is the one after the longest sound beginning of the file: the parser's own line is where it gave up, which for an
    unclosed string is the end of the document.
    """
    place = _LINE.search(str(error))
    upto = min(int(place[1]) if place else len(lines), len(lines))
    work = 0
    for number in range(upto, 0, -1):
        if _says(lines[number - 1]):
            beginning = "\n".join(lines[: number - 1]) + "\n"
            work += len(beginning)
            if _sound(beginning):
                return number, work
            if work > most:
                break
    return 1, work


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _sound(text: str) -> bool:
    try:
        parsed(text)
    except ValueError:
        return False
    return True


def _blank(lines: list[str], index: int) -> None:
    """Take a statement out; with a table's broken header everything up to the next header goes."""
    if not lines:
        return
    header = lines[index].lstrip().startswith("[")
    lines[index] = ""
    while header and index + 1 < len(lines) and not lines[index + 1].lstrip().startswith("["):
        index += 1
        lines[index] = ""


def _key_line(text: str, key: str) -> int:
    pattern = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]|\s*\[+\s*["']?{re.escape(key)}\b""")
    return next((number for number, line in enumerate(_lines(text), 1) if pattern.match(line)), 0)


def _table_line(text: str, place: int) -> int:
    headers = [number for number, line in enumerate(_lines(text), 1) if re.match(r"\s*\[\[\s*watched", line)]
    return headers[place] if place < len(headers) else _key_line(text, "watched")
