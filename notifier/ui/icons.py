"""The program's icons, drawn here from paths: one icon for the tray, and the same shapes for lists and menus.

Every state has a shape and a symbol of its own, so that colour is never needed: a disc with a tick (fine), a square
with a clock (slow, maintenance), a triangle (possible problem), an octagon (outage), a disc with a question mark (not
known), a cloud with a cross (offline), a disc with two bars (paused), an hourglass (stale). Problems are counted by a
digit in the shape; a practice outage has a small flag. The fills have a contrast of 3:1 and more to light and to dark
panels. The program itself has a speech bubble with a pulse, which is no state.

Nothing is loaded: neither files nor fonts nor QtSvg, which would cost more time than the whole tray; nor the namespace
`Qt` with its hundred enums, which takes 14 ms, a fifth of what a bare tray needs (hence ends and corners are rounded by
hand). What a snapshot
means for the icon is decided in `notifier.ui.tray`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from notifier.core.model import State

_Line = list[tuple[float, float]]

SIZES: Final = (16, 20, 22, 24, 32, 48, 64)
GRID: Final = 16.0
"""Everything is drawn on a grid of so many units."""


class Look(StrEnum):
    """How the icon looks."""

    FINE = "fine"
    SLOW = "slow"
    POSSIBLE = "possible"
    OUTAGE = "outage"
    UNKNOWN = "unknown"
    OFFLINE = "offline"
    PAUSED = "paused"
    STALE = "stale"


FILLS: Final = {
    Look.FINE: "#1b8a3c",
    Look.SLOW: "#2c7bc9",
    Look.POSSIBLE: "#b86e00",
    Look.OUTAGE: "#e0413e",
    Look.UNKNOWN: "#7b7f86",
    Look.OFFLINE: "#7b7f86",
    Look.PAUSED: "#7b7f86",
    Look.STALE: "#7b7f86",
}
PRACTICE_FILL: Final = "#9463d8"
MARK_FILL: Final = "#6078a8"
_SYMBOL: Final = "#ffffff"

LOOKS: Final = {
    State.OK: Look.FINE,
    State.SLOW: Look.SLOW,
    State.MAINTENANCE: Look.SLOW,
    State.POSSIBLE: Look.POSSIBLE,
    State.OUTAGE: Look.OUTAGE,
    State.UNKNOWN: Look.UNKNOWN,
}

_cache: dict[tuple[Look, str, bool], QIcon] = {}


def icon(look: Look, problems: int = 0, *, practice: bool = False) -> QIcon:
    """Give the icon for the tray; `problems` is shown as a digit (1 to 9, 9+) where there are any."""
    return _cached(look, _digits(problems) if look in (Look.POSSIBLE, Look.OUTAGE) else "", practice)


def state_icon(state: State) -> QIcon:
    """Give the icon of a service's state, for a list or a menu."""
    return _cached(LOOKS[state], "", False)


def app_icon() -> QIcon:
    """Give the icon of the program itself, for its windows: it shows no state."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_picture(size, _mark))
    return made


def pixmap(look: Look, size: int, digits: str = "", *, practice: bool = False) -> QPixmap:
    """Draw one picture of so many pixels."""

    def draw(painter: QPainter) -> None:
        if practice:
            _flag(painter)
            painter.scale(0.76, 0.76)
        _DRAW[look](painter, FILLS[look], digits)

    return _picture(size, draw)


def _picture(size: int, draw: Callable[[QPainter], None]) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / GRID, size / GRID)
    draw(painter)
    painter.end()
    return picture


def _cached(look: Look, digits: str, practice: bool) -> QIcon:
    key = (look, digits, practice)
    if key not in _cache:
        made = QIcon()
        for size in SIZES:
            picture = pixmap(look, size, digits, practice=practice)
            made.addPixmap(picture)
            made.addPixmap(picture, QIcon.Mode.Selected)  # Qt would tint it
        _cache[key] = made
    return _cache[key]


def _digits(problems: int) -> str:
    if problems <= 0:
        return ""
    return str(problems) if problems <= 9 else "9+"


# Shapes. Everything is a path, drawn by `strokePath` and `fillPath`: other calls load the namespace `Qt`.


def _pen(color: str, width: float) -> QPen:
    pen = QPen()
    pen.setColor(QColor(color))
    pen.setWidthF(width)
    return pen


def _fill(painter: QPainter, path: QPainterPath, color: str) -> None:
    painter.fillPath(path, _pen(color, 1.0).brush())


def _disc(painter: QPainter, color: str) -> None:
    path = QPainterPath()
    path.addEllipse(0.5, 0.5, 15.0, 15.0)
    _fill(painter, path, color)


def _line(points: _Line) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for x, y in points[1:]:
        path.lineTo(x, y)
    return path


def _polygon(painter: QPainter, color: str, points: _Line) -> None:
    path = _line([*points, points[0]])
    _fill(painter, path, color)
    painter.strokePath(path, _pen(color, 1.0))  # takes the corners off a little


def _strokes(painter: QPainter, lines: list[_Line], width: float) -> None:
    for line in lines:
        if len(line) > 1:
            painter.strokePath(_line(line), _pen(_SYMBOL, width))
        for x, y in line:  # round ends and corners
            end = QPainterPath()
            end.addEllipse(x - width / 2, y - width / 2, width, width)
            _fill(painter, end, _SYMBOL)


def _fine(painter: QPainter, color: str, _digits: str) -> None:
    _disc(painter, color)
    _strokes(painter, [[(4.3, 8.3), (7.0, 11.0), (11.8, 5.4)]], 1.9)


def _slow(painter: QPainter, color: str, _digits: str) -> None:
    path = QPainterPath()
    path.addRoundedRect(1.0, 1.0, 14.0, 14.0, 2.5, 2.5)
    _fill(painter, path, color)
    _strokes(painter, [[(8, 4), (8, 8.5), (11.3, 10.6)]], 1.9)


def _possible(painter: QPainter, color: str, digits: str) -> None:
    _polygon(painter, color, [(8, 1.0), (15.2, 14.5), (0.8, 14.5)])
    if digits:
        _write(painter, digits, (8, 10.2), 6.2)
    else:
        _strokes(painter, [[(8, 5.6), (8, 9.6)], [(8, 12.4)]], 1.9)


def _outage(painter: QPainter, color: str, digits: str) -> None:
    a, b, low, high = 5.0, 11.0, 0.9, 15.1
    _polygon(painter, color, [(a, low), (b, low), (high, a), (high, b), (b, high), (a, high), (low, b), (low, a)])
    if digits:
        _write(painter, digits, (8, 8), 8.4)
    else:
        _strokes(painter, [[(5, 5), (11, 11)], [(11, 5), (5, 11)]], 2.0)


def _unknown(painter: QPainter, color: str, _digits: str) -> None:
    _disc(painter, color)
    hook = QPainterPath(QPointF(5.6, 6.0))
    hook.cubicTo(5.6, 2.8, 10.6, 2.8, 10.6, 6.0)
    hook.cubicTo(10.6, 7.9, 8.0, 7.8, 8.0, 9.6)
    painter.strokePath(hook, _pen(_SYMBOL, 1.8))
    _strokes(painter, [[(8, 12.6)]], 2.0)


def _offline(painter: QPainter, color: str, _digits: str) -> None:
    for left, top, width, height, radius in (
        (0.6, 7.0, 14.8, 6.6, 3.3),
        (2.4, 2.6, 8.4, 8.4, 4.2),
        (7.8, 5, 6.4, 6.4, 3.2),
    ):
        path = QPainterPath()
        path.addRoundedRect(left, top, width, height, radius, radius)
        _fill(painter, path, color)
    _strokes(painter, [[(5.6, 6.4), (10.0, 11.2)], [(10.0, 6.4), (5.6, 11.2)]], 1.8)


def _paused(painter: QPainter, color: str, _digits: str) -> None:
    _disc(painter, color)
    _strokes(painter, [[(6, 5), (6, 11)], [(10, 5), (10, 11)]], 2.0)


def _stale(painter: QPainter, color: str, _digits: str) -> None:
    _polygon(painter, color, [(3.2, 1.4), (12.8, 1.4), (8.9, 8), (12.8, 14.6), (3.2, 14.6), (7.1, 8)])
    _strokes(painter, [[(5.6, 3.4), (10.4, 3.4)]], 1.1)


_DRAW: Final[dict[Look, Callable[[QPainter, str, str], None]]] = {
    Look.FINE: _fine,
    Look.SLOW: _slow,
    Look.POSSIBLE: _possible,
    Look.OUTAGE: _outage,
    Look.UNKNOWN: _unknown,
    Look.OFFLINE: _offline,
    Look.PAUSED: _paused,
    Look.STALE: _stale,
}


def _mark(painter: QPainter) -> None:
    """A speech bubble with a pulse: somebody listens, and tells."""
    bubble = QPainterPath()
    bubble.addRoundedRect(0.5, 1.0, 15.0, 11.4, 3.0, 3.0)
    _fill(painter, bubble, MARK_FILL)
    _fill(painter, _line([(3.4, 12.0), (3.4, 15.6), (8.0, 12.0)]), MARK_FILL)
    _strokes(painter, [[(2.7, 7.0), (5.3, 7.0), (6.9, 3.7), (9.3, 10.0), (10.8, 7.0), (13.3, 7.0)]], 1.5)


def _flag(painter: QPainter) -> None:
    """A square in the corner with the letter P."""
    path = QPainterPath()
    path.addRect(9.0, 9.0, 7.0, 7.0)
    _fill(painter, path, PRACTICE_FILL)
    _strokes(painter, [[(11.4, 14.6), (11.4, 10.5), (13.3, 10.5), (13.9, 11.6), (13.3, 12.7), (11.4, 12.7)]], 1.2)


# digits, on a grid of 4 by 6, the letter's middle at (2, 3)

_SHAPES: Final = {
    "1": ("0.8,1.2 2.3,0 2.3,6",),
    "2": ("0.2,1.3 1,0.2 2.9,0.1 3.7,1.2 3.4,2.6 0.2,6 3.9,6",),
    "3": ("0.3,0.3 3.5,0.3 1.8,2.5 3.1,2.8 3.8,4.2 3,5.7 1.4,6 0.2,5.3",),
    "4": ("3,6 3,0 0,4.3 4,4.3",),
    "5": ("3.6,0 0.7,0 0.4,2.7 2.3,2.3 3.7,3.2 3.7,4.9 2.4,6 0.3,5.6",),
    "6": ("3.3,0.1 1.3,1.3 0.3,3.6 0.5,5 1.8,6 3.2,5.6 3.8,4.2 3.1,2.9 1.8,2.6 0.4,3.8",),
    "7": ("0.2,0 3.8,0 1.4,6",),
    "8": ("2,2.8 0.6,2 0.7,0.6 2,0 3.3,0.6 3.4,2 2,2.8 0.4,3.8 0.4,5.3 2,6 3.6,5.3 3.6,3.8 2,2.8",),
    "9": ("3.6,2.2 2.2,3.4 0.9,3.1 0.2,1.8 0.8,0.4 2.2,0 3.5,1 3.7,2.4 2.7,4.7 0.7,5.9",),
    "+": (
        "0.4,3 3.6,3",
        "2,1.4 2,4.6",
    ),
}
"""The strokes of each letter."""


def _write(painter: QPainter, text: str, middle: tuple[float, float], height: float) -> None:
    scale = height / 6.0
    wide = len(text) > 1
    across = scale * (0.72 if wide else 1.0)
    step = 4.0 * across + 1.6 * scale * wide
    left = middle[0] - (step * (len(text) - 1) + 4.0 * across) / 2
    top = middle[1] - height / 2
    for place, letter in enumerate(text):
        lines = [[(left + place * step + x * across, top + y * scale) for x, y in each] for each in _points(letter)]
        _strokes(painter, lines, 1.25 if wide else 1.6)


def _points(letter: str) -> list[_Line]:
    return [[(float(x), float(y)) for x, y in (pair.split(",") for pair in line.split())] for line in _SHAPES[letter]]
