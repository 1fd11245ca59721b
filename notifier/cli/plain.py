"""Remote text made safe for a terminal: no control characters, no escape sequences, one line.

Everything that the command line prints goes through here, whoever wrote it; colours are added afterwards, by us.
"""

import json
import re
import unicodedata
from typing import Any, Final

_ESCAPES: Final = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # control sequences: colours, cursor, titles of some terminals
    r"|(?:\x1b[PX\]^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # strings: titles, links
    r"|\x1b[ -/]*[0-~]?"  # all the others
)
_UNPRINTED: Final = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_KEPT: Final = {"\u200c", "\u200d"}
"""Joiners that change how letters look in some scripts; they cannot move or hide anything."""


def plain(text: str) -> str:
    """The text as one line of what can be seen; whatever would steer the terminal is left out."""
    if not text.isprintable():  # nearly everything is, and tables are long
        text = "".join(each for each in _ESCAPES.sub("", text) if each.isspace() or each in _KEPT or not _hidden(each))
    return " ".join(text.split())


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in _UNPRINTED


def safe_json(value: Any) -> str:
    """The value as indented JSON in which every character that could steer a terminal is escaped."""
    lines = json.dumps(value, ensure_ascii=False, indent=2).split("\n")  # a line's end within a text is escaped there
    return "\n".join(each if each.isprintable() else _harmless(each) for each in lines)


def _harmless(line: str) -> str:
    return "".join(_escaped(each) if _hidden(each) else each for each in line)


def _escaped(character: str) -> str:
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"
