"""The shapes of the program's icons on a grid of 16 units: one for each look, digits, and what is hung onto them.

Everything is a path, drawn by `strokePath` and `fillPath`: other calls load the namespace `Qt` with its hundred enums,
which takes 14 ms, a fifth of what a bare tray needs (hence ends and corners are rounded by hand). Which look means
what, and in which colour it is drawn, is in `notifier.ui.icons`.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

Draw = Callable[[QPainter, str, str], None]
"""Draws one shape: in a colour, with digits where it has room for them."""
_Line = list[tuple[float, float]]

_SYMBOL: Final = "#ffffff"


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


def _strokes(painter: QPainter, lines: list[_Line], width: float, color: str = _SYMBOL) -> None:
    for line in lines:
        if len(line) > 1:
            painter.strokePath(_line(line), _pen(color, width))
        for x, y in line:  # round ends and corners
            end = QPainterPath()
            end.addEllipse(x - width / 2, y - width / 2, width, width)
            _fill(painter, end, color)


def fine(painter: QPainter, color: str, _digits: str) -> None:
    """Draw a disc with a tick."""
    _disc(painter, color)
    _strokes(painter, [[(4.3, 8.3), (7.0, 11.0), (11.8, 5.4)]], 1.9)


def quiet(painter: QPainter, color: str, _digits: str) -> None:
    """Draw the tick in its ring as lines of one colour, as symbolic icons are."""
    ring = QPainterPath()
    ring.addEllipse(1.2, 1.2, 13.6, 13.6)
    painter.strokePath(ring, _pen(color, 1.6))
    _strokes(painter, [[(4.9, 8.3), (7.1, 10.5), (11.1, 5.8)]], 1.7, color)


def slow(painter: QPainter, color: str, _digits: str) -> None:
    """Draw a square with a clock's hands."""
    path = QPainterPath()
    path.addRoundedRect(1.0, 1.0, 14.0, 14.0, 2.5, 2.5)
    _fill(painter, path, color)
    _strokes(painter, [[(8, 4), (8, 8.5), (11.3, 10.6)]], 1.9)


def maintenance(painter: QPainter, color: str, _digits: str) -> None:
    """Draw a wrench that lies across."""
    jaw = QPainterPath()
    jaw.addEllipse(6.6, 0.0, 9.4, 9.4)
    mouth = _line([(10.9, 5.1), (10.0, 3.0), (14.0, -2.0), (18.0, 2.0), (13.0, 6.0), (10.9, 5.1)])
    handle = _line([(9.4, 3.6), (12.4, 6.6), (5.2, 13.8), (2.2, 10.8), (9.4, 3.6)])
    end = QPainterPath()
    end.addEllipse(0.2, 9.4, 6.4, 6.4)
    hole = QPainterPath()
    hole.addEllipse(2.3, 11.5, 2.2, 2.2)
    _fill(painter, jaw.united(handle).united(end).subtracted(mouth).subtracted(hole), color)


def possible(painter: QPainter, color: str, digits: str) -> None:
    """Draw a triangle with a number or an exclamation mark."""
    _polygon(painter, color, [(8, 1.0), (15.2, 14.5), (0.8, 14.5)])
    if digits:
        _write(painter, digits, (8, 10.2), 6.2)
    else:
        _strokes(painter, [[(8, 5.6), (8, 9.6)], [(8, 12.4)]], 1.9)


def outage(painter: QPainter, color: str, digits: str) -> None:
    """Draw an octagon with a number or a cross."""
    a, b, low, high = 5.0, 11.0, 0.9, 15.1
    _polygon(painter, color, [(a, low), (b, low), (high, a), (high, b), (b, high), (a, high), (low, b), (low, a)])
    if digits:
        _write(painter, digits, (8, 8), 8.4)
    else:
        _strokes(painter, [[(5, 5), (11, 11)], [(11, 5), (5, 11)]], 2.0)


def unknown(painter: QPainter, color: str, _digits: str) -> None:
    """Draw a disc with a question mark."""
    _disc(painter, color)
    hook = QPainterPath(QPointF(5.6, 6.0))
    hook.cubicTo(5.6, 2.8, 10.6, 2.8, 10.6, 6.0)
    hook.cubicTo(10.6, 7.9, 8.0, 7.8, 8.0, 9.6)
    painter.strokePath(hook, _pen(_SYMBOL, 1.8))
    _strokes(painter, [[(8, 12.6)]], 2.0)


def offline(painter: QPainter, color: str, _digits: str) -> None:
    """Draw a cloud with a cross."""
    for left, top, width, height, radius in (
        (0.6, 7.0, 14.8, 6.6, 3.3),
        (2.4, 2.6, 8.4, 8.4, 4.2),
        (7.8, 5, 6.4, 6.4, 3.2),
    ):
        path = QPainterPath()
        path.addRoundedRect(left, top, width, height, radius, radius)
        _fill(painter, path, color)
    _strokes(painter, [[(5.6, 6.4), (10.0, 11.2)], [(10.0, 6.4), (5.6, 11.2)]], 1.8)


def portal(painter: QPainter, color: str, _digits: str) -> None:
    """Draw a door with an arrow that leads in."""
    door = _line([(2.6, 15.2), (2.6, 3.4), (5.0, 0.8), (11.0, 0.8), (13.4, 3.4), (13.4, 15.2), (2.6, 15.2)])
    _fill(painter, door, color)
    _strokes(painter, [[(4.9, 8.2), (10.9, 8.2)], [(8.2, 5.2), (11.1, 8.2), (8.2, 11.2)]], 1.8)


def paused(painter: QPainter, color: str, _digits: str) -> None:
    """Draw a disc with two bars."""
    _disc(painter, color)
    _strokes(painter, [[(6, 5), (6, 11)], [(10, 5), (10, 11)]], 2.0)


def stale(painter: QPainter, color: str, _digits: str) -> None:
    """Draw an hourglass."""
    _polygon(painter, color, [(3.2, 1.4), (12.8, 1.4), (8.9, 8), (12.8, 14.6), (3.2, 14.6), (7.1, 8)])
    _strokes(painter, [[(5.6, 3.4), (10.4, 3.4)]], 1.1)


def mark(painter: QPainter, color: str) -> None:
    """A speech bubble with a pulse: somebody listens, and tells."""
    bubble = QPainterPath()
    bubble.addRoundedRect(0.5, 1.0, 15.0, 11.4, 3.0, 3.0)
    _fill(painter, bubble, color)
    _fill(painter, _line([(3.4, 12.0), (3.4, 15.6), (8.0, 12.0)]), color)
    _strokes(painter, [[(2.7, 7.0), (5.3, 7.0), (6.9, 3.7), (9.3, 10.0), (10.8, 7.0), (13.3, 7.0)]], 1.5)


def flag(painter: QPainter, color: str) -> None:
    """A square in the corner with the letter P."""
    path = QPainterPath()
    path.addRect(9.0, 9.0, 7.0, 7.0)
    _fill(painter, path, color)
    _strokes(painter, [[(11.4, 14.6), (11.4, 10.5), (13.3, 10.5), (13.9, 11.6), (13.3, 12.7), (11.4, 12.7)]], 1.2)


def dot(painter: QPainter, color: str) -> None:
    """Draw a dot into the upper corner, with a gap around it."""
    for radius, mode in ((4.3, QPainter.CompositionMode.CompositionMode_Clear), (3.1, painter.compositionMode())):
        path = QPainterPath()
        path.addEllipse(QPointF(12.8, 3.2), radius, radius)
        painter.setCompositionMode(mode)
        _fill(painter, path, color)


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
