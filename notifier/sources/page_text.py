"""What a web page says to a person: its words, without markup and scripts. For pages that say nothing to programs."""

from html.parser import HTMLParser
from typing import Final

from notifier.sources.page_building import web_text
from notifier.sources.page_provider import PageBody, PageUnreadable

SOURCE_MOST: Final = 512 * 1024
"""No more of a page's source is looked at: malformed markup is slow to read."""
WORDS_LEAST: Final = 3
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u", "wbr"}
)
"""Elements that part no words."""
_SILENT: Final = frozenset({"script", "style", "template", "head", "noscript"})


class _Words(HTMLParser):
    """Collects what is shown. Elements that never end are ended by the body's begin."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._part(tag)
        if tag == "body":
            self._silent.clear()
        elif tag in _SILENT:
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def words_of(body: PageBody) -> str:
    """Give the page's words, folded. Raises PageUnreadable for a page that says nothing.

    A page of scripts alone is one of those: what it would say, it says to browsers.
    """
    reader = _Words()
    try:
        reader.feed(web_text(body)[:SOURCE_MOST])
        reader.close()
    except (AssertionError, ValueError):
        raise PageUnreadable("the web page is broken") from None
    text = folded("".join(reader.pieces))
    if len(text.split()) < WORDS_LEAST:
        raise PageUnreadable("the page has no words to read")
    return text


def folded(text: str) -> str:
    """Put a text so that it is found whatever its case, spaces and apostrophes."""
    return " ".join(text.replace("\u2019", "'").casefold().split())
