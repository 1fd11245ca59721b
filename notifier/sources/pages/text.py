"""What a web page says to a person: its words, without markup and scripts. For pages that say nothing to programs."""

from typing import Final

from notifier.sources.pages.building import web_text
from notifier.sources.pages.markup import Kind, pieces, unescaped
from notifier.sources.pages.provider import PageBody, PageUnreadable

SOURCE_MOST: Final = 512 * 1024
"""No more of a page's source is looked at."""
WORDS_LEAST: Final = 3
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"}
)
"""Elements that part no words."""
_SILENT: Final = frozenset({"template", "head", "noscript"})


def words_of(body: PageBody) -> str:
    """Give the page's words, folded. Raises PageUnreadable for a page that says nothing.

    A page of scripts alone is one of those: what it would say, it says to browsers.
    """
    shown: list[str] = []
    silent: list[str] = []
    for piece in pieces(web_text(body)[:SOURCE_MOST]):
        if piece.name == "body":
            silent.clear()  # what never ended before it ends here
        if piece.kind is Kind.WORDS:
            shown += [] if silent else [piece.text]
        elif piece.kind is Kind.BEGIN and piece.name in _SILENT and not piece.text.endswith("/"):
            silent.append(piece.name)
        elif piece.kind is Kind.END and piece.name in silent:
            del silent[silent.index(piece.name) :]
        if piece.kind in (Kind.BEGIN, Kind.END) and piece.name not in _INLINE:
            shown.append(" ")
    text = folded(unescaped("".join(shown)))
    if len(text.split()) < WORDS_LEAST:
        raise PageUnreadable("the page has no words to read")
    return text


def folded(text: str) -> str:
    """Put a text so that it is found whatever its case, spaces and apostrophes."""
    return " ".join(text.replace("\u2019", "'").casefold().split())
