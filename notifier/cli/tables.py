"""Tables of plain text for a terminal: columns as wide as their longest entry, cut only where the window is too narrow.

Widths are counted in cells of the terminal (a Chinese character takes two). What a cell says is decided elsewhere,
except for the shapes of states, which every command shares.

Not rich: its import takes 110 ms of the 250 that a listing may take, and 338 rows another 440 ms (here 20), for the
sixty lines below; and what came from outside would have to be kept from its markup, too.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from notifier.cli.plain import plain
from notifier.cli.terminal import Span, Terminal, Tone
from notifier.core.model import State

GAP: Final = 2
NARROWEST_COLUMN: Final = 6

_SHAPES: Final = {
    State.OK: ("✓", "+", Tone.GOOD),
    State.SLOW: ("~", "~", Tone.NOTICE),
    State.POSSIBLE: ("?", "?", Tone.NOTICE),
    State.OUTAGE: ("✗", "X", Tone.BAD),
    State.MAINTENANCE: ("■", "#", Tone.INFORMATION),
    State.UNKNOWN: ("·", ".", Tone.FAINT),
}


def tone(state: State) -> Tone:
    """The colour of a state."""
    return _SHAPES[state][2]


def shape(terminal: Terminal, state: State) -> Span:
    """The sign of a state, as the terminal's encoding allows."""
    fine, simple, colour = _SHAPES[state]
    return Span(fine if terminal.can_show(fine) else simple, colour)


def table(terminal: Terminal, rows: Sequence[Sequence[Span]], head: Sequence[str] = ()) -> list[str]:
    """Lay the rows out below their head; each entry becomes one line, made ready for the terminal."""
    body = [[Span(plain(each.text), each.tone) for each in row] for row in rows]
    lines = [[Span(each, Tone.FAINT) for each in head], *body] if head else body
    if not lines:
        return []
    widths = _widths(terminal, lines)
    return [terminal.rendered(*_padded(row, widths)) for row in lines]


def cells(text: str) -> int:
    """How many cells of a terminal the text takes."""
    if text.isascii():  # nearly all is, and it was made plain before
        return len(text)
    return sum(_cells_of(each) for each in text)


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken between words; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and cells(lines[-1]) + 1 + cells(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where something is left out."""
    if cells(text) <= width:
        return text
    kept, taken = [], 0
    for each in text:
        taken += _cells_of(each)
        if taken > width - 1:
            break
        kept.append(each)
    return "".join(kept).rstrip() + "…"


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _widths(terminal: Terminal, lines: Sequence[Sequence[Span]]) -> list[int]:
    """The columns' widths: what they need; on a terminal the widest give way until all fit."""
    count = max(len(row) for row in lines)
    widths = [max((cells(row[at].text) for row in lines if at < len(row)), default=0) for at in range(count)]
    if not terminal.is_terminal:
        return widths
    room = terminal.width - GAP * (count - 1) - 1
    while sum(widths) > room and max(widths) > NARROWEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def _padded(row: Sequence[Span], widths: Sequence[int]) -> list[Span]:
    spans = []
    for at, span in enumerate(row):
        text = cut(span.text, widths[at])
        spans.append(Span(text, span.tone))
        if at + 1 < len(row):
            spans.append(Span(" " * (widths[at] - cells(text) + GAP)))
    return spans
