"""Reads a language's file of texts: gettext's .po, as translators' tools write it, with nothing compiled before.

The standard library reads only what was compiled (.mo), which would be a build step that can be forgotten. Babel reads
.po, but costs each start 50 ms, polib 38, for what takes 4 ms here (1,332 texts): they check, and keep places and
comments, which is for those who work on the texts (`make translations`). A text that is not finished
(empty, or marked fuzzy) is left out, so that the English one is shown in its place.
"""

import re
from collections.abc import Callable, Iterator
from gettext import c2py
from pathlib import Path
from typing import Final, NamedTuple

CONTEXT: Final = "\x04"
"""Stands between the context of a text and the text, as in gettext's own files."""

_ENTRY: Final = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)[ \t]+((?:".*"[ \t]*\n?)+)', re.MULTILINE)
_FUZZY: Final = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_PLURAL: Final = re.compile(r"^Plural-Forms:.*?\bplural=([^;\n]+)", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\(.)")
_MEANT: Final = {"n": "\n", "t": "\t", "r": "\r"}


class Texts(NamedTuple):
    """The texts of a language by their English, with context where there is one; `plural` chooses among forms."""

    single: dict[str, str]
    forms: dict[str, tuple[str, ...]]
    plural: Callable[[int], int]


def english_plural(number: int) -> int:
    """Choose the form as English does, and who does not say."""
    return int(number != 1)


ENGLISH: Final = Texts({}, {}, english_plural)


def read(path: Path) -> Texts:
    """Read a file. One that cannot be read, or makes no sense, is an OSError or a ValueError."""
    single: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    header = ""
    for entry in _entries(path.read_text("utf-8").replace("\r\n", "\n")):
        source, said = entry.get("msgid", ""), entry.get("msgstr", "")
        key = f"{entry['msgctxt']}{CONTEXT}{source}" if "msgctxt" in entry else source
        if "msgid_plural" in entry:
            plurals = tuple(words for name, words in sorted(entry.items()) if name.startswith("msgstr"))
            if plurals and all(plurals):
                forms[key] = plurals
        elif not key:
            header = header or said
        elif said:
            single[key] = said
    if not header:
        message = f"{path.name} has no header"
        raise ValueError(message)
    rule = _PLURAL.search(header)
    return Texts(single, forms, c2py(rule[1].strip()) if rule else english_plural)


def _entries(text: str) -> Iterator[dict[str, str]]:
    for block in text.split("\n\n"):
        if "fuzzy" not in block or not _FUZZY.search(block):
            yield {key: _joined(lines) for key, lines in _ENTRY.findall(block)}


def _joined(lines: str) -> str:
    text = "".join(each.strip()[1:-1] for each in lines.splitlines()) if "\n" in lines.rstrip() else lines.strip()[1:-1]
    return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), text) if "\\" in text else text
