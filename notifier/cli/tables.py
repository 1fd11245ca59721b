"""Tables of plain text for a terminal: columns as wide as their longest entry, folded where the window is too narrow.

Widths are counted in cells of the terminal (a Chinese character takes two). What a cell says is decided elsewhere,
except for the shapes of states, which every command shares.

Not rich: its import takes 110 ms of the 250 that a listing may take, and 338 rows another 440 ms (here 20), for the
sixty lines below; and what came from outside would have to be kept from its markup, too.
"""

import unicodedata
from collections.abc import Sequence
from itertools import chain, zip_longest
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
    """Lay the rows out below their head; each is made ready for the terminal."""
    return list(chain.from_iterable(table_rows(terminal, rows, head)))


def table_rows(terminal: Terminal, rows: Sequence[Sequence[Span]], head: Sequence[str]) -> list[list[str]]:
    """The same, row by row: each becomes one line, or several where its entries do not fit the columns."""
    body = [[Span(plain(each.text), each.tone) for each in row] for row in rows]
    lines = [[Span(each, Tone.FAINT) for each in head], *body] if head else body
    if not lines:
        return []
    widths = _widths(terminal, lines)
    return [[terminal.rendered(*_padded(line, widths)) for line in _folded(row, widths)] for row in lines]


def width_needed(rows: Sequence[Sequence[Span]], head: Sequence[str]) -> int:
    """How many cells the table takes where nothing is folded."""
    lines = [[Span(each) for each in head], *rows]
    count = max(len(row) for row in lines)
    return sum(_widest(lines, at) for at in range(count)) + GAP * (count - 1)


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
    """The columns' widths: what they need; on a terminal the widest give way until all fit, words last."""
    count = max(len(row) for row in lines)
    widths = [_widest(lines, at) for at in range(count)]
    room = terminal.width - GAP * (count - 1) - 1
    if not terminal.is_terminal or sum(widths) <= room:
        return widths
    words = [_longest_word(lines, at) for at in range(count)]
    for least in (words, [NARROWEST_COLUMN] * count):
        while sum(widths) > room:
            at = max(range(count), key=lambda each: (widths[each] > least[each], widths[each]))
            if widths[at] <= least[at]:
                break
            widths[at] -= 1
    return widths


def _widest(lines: Sequence[Sequence[Span]], at: int) -> int:
    return max((cells(row[at].text) for row in lines if at < len(row)), default=0)


def _longest_word(lines: Sequence[Sequence[Span]], at: int) -> int:
    return max((cells(word) for row in lines if at < len(row) for word in row[at].text.split()), default=0)


def _folded(row: Sequence[Span], widths: Sequence[int]) -> list[list[Span]]:
    """A row in as many lines as its highest entry needs."""
    if all(cells(span.text) <= width for span, width in zip(row, widths, strict=False)):
        return [list(row)]
    columns = [
        [Span(each, span.tone) for each in _chopped(folded(span.text, width), width)]
        for span, width in zip(row, widths, strict=False)
    ]
    return [list(line) for line in zip_longest(*columns, fillvalue=Span(""))]


def _chopped(lines: Sequence[str], width: int) -> list[str]:
    """The lines, those with a word that is too long in several."""
    chopped = []
    for line in lines:
        rest = line
        while cells(rest) > width:
            kept, taken = 0, 0
            for each in rest:
                taken += _cells_of(each)
                if taken > width and kept:
                    break
                kept += 1
            chopped.append(rest[:kept])
            rest = rest[kept:]
        chopped.append(rest)
    return chopped


def _padded(row: Sequence[Span], widths: Sequence[int]) -> list[Span]:
    spans = []
    for at, span in enumerate(row):
        spans.append(span)
        if at + 1 < len(row):
            spans.append(Span(" " * (widths[at] - cells(span.text) + GAP)))
    return spans
