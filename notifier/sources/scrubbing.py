"""One short line of what the world said: without queries, passwords and the user's folders."""

import re
from pathlib import Path
from typing import Final

TEXT_MOST: Final = 200
_USERINFO = re.compile(r"(\b[a-zA-Z][a-zA-Z0-9+.-]*://)[^\s/?#@]*@")
_QUERY = re.compile(r"(\b[a-zA-Z][a-zA-Z0-9+.-]*://[^\s?#'\"<>]*)[?#][^\s'\"<>]*")
_HOME = re.compile(r"(?:/home/|/Users/|[A-Za-z]:\\Users\\)[^\s/\\:'\"]+")


def scrub(text: str) -> str:
    """Make one short line of it, without queries, passwords and the user's folders."""
    line = " ".join(text.split())
    line = _USERINFO.sub(r"\1", line)
    line = _QUERY.sub(r"\1", line)
    home = str(Path.home())
    if len(home) > 1:
        line = line.replace(home, "~")
    line = _HOME.sub("~", line)
    line = "".join(character for character in line if character.isprintable())
    return line if len(line) <= TEXT_MOST else line[: TEXT_MOST - 1] + "…"
