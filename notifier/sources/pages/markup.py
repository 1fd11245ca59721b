"""Web pages taken apart from left to right: tags, the words between them, and nothing else.

Every step goes forward, and what never ends takes the rest with it, so that a page that means harm (`<title ` or
`<!-- ` ten thousand times) takes as long as any other of its length. The standard library's parser looks for the same
end again and again in such pages, in many of the Pythons that we run on. There is no tree, and no repair.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

import msgspec


class Kind(Enum):
    """What a piece of a page is."""

    WORDS = "words"
    CODE = "code"
    """What stands in a script or a style."""
    BEGIN = "begin"
    END = "end"


class Piece(msgspec.Struct, frozen=True):
    """One piece. `name`: the tag's, or that of what is around code; `text`: words, code, or a tag's attributes."""

    kind: Kind
    name: str
    text: str


_TAG: Final = re.compile(r"<(?:(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}+)([^<>]*+)>|(!--)|[!?][^<>]*+>)")
"""What was taken is never given back (`*+`), so that what ends nowhere is looked at once."""
_CODE: Final = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_ATTRIBUTE: Final = re.compile(
    r"([a-zA-Z-]{1,30})\s{0,20}=\s{0,20}(?:\"([^\"]{0,1000})\"|'([^']{0,1000})'|([^\s\"'>]{1,1000}))"
)
_ATTRIBUTES_MOST: Final = 4000


def pieces(text: str) -> Iterator[Piece]:
    """Take a page apart."""
    at = 0
    while found := _TAG.search(text, at):
        begin, end = found.span()
        if begin > at:
            yield Piece(Kind.WORDS, "", text[at:begin])
        closing, name, rest, comment = found.groups()
        if comment:
            end = text.find("-->", end)
            if end < 0:
                return
            at = end + 3
            continue
        at = end
        if not name:
            yield Piece(Kind.END, "!", "")
            continue
        tag = Piece(Kind.END if closing else Kind.BEGIN, name.lower(), rest.strip())
        yield tag
        if not closing and tag.name in _CODE and not tag.text.endswith("/"):
            ends = _CODE[tag.name].search(text, at)
            yield Piece(Kind.CODE, tag.name, text[at : ends.start() if ends else len(text)])
            at = ends.start() if ends else len(text)
    if at < len(text):
        yield Piece(Kind.WORDS, "", text[at:])


def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag; of repeated ones the first counts."""
    found: dict[str, str] = {}
    for name, one, two, three in _ATTRIBUTE.findall(text[:_ATTRIBUTES_MOST]):
        found.setdefault(name.lower(), unescaped(one or two or three))
    return found


def unescaped(text: str) -> str:
    """Put what stands in a page for a character in its place."""
    if "&" not in text:
        return text
    from html import unescape  # a third of a megabyte of names, for those pages that need them

    return unescape(text)


def title_of(text: str) -> str:
    """The page's title, as it stands there; empty: it has none."""
    inside = False
    for piece in pieces(text):
        if inside and piece.kind is Kind.WORDS:
            return piece.text[:500]
        inside = piece.kind is Kind.BEGIN and piece.name == "title"
    return ""


def script_of(text: str, id_: str) -> str:
    """The contents of the script with this id; empty: there is none."""
    wanted = False
    for piece in pieces(text):
        if wanted and piece.kind is Kind.CODE:
            return piece.text.strip()
        wanted = piece.kind is Kind.BEGIN and piece.name == "script" and attributes(piece.text).get("id") == id_
    return ""
