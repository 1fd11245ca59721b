"""Where the command line prints: knows the width, whether colours are welcome, and which letters can be shown.

Every text passes through `plain`, so nothing that came from outside can steer the terminal. Colour never says anything
alone: a state has its shape and its word (see `notifier.cli.tables`).
"""

import os
import shutil
import sys
from collections.abc import Mapping
from enum import Enum
from io import TextIOWrapper
from typing import Final, NamedTuple, TextIO

from notifier.cli.plain import plain

NARROWEST: Final = 40
PAPER_WIDTH: Final = 100
"""For what is not a terminal: sentences are folded here, tables are not cut at all."""


class Tone(Enum):
    """How a piece of text looks where colours are welcome: the numbers of `Select Graphic Rendition`."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    GOOD = "32"
    NOTICE = "33"
    BAD = "1;31"
    INFORMATION = "36"


class Span(NamedTuple):
    """A piece of text in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


class Terminal:
    """A stream with its abilities."""

    def __init__(self, stream: TextIO | None = None, environment: Mapping[str, str] | None = None) -> None:
        self.stream = stream if stream is not None else sys.stdout
        known = os.environ if environment is None else environment
        self.is_terminal = self.stream.isatty()
        self.can_be_painted = self.is_terminal and known.get("TERM", "") != "dumb"
        """Whether the cursor can be moved; colours are another matter, of taste."""
        self.colours = self.can_be_painted and not known.get("NO_COLOR")
        self._encoding = getattr(self.stream, "encoding", None) or "utf-8"

    def for_programs(self) -> None:
        """Print what programs read from now on: in UTF-8, as JSON and TOML are, whatever the system's letters are."""
        if isinstance(self.stream, TextIOWrapper):
            self.stream.reconfigure(encoding="utf-8")
            self._encoding = "utf-8"

    @property
    def width(self) -> int:
        """Columns that may be used now (the window may have been resized)."""
        if not self.is_terminal:
            return PAPER_WIDTH
        return max(NARROWEST, shutil.get_terminal_size().columns)

    def can_show(self, text: str) -> bool:
        """Tell whether the stream's encoding has these letters."""
        try:
            text.encode(self._encoding)
        except (UnicodeEncodeError, LookupError):
            return False
        return True

    def line(self, *spans: Span | str) -> None:
        """Print one line."""
        self.stream.write(self.rendered(*spans) + "\n")

    def rendered(self, *spans: Span | str) -> str:
        """One line as it is to be written: made plain, shown as well as the encoding can, coloured last."""
        return "".join(self._span(each if isinstance(each, Span) else Span(each)) for each in spans).rstrip()

    def _span(self, span: Span) -> str:
        lead = " " * (len(span.text) - len(span.text.lstrip(" ")))
        trail = " " * (len(span.text) - len(span.text.rstrip(" "))) if span.text.strip() else ""
        text = f"{lead}{plain(span.text)}{trail}".encode(self._encoding, "replace").decode(self._encoding)
        if not self.colours or span.tone is Tone.PLAIN or not text.strip():
            return text
        return f"\x1b[{span.tone.value}m{text}\x1b[0m"
