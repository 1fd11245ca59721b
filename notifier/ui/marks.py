"""A service's own mark for lists and headings: its brand's where the set has it, else its letters on a colour.

A rounded tile in the brand's colour with the brand's shape in white or black, whichever is easier to see; so it looks
the same in light and dark windows. A state is shown by a small sign over the corner, never by the tile's colour. From
`resources/marks/marks.json`, which `packaging/marks.py` makes of Simple Icons; read when the first mark is wanted, and
only the marks that are asked for are taken apart. The tray does not need them.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final
from zlib import crc32

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPainterPath, QPen, QPixmap

from notifier.config.paths import resources
from notifier.core.model import State
from notifier.ui import icons
from notifier.ui.theme import contrast

SIZES: Final = (24, 32, 64)
"""An icon's: for lists, for lists of two lines, and for fine screens; others are made of the next larger one."""
CORNER: Final = 0.22
"""Radius of the tile's corners, as a share of its side."""
SHAPE: Final = 0.62
"""Side of the brand's shape, as a share of the tile's."""
LETTERS_MOST: Final = 4
_HEIGHTS: Final = (0.56, 0.44, 0.34, 0.28)
"""Of one letter, two, three and four, as shares of the tile's side."""
WRITTEN: Final = 0.9
"""Of the tile's width, what letters take at most."""
SIGN: Final = 0.5
"""Side of the state's sign."""
_EDGE: Final = QColor(128, 128, 128, 90)
"""Around the tile, so that white and black ones end somewhere."""
COLORS: Final = ("#3b6ea8", "#8a4f9e", "#2f7d6b", "#a8542f", "#5a62b5", "#9c3f68", "#4f7a2c", "#7a6a2a")
"""Of tiles with letters: each has a contrast of 4.5:1 and more to white."""


_own_colors: dict[str, str] = {}


class _Mark(msgspec.Struct, frozen=True):
    fill: str
    path: str


class _Marks(msgspec.Struct, frozen=True):
    grid: int
    marks: dict[str, msgspec.Raw]


class RowMark(msgspec.Struct, frozen=True):
    """The mark of a service in a row that is painted, with the sign of its state: drawn as large as it is seen."""

    service: str
    name: str
    state: State

    def paint(self, painter: QPainter, place: QRect) -> None:
        """Paint it."""
        side = round(place.height() * painter.device().devicePixelRatio())
        painter.drawPixmap(place, _signed_tile(self, side))


@cache
def _signed_tile(mark: RowMark, side: int) -> QPixmap:
    initials = "" if mark.service in _known().marks else letters(mark.name)
    return _signed(_drawn(mark.service, initials, (side,), beside_sign=True)[0], mark.state)


def mark_icon(service: str, name: str, state: State | None = None) -> QIcon:
    """Give the mark of a service (its id, and its name for the letters), with the sign of a state over its corner."""
    return _icon(service, "" if service in _known().marks else letters(name), state)


def show_colors(colors: Mapping[str, str]) -> None:
    """Give these services (by their ids) tiles of the user's own colours from now on, and the others their own."""
    if colors != _own_colors:
        _own_colors.clear()
        _own_colors.update(colors)
        _forget_drawn()


def own_color(service: str) -> str:
    """Give the colour that the user chose for a service; empty: none."""
    return _own_colors.get(service, "")


def mark_picture(service: str, name: str, side: int) -> QPixmap:
    """Give the mark in any size, in pixels."""
    return _drawn(service, "" if service in _known().marks else letters(name), (side,))[0]


def letters(name: str) -> str:
    """Give the letters that stand for a name: all of an abbreviation ("BCA"), else the first of two words."""
    words = [word for each in name.split() if (word := "".join(letter for letter in each if letter.isalnum()))]
    if words and words[0].isupper() and 1 < len(words[0]) <= LETTERS_MOST:
        return words[0]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def forget() -> None:
    """Let go of what was read and drawn; it is read and drawn again when it is wanted."""
    _known.cache_clear()
    _forget_drawn()


def _forget_drawn() -> None:
    _signed_tile.cache_clear()
    _icon.cache_clear()


@cache
def _known() -> _Marks:
    return msgspec.json.decode((resources() / "marks" / "marks.json").read_bytes(), type=_Marks)


@cache
def _icon(service: str, initials: str, state: State | None) -> QIcon:
    made = QIcon()
    for plain in _drawn(service, initials, SIZES, beside_sign=state is not None):
        picture = plain if state is None else _signed(plain, state)
        made.addPixmap(picture)
        made.addPixmap(picture, QIcon.Mode.Selected)  # Qt would tint it
    return made


def _drawn(service: str, initials: str, sizes: Iterable[int], *, beside_sign: bool = False) -> tuple[QPixmap, ...]:
    mark = None if initials else msgspec.json.decode(_known().marks[service], type=_Mark)
    usual = COLORS[crc32(service.encode()) % len(COLORS)] if mark is None else mark.fill
    color, outline = QColor(_own_colors.get(service, usual)), None if mark is None else _outline(mark.path)
    pictures = []
    for size in sizes:
        picture = QPixmap(size, size)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _tile(painter, color, size)
        if outline is None:
            _write(painter, initials, color, size, beside_sign=beside_sign)
        else:
            _shape(painter, outline, color, size)
        painter.end()
        pictures.append(picture)
    return tuple(pictures)


def _tile(painter: QPainter, color: QColor, size: int) -> None:
    tile = QPainterPath()
    tile.addRoundedRect(QRectF(0.5, 0.5, size - 1.0, size - 1.0), size * CORNER, size * CORNER)
    painter.fillPath(tile, color)
    painter.strokePath(tile, QPen(_EDGE, 1.0))


def _shape(painter: QPainter, outline: QPainterPath, color: QColor, size: int) -> None:
    painter.save()
    side = size * SHAPE
    painter.translate((size - side) / 2, (size - side) / 2)
    painter.scale(side / _known().grid, side / _known().grid)
    painter.fillPath(outline, QColor("white" if _white_is_seen(color) else "black"))
    painter.restore()


def _white_is_seen(color: QColor) -> bool:
    """Tell whether white stands out from a colour: at more than 2:1, as brands do it."""
    return contrast(QColor("white"), color) > 2.0


def _outline(path: str) -> QPainterPath:
    outline = QPainterPath()
    outline.setFillRule(Qt.FillRule.WindingFill)
    steps = iter(path.split())
    for letter in steps:
        match letter:
            case "M":
                outline.moveTo(_point(steps))
            case "L":
                outline.lineTo(_point(steps))
            case "C":
                outline.cubicTo(_point(steps), _point(steps), _point(steps))
            case _:
                outline.closeSubpath()
    return outline


def _point(steps: Iterator[str]) -> QPointF:
    return QPointF(float(next(steps)), float(next(steps)))


def _write(painter: QPainter, initials: str, color: QColor, size: int, *, beside_sign: bool) -> None:
    """Write the letters as wide as the tile at most; where a sign is to come, above it."""
    font = QFont()
    font.setBold(True)
    share = 1 - SIGN + CORNER / 4 if beside_sign else 1
    font.setPixelSize(max(5, round(size * min(share * 0.85, _HEIGHTS[len(initials) - 1]))))
    wide = QFontMetricsF(font).horizontalAdvance(initials)
    font.setPixelSize(max(5, int(font.pixelSize() * min(1.0, WRITTEN * size / wide))))
    painter.setFont(font)
    painter.setPen(QColor("white" if _white_is_seen(color) else "black"))
    painter.drawText(QRectF(0, 0, size, size * share), Qt.AlignmentFlag.AlignCenter, initials)


def _signed(plain: QPixmap, state: State) -> QPixmap:
    """Cut a ring out of the tile's lower right corner, and put the state's sign into it."""
    picture = QPixmap(plain)
    side = round(plain.width() * SIGN)
    at = plain.width() - side
    ring = QPainterPath()
    ring.addEllipse(QRectF(at - 1.5, at - 1.5, side + 3.0, side + 3.0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.fillPath(ring, QColor("black"))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.drawPixmap(at, at, _sign_picture(state, side))
    painter.end()
    return picture


@cache
def _sign_picture(state: State, side: int) -> QPixmap:
    return icons.pixmap(icons.LOOKS[state], side)
